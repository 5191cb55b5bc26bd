// Drags and zooms the drawing of a page without pause, and tells how many frames a second there were.
(seconds) => new Promise((done) => {
  const box = document.querySelector("canvas").getBoundingClientRect();
  const send = (type, target, x, y, more = {}) => target.dispatchEvent(new (type === "wheel" ? WheelEvent : PointerEvent)(type,
    { bubbles: true, cancelable: true, clientX: box.left + x, clientY: box.top + y, pointerId: 1, isPrimary: true, pointerType: "mouse", buttons: 1, ...more }));
  const canvas = document.querySelector("canvas");
  canvas.setPointerCapture = () => {};
  let frames = 0;
  const first = performance.now();
  send("pointerdown", canvas, box.width / 2, box.height / 2, { button: 0 });
  const step = () => {
    frames += 1;
    const t = (performance.now() - first) / 1000;
    if (t > seconds) { send("pointerup", canvas, 5, 5); done(frames / t); return; }
    send("pointermove", canvas, box.width / 2 + 120 * Math.sin(5 * t), box.height / 2 + 90 * Math.cos(4 * t));
    if (frames % 3 === 0) send("wheel", canvas, box.width / 2, box.height / 2, { deltaY: Math.sin(3 * t) > 0 ? 30 : -30 });
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})
