/* What a network's picture shows, and how strongly; what is written on it. */

/** @type {WeakMap<Float32Array, number[]>} by a network's parameters */
const knownScales = new WeakMap();

/**
 * What an edge of full strength weighs, a step. Asked again it is the same: weights may be changed
 * while one looks on.
 * @param {Network} network
 * @returns {number[]}
 */
function weightScales(network) {
  const { parameters } = network;
  if (!knownScales.has(parameters)) knownScales.set(parameters, network.W.map(largestButFew));
  return knownScales.get(parameters);
}

/**
 * What an edge of full strength carries, a step: for networks of the page's shape what it is for
 * the page's own, whatever they read.
 * @param {Network} network
 * @param {Float32Array[]} values what edges carry now
 */
function carriedScales(network, values) {
  const alike = String(network.sizes) === String(NETWORK.sizes) && network.activation === NETWORK.activation && network.output === NETWORK.output;
  return alike ? DATA.samples.scales : values.map(largestButFew);
}

/** A frame in which some edges stand out. @param {EdgeFrame} frame @param {number[]} sizes @param {Pick} pick @returns {EdgeFrame} */
function inFocus(frame, sizes, pick) {
  const dim = ({ values, scales }, crowded) => ({ scales, values: values.map((each, k) => dimmedBut(each, sizes[k], isKeptBy(pick, k), crowded)) });
  return { ...frame, ...dim(frame, frame.crowded), resting: frame.resting && dim(frame.resting, false) };
}

/** Which edges of a step belong to what is picked. @param {Pick} pick @param {number} step @returns {(from: number, to: number) => boolean} */
function isKeptBy(pick, step) {
  if (pick.kind === "edge") return (from, to) => step === pick.step && from === pick.from && to === pick.to;
  if (pick.layer === 0) return (from) => step === 0 && from === pick.index;
  return (_, to) => step === pick.layer - 1 && to === pick.index;
}

/** Write how many neurons each layer has, and which digit each output is. @param {NetworkView} view */
function writeViewNames({ layout, sizes, names }) {
  const { left, side } = layout.picture;
  const write = (text, x, y, kind) => names.append(element("span", { class: kind, style: viewStyle(layout, x, y) }, text));
  names.replaceChildren();
  write(t("{pixels:,} pixels", { pixels: sizes[0] }), left + side / 2, layout.counts, "count");
  for (const layer of layout.layers.slice(1)) write(number(layer.length), layer[0].x, layout.counts, "count");
  layout.layers.at(-1).forEach(({ x, y, radius }, digit) => write(className(digit), x + 1.7 * radius, y, "output"));
}

/** A place in the picture. @param {ViewLayout} layout @param {number} x @param {number} y */
function viewStyle(layout, x, y) {
  return `left: ${100 * x}%; top: ${(100 * y) / layout.height}%`;
}

/** What a neuron is called. @param {NetworkView} view @param {number} layer @param {number} index */
function viewNeuronName({ sizes, activations, layout }, layer, index) {
  const value = activations?.[layer]?.[index], lit = value !== undefined;
  if (layer === 0 && layout.pixels) {
    const place = rowAndColumn(index, layout.pixels);
    return lit ? t("Pixel in row {row}, column {column}: {value:.2f}", { ...place, value }) : t("Pixel in row {row}, column {column}", place);
  }
  if (layer === sizes.length - 1) return lit ? t("Output {digit}: {value:.2f}", { digit: index, value }) : t("Output {digit}", { digit: index });
  const which = { layer, neuron: index };
  return lit ? t("Hidden layer {layer}, neuron {neuron}: {value:.2f}", { ...which, value }) : t("Hidden layer {layer}, neuron {neuron}", which);
}

/** An element's size in the screen's own pixels. @param {ResizeObserverEntry} entry @returns {[number, number]} */
function screenPixels({ contentRect: { width, height }, devicePixelContentBoxSize: [exact] = [] }) {
  const about = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  // Where a browser only acts as another screen, the exact size is that of the real one.
  return exact && Math.abs(exact.inlineSize - about[0]) < 2 ? [exact.inlineSize, exact.blockSize] : about;
}

/**
 * Calls when an element's size in the screen's own pixels is known, and whenever it changes; while
 * it is being changed, only at the end.
 * @param {HTMLElement} place
 * @param {(columns: number, rows: number) => void} resize
 * @param {() => void} gone called when the element has been taken off the page
 */
function viewOnResize(place, resize, gone) {
  let timer = 0, first = true;
  const observer = new ResizeObserver(([entry]) => {
    if (!place.isConnected) gone();
    if (!entry.contentRect.width) return;
    const size = screenPixels(entry);
    clearTimeout(timer);
    if (first) resize(...size);
    else timer = setTimeout(() => resize(...size), 150);
    first = false;
  });
  try {
    observer.observe(place, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(place);
  }
}
