/* What in a network's picture is meant by a place that is pointed at. */

/** How far from a neuron, and from an edge, one may point, in CSS pixels: with a mouse, and with a finger. */
const NEURON_REACH = { mouse: 15, finger: 22 }, EDGE_REACH = { mouse: 6, finger: 14 };

/**
 * @param {NetworkView} view
 * @param {{x: number, y: number}} place in units of the picture's width
 * @param {boolean} finger whether it was touched
 * @returns {Pick|null}
 */
function pickAt(view, place, finger = false) {
  const { layout } = view, pixel = 1 / view.place.clientWidth, by = finger ? "finger" : "mouse";
  const neuron = nearestNeuron(layout, place, NEURON_REACH[by] * pixel);
  return neuron ?? pixelAt(layout, place) ?? edgeAt(view, place, EDGE_REACH[by] * pixel);
}

/** @param {ViewLayout} layout @param {{x: number, y: number}} place @param {number} reach @returns {Pick|null} */
function nearestNeuron({ layers, pixels }, place, reach) {
  let best = null, nearest = Infinity;
  layers.forEach((neurons, layer) => neurons.forEach(({ x, y, radius }, index) => {
    if (layer === 0 && pixels) return;
    const far = Math.hypot(x - place.x, y - place.y);
    if (far >= Math.max(reach, 1.2 * radius) || far >= nearest) return;
    nearest = far;
    best = { kind: "neuron", layer, index };
  }));
  return best;
}

/** @param {ViewLayout} layout @param {{x: number, y: number}} place @returns {Pick|null} */
function pixelAt({ picture: { left, top, side }, pixels }, { x, y }) {
  const column = Math.floor(((x - left) / side) * pixels), row = Math.floor(((y - top) / side) * pixels);
  const within = pixels > 0 && column >= 0 && column < pixels && row >= 0 && row < pixels;
  return within ? { kind: "neuron", layer: 0, index: row * pixels + column } : null;
}

/** @param {NetworkView} view @param {{x: number, y: number}} place @param {number} reach @returns {Pick|null} */
function edgeAt({ layout: { layers }, frame }, place, reach) {
  let best = null;
  frame.values.forEach((values, step) => {
    const found = edgeNear(layers[step], layers[step + 1], values, frame.scales[step], place, reach);
    if (found && (!best || found.score > best.score)) best = { kind: "edge", step, ...found };
  });
  return best && { kind: "edge", step: best.step, from: best.from, to: best.to };
}

/** Let mouse, pen and finger pick, and show what a mouse points at. @param {NetworkView} view */
function viewPointers(view) {
  const { place } = view;
  const at = (event) => {
    const box = place.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.width };
  };
  const point = onceAFrame(() => {
    const pick = view.layout && last && pickAt(view, last);
    view.hover(pick || null);
    place.classList.toggle("points", Boolean(pick));
  });
  let last = null;
  place.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    last = at(event);
    point();
  });
  place.addEventListener("pointerleave", () => { last = null; point(); });
  place.addEventListener("click", (event) => {
    // What the keyboard presses has its own.
    const pick = event.target.localName === "canvas" && view.layout && pickAt(view, at(event), event.pointerType === "touch");
    if (pick) view.pick(pick);
  });
}
