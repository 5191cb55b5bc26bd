"use strict";
// The drawing: vis-network over positions computed beforehand, without physics. It holds what is shown and no more.
let drawing = null, nodeSet = null, edgeSet = null, allShown = false, faded = false;

function colours() {
  const css = getComputedStyle(document.documentElement);
  const get = (name) => css.getPropertyValue("--" + name).trim();
  return { ink: get("ink"), soft: get("soft"), page: get("page"), conflict: get("conflict"), cooperation: get("cooperation"), neutral: get("neutral") };
}

const FEW = 1500; // edges up to which every one is redrawn while the drawing moves
const SYMBOLS = new Map(), LINES = new Map(); // how each node and edge is drawn, once it is shown
const LETTER = 12;
const LIMIT = matchMedia("(max-width: 600px)").matches ? Math.min(40, DATA.limit) : DATA.limit;
const strokes = new Map();
let unit = 1; // pixels of the drawing that are one on the screen when all of it is seen

function drawNetwork() {
  const colour = colours(), dark = isDark();
  for (const node of DATA.nodes) {
    const group = GROUPS[groupOf(node)];
    const fill = dark ? group.dark : group.light;
    const thing = DATA.things[node.id];
    const hollow = Boolean(thing && thing.unnamed);
    const inside = hollow ? colour.page : fill;
    SYMBOLS.set(node.id, { id: node.id, label: node.label, x: node.x, y: node.y, shape: group.shape,
      font: { color: hollow ? colour.soft : colour.ink },
      color: { background: inside, border: fill, highlight: { background: inside, border: colour.ink }, hover: { background: inside, border: colour.ink } } });
  }
  for (const edge of DATA.edges) {
    const stroke = colour[tone(edge.score)];
    const member = ["party", "signatory", "mediator"].includes(edge.kind);
    strokes.set(edge.id, stroke);
    LINES.set(edge.id, { id: edge.id, from: edge.from, to: edge.to, dashes: edge.certain ? false : [6, 5],
      arrows: edge.oneway && !member ? { to: { enabled: true, type: edge.at ? "circle" : "arrow", scaleFactor: edge.at ? 0.3 : 0.5 } } : "",
      color: paint(edge, opacityOf(edge)) });
  }
  spread();
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  drawing = new vis.Network(document.getElementById("network"), { nodes: nodeSet, edges: edgeSet }, {
    physics: false, autoResize: true,
    nodes: { borderWidth: 2, borderWidthSelected: 3, scaling: { label: { drawThreshold: 1 } }, font: { size: LETTER, face: "system-ui, sans-serif", strokeWidth: 4, strokeColor: colour.page } },
    edges: { smooth: { enabled: true, type: "curvedCW", roundness: 0.12 }, selectionWidth: 2, hoverWidth: 1 },
    interaction: { hover: true, hideEdgesOnDrag: DATA.edges.length > FEW, hideEdgesOnZoom: DATA.edges.length > FEW, tooltipDelay: 1e6, navigationButtons: false },
  });
  document.getElementById("network").onmouseleave = () => { document.getElementById("hint").textContent = ""; };
  drawing.on("click", ({ nodes, edges }) => {
    if (nodes.length) select({ node: nodes[0] });
    else if (edges.length) select({ edge: edges[0] });
    else select({});
  });
  let waiting = null;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(label, 60); };
  drawing.on("zoom", later);
  drawing.on("dragEnd", later);
  drawing.on("resize", later);
  const hint = document.getElementById("hint");
  drawing.on("hoverNode", ({ node }) => { hint.textContent = `${nameOf(node)}: ${count(DATA.nodes.find((one) => one.id === node).facts, "fact")}`; });
  drawing.on("hoverEdge", ({ edge }) => { hint.textContent = edgeText(DATA.edges.find((one) => one.id === edge)); });
  for (const event of ["blurNode", "blurEdge"]) drawing.on(event, () => { hint.textContent = ""; });
  refreshNetwork();
}

function isRelation(edge) {
  return DATA.facts[edge.facts[0]].family === "relation";
}

// vis-network forgets the colour of an edge that is given a new opacity alone.
function paint(edge, opacity) {
  const stroke = strokes.get(edge.id);
  return { color: stroke, highlight: stroke, hover: stroke, opacity };
}

function opacityOf(edge) {
  return isRelation(edge) ? 0.4 : edge.score === 0 ? 0.6 : 0.9;
}

function joint(edge) {
  if (edge.at) return DATA.things[edge.to].unnamed ? "at" : "in";
  return edge.oneway ? "→" : "and";
}

function edgeText(edge, facts = edge.facts) {
  const standings = [...new Set(facts.map((number) => DATA.facts[number].status))];
  return `${nameOf(edge.from)} ${joint(edge)} ${nameOf(edge.to)}: ${kindName(edge.kind).toLowerCase()}, ` +
    `${count(facts.length, "fact")} (${standings.join(", ")})`;
}

// Sizes hold on the screen when the whole network is seen, however much room it takes.
const MOST = Math.max(1, ...DATA.nodes.map((node) => node.facts));
const sizeOf = (node) => (5 + 10 * Math.sqrt(node.facts / MOST)) * unit;
const widthOf = (edge) => (isRelation(edge) ? 0.8 : Math.min(6, 0.9 + 0.9 * Math.sqrt(edge.facts.length))) * unit;
const shownNodes = () => DATA.nodes.filter((node) => nodeSet.get(node.id));
const shownEdges = () => DATA.edges.filter((edge) => edgeSet.get(edge.id));

function size() {
  nodeSet.update(shownNodes().map((node) => ({ id: node.id, size: sizeOf(node) })));
  edgeSet.update(shownEdges().map((edge) => ({ id: edge.id, width: widthOf(edge) })));
}

// Names are drawn at one size whatever the zoom, the most involved first, wherever they do not cover each other.
function label() {
  const scale = drawing.getScale();
  const letters = LETTER / Math.min(1, scale);
  const box = document.getElementById("network").getBoundingClientRect();
  const taken = [];
  const shown = shownNodes();
  shown.sort((a, b) => (b.id === STATE.node) - (a.id === STATE.node));
  nodeSet.update(shown.map((node) => {
    const { x, y } = drawing.canvasToDOM({ x: node.x, y: node.y });
    if (x < -100 || y < -60 || x > box.width + 100 || y > box.height + 60) return { id: node.id, font: { size: 0 } };
    const lines = node.label.split("\n");
    const half = 3.5 * Math.max(...lines.map((line) => line.length)), high = 14 * lines.length;
    const radius = nodeSet.get(node.id).size * scale;
    const below = [x - half, y + radius + 2, x + half, y + radius + 2 + high], above = [x - half, y - radius - 4 - high, x + half, y - radius - 4];
    const place = [below, above].find((one) => !taken.some((other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]));
    if (place) taken.push(place);
    return { id: node.id, font: { size: place ? letters : 0, strokeWidth: 4 / Math.min(1, scale), vadjust: place === above ? -(2 * radius + high + 7) / scale : 0 } };
  }));
}

// Parallel edges between one pair bend apart, so that each can be seen and clicked.
function spread() {
  const pairs = new Map();
  LINES.forEach((edge) => {
    const key = [edge.from, edge.to].sort().join(" ");
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(edge);
  });
  pairs.forEach((edges) => edges.forEach((edge, number) => {
    const side = edge.from < edge.to ? 1 : -1;
    const bend = (number - (edges.length - 1) / 2) * 0.22 * side;
    edge.smooth = { enabled: true, type: bend < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(bend) || 0.04 };
  }));
}

function refreshNetwork() {
  const near = STATE.near ? neighbours(STATE.near) : null;
  const wide = allShown || near;
  const lives = DATA.edges.filter((edge) => edge.facts.some((number) => isShown(DATA.facts[number])));
  // Nodes that the filters let through, then those of them that an edge joins.
  const joined = (may) => {
    const found = new Set(may.has(STATE.node) ? [STATE.node] : []);
    for (const edge of lives) {
      if ((wide || !isRelation(edge)) && may.has(edge.from) && may.has(edge.to)) { found.add(edge.from); found.add(edge.to); }
    }
    return found;
  };
  const through = DATA.nodes.filter((node) => !SHOWN.off.has("group:" + groupOf(node)) &&
    (near ? near.has(node.id) : allShown || narrowed() || STATE.node === node.id || !node.aside)).map((node) => node.id);
  let alive = joined(new Set(through));
  if (!wide) alive = joined(new Set(through.filter((iri) => alive.has(iri)).filter((iri, rank) => rank < LIMIT || iri === STATE.node)));
  const lines = lives.filter((edge) => alive.has(edge.from) && alive.has(edge.to));
  const kept = new Set(lines.map((edge) => edge.id));
  edgeSet.remove(edgeSet.getIds().filter((id) => !kept.has(id)));
  nodeSet.remove(nodeSet.getIds().filter((id) => !alive.has(id)));
  nodeSet.add(DATA.nodes.filter((node) => alive.has(node.id) && !nodeSet.get(node.id)).map((node) => ({ ...SYMBOLS.get(node.id), size: sizeOf(node) })));
  edgeSet.add(lines.filter((edge) => !edgeSet.get(edge.id)).map((edge) => ({ ...LINES.get(edge.id), width: widthOf(edge) })));
  document.getElementById("nothing").hidden = alive.size > 0;
  const most = Math.min(LIMIT, DATA.nodes.filter((node) => !node.aside).length);
  const more = document.getElementById("more");
  more.hidden = Boolean(near) || DATA.nodes.length <= most;
  more.textContent = allShown ? `Show the ${most} most involved` : `Show all ${DATA.nodes.length}`;
  document.getElementById("near").hidden = !STATE.node || Boolean(near);
  document.getElementById("clear").hidden = !near;
  label();
}

function neighbours(iri) {
  const found = new Set([iri]);
  DATA.edges.forEach((edge) => {
    if (edge.from === iri) found.add(edge.to);
    if (edge.to === iri) found.add(edge.from);
  });
  return found;
}

// What is chosen stands out, and the rest steps back.
function markChosen() {
  const edge = DATA.edges.find((one) => one.id === STATE.edge);
  const kept = STATE.node ? neighbours(STATE.node) : edge ? new Set([edge.from, edge.to]) : null;
  const keeps = (one) => !kept || one === edge || one.from === STATE.node || one.to === STATE.node;
  if (edgeSet.length <= FEW && (kept || faded)) {
    nodeSet.update(shownNodes().map((node) => ({ id: node.id, opacity: !kept || kept.has(node.id) ? 1 : 0.35 })));
    edgeSet.update(shownEdges().map((one) => ({ id: one.id, color: paint(one, keeps(one) ? opacityOf(one) : 0.2) })));
    faded = Boolean(kept);
  }
  if (STATE.node && nodeSet.get(STATE.node)) {
    drawing.selectNodes([STATE.node], false);
    const { x, y } = drawing.getPosition(STATE.node);
    const corner = drawing.canvasToDOM({ x, y });
    const box = document.getElementById("network").getBoundingClientRect();
    if (corner.x < 40 || corner.y < 40 || corner.x > box.width - 40 || corner.y > box.height - 40) {
      drawing.focus(STATE.node, { scale: Math.max(0.7, drawing.getScale()), animation: false });
      label();
    }
  } else if (edge && edgeSet.get(edge.id)) drawing.selectEdges([edge.id]);
  else drawing.unselectAll();
}

function fit() {
  const shown = shownNodes();
  if (!shown.length) return;
  const xs = shown.map((node) => node.x), ys = shown.map((node) => node.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const box = document.getElementById("network").getBoundingClientRect();
  const scale = Math.max(0.02, Math.min(1.2, (box.width - 160) / (right - left || 1), (box.height - 130) / (bottom - top || 1)));
  unit = Math.max(1, Math.min(1, Math.max(0.5, Math.sqrt(scale / 0.55))) / scale);
  size();
  drawing.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 / scale }, scale, animation: false });
  label();
}

function zoom(factor) {
  drawing.moveTo({ scale: drawing.getScale() * factor, animation: false });
  label();
}

function savePicture() {
  const canvas = document.querySelector("#network canvas");
  const copy = make("canvas", { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = colours().page;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  make("a", { href: copy.toDataURL("image/png"), download: "network.png" }).click();
}
