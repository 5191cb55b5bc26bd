"use strict";
// What is selected, kept in the page's address so that a view can be shared, and everything that follows from it.
const STATE = { view: "network", node: null, edge: null, article: null, fact: null, near: null };

function select({ node = null, edge = null, article = null, fact = null, view = null }) {
  Object.assign(STATE, { node, edge, fact, article: fact !== null ? DATA.facts[fact].article : article || STATE.article });
  if (fact !== null || (article && !node)) STATE.view = "articles";
  if (view) STATE.view = view;
  show();
  if (matchMedia("(max-width: 1000px)").matches && (node || edge || fact !== null)) panel.scrollIntoView({ behavior: "smooth" });
}

function show() {
  for (const name of ["network", "timeline", "articles"]) {
    document.getElementById(name).hidden = name !== STATE.view;
    document.querySelector(`[data-view="${name}"]`).setAttribute("aria-pressed", String(name === STATE.view));
  }
  for (const id of ["tools", "hint", "nothing"]) document.getElementById(id).hidden = STATE.view !== "network";
  if (STATE.fact !== null) showFact(DATA.facts[STATE.fact]);
  else if (STATE.node) showNode(STATE.node);
  else if (STATE.edge) showEdge(DATA.edges.find((edge) => edge.id === STATE.edge));
  else showWelcome();
  if (STATE.view === "network") { refreshNetwork(); markChosen(); }
  if (STATE.view === "timeline") drawTimeline();
  if (STATE.view === "articles") drawArticle();
  remember();
}

function remember() {
  const kept = new URLSearchParams();
  for (const [key, value] of Object.entries(STATE)) if (value !== null && !(key === "view" && value === "network")) kept.set(key, value);
  if (SHOWN.off.size) kept.set("off", [...SHOWN.off].join(","));
  if (SHOWN.from) kept.set("from", SHOWN.from);
  if (SHOWN.to) kept.set("to", SHOWN.to);
  if (SHOWN.undated) kept.set("undated", "yes");
  history.replaceState(null, "", kept.size ? "#" + kept : "#");
}

function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const key of Object.keys(STATE)) if (kept.has(key)) STATE[key] = kept.get(key);
  if (!["network", "timeline", "articles"].includes(STATE.view)) STATE.view = "network";
  if (STATE.fact !== null) STATE.fact = DATA.facts[Number(STATE.fact)] ? Number(STATE.fact) : null;
  if (!DATA.things[STATE.node] && !AGREEMENTS.has(STATE.node)) STATE.node = null;
  if (!DATA.edges.some((edge) => edge.id === STATE.edge)) STATE.edge = null;
  if (!DATA.nodes.some((node) => node.id === STATE.near)) STATE.near = null;
  if (kept.has("off")) kept.get("off").split(",").forEach((key) => SHOWN.off.add(key));
  SHOWN.undated = kept.has("undated");
  SHOWN.from = kept.get("from");
  SHOWN.to = kept.get("to");
}

function setUpSearch() {
  const input = document.getElementById("search"), list = document.getElementById("found");
  const names = [
    ...Object.entries(DATA.things).map(([iri, thing]) => ({ iri, names: [thing.label, ...thing.aliases] })),
    ...[...AGREEMENTS.values()].map((fact) => ({ iri: fact.iri, names: [fact.label] })),
  ];
  const rank = new Map(DATA.nodes.map((node, number) => [node.id, number]));
  let hits = [], at = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); at = -1; };
  const choose = (iri) => { close(); input.value = ""; if (STATE.view === "articles") STATE.view = "network"; select({ node: iri }); };
  const draw = () => {
    list.replaceChildren(...hits.map((hit, number) => make("li", { role: "option", "aria-selected": String(number === at), onmousedown: () => choose(hit.iri) },
      nameOf(hit.iri), hit.name === nameOf(hit.iri) ? "" : make("span", { class: "soft" }, ` – ${hit.name}`))));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(Boolean(hits.length)));
  };
  input.addEventListener("input", () => {
    const text = input.value.trim().toLowerCase();
    hits = !text ? [] : names.map(({ iri, names: all }) => ({ iri, name: all.find((name) => name.toLowerCase().includes(text)) }))
      .filter((hit) => hit.name).sort((a, b) => (rank.get(a.iri) ?? 1e9) - (rank.get(b.iri) ?? 1e9)).slice(0, 10);
    at = hits.length ? 0 : -1;
    draw();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") at = Math.min(hits.length - 1, at + 1);
    else if (event.key === "ArrowUp") at = Math.max(0, at - 1);
    else if (event.key === "Enter" && hits[at]) return choose(hits[at].iri);
    else if (event.key === "Escape") return close();
    else return undefined;
    event.preventDefault();
    return draw();
  });
  input.addEventListener("blur", close);
}

recall();
buildFilters();
drawNetwork();
setUpSearch();
fit();
show();
onFilter(() => {
  show();
  if (STATE.view === "network") fit();
});
document.querySelectorAll("[data-view]").forEach((button) => button.addEventListener("click", () => {
  STATE.view = button.dataset.view;
  STATE.fact = null;
  show();
}));
document.getElementById("fit").addEventListener("click", fit);
document.getElementById("closer").addEventListener("click", () => zoom(1.4));
document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.4));
document.getElementById("picture").addEventListener("click", savePicture);
document.getElementById("more").addEventListener("click", () => { allShown = !allShown; show(); fit(); });
document.getElementById("near").addEventListener("click", () => { STATE.near = STATE.node; show(); fit(); });
document.getElementById("clear").addEventListener("click", () => { STATE.near = null; show(); fit(); });
document.getElementById("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  buildFilters();
  drawing.destroy();
  drawNetwork();
  fit();
  show();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]), select");
  if (event.key === "/" && !typing) { event.preventDefault(); document.getElementById("search").focus(); }
  if (event.key === "Enter" && event.target.getAttribute("role") === "button") event.target.click();
  if (event.key === "Escape" && !typing) { STATE.near = null; select({}); }
});
