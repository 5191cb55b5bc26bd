"use strict";
// The evidence: what a node or an edge is, and every fact behind it with its words.
const panel = document.getElementById("panel");

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
  const kind = make("span", { class: tone(fact.score) }, words(fact.cls));
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
  const who = fact.family === "statement" ? role.speaker || role.actor : role.actor;
  const whom = fact.family === "statement" ? role.addressee || role.recipient : role.recipient || role.victim;
  if (who) line.append(...listOf(who), ": ");
  line.append(kind);
  if (whom) line.append(fact.family === "statement" ? " to " : " → ", ...listOf(whom));
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

function standing(fact) {
  const line = make("p", {}, make("span", { class: "badge " + fact.status }, capital(fact.status)));
  const sources = fact.roles.attributedTo;
  if (sources) line.append("on the word of ", ...listOf(sources));
  else line.append(make("span", { class: "soft" }, STANDINGS[fact.status].toLowerCase()));
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
  return make("div", { class: "card", "data-fact": fact.number },
    headline(fact), standing(fact), details(fact), ...fact.sentences.map((place) => sentence(fact, place)), source(fact));
}

function cards(facts) {
  const sorted = [...facts].sort((a, b) => (a.start || a.end || "9").localeCompare(b.start || b.end || "9") || a.number - b.number);
  const shown = sorted.filter(isShown);
  const hidden = sorted.length - shown.length;
  return [...shown.map(card), hidden ? make("p", { class: "soft" }, `${hidden} more hidden by the filters`) : null];
}

function factsOf(iri) {
  return DATA.facts.filter((fact) => fact.iri === iri || Object.entries(fact.roles).some(([role, iris]) => role !== "about" && iris.includes(iri)));
}

function showWelcome() {
  const claims = DATA.facts.filter((fact) => fact.status !== "asserted").length;
  panel.replaceChildren(
    make("h2", {}, "What the articles say"),
    make("p", {}, `${DATA.facts.length} facts from ${DATA.articles.length} article${DATA.articles.length === 1 ? "" : "s"}. ${claims} of them are claimed, planned, denied or unconfirmed, and drawn dashed.`),
    make("p", { class: "soft" }, "Click a node or a line to read the sentences behind it. Orange lines are conflict, blue ones cooperation; the wider, the more facts."),
    make("h3", {}, "Most involved"),
    ...DATA.nodes.slice(0, 12).map((node) => make("p", {}, nameButton(node.id), make("span", { class: "soft" }, ` – ${node.facts} facts`))));
}

function showNode(iri) {
  const thing = DATA.things[iri];
  const node = DATA.nodes.find((one) => one.id === iri);
  const kind = thing ? thing.classes.map(words).join(", ") : words((node && node.cls) || "agreement");
  const item = thing && safeAddress(thing.item);
  panel.replaceChildren(
    make("h2", {}, capital(nameOf(iri))),
    make("p", { class: "soft" }, capital(kind), item ? " · " : "", item ? make("a", { href: item, rel: "noopener noreferrer", target: "_blank" }, "Wikidata " + item.split("/").pop()) : ""),
    thing && thing.aliases.length ? make("p", { class: "soft" }, "also: " + thing.aliases.join(", ")) : "",
    ...cards(factsOf(iri)));
  panel.scrollTop = 0;
}

function showEdge(edge) {
  panel.replaceChildren(
    make("h2", {}, nameButton(edge.from), edge.oneway ? " → " : " – ", nameButton(edge.to)),
    make("p", { class: "soft" }, `${capital(words(edge.kind))}, ${edge.facts.length} fact${edge.facts.length === 1 ? "" : "s"}`),
    ...cards(edge.facts.map((number) => DATA.facts[number])));
  panel.scrollTop = 0;
}
