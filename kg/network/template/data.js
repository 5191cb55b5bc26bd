"use strict";
// The data of the page. It comes whole in the file, or piece by piece from a server; take() adds a piece.
const DATA = JSON.parse(document.getElementById("data").textContent);
const THINGS = new Map(); // actors, places and instruments by IRI
const ARTICLES = new Map();
const FACTS = []; // events, statements, agreements, terms, relations
const FACT = new Map(); // facts by IRI
const OF = new Map(); // numbers of the facts in which an IRI has a part
const MARKS = new Map(); // where names stand in each article
const NETWORKS = new Map(); // nodes and edges of each lens, made when it is first looked through
const PIECES = new Map(); // of each lens, what has come and is not in its network yet

// IRIs are shortened to what follows the address of the data.
const inFull = (iri) => (iri.includes("://") ? iri : DATA.base + iri);
const itemAddress = (item) => safeAddress(item && !item.includes(":") ? DATA.wikidata + item : item);
const isAgreement = (iri) => FACT.has(iri) && FACT.get(iri).family === "agreement";

function nameOf(iri) {
  if (THINGS.has(iri)) return THINGS.get(iri).label;
  const fact = FACT.get(iri);
  if (!fact) return iri;
  return fact.family === "event" ? eventName(fact) : fact.label;
}

const eventName = (fact) => [capital(words(fact.cls)), when(fact)].filter(Boolean).join(", ");

function factsOf(iri) {
  return (OF.get(iri) || []).map((number) => FACTS[number]);
}

// Offsets count Unicode code points; JavaScript strings count UTF-16 units.
const POINTS = new Map();
function slice(article, begin, end) {
  if (!POINTS.has(article)) POINTS.set(article, Array.from(ARTICLES.get(article).text));
  return POINTS.get(article).slice(begin, end).join("");
}

function take(piece) {
  for (const [iri, thing] of Object.entries(piece.things)) {
    if (!THINGS.has(iri)) THINGS.set(iri, { aliases: [], ...thing, unnamed: iri.includes("#") });
  }
  for (const article of piece.articles) if (!ARTICLES.has(article.iri)) ARTICLES.set(article.iri, article);
  for (const [article, marks] of Object.entries(piece.marks)) MARKS.set(article, marks);
  const numbers = piece.facts.map(takeFact);
  for (const [lens, network] of Object.entries(piece.networks)) {
    if (!PIECES.has(lens)) PIECES.set(lens, []);
    PIECES.get(lens).push([network, numbers]);
  }
}

function networkOf(lens) {
  for (const piece of PIECES.get(lens).splice(0)) takeNetwork(lens, ...piece);
  return NETWORKS.get(lens);
}

// Puts back what was left out because it is the usual value.
function takeFact(given) {
  if (FACT.has(given.iri)) return FACT.get(given.iri).number;
  const fact = { label: words(given.cls), status: "asserted", score: 0, confidence: 1, roles: {}, counts: {}, words: {},
    quotations: [], sentences: [], marks: [], type: null, ...given };
  fact.number = FACTS.length;
  fact.article = fact.iri.split("#")[0];
  fact.start = given.start || null;
  fact.end = given.end === "open" ? null : given.end || fact.start;
  fact.shown = true;
  FACTS.push(fact);
  FACT.set(fact.iri, fact);
  const parts = new Set([fact.iri]);
  for (const [role, iris] of Object.entries(fact.roles)) if (role !== "about") iris.forEach((iri) => parts.add(iri));
  for (const iri of parts) {
    if (!OF.has(iri)) OF.set(iri, []);
    OF.get(iri).push(fact.number);
  }
  return fact.number;
}

function takeNetwork(lens, { first, nodes, edges }, numbers) {
  if (!NETWORKS.has(lens)) NETWORKS.set(lens, { first, nodes: [], edges: [], node: new Map(), edge: new Map() });
  const network = NETWORKS.get(lens);
  const ids = nodes.map(([id, x, y, aside, coreX, coreY]) => {
    const known = network.node.get(id);
    if (known) Object.assign(known, { pieceX: x, pieceY: y }); // where this piece would have it
    else {
      const node = { id, wholeX: x, wholeY: y, coreX, coreY, x, y, aside: Boolean(aside), group: groupOf(id), edges: [], facts: 0,
        rank: network.nodes.length };
      network.nodes.push(node);
      network.node.set(id, node);
    }
    return id;
  });
  for (const [from, to, kind, facts, score, flags] of edges) {
    const id = [ids[from], ids[to], kind, flags].join(" ");
    const own = facts.map((number) => numbers[number]);
    if (network.edge.has(id)) {
      const edge = network.edge.get(id);
      edge.facts = [...new Set([...edge.facts, ...own])];
      continue;
    }
    const edge = { id, from: network.node.get(ids[from]), to: network.node.get(ids[to]), kind, facts: own, score,
      oneway: flags.includes("o"), certain: flags.includes("c"), at: flags.includes("a"), bend: 0 };
    edge.relation = FACTS[own[0]].family === "relation";
    network.edges.push(edge);
    network.edge.set(id, edge);
    edge.from.edges.push(edge);
    edge.to.edges.push(edge);
  }
  for (const node of network.nodes) node.facts = new Set(node.edges.flatMap((edge) => edge.facts)).size;
  bendParallel(network.edges);
}

// Parallel edges between one pair bend apart, so that each can be seen and clicked.
function bendParallel(edges) {
  const pairs = new Map();
  for (const edge of edges) {
    const key = edge.from.rank < edge.to.rank ? edge.from.rank * 1e6 + edge.to.rank : edge.to.rank * 1e6 + edge.from.rank;
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(edge);
  }
  for (const same of pairs.values()) {
    same.forEach((edge, number) => {
      edge.bend = (number - (same.length - 1) / 2) * 0.2 * (edge.from.rank < edge.to.rank ? 1 : -1);
    });
  }
}

const GROUPS = DATA.palette.groups;
function groupOf(iri) {
  const family = FACT.has(iri) ? FACT.get(iri).family : null;
  const cls = THINGS.has(iri) ? THINGS.get(iri).classes[0] : null;
  const found = GROUPS.findIndex((group) => (family ? group.family === family : group.classes.includes(cls)));
  return found >= 0 ? found : GROUPS.length - 1;
}

take(DATA);
