"use strict";
// What is shown, as files: the drawing as PNG or SVG, its nodes and edges as CSV or GraphML.
function offer(name, type, content) {
  const link = make("a", { href: content instanceof Blob ? URL.createObjectURL(content) : content, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  if (content instanceof Blob) setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const blobOf = (text, type) => new Blob([text], { type });

function savePng() {
  const ratio = Math.max(2, window.devicePixelRatio || 1), box = stageBox();
  const copy = make("canvas", { width: box.width * ratio, height: box.height * ratio }), context = copy.getContext("2d");
  context.fillStyle = inks().page;
  context.fillRect(0, 0, copy.width, copy.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint(canvasPen(context), part, camera, box, lit(), measures(part, camera, box));
  offer("network.png", "image/png", copy.toDataURL("image/png"));
}

function svgText() {
  const box = stageBox(), pen = svgPen(box.width, box.height, inks().page);
  paint(pen, part, camera, box, lit(), measures(part, camera, box));
  return new XMLSerializer().serializeToString(pen.svg);
}

// Quotes a cell; one that a spreadsheet would take for a formula gets an apostrophe before it.
function cell(value) {
  const text = String(value === null || value === undefined ? "" : value);
  const safe = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csvText() {
  const rows = [["source", "source_label", "target", "target_label", "kind", "directed", "certain", "score", "facts", "first_date", "last_date", "sentences", "articles"]];
  for (const edge of part.edges) {
    const facts = edgeFacts(edge).map((number) => FACTS[number]), dates = facts.map(dayOf).filter(Boolean).sort();
    const sentences = facts.flatMap((fact) => fact.sentences.map(([begin, end]) => slice(fact.article, begin, end).replace(/\s+/g, " ")));
    rows.push([inFull(edge.from.id), nameOf(edge.from.id), inFull(edge.to.id), nameOf(edge.to.id), edge.kind, edge.oneway, edge.certain, edge.score, facts.length,
      dates[0], dates[dates.length - 1], sentences.join(" | "), [...new Set(facts.map((fact) => inFull(fact.article)))].join(" | ")]);
  }
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function graphmlText() {
  const space = "http://graphml.graphdrawing.org/xmlns", doc = document.implementation.createDocument(space, "graphml");
  const add = (parent, name, attributes, text) => {
    const element = doc.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    // XML has no place for most control characters.
    if (text !== undefined) element.textContent = String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
    parent.append(element);
    return element;
  };
  const root = doc.documentElement, keys = { node: { label: "string", cls: "string", wikidata: "string", facts: "int", x: "double", y: "double" }, edge: { kind: "string", directed: "boolean", certain: "boolean", score: "double", weight: "int" } };
  for (const [target, names] of Object.entries(keys)) for (const [name, type] of Object.entries(names)) add(root, "key", { id: `${target}-${name}`, for: target, "attr.name": name, "attr.type": type });
  const graph = add(root, "graph", { edgedefault: "directed" });
  const put = (parent, target, values) => { for (const [name, value] of Object.entries(values)) add(parent, "data", { key: `${target}-${name}` }, value); };
  for (const node of part.nodes) {
    const thing = THINGS.get(node.id);
    put(add(graph, "node", { id: inFull(node.id) }), "node", { label: nameOf(node.id), cls: thing ? thing.classes[0] : FACT.get(node.id).cls,
      wikidata: (thing && itemAddress(thing.item)) || "", facts: node.facts, x: Math.round(node.x), y: Math.round(node.y) });
  }
  for (const edge of part.edges) {
    put(add(graph, "edge", { source: inFull(edge.from.id), target: inFull(edge.to.id) }), "edge", { kind: edge.kind, directed: edge.oneway, certain: edge.certain, score: edge.score, weight: edgeFacts(edge).length });
  }
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(doc);
}

const SAVES = {
  png: savePng,
  svg: () => offer("network.svg", "image/svg+xml", blobOf(svgText(), "image/svg+xml")),
  csv: () => offer("network.csv", "text/csv", blobOf("\ufeff" + csvText(), "text/csv")),
  graphml: () => offer("network.graphml", "application/xml", blobOf(graphmlText(), "application/xml")),
};
