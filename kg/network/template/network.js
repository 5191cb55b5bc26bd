"use strict";
// The drawing: vis-network over positions computed beforehand, without physics.
let drawing = null, nodeSet = null, edgeSet = null, allShown = false;

function colours() {
  const css = getComputedStyle(document.documentElement);
  const get = (name) => css.getPropertyValue("--" + name).trim();
  return { ink: get("ink"), soft: get("soft"), page: get("page"), conflict: get("conflict"), cooperation: get("cooperation"), neutral: get("neutral") };
}

const SMALL = DATA.edges.length <= 1500;
const LETTER = 12;
const LIMIT = matchMedia("(max-width: 600px)").matches ? Math.min(40, DATA.limit) : DATA.limit;
const strokes = new Map();
let unit = 1; // pixels of the drawing that are one on the screen when all of it is seen

function drawNetwork() {
  const colour = colours(), dark = isDark();
  nodeSet = new vis.DataSet(DATA.nodes.map((node) => {
    const group = GROUPS[groupOf(node)];
    const fill = dark ? group.dark : group.light;
    const thing = DATA.things[node.id];
    const hollow = Boolean(thing && thing.unnamed);
    const inside = hollow ? colour.page : fill;
    return { id: node.id, label: node.label, x: node.x, y: node.y, shape: group.shape,
      font: { color: hollow ? colour.soft : colour.ink },
      color: { background: inside, border: fill, highlight: { background: inside, border: colour.ink }, hover: { background: inside, border: colour.ink } } };
  }));
  edgeSet = new vis.DataSet(DATA.edges.map((edge) => {
    const stroke = colour[tone(edge.score)];
    const member = ["party", "signatory", "mediator"].includes(edge.kind);
    strokes.set(edge.id, stroke);
    return { id: edge.id, from: edge.from, to: edge.to, dashes: edge.certain ? false : [6, 5],
      arrows: edge.oneway && !member ? { to: { enabled: true, type: edge.at ? "circle" : "arrow", scaleFactor: edge.at ? 0.3 : 0.5 } } : "",
      color: paint(edge, opacityOf(edge)) };
  }));
  spread();
  size();
  drawing = new vis.Network(document.getElementById("network"), { nodes: nodeSet, edges: edgeSet }, {
    physics: false, autoResize: true,
    nodes: { borderWidth: 2, borderWidthSelected: 3, scaling: { label: { drawThreshold: 1 } }, font: { size: LETTER, face: "system-ui, sans-serif", strokeWidth: 4, strokeColor: colour.page } },
    edges: { smooth: { enabled: true, type: "curvedCW", roundness: 0.12 }, selectionWidth: 2, hoverWidth: 1 },
    interaction: { hover: true, hideEdgesOnDrag: !SMALL, hideEdgesOnZoom: !SMALL, tooltipDelay: 1e6, navigationButtons: false },
  });
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

function edgeText(edge) {
  const standings = [...new Set(edge.facts.map((number) => DATA.facts[number].status))];
  return `${nameOf(edge.from)} ${edge.at ? "in" : edge.oneway ? "→" : "and"} ${nameOf(edge.to)}: ${kindName(edge.kind).toLowerCase()}, ` +
    `${count(edge.facts.length, "fact")} (${standings.join(", ")})`;
}

// Sizes hold on the screen when the whole network is seen, however much room it takes.
function size() {
  const most = Math.max(1, ...DATA.nodes.map((node) => node.facts));
  nodeSet.update(DATA.nodes.map((node) => ({ id: node.id, size: (5 + 10 * Math.sqrt(node.facts / most)) * unit })));
  edgeSet.update(DATA.edges.map((edge) => ({ id: edge.id,
    width: (isRelation(edge) ? 0.8 : Math.min(6, 0.9 + 0.9 * Math.sqrt(edge.facts.length))) * unit })));
}

// Names are drawn at one size whatever the zoom, the most involved first, wherever they do not cover each other.
function label() {
  const scale = drawing.getScale();
  const letters = LETTER / Math.min(1, scale);
  const box = document.getElementById("network").getBoundingClientRect();
  const taken = [];
  const shown = DATA.nodes.filter((node) => !nodeSet.get(node.id).hidden);
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
    return { id: node.id, font: { size: place ? letters : 0, strokeWidth: 4 / Math.min(1, scale), vadjust: place === above ? -(2 * radius + high + 12) / scale : 0 } };
  }));
}

// Parallel edges between one pair bend apart, so that each can be seen and clicked.
function spread() {
  const pairs = new Map();
  edgeSet.forEach((edge) => {
    const key = [edge.from, edge.to].sort().join(" ");
    pairs.set(key, [...(pairs.get(key) || []), edge]);
  });
  const bent = [];
  pairs.forEach((edges) => edges.forEach((edge, number) => {
    const side = edge.from < edge.to ? 1 : -1;
    const bend = (number - (edges.length - 1) / 2) * 0.22 * side;
    bent.push({ id: edge.id, smooth: { enabled: true, type: bend < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(bend) || 0.04 } });
  }));
  edgeSet.update(bent);
}

function refreshNetwork() {
  const near = STATE.near ? neighbours(STATE.near) : null;
  const wide = allShown || near;
  const may = new Set(DATA.nodes.filter((node, rank) => !SHOWN.off.has("group:" + groupOf(node)) &&
    (near ? near.has(node.id) : allShown || STATE.node === node.id || (rank < LIMIT && !node.aside) || narrowed())).map((node) => node.id));
  const lives = (edge) => may.has(edge.from) && may.has(edge.to) && edge.facts.some((number) => isShown(DATA.facts[number]));
  const alive = new Set(STATE.node && may.has(STATE.node) ? [STATE.node] : []);
  for (const edge of DATA.edges) {
    if ((wide || !isRelation(edge)) && lives(edge)) { alive.add(edge.from); alive.add(edge.to); }
  }
  edgeSet.update(DATA.edges.map((edge) => ({ id: edge.id, hidden: !lives(edge) || !alive.has(edge.from) || !alive.has(edge.to) })));
  nodeSet.update(DATA.nodes.map((node) => ({ id: node.id, hidden: !alive.has(node.id) })));
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
  if (SMALL) {
    const kept = STATE.node ? neighbours(STATE.node) : edge ? new Set([edge.from, edge.to]) : null;
    const keeps = (one) => !kept || one === edge || one.from === STATE.node || one.to === STATE.node;
    nodeSet.update(DATA.nodes.map((node) => ({ id: node.id, opacity: !kept || kept.has(node.id) ? 1 : 0.25 })));
    edgeSet.update(DATA.edges.map((one) => ({ id: one.id, color: paint(one, keeps(one) ? opacityOf(one) : 0.12) })));
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
  } else if (edge) drawing.selectEdges([STATE.edge]);
  else drawing.unselectAll();
}

function fit() {
  const shown = DATA.nodes.filter((node) => !nodeSet.get(node.id).hidden);
  if (!shown.length) return;
  const xs = shown.map((node) => node.x), ys = shown.map((node) => node.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const box = document.getElementById("network").getBoundingClientRect();
  const scale = Math.max(0.02, Math.min(1.2, (box.width - 110) / (right - left || 1), (box.height - 130) / (bottom - top || 1)));
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
