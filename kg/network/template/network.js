"use strict";
// The network on its canvas. All is painted on a plate larger than the screen; while the reader moves, a plate that
// takes long to paint is moved as it is, and painted anew where the movement ends.
const canvas = document.getElementById("canvas");
const camera = makeCamera();
const plate = { canvas: document.createElement("canvas"), camera: null, cost: 0, time: 0 };

const MARGIN = 0.2; // of the screen, that the plate reaches beyond it on each side
const QUICK = 9; // milliseconds of painting that do not disturb a movement
const LARGE = 400; // nodes beyond which those shown at first have places of their own
const STALE = 600; // milliseconds of movement after which what takes longer is painted anew all the same
let part = { nodes: [], edges: [] }, over = null, settling = null, frame = null, motion = null, laidOut = "";

// In whole pixels, or what is painted would be blurred where it is put.
const rimOf = (box) => ({ x: Math.round(box.width * MARGIN), y: Math.round(box.height * MARGIN) });
const stageBox = () => ({ width: canvas.clientWidth || 600, height: canvas.clientHeight || 400 });

function refreshNetwork() {
  part = shownPart();
  place();
  document.getElementById("nothing").hidden = part.nodes.length > 0;
  document.getElementById("nothing").textContent = part.note || "Nothing here joins two nodes. What fits the filters is listed beside and under Timeline.";
  canvas.setAttribute("aria-label", `${LENSES[VIEW.lens][1]}: ${count(part.nodes.length, "node")}, ${count(part.edges.length, "line")}. ` +
    "Arrow keys go from node to node, plus and minus change the size. The same facts are listed under Timeline.");
  repaint();
}

// Nodes go to their places in the whole or in the first part; a part of a large network is drawn together. While
// the time goes by all stay where they are, and in a small network they do so whatever time is chosen.
function place() {
  const large = network().nodes.length > LARGE;
  const scope = [VIEW.lens, VIEW.near, VIEW.to, VIEW.depth, VIEW.level, VIEW.text, VIEW.sure, ...VIEW.off, large && part.core, large && narrowed() && part.nodes.length].join(" ");
  if (scope === laidOut || cast) return;
  laidOut = scope;
  for (const node of part.nodes) {
    const core = part.core && node.coreX !== undefined;
    node.x = core ? node.coreX : node.wholeX;
    node.y = core ? node.coreY : node.wholeY;
  }
  if (large && !part.core && part.nodes.length < LARGE) settle(part.nodes, part.edges);
  fit();
}

function lit() {
  const node = network().node.get(VIEW.node) || network().node.get(VIEW.fact), edge = network().edge.get(VIEW.edge);
  if (node) {
    const shown = new Set(part.edges);
    const edges = new Set(node.edges.filter((one) => shown.has(one)));
    return { chosen: node.id, edges, nodes: new Set([node.id, ...[...edges].flatMap((one) => [one.from.id, one.to.id])]) };
  }
  return edge ? { chosen: null, edges: new Set([edge]), nodes: new Set([edge.from.id, edge.to.id]) } : null;
}

function repaint() {
  const box = stageBox(), ratio = window.devicePixelRatio || 1, started = performance.now();
  const rim = rimOf(box), wide = box.width + 2 * rim.x, high = box.height + 2 * rim.y;
  if (plate.canvas.width !== Math.round(wide * ratio) || plate.canvas.height !== Math.round(high * ratio)) {
    plate.canvas.width = Math.round(wide * ratio);
    plate.canvas.height = Math.round(high * ratio);
  }
  const context = plate.canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, wide, high);
  paint(canvasPen(context), part, camera, { width: wide, height: high }, lit(), measures(part, camera, box), rim.x);
  plate.camera = { ...camera };
  plate.time = performance.now();
  plate.cost = plate.time - started;
  put();
}

// Sets the plate on the screen, moved and stretched by what has changed since it was painted.
function put() {
  frame = null;
  const box = stageBox(), ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(box.width * ratio) || canvas.height !== Math.round(box.height * ratio)) {
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
  }
  const context = canvas.getContext("2d"), stretch = camera.scale / plate.camera.scale;
  const rim = rimOf(box), wide = (box.width + 2 * rim.x) * stretch, high = (box.height + 2 * rim.y) * stretch;
  const x = box.width / 2 + (plate.camera.x - camera.x) * camera.scale - wide / 2, y = box.height / 2 + (plate.camera.y - camera.y) * camera.scale - high / 2;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, box.width, box.height);
  context.drawImage(plate.canvas, x, y, wide, high);
  if (over) glow(context, box);
}

function moved() {
  clearTimeout(settling);
  const old = plate.cost < STALE / 4 && performance.now() - plate.time > STALE;
  if (plate.cost < QUICK || old) { frame = frame || requestAnimationFrame(() => { frame = null; repaint(); }); return; }
  frame = frame || requestAnimationFrame(put);
  settling = setTimeout(repaint, 140);
}

// What lies under the pointer is drawn once more, over all.
function glow(context, box) {
  const { radius } = measures(part, camera, box), ink = inks();
  context.globalAlpha = 1;
  context.strokeStyle = ink.ink;
  if (over.edges) {
    const { x, y } = onScreen(over, camera, box);
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, radius(over) + 4, 0, 7);
    context.stroke();
  } else canvasPen(context).curves([curveOf(over, radius, camera, box)], { colour: ink[tone(over.score)], width: 5, dash: null, alpha: 0.45 });
}

function nodeAt({ x, y }) {
  const box = stageBox(), { radius } = measures(part, camera, box);
  let best = null, nearest = Infinity;
  for (const node of part.nodes) {
    const at = onScreen(node, camera, box), far = Math.hypot(at.x - x, at.y - y) - radius(node);
    if (far < Math.min(5, nearest)) { best = node; nearest = far; }
  }
  return best;
}

function edgeAt({ x, y }) {
  const box = stageBox(), { radius } = measures(part, camera, box);
  let best = null, nearest = 6;
  for (const edge of part.edges) {
    const c = curveOf(edge, radius, camera, box);
    if (x < Math.min(c.x1, c.x2, c.cx) - 6 || x > Math.max(c.x1, c.x2, c.cx) + 6 || y < Math.min(c.y1, c.y2, c.cy) - 6 || y > Math.max(c.y1, c.y2, c.cy) + 6) continue;
    for (let step = 1; step < 16; step += 1) {
      const t = step / 16, u = 1 - t;
      const far = Math.hypot(u * u * c.x1 + 2 * u * t * c.cx + t * t * c.x2 - x, u * u * c.y1 + 2 * u * t * c.cy + t * t * c.y2 - y);
      if (far < nearest) { best = edge; nearest = far; }
    }
    const along = ((x - c.x1) * (c.x2 - c.x1) + (y - c.y1) * (c.y2 - c.y1)) / ((c.x2 - c.x1) ** 2 + (c.y2 - c.y1) ** 2 || 1);
    if (c.straight && along > 0 && along < 1) {
      const far = Math.hypot(c.x1 + along * (c.x2 - c.x1) - x, c.y1 + along * (c.y2 - c.y1) - y);
      if (far < nearest) { best = edge; nearest = far; }
    }
  }
  return best;
}

function chooseUnder(at) {
  const node = nodeAt(at), edge = node ? null : edgeAt(at);
  if (node) chooseNode(node.id);
  else select(edge ? { edge: edge.id } : {});
}

function chooseNode(id) {
  select(FACT.has(id) && !isAgreement(id) ? { fact: id } : { node: id });
}

function hoverOver(at) {
  const next = at && (nodeAt(at) || edgeAt(at));
  if (next === over || (!next && !over)) return;
  over = next;
  canvas.style.cursor = over ? "pointer" : "grab";
  hint(!over ? "" : over.edges ? `${identity(over.id)}: ${count(over.facts, "fact")}` : edgeText(over));
  frame = frame || requestAnimationFrame(put);
}

function hint(text) {
  document.getElementById("hint").textContent = text;
}

function fit() {
  showAll(camera, stageBox(), part.nodes, part.nodes.length > LARGE ? { x: 55, y: 45 } : undefined);
  repaint();
}

function zoom(factor) {
  zoomAt(camera, stageBox(), factor);
  moved();
}

// Brings the chosen node into sight.
function lookAtChosen() {
  const node = network().node.get(VIEW.node);
  if (!node || !part.nodes.includes(node)) return;
  const box = stageBox(), { x, y } = onScreen(node, camera, box);
  if (x < 40 || y < 40 || x > box.width - 40 || y > box.height - 40) { camera.x = node.x; camera.y = node.y; repaint(); }
}

// The next node in the direction of an arrow key, or the most involved where none is chosen.
function nextNode(key) {
  const from = network().node.get(VIEW.node);
  if (!from) return part.nodes[0];
  const [wayX, wayY] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  let best = null, least = Infinity;
  for (const node of part.nodes) {
    const dx = node.x - from.x, dy = node.y - from.y, along = dx * wayX + dy * wayY, across = Math.abs(dx * wayY) + Math.abs(dy * wayX);
    if (node !== from && along > 0 && along + 2 * across < least) { best = node; least = along + 2 * across; }
  }
  return best;
}

// Lets the nodes move until they rest; again, and they hold still.
function shake() {
  const button = document.getElementById("shake");
  if (motion) { cancelAnimationFrame(motion); motion = null; button.setAttribute("aria-pressed", "false"); return; }
  const step = forces(part.nodes, part.edges);
  const move = () => {
    const goes = step();
    repaint();
    motion = goes ? requestAnimationFrame(move) : null;
    if (!goes) { button.setAttribute("aria-pressed", "false"); fit(); }
  };
  button.setAttribute("aria-pressed", "true");
  motion = requestAnimationFrame(move);
}

function setUpNetwork() {
  followHands(canvas, camera, {
    moved,
    hover: hoverOver,
    tap: chooseUnder,
    grab: (at) => {
      const node = nodeAt(at);
      return node && ((dx, dy) => { node.x += dx; node.y += dy; plate.cost < 40 ? repaint() : moved(); });
    },
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      const next = nextNode(event.key);
      if (next) { chooseNode(next.id); hint(`${nameOf(next.id)}: ${count(next.facts, "fact")}`); }
    } else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  let wide = canvas.clientWidth;
  new ResizeObserver(() => {
    if (VIEW.view !== "network" || !canvas.clientWidth) return;
    if (canvas.clientWidth === wide) repaint();
    else fit();
    wide = canvas.clientWidth;
  }).observe(canvas);
}
