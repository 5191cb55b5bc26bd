"use strict";
// How the network looks: sizes, colours and lines, given to a pen in as few strokes as may be.
function inks() {
  const css = getComputedStyle(document.documentElement), dark = isDark();
  const get = (name) => css.getPropertyValue("--" + name).trim();
  return { ink: get("ink"), soft: get("soft"), page: get("page"), conflict: get("conflict"), cooperation: get("cooperation"), neutral: get("neutral"),
    groups: GROUPS.map((group) => (dark ? group.dark : group.light)) };
}

// Radius and width hold on the screen when all is seen, and grow a little as the reader comes closer.
function measures(part, camera, box) {
  const spacing = Math.sqrt((box.width * box.height) / Math.max(1, part.nodes.length));
  const closer = Math.max(0.8, Math.min(2.6, Math.sqrt(camera.scale / camera.fitted)));
  const base = Math.max(2.3, Math.min(6.5, spacing * 0.11, 13 * camera.fitted)) * closer;
  const most = Math.max(1, ...part.nodes.slice(0, 50).map((node) => node.facts));
  const crowd = part.edges.length;
  return {
    radius: (node) => base * (0.75 + 1.35 * Math.sqrt(node.facts / most)),
    width: (edge) => (edge.relation ? 0.8 : Math.min(5, 0.7 + 0.8 * Math.sqrt(edgeFacts(edge).length))) * Math.max(0.7, Math.min(1.3, closer)) * (crowd > 600 ? 0.7 : 1),
    alpha: crowd > 2500 ? 0.5 : crowd > 600 ? 0.65 : 0.85,
    arrow: Math.max(3, Math.min(8, base * 1.15)),
  };
}

const MADE = ["party", "signatory", "mediator"]; // what joins actors to an agreement points nowhere
const strength = (edge) => (edge.relation ? 0.5 : edge.score === 0 ? 0.75 : 1);

// A node's place on the screen.
const onScreen = (node, camera, box) => ({ x: (node.x - camera.x) * camera.scale + box.width / 2, y: (node.y - camera.y) * camera.scale + box.height / 2 });

// The line of an edge on the screen, from rim to rim.
function curveOf(edge, radius, camera, box) {
  const a = onScreen(edge.from, camera, box), b = onScreen(edge.to, camera, box);
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy) || 1;
  const cx = (a.x + b.x) / 2 - dy * edge.bend, cy = (a.y + b.y) / 2 + dx * edge.bend;
  const from = radius(edge.from) + 2, to = radius(edge.to) + (edge.oneway ? 4 : 2);
  const first = Math.hypot(cx - a.x, cy - a.y) || 1, last = Math.hypot(cx - b.x, cy - b.y) || 1;
  if (from + to > length) return { x1: a.x, y1: a.y, x2: b.x, y2: b.y, cx, cy, straight: !edge.bend, short: true };
  return { x1: a.x + ((cx - a.x) * from) / first, y1: a.y + ((cy - a.y) * from) / first, x2: b.x + ((cx - b.x) * to) / last, y2: b.y + ((cy - b.y) * to) / last,
    cx, cy, straight: !edge.bend };
}

function tip(curve, size) {
  const angle = Math.atan2(curve.y2 - curve.cy, curve.x2 - curve.cx);
  const at = (turn, far) => [curve.x2 + far * Math.cos(angle + turn), curve.y2 + far * Math.sin(angle + turn)];
  return [at(0, size * 0.4), at(2.6, size), at(-2.6, size)];
}

// Draws a part of the network; "lit" says what stands out, null where nothing is chosen, and "rim" how much of the
// box lies beyond the screen on each side.
function paint(pen, part, camera, box, lit, measured, rim = 0) {
  const ink = inks(), { radius, width, alpha, arrow } = measured;
  const wide = box.width + 60, high = box.height + 60;
  const lines = new Map(), tips = new Map(), shapes = new Map();
  const put = (map, style, item) => {
    const key = Object.values(style).join(" ");
    if (!map.has(key)) map.set(key, [style, []]);
    map.get(key)[1].push(item);
  };
  for (const edge of part.edges) {
    const curve = curveOf(edge, radius, camera, box);
    if (Math.max(curve.x1, curve.x2) < -60 || Math.min(curve.x1, curve.x2) > wide || Math.max(curve.y1, curve.y2) < -60 || Math.min(curve.y1, curve.y2) > high) continue;
    const stands = !lit || lit.edges.has(edge);
    // Among many lines the long ones step back, so that what stands together is seen.
    const long = alpha < 0.7 && Math.hypot(curve.x2 - curve.x1, curve.y2 - curve.y1) > box.width / 12;
    const seen = stands ? (lit ? 0.95 : alpha * strength(edge) * (long ? 0.4 : 1)) : Math.min(0.18, alpha);
    const colour = ink[tone(edge.score)], thick = Math.round(width(edge) * 2) / 2 + (lit && stands ? 0.5 : 0);
    put(lines, { colour, width: thick, dash: edge.certain ? null : [5, 4], alpha: seen }, curve);
    if (edge.oneway && !MADE.includes(edge.kind) && !curve.short && (alpha > 0.5 || (lit && stands))) put(tips, { colour, alpha: seen }, tip(curve, edge.at ? arrow * 0.7 : arrow));
  }
  for (const node of part.nodes) {
    const { x, y } = onScreen(node, camera, box);
    if (x < -30 || y < -30 || x > wide || y > high) continue;
    const event = FACT.get(node.id), happened = event && event.family === "event";
    const colour = happened ? ink[tone(event.score)] : ink.groups[node.group];
    const hollow = happened ? event.status !== "asserted" : THINGS.has(node.id) && THINGS.get(node.id).unnamed;
    const stands = !lit || lit.nodes.has(node.id), chosen = lit && lit.chosen === node.id;
    put(shapes, { shape: GROUPS[node.group].shape, fill: hollow ? ink.page : colour, stroke: chosen ? ink.ink : hollow ? colour : ink.page,
      width: chosen ? 3 : hollow ? 1.8 : 1, alpha: stands ? 1 : 0.35 }, { x, y, r: radius(node) });
  }
  const faintFirst = (map) => [...map.values()].sort((a, b) => a[0].alpha - b[0].alpha);
  for (const [style, list] of faintFirst(lines)) pen.curves(list, style);
  for (const [style, list] of faintFirst(tips)) pen.triangles(list, style);
  for (const [style, list] of faintFirst(shapes)) pen.shapes(list, style);
  for (const name of placeLabels(part, camera, box, lit, radius, rim)) {
    pen.words(name.lines, name.x, name.y, { size: LETTER, halo: ink.page, align: name.align, alpha: name.faint ? 0.5 : 1, weight: name.strong ? 650 : 400,
      colour: name.soft ? ink.soft : ink.ink });
  }
}
