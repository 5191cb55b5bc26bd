"use strict";
// Finding by any name; while a path is being asked for, the name found is its other end.
let seekingPath = null;
const ELSEWHERE = []; // other places that names are looked up in: from text to a promise of hits

function setUpSearch() {
  const input = document.getElementById("search"), list = document.getElementById("found");
  let hits = [], at = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const pick = (chosen) => {
    const { iri } = chosen;
    close();
    input.value = "";
    if (seekingPath) { const from = seekingPath; seekPath(null); choose({ near: from, to: iri, node: null, edge: null, fact: null, view: "network" }); return; }
    if (VIEW.view === "articles") VIEW.view = "network";
    if (chosen.far) chosen.far().then(() => found(iri));
    else found(iri);
  };
  const draw = () => {
    list.replaceChildren(...hits.map((hit, number) => make("li", { role: "option", id: `found-${number}`, "aria-selected": String(number === at), onmousedown: () => pick(hit) },
      hit.far ? hit.name : nameOf(hit.iri), hit.far || hit.name === nameOf(hit.iri) ? "" : make("span", { class: "soft" }, ` – ${hit.name}`))));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(Boolean(hits.length)));
    if (at >= 0) input.setAttribute("aria-activedescendant", `found-${at}`);
  };
  input.addEventListener("input", () => {
    const text = input.value.trim().toLowerCase();
    hits = matches(text);
    at = hits.length ? 0 : -1;
    draw();
    for (const seek of ELSEWHERE) {
      seek(text).then((more) => {
        if (input.value.trim().toLowerCase() !== text) return;
        hits = [...hits, ...more.filter((hit) => !hits.some((one) => one.iri === hit.iri))].slice(0, 12);
        at = hits.length ? Math.max(at, 0) : -1;
        draw();
      });
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") at = Math.min(hits.length - 1, at + 1);
    else if (event.key === "ArrowUp") at = Math.max(0, at - 1);
    else if (event.key === "Enter" && hits[at]) { pick(hits[at]); return; }
    else if (event.key === "Escape") { seekPath(null); close(); return; }
    else return;
    event.preventDefault();
    draw();
  });
  input.addEventListener("blur", () => { close(); });
}

function matches(text) {
  if (!text) return [];
  const rank = (iri) => (network().node.has(iri) ? network().node.get(iri).rank : 1e9);
  const places = [...THINGS].map(([iri, thing]) => [iri, [thing.label, ...thing.aliases]]);
  for (const fact of FACTS) if (fact.family === "agreement") places.push([fact.iri, [fact.label]]);
  const found = [];
  for (const [iri, names] of places) {
    const name = names.find((one) => one.toLowerCase().includes(text));
    if (name) found.push({ iri, name, first: name.toLowerCase().startsWith(text) });
  }
  return found.sort((a, b) => b.first - a.first || rank(a.iri) - rank(b.iri)).slice(0, 10);
}

function found(iri) {
  if (VIEW.off.has("group:" + groupOf(iri))) VIEW.off = new Set([...VIEW.off].filter((key) => key !== "group:" + groupOf(iri)));
  chooseNode(iri);
  lookAtChosen();
}

// Asks for the other end of a path by name.
function seekPath(from) {
  seekingPath = from;
  const input = document.getElementById("search");
  input.placeholder = from ? `Path from ${nameOf(from)} to …` : "Find an actor, place or agreement";
  input.classList.toggle("seeking", Boolean(from));
  if (from) input.focus();
}
