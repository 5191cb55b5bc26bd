"use strict";
// The facts as a timeline, and each article with its facts marked in the text.
const timeline = document.getElementById("timeline");
const reading = document.getElementById("articles");

function drawTimeline() {
  const chosen = STATE.node ? factsOf(STATE.node) : DATA.facts;
  const dated = chosen.filter((fact) => isShown(fact) && fact.family !== "relation" && fact.family !== "term" && (fact.start || fact.end));
  dated.sort((a, b) => (a.start || a.end).localeCompare(b.start || b.end) || a.number - b.number);
  const days = [];
  let label = null;
  for (const fact of dated) {
    const next = capital(when(fact));
    if (next !== label) days.push(make("h2", { class: "day" }, next));
    label = next;
    days.push(row(fact));
  }
  timeline.replaceChildren(
    make("p", { class: "soft" }, STATE.node ? `Only what ${nameOf(STATE.node)} is part of. ` : "",
      STATE.node ? make("button", { class: "link", onclick: () => select({}) }, "Show all") : `${dated.length} dated facts of ${chosen.length}`),
    ...days);
}

function row(fact) {
  const place = fact.roles.location ? [make("span", { class: "soft" }, " in ", ...listOf(fact.roles.location))] : [];
  const line = headline(fact);
  line.prepend(badge(fact));
  line.append(...place, " ", make("button", { class: "read", onclick: () => select({ fact: fact.number, node: STATE.node, view: "timeline" }) }, "read"));
  if (STATE.fact === fact.number) line.classList.add("chosen");
  return line;
}

function drawArticle() {
  const article = ARTICLES.get(STATE.article) || DATA.articles[0];
  if (!article) return;
  const picker = make("select", { class: "picker", "aria-label": "Article", onchange: () => select({ article: picker.value }) },
    ...DATA.articles.map((one) => make("option", { value: one.iri, selected: one === article }, [one.date, one.headline].filter(Boolean).join(" · "))));
  const marks = [];
  for (const fact of DATA.facts) {
    if (fact.article !== article.iri || !isShown(fact)) continue;
    for (const [begin, end] of fact.marks) marks.push({ begin, end, fact });
  }
  for (const [iri, places] of Object.entries(DATA.marks)) {
    for (const [where, begin, end] of places) if (where === article.iri) marks.push({ begin, end, iri });
  }
  // Marks may lie inside each other: the text is cut wherever one begins or ends, and the shortest one wins.
  const cuts = [...new Set(marks.flatMap(({ begin, end }) => [begin, end]))].sort((a, b) => a - b);
  marks.sort((a, b) => a.end - a.begin - (b.end - b.begin));
  const body = make("div", { class: "article" });
  let paragraph = make("p");
  const write = (text, wrap) => text.split("\n").forEach((line, number) => {
    if (number) { body.append(paragraph); paragraph = make("p"); }
    if (line) paragraph.append(wrap ? wrap(line) : line);
  });
  let at = 0;
  cuts.forEach((cut, number) => {
    write(slice(article.iri, at, cut));
    at = cut;
    const end = cuts[number + 1];
    const over = end === undefined ? [] : marks.filter((mark) => mark.begin <= cut && end <= mark.end);
    const told = over.filter((mark) => mark.fact), named = over.find((mark) => mark.iri);
    if (!over.length) return;
    at = end;
    const chosen = told.some((mark) => mark.fact.number === STATE.fact);
    write(slice(article.iri, cut, end), (text) => told.length
      ? make("span", { class: `fact ${tone(told[0].fact.score)} ${told[0].fact.status === "asserted" ? "" : "unsure"} ${chosen ? "chosen" : ""}`, tabindex: 0, role: "button",
          title: told.map((mark) => `${words(mark.fact.cls)}, ${mark.fact.status}`).join("; "), onclick: () => select({ article: article.iri, fact: told[0].fact.number }) }, text)
      : make("span", { class: "name", tabindex: 0, role: "button", title: nameOf(named.iri), onclick: () => select({ node: named.iri, article: article.iri }) }, text));
  });
  write(slice(article.iri, at, Infinity));
  body.append(paragraph);
  const first = [...body.children].find((one) => one.textContent.trim());
  if (first && first.textContent.trim() === article.headline) first.classList.add("title");
  const rest = [article.publisher, article.date && day(article.date)].filter(Boolean).join(", ");
  reading.replaceChildren(picker, make("p", { class: "soft" }, rest), body);
  const chosen = reading.querySelector(".chosen");
  if (chosen) chosen.scrollIntoView({ block: "center" });
}

function showFact(fact) {
  const article = ARTICLES.get(fact.article);
  const others = DATA.facts.filter((one) => one !== fact && one.article === fact.article && isShown(one) &&
    one.sentences.some(([begin]) => fact.sentences.some(([first]) => first === begin)));
  panel.replaceChildren(make("h2", {}, capital(words(fact.cls))), make("p", { class: "soft" }, article.headline), card(fact),
    ...(others.length ? [make("h3", {}, "From the same sentence"), ...others.map(card)] : []));
  panel.scrollTop = 0;
}
