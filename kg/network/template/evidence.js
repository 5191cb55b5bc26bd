"use strict";
// The evidence for a fact: what is said of it, on whose word, and the words themselves.

const PREPOSITIONS = { ASSAULT: "against", COERCE: "against", SANCTION: "against", MOBILIZE: "against", THREATEN: "against",
  ACCUSE: "against", Signing: "with", Clash: "with", Mediation: "for", PROTEST: "against", CONSULT: "with", AGREE: "with", COOPERATE: "with", REQUEST: "to", REJECT: "to" };
const FIRST = 8; // cards of a heading that are seen before the rest is asked for

function nameButton(iri) {
  return make("button", { class: "link", onclick: () => chooseNode(iri) }, nameOf(iri));
}

// Names as buttons, or as plain text where a button may not stand.
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
  if (fact.family === "answer") {
    line.append(...listOf(role.actor), ` – ${fact.label} – `, ...listOf(role.recipient));
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
  if (fact.family === "answer") for (const [name, value] of Object.entries(fact.words)) push(`${words(name)}: ${value}`);
  if (when(fact)) push(fact.family === "agreement" ? `signed ${when(fact)}` : when(fact));
  if (role.location) push("in ", ...listOf(role.location));
  for (const [name, bounds] of Object.entries(fact.counts)) push(toll(bounds, name));
  if (role.victim && role.recipient) push("victims: ", ...listOf(role.victim));
  if (role.physicalTarget) push("hit: ", ...listOf(role.physicalTarget));
  if (role.instrument) push("with ", ...listOf(role.instrument));
  if (role.onBehalfOf) push("for ", ...listOf(role.onBehalfOf));
  if (fact.words.medium) push(`by ${fact.words.medium}`);
  if (role.mediator) push("mediated by ", ...listOf(role.mediator));
  if (role.obligor) push("bound: ", ...listOf(role.obligor));
  if (fact.words.condition) push(`condition: ${fact.words.condition}`);
  if (fact.words.status) push(`status: ${words(fact.words.status)}`);
  if (fact.confidence < 1) push(`confidence ${Math.round(fact.confidence * 100)}%`);
  return parts.length ? make("p", { class: "soft" }, ...parts) : null;
}

// What nobody denies and the article only puts in the negative is not called denied.
function badge(fact) {
  const name = fact.status === "denied" && !fact.roles.attributedTo ? "negated" : fact.status;
  return make("span", { class: "badge " + fact.status }, capital(name));
}

function standing(fact) {
  if (fact.family === "answer") return "";
  const line = make("p", {}, badge(fact));
  const sources = fact.roles.attributedTo;
  if (sources) line.append("on the word of ", ...listOf(sources));
  else if (fact.words.unnamedSource) line.append(`on the word of “${fact.words.unnamedSource}”`);
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
  if (!article) return "";
  const line = make("p", { class: "soft" }, make("button", { class: "link", onclick: () => select({ fact: fact.iri, view: "articles" }) }, article.headline));
  const rest = [article.publisher, article.date && day(article.date)].filter(Boolean).join(", ");
  if (rest) line.append(` – ${rest}`);
  const address = safeAddress(article.url);
  if (address) line.append(" – ", make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, "source"));
  return line;
}

function card(fact) {
  return make("div", { class: `card ${fact.status === "asserted" ? "" : "unsure"}`, "data-fact": fact.iri },
    standing(fact), headline(fact), details(fact), ...fact.sentences.map((place) => sentence(fact, place)), source(fact));
}

function cards(facts, title = null) {
  const sorted = [...facts].sort((a, b) => (a.start || a.end || "9").localeCompare(b.start || b.end || "9") || a.number - b.number);
  const shown = sorted.filter((fact) => fact.shown);
  const hidden = sorted.length - shown.length;
  if (!sorted.length) return [];
  const rest = shown.slice(FIRST);
  const more = make("button", { onclick: () => more.replaceWith(...rest.map(card)) }, `Show ${rest.length} more`);
  return [title ? make("h3", {}, `${title} (${shown.length})`) : null, ...shown.slice(0, FIRST).map(card), rest.length ? more : null,
    hidden ? make("p", { class: "soft" }, `${hidden} hidden by the filters`) : null].filter(Boolean);
}


// Its standing in words, with the sources of a claim.
function whoseWord(fact) {
  const sources = fact.roles.attributedTo || [];
  if (!sources.length) return fact.status;
  return `${fact.status === "claimed" ? "claimed" : `${fact.status}, said`} by ${sources.slice(0, 2).map(nameOf).join(", ")}${sources.length > 2 ? " and others" : ""}`;
}

// A fact as one plain line: who, what, whom.
function triple(fact) {
  return `${headline(fact).textContent} (${fact.roles.attributedTo ? whoseWord(fact) : STANDINGS[fact.status].toLowerCase()})`;
}
