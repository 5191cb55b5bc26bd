"use strict";
// An article with every fact marked in its text; pointing at a mark tells what was read from it.
const reading = document.getElementById("articles");

function drawArticle() {
  const article = ARTICLES.get(VIEW.article) || ARTICLES.values().next().value;
  if (!article) return;
  const picker = make("select", { class: "picker", "aria-label": "Article", onchange: () => select({ article: picker.value, view: "articles" }) },
    ...[...ARTICLES.values()].map((one) => make("option", { value: one.iri, selected: one === article }, [one.date, one.headline].filter(Boolean).join(" · "))));
  const marks = [];
  for (const fact of FACTS) {
    if (fact.article !== article.iri || !fact.shown) continue;
    for (const [begin, end] of fact.marks) marks.push({ begin, end, fact });
  }
  for (const [iri, begin, end] of MARKS.get(article.iri) || []) if (!FACT.has(iri)) marks.push({ begin, end, iri });
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
    const chosen = told.some((mark) => mark.fact.iri === VIEW.fact);
    write(slice(article.iri, cut, end), (text) => told.length
      ? make("span", { class: `fact ${tone(told[0].fact.score)} ${told[0].fact.status === "asserted" ? "" : "unsure"} ${chosen ? "chosen" : ""}`, tabindex: 0, role: "button",
          onclick: () => select({ fact: told[0].fact.iri, view: "articles" }), ...telling(told.map((mark) => triple(mark.fact))) }, text)
      : make("span", { class: "name", tabindex: 0, role: "button", onclick: () => select({ node: named.iri, article: article.iri, view: "articles" }),
          ...telling([identity(named.iri)]) }, text));
  });
  write(slice(article.iri, at, Infinity));
  body.append(paragraph);
  const first = [...body.children].find((one) => one.textContent.trim());
  if (first && first.textContent.trim() === article.headline) first.classList.add("title");
  const rest = [article.publisher, article.date && day(article.date)].filter(Boolean).join(", ");
  const address = safeAddress(article.url);
  reading.replaceChildren(picker, make("p", { class: "soft" }, rest, address ? " · " : "",
    address ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, "source") : "", rest || address ? " · " : "",
    make("button", { class: "link", onclick: () => choose({ text: article.iri, view: "network", node: null, edge: null, fact: null }) }, "Show its network")), body);
  const chosen = reading.querySelector(".chosen");
  if (chosen) chosen.scrollIntoView({ block: "center" });
}

function identity(iri) {
  const thing = THINGS.get(iri);
  return thing ? `${thing.label} (${thing.classes.map(words).join(", ")}${thing.item ? `, Wikidata ${thing.item.split("/").pop()}` : ""})` : nameOf(iri);
}

// Shows lines beside what the pointer or the keyboard is at, until it leaves.
function telling(lines) {
  const tip = document.getElementById("tip");
  const tell = (event) => {
    const box = event.target.getBoundingClientRect();
    tip.replaceChildren(...lines.map((line) => make("p", {}, line)));
    tip.hidden = false;
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${box.bottom + 6 + tip.offsetHeight > innerHeight ? box.top - tip.offsetHeight - 6 : box.bottom + 6}px`;
  };
  const hush = () => { tip.hidden = true; };
  return { onmouseenter: tell, onfocus: tell, onmouseleave: hush, onblur: hush, "aria-describedby": "tip" };
}
