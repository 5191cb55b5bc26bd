"use strict";
// Two pens with one hand: what is drawn on the canvas is what the SVG file holds.
const CORNERS = {
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  triangle: [[0, -1.1], [1.05, 0.8], [-1.05, 0.8]],
  down: [[0, 1.1], [-1.05, -0.8], [1.05, -0.8]],
  diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  hexagon: [[-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0]],
  cross: [[-0.4, -1], [0.4, -1], [0.4, -0.4], [1, -0.4], [1, 0.4], [0.4, 0.4], [0.4, 1], [-0.4, 1], [-0.4, 0.4], [-1, 0.4], [-1, -0.4], [-0.4, -0.4]],
  star: Array.from({ length: 10 }, (_, n) => [(n % 2 ? 0.55 : 1.2) * Math.sin((n * Math.PI) / 5), -(n % 2 ? 0.55 : 1.2) * Math.cos((n * Math.PI) / 5)]),
};
const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

function canvasPen(context) {
  const trace = (shape, x, y, r) => {
    const corners = CORNERS[shape];
    if (!corners) { context.moveTo(x + r, y); context.arc(x, y, r, 0, 7); return; }
    corners.forEach(([dx, dy], n) => (n ? context.lineTo(x + dx * r, y + dy * r) : context.moveTo(x + dx * r, y + dy * r)));
    context.closePath();
  };
  return {
    // Curves of one style: from, control and to.
    curves(list, { colour, width, dash, alpha }) {
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash || []);
      context.beginPath();
      for (const c of list) {
        context.moveTo(c.x1, c.y1);
        if (c.straight) context.lineTo(c.x2, c.y2);
        else context.quadraticCurveTo(c.cx, c.cy, c.x2, c.y2);
      }
      context.stroke();
      context.setLineDash([]);
    },
    triangles(list, { colour, alpha }) {
      context.globalAlpha = alpha;
      context.fillStyle = colour;
      context.beginPath();
      for (const [a, b, c] of list) { context.moveTo(...a); context.lineTo(...b); context.lineTo(...c); context.closePath(); }
      context.fill();
    },
    shapes(list, { shape, fill, stroke, width, alpha }) {
      context.globalAlpha = alpha;
      context.fillStyle = fill;
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.beginPath();
      for (const { x, y, r } of list) trace(shape, x, y, r);
      context.fill();
      if (width) context.stroke();
    },
    words(lines, x, y, { size, colour, halo, align, alpha, weight }) {
      context.globalAlpha = alpha;
      context.font = `${weight || 400} ${size}px ${FACE}`;
      context.textAlign = align;
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.strokeStyle = halo;
      context.fillStyle = colour;
      context.lineWidth = 3.5;
      lines.forEach((line, n) => context.strokeText(line, x, y + n * size * 1.15));
      lines.forEach((line, n) => context.fillText(line, x, y + n * size * 1.15));
    },
  };
}

function svgPen(width, height, paper) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const add = (name, attributes, text) => {
    const element = document.createElementNS(ns, name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    svg.append(element);
  };
  const round = (number) => Math.round(number * 10) / 10;
  const closed = (points) => `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}Z`;
  svg.setAttribute("xmlns", ns);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  add("rect", { width, height, fill: paper });
  return {
    svg,
    curves(list, { colour, width: wide, dash, alpha }) {
      const d = list.map((c) => `M${round(c.x1)} ${round(c.y1)}` + (c.straight ? `L${round(c.x2)} ${round(c.y2)}` : `Q${round(c.cx)} ${round(c.cy)} ${round(c.x2)} ${round(c.y2)}`)).join("");
      add("path", { d, fill: "none", stroke: colour, "stroke-width": wide, "stroke-dasharray": dash ? dash.join(" ") : null, opacity: alpha });
    },
    triangles(list, { colour, alpha }) { add("path", { d: list.map(closed).join(""), fill: colour, opacity: alpha }); },
    shapes(list, { shape, fill, stroke, width: wide, alpha }) {
      for (const { x, y, r } of list) {
        const style = { fill, stroke, "stroke-width": wide, opacity: alpha };
        if (CORNERS[shape]) add("path", { d: closed(CORNERS[shape].map(([dx, dy]) => [x + dx * r, y + dy * r])), ...style });
        else add("circle", { cx: round(x), cy: round(y), r: round(r), ...style });
      }
    },
    words(lines, x, y, { size, colour, halo, align, alpha, weight }) {
      lines.forEach((line, n) => add("text", { x: round(x), y: round(y + n * size * 1.15), fill: colour, stroke: halo, "stroke-width": 3.5, "stroke-linejoin": "round",
        "paint-order": "stroke", "font-family": FACE, "font-size": size, "font-weight": weight || 400, "dominant-baseline": "central",
        "text-anchor": { center: "middle", left: "start", right: "end" }[align], opacity: alpha }, line));
    },
  };
}
