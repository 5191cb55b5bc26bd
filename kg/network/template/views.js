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
    days.push(card(fact));
  }
  timeline.replaceChildren(
    make("p", { class: "soft" }, STATE.node ? `Only what ${nameOf(STATE.node)} is part of. ` : "",
      STATE.node ? make("button", { class: "link", onclick: () => select({}) }, "Show all") : `${dated.length} dated facts of ${chosen.length}`),
    ...days);
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
  marks.sort((a, b) => a.begin - b.begin || (b.fact ? 1 : 0) - (a.fact ? 1 : 0) || a.end - b.end);
  const body = make("div", { class: "article" });
  let paragraph = make("p");
  const write = (text, wrap) => text.split("\n").forEach((line, number) => {
    if (number) { body.append(paragraph); paragraph = make("p"); }
    if (line) paragraph.append(wrap ? wrap(line) : line);
  });
  let at = 0;
  for (const mark of marks) {
    if (mark.begin < at) continue;
    write(slice(article.iri, at, mark.begin));
    write(slice(article.iri, mark.begin, mark.end), (text) => mark.fact
      ? make("span", { class: `fact ${tone(mark.fact.score)}${STATE.fact === mark.fact.number ? " chosen" : ""}`, tabindex: 0, role: "button",
          title: `${words(mark.fact.cls)}, ${mark.fact.status}`, onclick: () => select({ article: article.iri, fact: mark.fact.number }) }, text)
      : make("span", { class: "name", title: nameOf(mark.iri), onclick: () => select({ node: mark.iri, article: article.iri }) }, text));
    at = mark.end;
  }
  write(slice(article.iri, at, Infinity));
  body.append(paragraph);
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
