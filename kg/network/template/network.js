"use strict";
// The drawing: vis-network over positions computed beforehand, without physics.
let drawing = null, nodeSet = null, edgeSet = null, allShown = false;

function colours() {
  const css = getComputedStyle(document.documentElement);
  const get = (name) => css.getPropertyValue("--" + name).trim();
  return { ink: get("ink"), page: get("page"), conflict: get("conflict"), cooperation: get("cooperation"), neutral: get("neutral") };
}

function drawNetwork() {
  const colour = colours(), dark = isDark();
  const most = Math.max(1, ...DATA.nodes.map((node) => node.facts));
  nodeSet = new vis.DataSet(DATA.nodes.map((node) => {
    const group = GROUPS[groupOf(node)];
    const fill = dark ? group.dark : group.light;
    return { id: node.id, label: node.label, x: node.x, y: node.y, shape: group.shape, size: 8 + 18 * Math.sqrt(node.facts / most),
      color: { background: fill, border: fill, highlight: { background: fill, border: colour.ink }, hover: { background: fill, border: colour.ink } } };
  }));
  edgeSet = new vis.DataSet(DATA.edges.map((edge) => {
    const stroke = colour[tone(edge.score)];
    return { id: edge.id, from: edge.from, to: edge.to, dashes: edge.certain ? false : [6, 5],
      arrows: edge.oneway && !["party", "signatory", "mediator"].includes(edge.kind) ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
      width: Math.min(7, 1 + Math.sqrt(edge.facts.length)), color: { color: stroke, highlight: stroke, hover: stroke, opacity: edge.score === 0 ? 0.55 : 0.85 } };
  }));
  spread();
  drawing = new vis.Network(document.getElementById("network"), { nodes: nodeSet, edges: edgeSet }, {
    physics: false, autoResize: true,
    nodes: { borderWidth: 1.5, borderWidthSelected: 3, scaling: { label: { drawThreshold: 1 } }, font: { size: 13, face: "system-ui, sans-serif", color: colour.ink, strokeWidth: 4, strokeColor: colour.page } },
    edges: { smooth: { enabled: true, type: "curvedCW", roundness: 0.12 }, selectionWidth: 2, hoverWidth: 1 },
    interaction: { hover: true, hideEdgesOnDrag: DATA.edges.length > 1500, hideEdgesOnZoom: DATA.edges.length > 1500, tooltipDelay: 1e6, navigationButtons: false },
  });
  drawing.on("click", ({ nodes, edges }) => {
    if (nodes.length) select({ node: nodes[0] });
    else if (edges.length) select({ edge: edges[0] });
    else select({});
  });
  drawing.on("zoom", label);
  refreshNetwork();
}

// Names are drawn at one size whatever the zoom, the most involved first, wherever they do not cover each other.
function label() {
  const scale = drawing.getScale();
  const size = 13 / Math.min(1, scale);
  const shown = DATA.nodes.filter((node) => !nodeSet.get(node.id).hidden);
  shown.sort((a, b) => (b.id === STATE.node) - (a.id === STATE.node));
  const taken = [];
  nodeSet.update(shown.map((node) => {
    const { x, y } = drawing.canvasToDOM({ x: node.x, y: node.y });
    const half = 3.6 * node.label.length, top = y + nodeSet.get(node.id).size * scale;
    const box = [x - half, top, x + half, top + 18];
    const free = !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    if (free) taken.push(box);
    return { id: node.id, font: { size: free ? size : 0, strokeWidth: 4 / Math.min(1, scale) } };
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
  const alive = new Set();
  edgeSet.update(DATA.edges.map((edge) => {
    const hidden = !edge.facts.some((number) => isShown(DATA.facts[number]));
    if (!hidden) { alive.add(edge.from); alive.add(edge.to); }
    return { id: edge.id, hidden };
  }));
  nodeSet.update(DATA.nodes.map((node, rank) => ({ id: node.id,
    hidden: (near ? !near.has(node.id) : !allShown && rank >= DATA.limit && STATE.node !== node.id) ||
      SHOWN.off.has("group:" + groupOf(node)) || !alive.has(node.id) })));
  const more = document.getElementById("more");
  more.hidden = Boolean(near) || DATA.nodes.length <= DATA.limit;
  more.textContent = allShown ? `Show the ${DATA.limit} most involved` : `Show all ${DATA.nodes.length}`;
  document.getElementById("near").hidden = !STATE.node || Boolean(near);
  document.getElementById("clear").hidden = !near;
}

function neighbours(iri) {
  const found = new Set([iri]);
  DATA.edges.forEach((edge) => {
    if (edge.from === iri) found.add(edge.to);
    if (edge.to === iri) found.add(edge.from);
  });
  return found;
}

function markChosen() {
  if (STATE.node && nodeSet.get(STATE.node)) {
    drawing.selectNodes([STATE.node]);
    const { x, y } = drawing.getPosition(STATE.node);
    const corner = drawing.canvasToDOM({ x, y });
    const box = document.getElementById("network").getBoundingClientRect();
    if (corner.x < 40 || corner.y < 40 || corner.x > box.width - 40 || corner.y > box.height - 40) {
      drawing.focus(STATE.node, { scale: Math.max(0.7, drawing.getScale()), animation: { duration: 300 } });
    }
  } else if (STATE.edge && edgeSet.get(STATE.edge)) drawing.selectEdges([STATE.edge]);
  else drawing.unselectAll();
}

function fit() {
  const shown = nodeSet.getIds({ filter: (node) => !node.hidden });
  drawing.fit({ nodes: shown, animation: false, maxZoomLevel: 1.4 });
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
