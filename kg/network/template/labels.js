"use strict";
// Names: at one size whatever the zoom, the most involved first, wherever they cover neither names nor nodes.
const LETTER = 12, LINE = LETTER * 1.15;
const WIDTHS = new Map();
const ruler = document.createElement("canvas").getContext("2d");

function widthOf(line) {
  if (!WIDTHS.has(line)) {
    ruler.font = `500 ${LETTER}px ${FACE}`;
    WIDTHS.set(line, ruler.measureText(line).width);
  }
  return WIDTHS.get(line);
}

// Rectangles by the cells that they touch, so that each is held against its neighbours only.
function crowd(cell = 48) {
  const cells = new Map();
  const each = ([x1, y1, x2, y2], act) => {
    for (let i = Math.floor(x1 / cell); i <= Math.floor(x2 / cell); i += 1) for (let j = Math.floor(y1 / cell); j <= Math.floor(y2 / cell); j += 1) if (act(i * 4096 + j)) return true;
    return false;
  };
  return {
    add: (rect) => each(rect, (key) => { if (cells.has(key)) cells.get(key).push(rect); else cells.set(key, [rect]); }),
    meets: (rect, but) => each(rect, (key) => (cells.get(key) || []).some((one) => one !== but && one[0] < rect[2] && rect[0] < one[2] && one[1] < rect[3] && rect[1] < one[3])),
  };
}

const MANY = 1200; // nodes whose names are tried
const ROOM = 20000; // square pixels a name, where nodes are many

function placeLabels(part, camera, box, lit, radius, rim) {
  const names = crowd(), symbols = crowd();
  const seen = part.nodes.map((node) => ({ node, r: radius(node), ...onScreen(node, camera, box) }))
    .filter(({ x, y }) => x > -80 && y > -30 && x < box.width + 80 && y < box.height + 30);
  const few = seen.length < 600;
  for (const one of seen) {
    one.rect = [one.x - one.r, one.y - one.r, one.x + one.r, one.y + one.r];
    if (few) symbols.add(one.rect);
  }
  const most = few ? MANY : (box.width * box.height) / ROOM;
  const first = (one) => (!lit ? 0 : lit.chosen === one.node.id ? 2 : lit.nodes.has(one.node.id) ? 1 : 0);
  for (const one of seen) if (first(one) === 2) names.add(one.rect); // no name covers what is chosen
  seen.sort((a, b) => first(b) - first(a) || a.node.rank - b.node.rank);
  const placed = [];
  const inside = ([, , , area]) => area[0] > rim && area[2] < box.width - rim;
  for (const one of seen.slice(0, MANY)) {
    if (placed.length > most && !first(one)) break;
    const { node, x, y, r, rect } = one;
    const lines = node.lines || (node.lines = brokenUp(nameOf(node.id)));
    const wide = Math.max(...lines.map(widthOf)) + 4, high = LINE * lines.length, gap = r + 3;
    const onView = x > rim && x < box.width - rim; // a name does not leave the screen that its node is on
    const middle = onView ? Math.max(rim + wide / 2 + 2, Math.min(box.width - rim - wide / 2 - 2, x)) : x;
    const spots = [
      ["center", middle, y + gap + LINE / 2, [middle - wide / 2, y + gap, middle + wide / 2, y + gap + high]],
      ["center", middle, y - gap - high + LINE / 2, [middle - wide / 2, y - gap - high, middle + wide / 2, y - gap]],
      ["left", x + gap + 1, y - high / 2 + LINE / 2, [x + gap, y - high / 2, x + gap + wide, y + high / 2]],
      ["right", x - gap - 1, y - high / 2 + LINE / 2, [x - gap - wide, y - high / 2, x - gap, y + high / 2]],
    ];
    if (onView) spots.sort((a, b) => inside(b) - inside(a));
    const must = first(one) > 0 && lit.nodes.size < 40;
    const free = spots.find(([, , , area]) => !names.meets(area) && !symbols.meets(area, rect)) || (must || node.rank < 25 ? spots.find(([, , , area]) => !names.meets(area)) : null) ||
      (first(one) === 2 ? spots[0] : null);
    if (!free) continue;
    names.add(free[3]);
    placed.push({ lines, align: free[0], x: free[1], y: free[2], node, strong: first(one) === 2, faint: Boolean(lit) && first(one) === 0,
      soft: THINGS.has(node.id) && THINGS.get(node.id).unnamed });
  }
  return placed;
}
