"use strict";
// Nodes that push each other away and edges that pull: off until the reader wants it, and for a part of a large
// network that was laid out among much else (Fruchterman and Reingold 1991, with cut-off repulsion).
const LENGTH = 95;

function forces(nodes, edges, still = () => false) {
  let heat = LENGTH;
  const index = new Map(nodes.map((node, number) => [node, number]));
  const springs = edges.map((edge) => [index.get(edge.from), index.get(edge.to)]);
  const dx = new Float64Array(nodes.length), dy = new Float64Array(nodes.length);
  const cell = LENGTH * 2.2;
  const push = (a, b) => {
    let x = nodes[a].x - nodes[b].x, y = nodes[a].y - nodes[b].y, far = x * x + y * y;
    if (far > cell * cell) return;
    if (far < 1) { x = ((a * 7919 + b) % 13) - 6; y = ((b * 104729 + a) % 11) - 5; far = x * x + y * y + 1; }
    const force = (LENGTH * LENGTH * 0.9) / far;
    dx[a] += x * force; dy[a] += y * force; dx[b] -= x * force; dy[b] -= y * force;
  };
  return function step() {
    dx.fill(0);
    dy.fill(0);
    const cells = new Map();
    nodes.forEach((node, number) => {
      const key = Math.floor(node.x / cell) * 100003 + Math.floor(node.y / cell);
      if (cells.has(key)) cells.get(key).push(number);
      else cells.set(key, [number]);
    });
    for (const [key, own] of cells) {
      for (let i = 0; i < own.length; i += 1) for (let j = i + 1; j < own.length; j += 1) push(own[i], own[j]);
      for (const next of [1, 100002, 100003, 100004]) for (const b of cells.get(key + next) || []) for (const a of own) push(a, b);
    }
    const middleX = nodes.reduce((sum, node) => sum + node.x, 0) / nodes.length, middleY = nodes.reduce((sum, node) => sum + node.y, 0) / nodes.length;
    for (const [a, b] of springs) {
      const x = nodes[b].x - nodes[a].x, y = nodes[b].y - nodes[a].y, pull = Math.min(1.2, Math.hypot(x, y) / LENGTH) * 0.5;
      dx[a] += x * pull; dy[a] += y * pull; dx[b] -= x * pull; dy[b] -= y * pull;
    }
    nodes.forEach((node, number) => {
      if (still(node)) return;
      const x = dx[number] + (middleX - node.x) * 0.06, y = dy[number] + (middleY - node.y) * 0.06, far = Math.hypot(x, y) || 1;
      const stride = Math.min(heat, far * 0.35);
      node.x += (x / far) * stride;
      node.y += (y / far) * stride;
    });
    heat *= 0.975;
    return heat > 0.6;
  };
}

// Settles a small part at once.
function settle(nodes, edges, still) {
  const step = forces(nodes, edges, still);
  const until = performance.now() + 250;
  while (performance.now() < until && step());
}
