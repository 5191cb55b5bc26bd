"use strict";
// Moving about a drawing with mouse, fingers and keys. A camera is its middle (x, y), pixels a unit (scale), and
// the scale at which all is seen (fitted). It serves the network and the map.
function makeCamera() {
  return { x: 0, y: 0, scale: 1, fitted: 1 };
}

function zoomAt(camera, box, factor, x = box.width / 2, y = box.height / 2) {
  const scale = Math.max(camera.fitted * 0.4, Math.min(camera.fitted * 60, camera.scale * factor));
  const dx = (x - box.width / 2) * (1 / camera.scale - 1 / scale), dy = (y - box.height / 2) * (1 / camera.scale - 1 / scale);
  Object.assign(camera, { x: camera.x + dx, y: camera.y + dy, scale });
}

function showAll(camera, box, points, margin = { x: Math.min(105, box.width / 7), y: 50 }, closest = 1.6) {
  if (!points.length) return;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) { left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y); }
  const scale = Math.min(closest, Math.max(20, box.width - 2 * margin.x) / (right - left || 1), Math.max(20, box.height - 2 * margin.y) / (bottom - top || 1));
  Object.assign(camera, { x: (left + right) / 2, y: (top + bottom) / 2, scale, fitted: scale });
}

// Hands on: drag to move, wheel or two fingers to come closer. "grab" may take hold of what lies under the pointer.
function followHands(element, camera, { moved, grab = () => null, tap = () => {}, hover = () => {} }) {
  const down = new Map();
  let held = null, far = 0, gap = 0;
  const place = (event) => { const box = element.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; };
  const spread = () => { const [a, b] = [...down.values()]; return Math.hypot(a.x - b.x, a.y - b.y); };
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    far = 0;
    held = down.size === 1 ? grab(place(event)) : null;
    if (down.size === 2) gap = spread();
  });
  element.addEventListener("pointermove", (event) => {
    const at = place(event);
    if (!down.has(event.pointerId)) { hover(at); return; }
    const last = down.get(event.pointerId), dx = at.x - last.x, dy = at.y - last.y;
    down.set(event.pointerId, at);
    far += Math.abs(dx) + Math.abs(dy);
    if (far < 4) return;
    if (down.size === 2) {
      const next = spread(), [a, b] = [...down.values()];
      zoomAt(camera, element.getBoundingClientRect(), next / gap, (a.x + b.x) / 2, (a.y + b.y) / 2);
      gap = next;
    } else if (held) held(dx / camera.scale, dy / camera.scale);
    else { camera.x -= dx / camera.scale; camera.y -= dy / camera.scale; }
    moved();
  });
  const up = (event) => {
    if (!down.delete(event.pointerId)) return;
    if (far < 4 && event.type === "pointerup") tap(place(event));
    held = null;
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", () => hover(null));
  element.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = place(event);
    zoomAt(camera, element.getBoundingClientRect(), Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), at.x, at.y);
    moved();
  }, { passive: false });
}
