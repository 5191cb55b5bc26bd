"use strict";
// The panel: what a node, an edge or a fact is, and the evidence behind it.
const panel = document.getElementById("panel");

// What a node has to do with a fact, in the order in which a reader asks; people are no "it".
const PEOPLE = ["Person", "Group"];
const PARTS = [
  ["What it did", (fact, has) => fact.family === "event" && has("actor"), "What they did"],
  ["What was done to it", (fact, has) => fact.family === "event" && (has("recipient") || has("victim")), "What was done to them"],
  ["Agreements", (fact) => fact.family === "agreement" || fact.family === "term"],
  ["What it said", (fact, has) => fact.family === "statement" && (has("speaker") || has("onBehalfOf") || has("actor")), "What they said"],
  ["What was said to it", (fact, has) => fact.family === "statement" && (has("addressee") || has("recipient")), "What was said to them"],
  ["What happened there", (fact, has) => fact.family === "event" && has("location")],
  ["What is told on its word", (fact, has) => has("attributedTo"), "What is told on their word"],
  ["In the answer", (fact) => fact.family === "answer"],
  ["Standing relations", (fact) => fact.family === "relation"],
  ["Also in", () => true],
];

function parts(iri) {
  const groups = PARTS.map(() => []);
  for (const fact of factsOf(iri)) {
    const has = (role) => (fact.roles[role] || []).includes(iri);
    groups[PARTS.findIndex(([, fits]) => fits(fact, has))].push(fact);
  }
  const people = THINGS.has(iri) && PEOPLE.includes(THINGS.get(iri).classes[0]);
  return groups.flatMap((facts, number) => cards(facts, (people && PARTS[number][2]) || PARTS[number][0]));
}

function joint(edge) {
  if (edge.at) return THINGS.get(edge.to.id).unnamed ? "at" : "in";
  return edge.oneway ? "→" : "and";
}

function edgeText(edge, facts = edgeFacts(edge)) {
  const standings = [...new Set(facts.map((number) => whoseWord(FACTS[number])))];
  return `${nameOf(edge.from.id)} ${joint(edge)} ${nameOf(edge.to.id)}: ${kindName(edge.kind).toLowerCase()}, ${count(facts.length, "fact")} (${standings.join(", ")})`;
}

// How early a line is told: the more facts the earlier, and later for each end that has no name.
const standsOut = ([edge, facts]) => facts.length - [edge.from, edge.to].filter(({ id }) => id.includes("#") && THINGS.has(id)).length;

// Questions that a reader comes with, by the kinds that answer them.
const QUESTIONS = [
  ["Who attacked whom?", ["ASSAULT"]], ["Who accused or threatened whom?", ["ACCUSE", "THREATEN"]],
  ["Who met or agreed with whom?", ["CONSULT", "AGREE", "agreement"]], ["Who was arrested or sanctioned?", ["COERCE", "SANCTION"]],
  ["Who let go or withdrew?", ["RETREAT"]],
];

function questions() {
  const kinds = new Set(FACTS.map(kindOf));
  return QUESTIONS.filter(([, asked]) => asked.some((kind) => kinds.has(kind))).map(([text, asked]) =>
    make("button", { class: "question", onclick: () => choose({ off: new Set([...kinds].filter((kind) => !asked.includes(kind)).map((kind) => "kind:" + kind)) }) }, text));
}

// Who did what to whom, by what the filters let through.
function pairs() {
  if (VIEW.lens === "events") return [];
  const told = network().edges.filter((edge) => !edge.relation && edge.score !== 0)
    .map((edge) => [edge, edgeFacts(edge)]).filter(([, facts]) => facts.length)
    .sort((a, b) => standsOut(b) - standsOut(a) || a[0].score - b[0].score);
  return !told.length ? [] : [make("h3", {}, "Who did most to whom"), ...told.slice(0, FIRST).map(([edge, facts]) =>
    make("p", { class: "row" }, make("button", { class: "link", onclick: () => select({ edge: edge.id }) }, edgeText(edge, facts))))];
}

// Facts whose time lies within the dates chosen before those, such as "in 2022", whose time reaches beyond them.
function within(facts) {
  if (!VIEW.from && !VIEW.until) return cards(facts, "Each with its words");
  const sure = facts.filter((fact) => (!VIEW.from || (fact.start || "") >= VIEW.from) && (!VIEW.until || (fact.end || "9") <= VIEW.until));
  return [...cards(sure, "Each with its words"), ...cards(facts.filter((fact) => !sure.includes(fact)), "Perhaps within these dates")];
}

function showWelcome() {
  if (narrowed() || [...VIEW.off].some((key) => key.startsWith("standing:"))) {
    const left = FACTS.filter((fact) => fact.family !== "relation" && fact.shown);
    panel.replaceChildren(make("h2", {}, `${count(left.length, "fact")} ${left.length === 1 ? "fits" : "fit"} the filters`),
      make("button", { onclick: everything }, "Show everything"), ...pairs(), ...within(left));
    return;
  }
  if (VIEW.lens === "answer") {
    panel.replaceChildren(make("h2", {}, "What the query found"), make("p", {}, `${count(FACTS.length, "line")} between ${count(network().nodes.length, "node")}.`),
      make("p", {}, "Press a name or a line to see the rows behind it."), ...most());
    return;
  }
  const claims = FACTS.filter((fact) => fact.status !== "asserted").length;
  panel.replaceChildren(
    make("h2", {}, "What the articles say"),
    make("p", {}, `${count(FACTS.length, "fact")} from ${count(ARTICLES.size, "article")}. The articles themselves state ${(FACTS.length - claims).toLocaleString("en-GB")}; ` +
      `${claims.toLocaleString("en-GB")} ${claims === 1 ? "is" : "are"} claimed by a source, planned, possible or denied, and drawn with dashed lines.`),
    make("p", {}, "Press a name or a line to read the sentences behind it, a bar below for its time."),
    make("p", { class: "questions" }, ...questions()),
    make("ul", { class: "key" },
      make("li", {}, sample("line", { tone: "conflict" }), "conflict"), make("li", {}, sample("line", { tone: "cooperation" }), "cooperation"),
      make("li", {}, sample("line", {}), "agreement or standing relation")),
    ...pairs(), ...most());
}

function most() {
  return [make("h3", {}, "Most involved"), ...network().nodes.slice(0, 8).map((node) =>
    make("p", { class: "row" }, nameButton(node.id), make("span", { class: "soft" }, ` ${count(node.facts, VIEW.lens === "answer" ? "line" : "fact")}`)))];
}

function showNode(iri) {
  const thing = THINGS.get(iri), article = ARTICLES.get(iri.split("#")[0]);
  const unnamed = thing && thing.unnamed && article ? `, not named in “${article.headline}”` : "";
  const kind = thing ? thing.classes.map(words).join(", ") + unnamed : words(FACT.has(iri) ? FACT.get(iri).cls : "node");
  const item = thing && itemAddress(thing.item);
  panel.replaceChildren(
    make("h2", {}, capital(nameOf(iri))),
    make("p", { class: "soft" }, capital(kind), item ? " · " : "", item ? make("a", { href: item, rel: "noopener noreferrer", target: "_blank" }, "Wikidata " + item.split("/").pop()) : ""),
    thing && thing.aliases.length ? make("p", { class: "soft" }, "also: " + thing.aliases.join(", ")) : "",
    ...parts(iri));
  panel.scrollTop = 0;
}

function showEdge(edge) {
  panel.replaceChildren(
    make("h2", {}, nameButton(edge.from.id), ` ${joint(edge)} `, nameButton(edge.to.id)),
    make("p", { class: "soft" }, `${kindName(edge.kind)}, ${count(edge.facts.length, "fact")}`),
    ...cards(edge.facts.map((number) => FACTS[number])));
  panel.scrollTop = 0;
}

function showFact(fact) {
  const article = ARTICLES.get(fact.article);
  const others = FACTS.filter((one) => one !== fact && one.article === fact.article && one.shown &&
    one.sentences.some(([begin]) => fact.sentences.some(([first]) => first === begin)));
  panel.replaceChildren(make("h2", {}, capital(words(fact.cls))), make("p", { class: "soft" }, article ? article.headline : ""), card(fact),
    ...(others.length ? [make("h3", {}, "From the same sentence"), ...others.map(card)] : []));
  panel.scrollTop = 0;
}

function showPanel() {
  if (VIEW.fact) showFact(FACT.get(VIEW.fact));
  else if (VIEW.node) showNode(VIEW.node);
  else if (VIEW.edge && network().edge.has(VIEW.edge)) showEdge(network().edge.get(VIEW.edge));
  else showWelcome();
  document.getElementById("said").textContent = panel.querySelector("h2").textContent;
}
