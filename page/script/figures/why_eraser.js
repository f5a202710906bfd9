/* An eraser for single pixels: mouse, finger, pen and keyboard. */

/** So far from the pointer's middle it rubs, in pixels. */
const ERASER_REACH = 0.9;

/** Pixels below a pointer that goes from one place to another. @param {{x: number, y: number}} from @param {{x: number, y: number}} to @returns {Set<number>} */
function eraserPath(from, to) {
  const found = new Set(), steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) * 2));
  for (let step = 0; step <= steps; step++) {
    const x = from.x + ((to.x - from.x) * step) / steps, y = from.y + ((to.y - from.y) * step) / steps;
    for (let row = Math.floor(y - 1); row <= y + 1; row++) for (let column = Math.floor(x - 1); column <= x + 1; column++) {
      const inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
      if (inside && Math.hypot(column + 0.5 - x, row + 0.5 - y) <= ERASER_REACH) found.add(row * SIDE + column);
    }
  }
  return found;
}

/**
 * Let a canvas of 28 x 28 cells be rubbed.
 * @param {HTMLElement} pad what has the focus
 * @param {HTMLCanvasElement} canvas
 * @param {{rub: (pixels: Iterable<number>) => void, toggle: (pixel: number) => void, look: (pixel: number|null) => void}} tell
 *   what was rubbed; a pixel that is to be gone or to come back; where somebody looks
 */
function eraser(pad, canvas, { rub, toggle, look }) {
  let last = null, cursor = 13 * SIDE + 13;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * SIDE, y: ((event.clientY - box.top) / box.height) * SIDE };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    event.preventDefault();
    pad.focus({ preventScroll: true });
    if (event.isTrusted) canvas.setPointerCapture(event.pointerId);
    last = place(event);
    rub(eraserPath(last, last));
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = place(event);
    look(eraserPixel(at));
    if (!last) return;
    rub(eraserPath(last, at));
    last = at;
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) canvas.addEventListener(end, () => { last = null; });
  canvas.addEventListener("pointerleave", () => look(null));
  pad.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = eraserStep(cursor, event.key);
    if (moved !== null) look(cursor = moved);
    else if (event.key === " " || event.key === "Delete") toggle(cursor);
    else return;
    event.preventDefault();
  });
  pad.addEventListener("focus", () => { if (pad.matches(":focus-visible")) look(cursor); });
  pad.addEventListener("blur", () => look(null));
}

/** @param {{x: number, y: number}} place @returns {number|null} */
function eraserPixel({ x, y }) {
  const inside = x >= 0 && x < SIDE && y >= 0 && y < SIDE;
  return inside ? Math.floor(y) * SIDE + Math.floor(x) : null;
}

/** Where an arrow leads from a pixel; null if the key is none. @param {number} pixel @param {string} key @returns {number|null} */
function eraserStep(pixel, key) {
  const row = Math.floor(pixel / SIDE), column = pixel % SIDE, last = SIDE - 1;
  switch (key) {
    case "ArrowUp": return Math.max(row - 1, 0) * SIDE + column;
    case "ArrowDown": return Math.min(row + 1, last) * SIDE + column;
    case "ArrowLeft": return row * SIDE + Math.max(column - 1, 0);
    case "ArrowRight": return row * SIDE + Math.min(column + 1, last);
    default: return null;
  }
}
