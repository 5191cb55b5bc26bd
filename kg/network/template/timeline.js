"use strict";
// The dated facts by actor on a line of time, and as a list of days with their words a press away.
const timeline = document.getElementById("timeline");
const LANES = 14, ROWS = 200;
const LANE = 30, TOP = 26;
const nameWidth = () => (timeline.clientWidth < 500 ? 112 : 170);

function drawTimeline() {
  const chosen = VIEW.node ? factsOf(VIEW.node) : FACTS;
  const dated = chosen.filter((fact) => fact.shown && fact.family !== "relation" && fact.family !== "term" && (fact.start || fact.end));
  dated.sort((a, b) => (a.start || a.end).localeCompare(b.start || b.end) || a.number - b.number);
  timeline.replaceChildren(
    make("p", { class: "soft" }, VIEW.node ? `Only what ${nameOf(VIEW.node)} is part of. ` : `${dated.length.toLocaleString("en-GB")} dated facts of ${chosen.length.toLocaleString("en-GB")}. `,
      VIEW.node ? make("button", { class: "link", onclick: () => select({}) }, "Show all") : "Turn the wheel over the chart to come closer, drag to choose a stretch of time."),
    chart(dated), ...list(dated));
}

function list(dated) {
  const rows = [];
  let label = null;
  for (const fact of dated.slice(0, ROWS)) {
    const next = capital(when(fact));
    if (next !== label) rows.push(make("h2", { class: "day" }, next));
    label = next;
    rows.push(row(fact));
  }
  if (dated.length > ROWS) rows.push(make("p", { class: "soft" }, `${dated.length - ROWS} more; choose a stretch of time or a name.`));
  return rows;
}

function row(fact) {
  const place = fact.roles.location ? [make("span", { class: "soft" }, " in ", ...listOf(fact.roles.location))] : [];
  const line = headline(fact);
  line.prepend(badge(fact));
  line.append(...place, " ", make("button", { class: "read", "aria-label": `Read: ${triple(fact)}`, onclick: () => select({ fact: fact.iri, node: VIEW.node, view: "timeline" }) }, "read"));
  if (VIEW.fact === fact.iri) line.classList.add("chosen");
  return line;
}

const taking = (fact) => new Set(["actor", "speaker", "recipient", "victim", "party"].flatMap((role) => fact.roles[role] || []));
const dayNumber = (text) => Date.parse(text + "T00:00:00Z") / 864e5;
const dayText = (number) => new Date(Math.round(number) * 864e5).toISOString().slice(0, 10);

// A lane for each of the most involved; a dot is a fact, hollow where the article does not say it itself.
function chart(dated) {
  const days = dated.flatMap((fact) => [fact.start, fact.end]).filter(Boolean).map(dayNumber).filter(Number.isFinite);
  if (!days.length) return "";
  const begin = VIEW.from ? dayNumber(VIEW.from) : days.reduce((a, b) => Math.min(a, b)), end = VIEW.until ? dayNumber(VIEW.until) : days.reduce((a, b) => Math.max(a, b));
  const span = Math.max(1, end - begin), wide = Math.max(320, timeline.clientWidth - 52);
  const left = nameWidth(), room = wide - left - 16, at = (number) => left + 8 + (room * (number - begin)) / span;
  const takers = new Map(dated.map((fact) => [fact, taking(fact)]));
  const busy = tally(dated.flatMap((fact) => [...takers.get(fact)]));
  const lanes = [...busy].sort((a, b) => (b[0] === VIEW.node) - (a[0] === VIEW.node) || b[1] - a[1]).slice(0, LANES).map(([iri]) => iri);
  const ns = "http://www.w3.org/2000/svg", high = TOP + lanes.length * LANE + 6;
  const draw = (name, attributes, ...children) => {
    const element = document.createElementNS(ns, name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const svg = draw("svg", { width: wide, height: high, class: "chart", role: "group", "aria-label": "Dated facts by actor" });
  let last = -Infinity;
  for (const [number, text] of ticks(begin, end)) {
    if (at(number) - last < 48 || at(number) > wide - 36) continue;
    last = at(number);
    svg.append(draw("line", { x1: at(number), x2: at(number), y1: TOP - 6, y2: high, class: "tick" }), draw("text", { x: at(number) + 3, y: 14, class: "date" }, text));
  }
  lanes.forEach((iri, lane) => {
    const y = TOP + lane * LANE + LANE / 2, name = cutTo(nameOf(iri), left - 24);
    svg.append(draw("line", { x1: left, x2: wide, y1: y, y2: y, class: "lane" }));
    const label = draw("text", { x: left - 8, y: y + 4, class: "who", tabindex: 0, role: "button" }, name);
    label.addEventListener("click", () => select({ node: iri, view: "timeline" }));
    svg.append(label);
    const used = new Map();
    for (const fact of dated) {
      if (!takers.get(fact).has(iri)) continue;
      const x1 = at(Math.max(begin, dayNumber(fact.start || fact.end))), x2 = at(Math.min(end, dayNumber(fact.end || fact.start)));
      const cell = Math.round(x1 / 7), times = used.get(cell) || 0;
      used.set(cell, times + 1);
      const lift = (times % 2 ? 1 : -1) * Math.ceil(times / 2) * 5, colour = `var(--${tone(fact.score)})`;
      const seen = draw("g", { class: "event" + (VIEW.fact === fact.iri ? " chosen" : ""), tabindex: 0, role: "button", "aria-label": triple(fact) }, draw("title", {}, `${capital(when(fact))}: ${triple(fact)}`));
      if (x2 - x1 > 9) seen.append(draw("line", { x1, x2, y1: y + lift, y2: y + lift, stroke: colour, "stroke-width": 3, opacity: 0.35 }));
      seen.append(draw("circle", { cx: x1, cy: y + Math.max(-12, Math.min(12, lift)), r: 4.5, stroke: colour, "stroke-width": 1.6, fill: fact.status === "asserted" ? colour : "var(--page)" }));
      seen.addEventListener("click", () => select({ fact: fact.iri, node: VIEW.node, view: "timeline" }));
      svg.append(seen);
    }
  });
  stretch(svg, begin, span, room);
  return svg;
}

function cutTo(name, room) {
  let letters = name.length;
  const short = () => (letters < name.length ? `${name.slice(0, letters).trimEnd()}…` : name);
  while (letters > 1 && widthOf(short()) > room) letters -= 1;
  return short();
}

function ticks(begin, end) {
  const years = (end - begin) / 365, found = [];
  const date = new Date(begin * 864e5);
  for (let n = 0; n < 400; n += 1) {
    const step = years > 8 ? 24 : years > 3 ? 12 : years > 1.2 ? 3 : 1;
    const next = new Date(Date.UTC(date.getUTCFullYear(), Math.ceil((date.getUTCMonth() + (n ? 0 : date.getUTCDate() > 1)) / step) * step + n * step, 1));
    if (next / 864e5 > end) break;
    found.push([next / 864e5, next.toLocaleDateString("en-GB", step >= 12 ? { year: "numeric", timeZone: "UTC" } : { month: "short", year: "2-digit", timeZone: "UTC" })]);
  }
  return found.length > 1 ? found : [[begin, day(dayText(begin))]];
}

// The wheel narrows or widens the time shown about the pointer; dragging chooses a stretch.
function stretch(svg, begin, span, room) {
  const dateAt = (x) => begin + (span * Math.max(0, Math.min(room, x - nameWidth() - 8))) / room;
  const placeOf = (event) => event.clientX - svg.getBoundingClientRect().left;
  let start = null;
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const middle = dateAt(placeOf(event)), factor = event.deltaY < 0 ? 0.75 : 1 / 0.75;
    const [low, high] = [dayNumber(firstDay(bins[0])), dayNumber(finalDay(bins[bins.length - 1]))];
    const from = Math.max(low, middle - (middle - begin) * factor), until = Math.min(high, Math.max(from + 2, middle + (begin + span - middle) * factor));
    choose({ from: from <= low && until >= high ? null : dayText(from), until: from <= low && until >= high ? null : dayText(until) });
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => { start = placeOf(event); });
  svg.addEventListener("pointerup", (event) => {
    if (start === null || Math.abs(placeOf(event) - start) < 12) return;
    const [from, until] = [dateAt(start), dateAt(placeOf(event))].sort((a, b) => a - b);
    choose({ from: dayText(from), until: dayText(until) });
  });
}
