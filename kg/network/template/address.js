"use strict";
// What is chosen, kept in the page's address so that a view can be shared, and every step so that it can be undone.
const PAST = [];
let here = null;

function address() {
  const kept = new URLSearchParams();
  for (const [key, usual] of Object.entries(USUAL)) if (VIEW[key] !== usual) kept.set(key, VIEW[key] === true ? "yes" : VIEW[key]);
  if (VIEW.off.size) kept.set("off", [...VIEW.off].join("~"));
  return kept.toString();
}

function recall(text) {
  const kept = new URLSearchParams(text);
  Object.assign(VIEW, USUAL, { off: new Set(kept.has("off") ? kept.get("off").split("~") : []) });
  for (const [key, usual] of Object.entries(USUAL)) {
    if (!kept.has(key)) continue;
    const value = kept.get(key);
    VIEW[key] = typeof usual === "boolean" ? value === "yes" : typeof usual === "number" ? Number(value) || 0 : value;
  }
  if (!PIECES.has(VIEW.lens)) VIEW.lens = PIECES.keys().next().value;
  if (!VIEWS.includes(VIEW.view)) VIEW.view = "network";
  if (!FACT.has(VIEW.fact)) VIEW.fact = null;
  if (!THINGS.has(VIEW.node) && !isAgreement(VIEW.node)) VIEW.node = null;
  if (!network().edge.has(VIEW.edge)) VIEW.edge = null;
  for (const key of ["article", "text"]) if (!ARTICLES.has(VIEW[key])) VIEW[key] = null;
  for (const key of ["near", "to"]) if (!network().node.has(VIEW[key])) VIEW[key] = null;
  VIEW.depth = Math.max(1, Math.min(3, VIEW.depth));
  applyFilters();
}

function remember() {
  const next = address();
  if (here !== null && next !== here && !playing) PAST.push(here);
  if (PAST.length > 100) PAST.shift();
  here = next;
  document.getElementById("undo").disabled = !PAST.length;
  try { history.replaceState(null, "", "#" + next); } catch { /* a page within a page has no address of its own */ }
}

function undo() {
  if (!PAST.length) return;
  here = PAST.pop();
  recall(here);
  show();
}
