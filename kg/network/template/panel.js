"use strict";
// The evidence: what a node or an edge is, and every fact behind it with its words.
const panel = document.getElementById("panel");

const PREPOSITIONS = { ASSAULT: "against", COERCE: "against", SANCTION: "against", MOBILIZE: "against", THREATEN: "against",
  ACCUSE: "against", Signing: "with", Clash: "with", Mediation: "for", PROTEST: "against", CONSULT: "with", AGREE: "with", COOPERATE: "with", REQUEST: "to", REJECT: "to" };
const FIRST = 8; // cards of a heading that are seen before the rest is asked for

function nameButton(iri) {
  return make("button", { class: "link", onclick: () => select({ node: iri }) }, nameOf(iri));
}

function listOf(iris) {
  const parts = [];
  iris.forEach((iri, number) => {
    if (number) parts.push(number === iris.length - 1 ? " and " : ", ");
    parts.push(nameButton(iri));
  });
  return parts;
}

function headline(fact) {
  const role = fact.roles;
  const line = make("p", { class: "what" });
  const kind = make("span", { class: tone(fact.score) }, capital(words(fact.cls)));
  if (fact.family === "relation") {
    line.append(...listOf(role.actor || []), ` – ${words(fact.words.predicate || "related")} – `, ...(role.recipient ? listOf(role.recipient) : [fact.words.value || ""]));
    return line;
  }
  if (fact.family === "agreement") {
    line.append(make("button", { class: "link", onclick: () => select({ node: fact.iri }) }, capital(fact.label)),
      ...(role.party ? [" between ", ...listOf(role.party)] : []));
    return line;
  }
  if (fact.family === "term") {
    line.append("Term: ", fact.words.content || fact.label);
    return line;
  }
  const spoken = fact.family === "statement";
  const who = spoken ? role.speaker || role.actor : role.actor;
  const whom = spoken ? role.addressee || role.recipient : role.recipient || role.victim;
  line.append(kind);
  if (who) line.append(" by ", ...listOf(who));
  if (whom) line.append(` ${PREPOSITIONS[fact.cls] || PREPOSITIONS[fact.type] || (spoken ? "to" : "towards")} `, ...listOf(whom));
  return line;
}

function details(fact) {
  const parts = [];
  const push = (...pieces) => { if (parts.length) parts.push(" · "); parts.push(...pieces); };
  const role = fact.roles;
  if (when(fact)) push(fact.family === "agreement" ? `signed ${when(fact)}` : when(fact));
  if (role.location) push("in ", ...listOf(role.location));
  for (const [name, bounds] of Object.entries(fact.counts)) push(toll(bounds, name));
  if (role.victim && role.recipient) push("victims: ", ...listOf(role.victim));
  if (role.instrument) push("with ", ...listOf(role.instrument));
  if (role.onBehalfOf) push("for ", ...listOf(role.onBehalfOf));
  if (fact.words.medium) push(`by ${fact.words.medium}`);
  if (role.mediator) push("mediated by ", ...listOf(role.mediator));
  if (role.obligor) push("bound: ", ...listOf(role.obligor));
  if (fact.words.condition) push(`condition: ${fact.words.condition}`);
  if (fact.words.status) push(`status: ${words(fact.words.status)}`);
  return parts.length ? make("p", { class: "soft" }, ...parts) : null;
}

// What nobody denies and the article only puts in the negative is not called denied.
function badge(fact) {
  const name = fact.status === "denied" && !fact.roles.attributedTo ? "negated" : fact.status;
  return make("span", { class: "badge " + fact.status }, capital(name));
}

function standing(fact) {
  const line = make("p", {}, badge(fact));
  const sources = fact.roles.attributedTo;
  if (sources) line.append("on the word of ", ...listOf(sources));
  else if (fact.status === "asserted") line.append(make("span", { class: "soft" }, "by the article itself"));
  return line;
}

function sentence(fact, [begin, end]) {
  const quote = make("blockquote");
  let at = begin;
  for (const [from, to] of fact.marks) {
    if (from < at || to > end) continue;
    quote.append(slice(fact.article, at, from), make("mark", {}, slice(fact.article, from, to)));
    at = to;
  }
  quote.append(slice(fact.article, at, end));
  return quote;
}

function source(fact) {
  const article = ARTICLES.get(fact.article);
  const line = make("p", { class: "soft" }, make("button", { class: "link", onclick: () => select({ article: article.iri, fact: fact.number }) }, article.headline));
  const rest = [article.publisher, article.date && day(article.date)].filter(Boolean).join(", ");
  if (rest) line.append(` – ${rest}`);
  const address = safeAddress(article.url);
  if (address) line.append(" – ", make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, "source"));
  return line;
}

function card(fact) {
  return make("div", { class: `card ${fact.status === "asserted" ? "" : "unsure"}`, "data-fact": fact.number },
    standing(fact), headline(fact), details(fact), ...fact.sentences.map((place) => sentence(fact, place)), source(fact));
}

function cards(facts, title = null) {
  const sorted = [...facts].sort((a, b) => (a.start || a.end || "9").localeCompare(b.start || b.end || "9") || a.number - b.number);
  const shown = sorted.filter(isShown);
  const hidden = sorted.length - shown.length;
  if (!sorted.length) return [];
  const rest = shown.slice(FIRST);
  const more = make("button", { onclick: () => more.replaceWith(...rest.map(card)) }, `Show ${rest.length} more`);
  return [title ? make("h3", {}, `${title} (${shown.length})`) : null, ...shown.slice(0, FIRST).map(card), rest.length ? more : null,
    hidden ? make("p", { class: "soft" }, `${hidden} hidden by the filters`) : null].filter(Boolean);
}

// What a node has to do with a fact, in the order in which a reader asks.
const PARTS = [
  ["What it did", (fact, has) => fact.family === "event" && has("actor")],
  ["What was done to it", (fact, has) => fact.family === "event" && (has("recipient") || has("victim"))],
  ["Agreements", (fact) => fact.family === "agreement" || fact.family === "term"],
  ["What it said", (fact, has) => fact.family === "statement" && (has("speaker") || has("onBehalfOf") || has("actor"))],
  ["What was said to it", (fact, has) => fact.family === "statement" && (has("addressee") || has("recipient"))],
  ["What happened there", (fact, has) => fact.family === "event" && has("location")],
  ["What is told on its word", (fact, has) => has("attributedTo")],
  ["Standing relations", (fact) => fact.family === "relation"],
  ["Also in", () => true],
];

function parts(iri) {
  const groups = PARTS.map(() => []);
  for (const fact of factsOf(iri)) {
    const has = (role) => (fact.roles[role] || []).includes(iri);
    groups[PARTS.findIndex(([, fits]) => fits(fact, has))].push(fact);
  }
  return groups.flatMap((facts, number) => cards(facts, PARTS[number][0]));
}

function factsOf(iri) {
  return DATA.facts.filter((fact) => fact.iri === iri || Object.entries(fact.roles).some(([role, iris]) => role !== "about" && iris.includes(iri)));
}

// Who did what to whom, by what the filters let through.
function pairs() {
  const told = DATA.edges.filter((edge) => !isRelation(edge) && edge.score !== 0)
    .map((edge) => [edge, edge.facts.filter((number) => isShown(DATA.facts[number]))]).filter(([, facts]) => facts.length)
    .sort((a, b) => b[1].length - a[1].length || a[0].score - b[0].score);
  return !told.length ? [] : [make("h3", {}, "Who did most to whom"), ...told.slice(0, FIRST).map(([edge, facts]) =>
    make("p", { class: "row" }, make("button", { class: "link", onclick: () => select({ edge: edge.id }) }, edgeText(edge, facts))))];
}

function showWelcome() {
  if (narrowed() || [...SHOWN.off].some((key) => key.startsWith("standing:"))) {
    const left = DATA.facts.filter((fact) => fact.family !== "relation" && isShown(fact));
    panel.replaceChildren(make("h2", {}, `${count(left.length, "fact")} ${left.length === 1 ? "fits" : "fit"} the filters`),
      make("button", { onclick: () => { SHOWN.off.clear(); SHOWN.from = SHOWN.to = null; buildFilters(); changed(); } }, "Show everything"), ...pairs(), ...cards(left));
    return;
  }
  const claims = DATA.facts.filter((fact) => fact.status !== "asserted").length;
  panel.replaceChildren(
    make("h2", {}, "What the articles say"),
    make("p", {}, `${count(DATA.facts.length, "fact")} from ${count(DATA.articles.length, "article")}. The articles themselves state ${DATA.facts.length - claims}; ` +
      `${claims} are claimed by a source, planned, possible or denied, and their lines are dashed.`),
    make("p", {}, "Press a name or a line to read the sentences behind it."),
    make("ul", { class: "key" },
      make("li", {}, sample("line", { tone: "conflict" }), "conflict"), make("li", {}, sample("line", { tone: "cooperation" }), "cooperation"),
      make("li", {}, sample("line", {}), "agreement or standing relation")),
    ...pairs(),
    make("h3", {}, "Most involved"),
    ...DATA.nodes.slice(0, 8).map((node) => make("p", { class: "row" }, nameButton(node.id), make("span", { class: "soft" }, ` ${count(node.facts, "fact")}`))));
}

function showNode(iri) {
  const thing = DATA.things[iri];
  const node = DATA.nodes.find((one) => one.id === iri);
  const unnamed = thing && thing.unnamed ? `, not named in “${(ARTICLES.get(iri.split("#")[0]) || {}).headline || "the article"}”` : "";
  const kind = thing ? thing.classes.map(words).join(", ") + unnamed : words((node && node.cls) || "agreement");
  const item = thing && safeAddress(thing.item);
  panel.replaceChildren(
    make("h2", {}, capital(nameOf(iri))),
    make("p", { class: "soft" }, capital(kind), item ? " · " : "", item ? make("a", { href: item, rel: "noopener noreferrer", target: "_blank" }, "Wikidata " + item.split("/").pop()) : ""),
    thing && thing.aliases.length ? make("p", { class: "soft" }, "also: " + thing.aliases.join(", ")) : "",
    ...parts(iri));
  panel.scrollTop = 0;
}

function showEdge(edge) {
  panel.replaceChildren(
    make("h2", {}, nameButton(edge.from), ` ${joint(edge)} `, nameButton(edge.to)),
    make("p", { class: "soft" }, `${kindName(edge.kind)}, ${count(edge.facts.length, "fact")}`),
    ...cards(edge.facts.map((number) => DATA.facts[number])));
  panel.scrollTop = 0;
}
