"use strict";
// What is shown: standing of facts, kinds, classes of nodes, dates. The legend is the filter.
const STANDINGS = {
  asserted: "The article itself says so",
  claimed: "On a source's word",
  planned: "Planned",
  unconfirmed: "Possible or conditional",
  denied: "Denied or negated",
};

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

const SHOWN = { off: new Set(), from: null, to: null };
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
DATA.facts.forEach((fact) => KIND_SCORES.set(kindOf(fact), fact.score));

const DAYS = DATA.facts.map((fact) => fact.start || fact.end).filter(Boolean).sort();

function isShown(fact) {
  if (SHOWN.off.has("standing:" + fact.status) || SHOWN.off.has("kind:" + kindOf(fact))) return false;
  if (SHOWN.from && (fact.end || fact.start || SHOWN.from) < SHOWN.from) return false;
  if (SHOWN.to && (fact.start || fact.end || SHOWN.to) > SHOWN.to) return false;
  return true;
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

function choice(key, text, icon, count) {
  const box = make("input", { type: "checkbox", onchange: () => {
    if (box.checked) SHOWN.off.delete(key); else SHOWN.off.add(key);
    changed();
  } });
  box.checked = !SHOWN.off.has(key);
  return make("label", { class: "choice" }, box, icon, make("span", {}, text), make("span", { class: "count" }, String(count)));
}

function tally(values) {
  const counts = new Map();
  values.forEach((value) => counts.set(value, (counts.get(value) || 0) + 1));
  return counts;
}

function dates() {
  const first = DAYS[0], last = DAYS[DAYS.length - 1];
  if (!first || first === last) return [];
  const unique = [...new Set(DAYS)];
  const bins = Math.min(40, unique.length);
  const heights = new Array(bins).fill(0);
  const bin = (value) => Math.min(bins - 1, Math.floor((unique.indexOf(value) / unique.length) * bins));
  DAYS.forEach((value) => heights[bin(value)]++);
  const top = Math.max(...heights);
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", `0 0 ${bins} 10`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("class", "histogram");
  svg.setAttribute("aria-hidden", "true");
  const bars = heights.map((height, number) => {
    const bar = document.createElementNS(ns, "rect");
    const size = (9.5 * height) / top;
    Object.entries({ x: number + 0.08, width: 0.84, y: 10 - size, height: size }).forEach(([k, v]) => bar.setAttribute(k, v));
    svg.append(bar);
    return bar;
  });
  const text = make("p", { class: "soft" });
  const slider = (label, value) => make("input", { class: "range", type: "range", min: 0, max: unique.length - 1, value, "aria-label": label });
  const from = slider("From", SHOWN.from ? unique.findIndex((d) => d >= SHOWN.from) : 0);
  const to = slider("To", SHOWN.to ? unique.length - 1 - [...unique].reverse().findIndex((d) => d <= SHOWN.to) : unique.length - 1);
  const draw = () => {
    const low = Math.min(from.value, to.value), high = Math.max(from.value, to.value);
    text.textContent = `${day(unique[low])} – ${day(unique[high])}`;
    bars.forEach((bar, number) => bar.classList.toggle("out", number < bin(unique[low]) || number > bin(unique[high])));
    SHOWN.from = low === 0 ? null : unique[low];
    SHOWN.to = high === unique.length - 1 ? null : unique[high];
  };
  for (const input of [from, to]) input.addEventListener("input", () => { draw(); changed(); });
  draw();
  return [make("h3", {}, "When"), svg, from, to, text];
}

function buildFilters() {
  const place = document.getElementById("filters");
  const standings = tally(DATA.facts.map((fact) => fact.status));
  const kinds = tally(DATA.facts.map(kindOf));
  const groups = tally(DATA.nodes.map(groupOf));
  const dark = isDark();
  place.replaceChildren(
    make("h3", {}, "Whose word"),
    ...Object.entries(STANDINGS).filter(([key]) => standings.has(key)).map(([key, text]) =>
      choice("standing:" + key, text, sample("line", { dashed: key !== "asserted" }), standings.get(key))),
    make("h3", {}, "What happened"),
    ...[...kinds].sort((a, b) => KIND_SCORES.get(a[0]) - KIND_SCORES.get(b[0])).map(([kind, count]) =>
      choice("kind:" + kind, capital(words(kind)), sample("line", { tone: tone(KIND_SCORES.get(kind)) }), count)),
    make("h3", {}, "Who"),
    ...GROUPS.map((group, number) => [group, number]).filter(([, number]) => groups.has(number)).map(([group, number]) =>
      choice("group:" + number, group.name, sample("node", { shape: group.shape, colour: dark ? group.dark : group.light }), groups.get(number))),
    ...dates(),
  );
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
