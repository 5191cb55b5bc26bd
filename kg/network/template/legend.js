"use strict";
// The legend, which is the filter: whose word, what happened, who, who reports it, how sure it was read.
function sample(kind, detail) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const shape = (name, attributes) => {
    const element = document.createElementNS(ns, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    svg.append(element);
  };
  for (const [key, value] of Object.entries({ width: 22, height: 14, viewBox: "-11 -7 22 14", "aria-hidden": "true" })) svg.setAttribute(key, value);
  if (kind === "line") {
    shape("line", { x1: -10, x2: 10, y1: 0, y2: 0, stroke: `var(--${detail.tone || "neutral"})`, "stroke-width": 2.5, "stroke-dasharray": detail.dashed ? "4 3" : "none" });
  } else if (CORNERS[detail.shape]) shape("polygon", { points: CORNERS[detail.shape].map(([x, y]) => `${x * 6},${y * 6}`).join(" "), fill: detail.colour });
  else shape("circle", { r: 6, fill: detail.colour });
  return svg;
}

function option(key, text, icon, number) {
  const box = make("input", { type: "checkbox", onchange: () => {
    const off = new Set(VIEW.off);
    if (box.checked) off.delete(key); else off.add(key);
    choose({ off });
  } });
  box.checked = !VIEW.off.has(key);
  const only = make("button", { class: "only", title: `Only: ${text}`, "aria-label": `Only: ${text}`, onclick: () => alone(key) }, "only");
  return make("div", { class: "choice", "data-key": key }, make("label", {}, box, icon, make("span", {}, text)), only,
    make("span", { class: "count" }, number.toLocaleString("en-GB")));
}

// Leaves one choice of its list, or brings all back where it is the only one already.
function alone(key) {
  const family = key.split(":")[0] + ":", off = new Set(VIEW.off);
  const others = [...document.querySelectorAll(".choice[data-key]")].map((row) => row.dataset.key).filter((one) => one.startsWith(family) && one !== key);
  const already = !off.has(key) && others.every((one) => off.has(one));
  others.forEach((one) => (already ? off.delete(one) : off.add(one)));
  off.delete(key);
  choose({ off });
  const again = [...document.querySelectorAll(".choice[data-key]")].find((row) => row.dataset.key === key);
  if (again) again.querySelector(".only").focus();
}

const SOURCES = 12; // publishers that are listed

function confidence() {
  const least = FACTS.reduce((low, fact) => Math.min(low, fact.confidence), 1);
  if (least >= 1) return [];
  const value = make("output", { class: "count" }), slider = make("input", { type: "range", min: 0, max: 100, step: 5, "aria-label": "Least confidence, in per cent" });
  const tell = () => { value.textContent = slider.value === "0" ? "any" : `from ${slider.value}%`; };
  slider.value = String(Math.round(VIEW.sure * 100));
  slider.addEventListener("input", tell);
  slider.addEventListener("change", () => choose({ sure: Number(slider.value) / 100 }));
  tell();
  return [make("h2", {}, "How sure"), make("div", { class: "choice" }, slider, value)];
}

let listed = "";
function drawLegend() {
  const key = [[...VIEW.off].sort().join(), VIEW.lens, VIEW.sure, FACTS.length, isDark()].join("|");
  if (key === listed) return;
  listed = key;
  const standings = tally(FACTS.map((fact) => fact.status)), kinds = tally(FACTS.map(kindOf)), sources = tally(FACTS.map(sourceOf));
  const groups = tally(network().nodes.map((node) => node.group));
  const scores = new Map(FACTS.map((fact) => [kindOf(fact), fact.family === "agreement" ? 0 : fact.score]));
  const inOrder = Object.keys(KINDS), dark = isDark();
  document.getElementById("legend").replaceChildren(
    ...(VIEW.lens === "answer" ? [] : [make("h2", {}, "Whose word")]),
    ...Object.entries(STANDINGS).filter(([one]) => standings.has(one) && VIEW.lens !== "answer").map(([one, text]) =>
      option("standing:" + one, text, sample("line", { dashed: one !== "asserted" }), standings.get(one))),
    make("h2", {}, "What happened"),
    ...[...kinds].sort((a, b) => inOrder.indexOf(a[0]) - inOrder.indexOf(b[0])).map(([kind, number]) =>
      option("kind:" + kind, kindName(kind), sample("line", { tone: tone(scores.get(kind)) }), number)),
    make("h2", {}, "Who"),
    ...GROUPS.map((group, number) => [group, number]).filter(([, number]) => groups.has(number)).map(([group, number]) =>
      option("group:" + number, group.name, sample("node", { shape: group.shape, colour: dark ? group.dark : group.light }), groups.get(number))),
    ...(sources.size < 2 ? [] : [make("h2", {}, "Who reports"), ...[...sources].sort((a, b) => b[1] - a[1]).slice(0, SOURCES).map(([name, number]) =>
      option("source:" + name, name, null, number))]),
    ...confidence(),
  );
}
