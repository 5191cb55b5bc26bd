"use strict";
// What is shown: standing of facts, kinds, classes of nodes, dates. The legend is the filter.
const STANDINGS = {
  asserted: "The article says so",
  claimed: "A source's claim",
  planned: "Planned",
  unconfirmed: "Possible, conditional",
  denied: "Denied or negated",
};

// The PLOVER types in plain words.
const KINDS = {
  ASSAULT: "Attacks and fighting", COERCE: "Coercion and arrests", SANCTION: "Sanctions", MOBILIZE: "Mobilisation",
  THREATEN: "Threats", PROTEST: "Protests", ACCUSE: "Accusations", REJECT: "Refusals", REQUEST: "Demands and appeals",
  CONSULT: "Meetings and talks", AGREE: "Promises and accords", SUPPORT: "Diplomatic support", COOPERATE: "Cooperation",
  AID: "Aid", CONCEDE: "Concessions", RETREAT: "Withdrawals and releases",
  report: "Other statements", agreement: "Agreements", relation: "Standing relations",
};
const kindName = (kind) => KINDS[kind] || capital(words(kind));

const GROUPS = [
  { name: "States and governments", shape: "square", light: "#56b4e9", dark: "#56b4e9",
    classes: ["State", "Government", "GovernmentBody", "Country"] },
  { name: "Armed and security forces", shape: "triangle", light: "#009e73", dark: "#2fc79b",
    classes: ["ArmedForces", "SecurityForces"] },
  { name: "Armed groups", shape: "triangleDown", light: "#cc79a7", dark: "#e29cc4", classes: ["ArmedGroup"] },
  { name: "People", shape: "dot", light: "#e69f00", dark: "#f0b43a", classes: ["Person"] },
  { name: "Organisations", shape: "diamond", light: "#8a7a00", dark: "#f0e442",
    classes: ["InternationalOrganization", "Organization", "PoliticalParty", "MediaOrganization",
              "CivilSocietyOrganization", "Company", "Actor"] },
  { name: "Unnamed groups", shape: "dot", light: "#8d959c", dark: "#8d959c", classes: ["Group"] },
  { name: "Agreements", shape: "star", light: "#0072b2", dark: "#6fc3f2", classes: [] },
  { name: "Places and other", shape: "dot", light: "#b5a48c", dark: "#b5a48c", classes: [] },
];

const SHOWN = { off: new Set(), from: null, to: null, undated: false };
const listeners = [];
const onFilter = (listener) => listeners.push(listener);
const changed = () => listeners.forEach((listener) => listener());

function groupOf(node) {
  if (AGREEMENTS.has(node.id)) return 6;
  const found = GROUPS.findIndex((group) => group.classes.includes(node.cls));
  return found >= 0 ? found : 7;
}

function kindOf(fact) {
  if (fact.family === "agreement" || fact.family === "term") return "agreement";
  if (fact.family === "relation") return "relation";
  return fact.type || "report";
}

const KIND_SCORES = new Map();
DATA.facts.forEach((fact) => KIND_SCORES.set(kindOf(fact), fact.family === "agreement" ? 0 : fact.score));

const DAYS = DATA.facts.map((fact) => fact.start || fact.end).filter(Boolean).sort();

function isShown(fact) {
  if (SHOWN.off.has("standing:" + fact.status) || SHOWN.off.has("kind:" + kindOf(fact))) return false;
  if (!SHOWN.from && !SHOWN.to) return true;
  if (!fact.start && !fact.end) return SHOWN.undated || fact.family === "relation";
  return (!SHOWN.from || (fact.end || fact.start) >= SHOWN.from) && (!SHOWN.to || (fact.start || fact.end) <= SHOWN.to);
}

// Whether the reader has asked for some facts only.
function narrowed() {
  return Boolean(SHOWN.from || SHOWN.to || [...SHOWN.off].some((key) => key.startsWith("kind:")));
}

function sample(kind, detail) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("width", 22);
  svg.setAttribute("height", 14);
  svg.setAttribute("aria-hidden", "true");
  const shape = (name, attributes) => {
    const element = document.createElementNS(ns, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    svg.append(element);
  };
  if (kind === "line") {
    shape("line", { x1: 1, x2: 21, y1: 7, y2: 7, stroke: `var(--${detail.tone || "neutral"})`, "stroke-width": 2.5,
                    "stroke-dasharray": detail.dashed ? "4 3" : "none" });
  } else {
    const points = { square: "5,1 17,1 17,13 5,13", triangle: "11,1 18,13 4,13", triangleDown: "4,1 18,1 11,13",
                     diamond: "11,0 18,7 11,14 4,7", star: "11,0 13,5 18,5 14,8 16,14 11,10 6,14 8,8 4,5 9,5" };
    if (points[detail.shape]) shape("polygon", { points: points[detail.shape], fill: detail.colour });
    else shape("circle", { cx: 11, cy: 7, r: 6, fill: detail.colour });
  }
  return svg;
}

function choice(key, text, icon, number) {
  const box = make("input", { type: "checkbox", onchange: () => {
    if (box.checked) SHOWN.off.delete(key); else SHOWN.off.add(key);
    changed();
  } });
  box.checked = !SHOWN.off.has(key);
  const only = make("button", { class: "only", title: `Only: ${text}`, "aria-label": `Only: ${text}`, onclick: () => alone(key) }, "only");
  return make("div", { class: "choice", "data-key": key }, make("label", {}, box, icon, make("span", {}, text)), only, make("span", { class: "count" }, String(number)));
}

// Leaves one choice of its list, or brings all back where it is the only one already.
function alone(key) {
  const family = key.split(":")[0] + ":";
  const others = [...document.querySelectorAll(".choice")].map((row) => row.dataset.key).filter((one) => one.startsWith(family) && one !== key);
  const already = !SHOWN.off.has(key) && others.every((one) => SHOWN.off.has(one));
  others.forEach((one) => (already ? SHOWN.off.delete(one) : SHOWN.off.add(one)));
  SHOWN.off.delete(key);
  buildFilters();
  document.querySelector(`.choice[data-key="${key}"] .only`).focus();
  changed();
}

function tally(values) {
  const counts = new Map();
  values.forEach((value) => counts.set(value, (counts.get(value) || 0) + 1));
  return counts;
}

// The dates of the facts as bars to press, of months or of days; empty ones are left out.
function dates() {
  if (!DAYS.length || DAYS[0] === DAYS[DAYS.length - 1]) return [];
  const months = new Set(DAYS.map((value) => value.slice(0, 7)));
  const length = months.size > 3 ? 7 : 10;
  const heights = tally(DAYS.map((value) => value.slice(0, length)));
  const units = [...heights.keys()];
  const top = Math.max(...heights.values());
  const begins = (value) => (length === 7 ? value + "-01" : value);
  const ends = (value) => (length === 7 ? value + "-31" : value);
  const name = (value) => (length === 7 ? day(value + "-01").replace(/^1 /, "") : day(value));
  const inside = (value) => (!SHOWN.from || ends(value) >= SHOWN.from) && (!SHOWN.to || begins(value) <= SHOWN.to);
  const bars = units.map((value) => make("button", { class: "bar", title: `${name(value)}: ${count(heights.get(value), "fact")}`, "aria-label": `${name(value)}, ${count(heights.get(value), "fact")}`,
    onclick: () => { SHOWN.from = begins(value); SHOWN.to = ends(value); draw(); changed(); } },
    make("span", { style: `height:${Math.round(8 + (92 * heights.get(value)) / top)}%` })));
  const field = (label, key) => make("input", { type: "date", "aria-label": label, min: DAYS[0], max: DAYS[DAYS.length - 1],
    onchange: (event) => { SHOWN[key] = event.target.value || null; draw(); changed(); } });
  const from = field("From", "from"), to = field("To", "to");
  const undated = DATA.facts.filter((fact) => !fact.start && !fact.end && fact.family !== "relation").length;
  const box = make("input", { type: "checkbox", onchange: () => { SHOWN.undated = box.checked; changed(); } });
  const reset = make("button", { class: "link", onclick: () => { SHOWN.from = SHOWN.to = null; draw(); changed(); } }, "All dates");
  const extra = make("div", { class: "soft" }, make("label", {}, box, ` also ${count(undated, "fact")} without a date`), make("br"), reset);
  const draw = () => {
    from.value = SHOWN.from || DAYS[0];
    to.value = (SHOWN.to || DAYS[DAYS.length - 1]).replace(/-31$/, () => "-" + lastDay(SHOWN.to || DAYS[DAYS.length - 1]));
    box.checked = SHOWN.undated;
    extra.hidden = !SHOWN.from && !SHOWN.to;
    bars.forEach((bar, number) => bar.classList.toggle("out", !inside(units[number])));
  };
  draw();
  return [make("h3", {}, "When"), make("div", { class: "histogram" }, ...bars),
    make("p", { class: "soft ends" }, make("span", {}, name(units[0])), make("span", {}, name(units[units.length - 1]))),
    make("div", { class: "range" }, from, "–", to), extra];
}

function buildFilters() {
  const place = document.getElementById("filters");
  const standings = tally(DATA.facts.map((fact) => fact.status));
  const kinds = tally(DATA.facts.map(kindOf));
  const groups = tally(DATA.nodes.map(groupOf));
  const dark = isDark();
  const inOrder = Object.keys(KINDS);
  place.replaceChildren(
    make("h3", {}, "Whose word"),
    ...Object.entries(STANDINGS).filter(([key]) => standings.has(key)).map(([key, text]) =>
      choice("standing:" + key, text, sample("line", { dashed: key !== "asserted" }), standings.get(key))),
    ...dates(),
    make("h3", {}, "What happened"),
    ...[...kinds].sort((a, b) => inOrder.indexOf(a[0]) - inOrder.indexOf(b[0])).map(([kind, number]) =>
      choice("kind:" + kind, kindName(kind), sample("line", { tone: tone(KIND_SCORES.get(kind)) }), number)),
    make("h3", {}, "Who"),
    ...GROUPS.map((group, number) => [group, number]).filter(([, number]) => groups.has(number)).map(([group, number]) =>
      choice("group:" + number, group.name, sample("node", { shape: group.shape, colour: dark ? group.dark : group.light }), groups.get(number))),
  );
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
