"use strict";
// What the reader has chosen: the view, the selection, the scope of the network, and the filters.
const USUAL = { view: "network", lens: "actors", node: null, edge: null, fact: null, article: null, text: null, near: null, depth: 1,
  to: null, level: 0, from: null, until: null, undated: false, sure: 0 };
const VIEW = { ...USUAL, off: new Set() };
const VIEWS = ["network", "map", "timeline", "articles"];
const LENSES = {
  actors: ["Actors", "Who did what to whom"], events: ["Events", "Each event as a node, joined to who took part"],
  statements: ["Statements", "Who speaks about whom"], answer: ["Answer", "What the query found"],
};

const STANDINGS = {
  asserted: "The article says so", claimed: "A source's claim", planned: "Planned",
  unconfirmed: "Possible, conditional", denied: "Denied or negated",
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
const NOBODY = "No publisher named";

function kindOf(fact) {
  if (fact.family === "agreement" || fact.family === "term") return "agreement";
  if (fact.family === "relation") return "relation";
  return fact.type || "report";
}

const sourceOf = (fact) => (ARTICLES.get(fact.article) || {}).publisher || NOBODY;

function fits(fact) {
  const off = VIEW.off;
  if (off.has("standing:" + fact.status) || off.has("kind:" + kindOf(fact)) || off.has("source:" + sourceOf(fact))) return false;
  if (fact.confidence < VIEW.sure || (VIEW.text && fact.article !== VIEW.text)) return false;
  if (!VIEW.from && !VIEW.until) return true;
  if (!fact.start && !fact.end) return VIEW.undated || fact.family === "relation";
  return (!VIEW.from || (fact.end || fact.start) >= VIEW.from) && (!VIEW.until || (fact.start || fact.end) <= VIEW.until);
}

function applyFilters() {
  for (const fact of FACTS) fact.shown = fits(fact);
}

// Whether the reader has asked for some facts only.
function narrowed() {
  return Boolean(VIEW.from || VIEW.until || VIEW.text || VIEW.sure || [...VIEW.off].some((key) => /^(kind|source):/.test(key)));
}

const FOLLOWERS = []; // called whenever something has been chosen and shown

// Follows one press of the reader: changes what is chosen, and lets every part of the page show it.
function choose(changes) {
  Object.assign(VIEW, changes);
  applyFilters();
  show();
}

// Chooses a node, an edge, a fact or an article, and lets go of what was chosen before.
function select({ node = null, edge = null, fact = null, article = null, view = null }) {
  const read = fact ? FACT.get(fact).article : article;
  const changes = { node, edge, fact, article: read || VIEW.article };
  if (article && !node && !view) changes.view = "articles";
  if (view) changes.view = view;
  choose(changes);
  const narrow = matchMedia("(max-width: 1000px)").matches;
  if (narrow && (node || edge || fact)) document.getElementById("panel").scrollIntoView({ behavior: "smooth" });
}

function everything() {
  choose({ from: null, until: null, undated: false, text: null, sure: 0, off: new Set() });
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
