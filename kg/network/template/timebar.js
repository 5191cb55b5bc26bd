"use strict";
// When: a histogram of the dated facts with two sliders on it, and a button that lets the time go by.
const BINS = 120; // bars at most
const UNITS = [["day", 10], ["month", 7], ["year", 4]];
let bins = [], beyond = 0, binned = -1, playing = null;

const dayOf = (fact) => fact.start || fact.end;

function binOf(text, unit) {
  return unit === "year" ? text.slice(0, 4) : unit === "month" ? text.slice(0, 7) : text.slice(0, 10);
}

const firstDay = (bin) => (bin + "-01-01").slice(0, 10);
const finalDay = (bin) => (bin.length === 4 ? bin + "-12-31" : bin.length === 7 ? `${bin}-${lastDay(bin)}` : bin);

function nextBin(bin) {
  const [year, month, date] = bin.split("-").map(Number);
  const next = bin.length === 4 ? new Date(Date.UTC(year + 1, 0, 1)) : bin.length === 7 ? new Date(Date.UTC(year, month, 1)) : new Date(Date.UTC(year, month - 1, date + 1));
  return next.toISOString().slice(0, bin.length);
}

const binName = (bin) => (bin.length === 4 ? bin : bin.length === 7 ? day(bin + "-01").replace(/^1 /, "") : day(bin));

// All bars from the first dated fact to the last: of days where they fit, else of months, else of years. The few
// facts of long ago or far ahead do not make the bars of all others coarser; they are told beside them.
function allBins() {
  beyond = 0;
  const days = FACTS.filter((fact) => fact.family !== "relation").map(dayOf).filter((text) => /^\d{4}-\d\d-\d\d$/.test(text || "")).sort();
  if (!days.length) return [];
  const few = Math.floor(days.length / 40);
  for (const [unit, cut] of [["day", 0], ["month", 0], ["month", few], ["year", 0]]) {
    const found = binsOf(days[cut], days[days.length - 1 - cut], unit);
    if (found.length > (unit === "month" ? 2 * BINS : BINS) && unit !== "year") continue;
    beyond = days.filter((text) => binOf(text, unit) < found[0] || binOf(text, unit) > found[found.length - 1]).length;
    return found;
  }
  return [];
}

function binsOf(first, final, unit) {
  const found = [];
  for (let bin = binOf(first, unit), last = binOf(final, unit); bin <= last && found.length <= 400; bin = nextBin(bin)) found.push(bin);
  return found;
}

// Of the facts that all other filters let through, how many are conflict, cooperation or neither in each bar.
function heights() {
  const { from, until } = VIEW;
  VIEW.from = VIEW.until = null;
  const number = new Map(bins.map((bin, place) => [bin, place])), found = bins.map(() => [0, 0, 0]);
  const unit = UNITS.find(([, length]) => bins[0] && bins[0].length === length)[0];
  for (const fact of FACTS) {
    if (fact.family === "relation" || !dayOf(fact) || !fits(fact)) continue;
    const bin = found[number.get(binOf(dayOf(fact), unit))];
    if (bin) bin[fact.score < 0 ? 0 : fact.score > 0 ? 1 : 2] += 1;
  }
  Object.assign(VIEW, { from, until });
  return found;
}

// The first and the last bar within the dates chosen.
function range() {
  const first = VIEW.from ? bins.findIndex((bin) => finalDay(bin) >= VIEW.from) : 0;
  const after = VIEW.until ? bins.findIndex((bin) => firstDay(bin) > VIEW.until) : -1;
  return [first < 0 ? bins.length - 1 : first, after < 0 ? bins.length - 1 : Math.max(0, after - 1)];
}

function chooseRange(first, last) {
  choose({ from: first <= 0 ? null : firstDay(bins[first]), until: last >= bins.length - 1 ? null : finalDay(bins[last]) });
}

function drawTimebar() {
  const bar = document.getElementById("timebar");
  if (binned !== FACTS.length) bins = allBins();
  binned = FACTS.length;
  bar.hidden = bins.length < 2 || VIEW.view === "articles";
  if (bar.hidden) return;
  const [first, last] = range(), tall = heights(), most = Math.max(1, ...tall.map((parts) => parts[0] + parts[1] + parts[2]));
  const ns = "http://www.w3.org/2000/svg", svg = document.getElementById("histogram");
  svg.setAttribute("viewBox", `0 0 ${bins.length} 100`);
  svg.replaceChildren(...bins.flatMap((bin, number) => {
    let top = 100;
    const rects = ["conflict", "cooperation", "neutral"].map((colour, place) => {
      const high = (96 * tall[number][place]) / most;
      const rect = document.createElementNS(ns, "rect");
      top -= high;
      for (const [key, value] of Object.entries({ x: number + 0.08, y: top, width: 0.84, height: high, fill: `var(--${colour})`, opacity: number >= first && number <= last ? 1 : 0.25 })) rect.setAttribute(key, value);
      return rect;
    });
    const touch = document.createElementNS(ns, "rect"), name = document.createElementNS(ns, "title");
    for (const [key, value] of Object.entries({ x: number, y: 0, width: 1, height: 100, class: "bar", "data-bin": bin })) touch.setAttribute(key, value);
    name.textContent = `${binName(bin)}: ${count(tall[number][0] + tall[number][1] + tall[number][2], "fact")}`;
    touch.append(name);
    touch.addEventListener("mouseenter", () => hint(name.textContent));
    touch.addEventListener("mouseleave", () => hint(""));
    touch.addEventListener("click", () => choose(first === number && last === number ? { from: null, until: null } : { from: firstDay(bin), until: finalDay(bin) }));
    return [...rects, touch];
  }));
  drawYears();
  for (const [id, at] of [["from", first], ["until", last]]) {
    const slider = document.getElementById(id);
    slider.max = bins.length - 1;
    slider.value = at;
    slider.setAttribute("aria-valuetext", binName(bins[at]));
  }
  document.getElementById("from-date").value = VIEW.from || firstDay(bins[0]);
  document.getElementById("until-date").value = VIEW.until || finalDay(bins[bins.length - 1]);
  document.getElementById("undated").checked = VIEW.undated;
  document.getElementById("beyond").textContent = beyond ? `and ${count(beyond, "fact")} beyond` : "";
  document.getElementById("undated-label").hidden = document.getElementById("all-dates").hidden = !VIEW.from && !VIEW.until;
}

// The years (or months) over the bars; each chooses its own stretch.
function drawYears() {
  const length = bins[0].length === 10 ? 7 : 4, starts = [];
  bins.forEach((bin, number) => { if (number === 0 || bin.slice(0, length) !== bins[number - 1].slice(0, length)) starts.push(number); });
  const each = Math.ceil((starts.length * 42) / Math.max(200, document.getElementById("years").clientWidth));
  document.getElementById("years").replaceChildren(...starts.filter((start, place) => place % each === 0 && start < 0.97 * bins.length && !(starts[place + 1] - start < 0.05 * bins.length)).map((start) => {
    const year = bins[start].slice(0, length);
    const end = bins.findLastIndex((bin) => bin.startsWith(year));
    return make("button", { class: "link", style: `left:${(100 * start) / bins.length}%`, "aria-label": `Only ${binName(year)}`, onclick: () => choose({ from: firstDay(bins[start]), until: finalDay(bins[end]) }) }, length === 4 ? year : binName(year).slice(0, 3));
  }));
}

function setUpTimebar() {
  for (const id of ["from", "until"]) {
    document.getElementById(id).addEventListener("input", () => {
      const first = Number(document.getElementById("from").value), last = Number(document.getElementById("until").value);
      if (id === "from") chooseRange(Math.min(first, last), last);
      else chooseRange(first, Math.max(first, last));
    });
  }
  document.getElementById("from-date").addEventListener("change", (event) => choose({ from: event.target.value || null }));
  document.getElementById("until-date").addEventListener("change", (event) => choose({ until: event.target.value || null }));
  document.getElementById("undated").addEventListener("change", (event) => choose({ undated: event.target.checked }));
  document.getElementById("all-dates").addEventListener("click", () => choose({ from: null, until: null }));
  document.getElementById("play").addEventListener("click", play);
}

// Time goes by: from the first bar on where nothing is chosen, else the chosen stretch moves along.
function play() {
  const button = document.getElementById("play");
  const stop = () => { clearInterval(playing); playing = cast = null; button.textContent = "▶"; button.setAttribute("aria-label", "Let the time go by"); };
  if (playing) { stop(); return; }
  button.textContent = "❚❚";
  button.setAttribute("aria-label", "Stop the time");
  const [first, last] = range(), grows = first === 0, wide = last - first, stride = Math.max(1, Math.round(bins.length / 90));
  cast = VIEW.view === "network" ? new Set(part.nodes.map((node) => node.id)) : null;
  let at = last === bins.length - 1 ? (grows ? 0 : wide) : last;
  const step = () => {
    at = Math.min(bins.length - 1, at + stride);
    const start = grows ? 0 : Math.max(0, at - wide);
    if (at === bins.length - 1) stop();
    chooseRange(start, at);
  };
  playing = setInterval(step, 350);
  step();
}
