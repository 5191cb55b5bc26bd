"use strict";
// What is chosen is shown everywhere, and every control does what it says.
const $ = (id) => document.getElementById(id);

function show() {
  for (const name of VIEWS) {
    $(name).hidden = name !== VIEW.view;
    document.querySelector(`[data-view="${name}"]`).setAttribute("aria-pressed", String(name === VIEW.view));
  }
  $("tip").hidden = true;
  hint("");
  drawLegend();
  drawTimebar();
  showScope();
  showPanel();
  if (VIEW.view === "network") { refreshNetwork(); lookAtChosen(); }
  if (VIEW.view === "map") drawMap();
  if (VIEW.view === "timeline") drawTimeline();
  if (VIEW.view === "articles") drawArticle();
  remember();
  FOLLOWERS.forEach((follow) => follow());
}

// What the network is narrowed to, with a way back from each, and what else may be asked of it.
function showScope() {
  const chips = [];
  const chip = (text, away, ...more) => chips.push(make("span", { class: "chip" }, text, ...more, make("button", { "aria-label": `Remove: ${text}`, onclick: () => choose(away) }, "×")));
  if (VIEW.near && VIEW.to) chip(`Path: ${nameOf(VIEW.near)} – ${nameOf(VIEW.to)}`, { near: null, to: null });
  else if (VIEW.near) {
    const depths = [1, 2, 3].map((depth) => make("button", { "aria-pressed": String(VIEW.depth === depth), "aria-label": `${count(depth, "step")} away`, onclick: () => choose({ depth }) }, String(depth)));
    chip(`Around ${nameOf(VIEW.near)}`, { near: null, depth: 1 }, make("span", { class: "depth" }, ...depths));
  }
  if (VIEW.text) chip(`Only “${ARTICLES.get(VIEW.text).headline}”`, { text: null });
  if (VIEW.from || VIEW.until) chip(VIEW.from && VIEW.until ? `${day(VIEW.from)} – ${day(VIEW.until)}` : VIEW.from ? `since ${day(VIEW.from)}` : `until ${day(VIEW.until)}`, { from: null, until: null });
  const off = [...VIEW.off];
  if (off.length) chip(`${count(off.length, "filter")} on`, { off: new Set() });
  if (VIEW.sure) chip(`Confidence from ${Math.round(VIEW.sure * 100)}%`, { sure: 0 });
  $("chips").replaceChildren(...chips);
  const inside = VIEW.node && network().node.has(VIEW.node);
  $("near").hidden = $("path").hidden = !inside || VIEW.near === VIEW.node;
  const steps = levels(), level = Math.min(VIEW.level, steps.length - 1);
  $("more").hidden = steps.length < 2 || Boolean(VIEW.near);
  $("more").textContent = level === steps.length - 1 ? `Show the ${steps[0]} most involved` : level === steps.length - 2 ? `Show all ${steps[level + 1].toLocaleString("en-GB")}` : `Show the ${steps[level + 1].toLocaleString("en-GB")} most involved`;
  document.querySelectorAll("[data-lens]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.lens === VIEW.lens)));
}

function setUpControls() {
  const on = (id, act) => $(id).addEventListener("click", act);
  document.querySelectorAll("[data-view]").forEach((button) => button.addEventListener("click", () => choose({ view: button.dataset.view })));
  if (!ARTICLES.size) for (const name of ["map", "timeline", "articles"]) document.querySelector(`[data-view="${name}"]`).hidden = true;
  if (PIECES.size > 1) {
    $("lenses").replaceChildren(...[...PIECES.keys()].map((lens) => make("button", { "data-lens": lens, title: LENSES[lens][1],
      onclick: () => choose({ lens, edge: null, near: null, to: null, level: 0 }) }, LENSES[lens][0])));
  }
  on("fit", fit);
  on("closer", () => zoom(1.4));
  on("farther", () => zoom(1 / 1.4));
  on("shake", shake);
  on("more", () => choose({ level: (Math.min(VIEW.level, levels().length - 1) + 1) % levels().length }));
  on("near", () => choose({ near: VIEW.node, to: null, depth: 1 }));
  on("path", () => seekPath(VIEW.node));
  on("undo", undo);
  on("map-fit", fitMap);
  on("map-closer", () => { zoomAt(globe, siteBox(), 1.5); mapMoved(); });
  on("map-farther", () => { zoomAt(globe, siteBox(), 1 / 1.5); mapMoved(); });
  on("full", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
  $("full").hidden = !document.fullscreenEnabled;
  on("filters-open", () => {
    const open = document.body.classList.toggle("filtering");
    $("filters-open").setAttribute("aria-expanded", String(open));
  });
  on("theme", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    show();
  });
  document.querySelectorAll("[data-save]").forEach((button) => button.addEventListener("click", () => {
    $("save").open = false;
    SAVES[button.dataset.save]();
  }));
  document.addEventListener("click", (event) => { if (!event.target.closest("#save")) $("save").open = false; });
}

function setUpKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]):not([type=range]), select, textarea");
    if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); }
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) { event.preventDefault(); undo(); }
    if ((event.key === "Enter" || event.key === " ") && event.target.getAttribute("role") === "button") {
      event.preventDefault();
      event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
    if (event.key === "Escape" && $("save").open) { $("save").open = false; $("save").querySelector("summary").focus(); return; }
    if (event.key === "Escape" && !typing && !document.fullscreenElement) select({});
  });
}

const shared = location.hash.slice(1);
recall(shared);
setUpControls();
setUpKeys();
setUpSearch();
setUpTimebar();
setUpNetwork();
setUpMap();
show();
window.addEventListener("hashchange", () => { if (location.hash.slice(1) !== here) { recall(location.hash.slice(1)); show(); } });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
document.documentElement.dataset.ready = String(Math.round(performance.now()));
