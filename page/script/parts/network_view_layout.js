/* Where everything of a network's picture goes: as in the films where there is room, else upright. */

/**
 * @typedef {object} ViewLayout all in units of the picture's width
 * @property {number} height
 * @property {{left: number, top: number, side: number}} picture
 * @property {number} pixels along a side of the input picture; 0 if the input is no square
 * @property {{x: number, y: number, radius: number}[][]} layers all neurons; layer 0 is the input
 * @property {number[]} widths of edges, a step
 * @property {number} counts y of what is written above
 */

/** The films' stage, in its own units: a frame is 14.2 wide; of it the part that a network takes. */
const WIDE_ROOM = {
  width: 13.1, height: 7.3, picture: { x: 2.62, y: 3.62, side: 4.6 }, columns: [7.75, 12.05], middle: 3.92,
  tallest: 6.2, pitch: 0.58, radius: 0.135, thin: 0.0075, thick: 0.016, counts: 0.34, smallest: 480,
};

/** On a narrow screen: upright, with room for fingers. */
const TALL_ROOM = {
  width: 6.6, height: 9.4, picture: { x: 1.3, y: 5.02, side: 2.36 }, columns: [3.45, 5.95], middle: 5.02,
  tallest: 8.1, pitch: 0.6, radius: 0.17, thin: 0.0075, thick: 0.02, counts: 0.36, smallest: 0,
};

/**
 * @param {number[]} sizes neurons a layer, input first
 * @param {number} width CSS pixels
 * @param {number} columns of the screen's own pixels
 * @returns {ViewLayout}
 */
function viewLayout(sizes, width, columns) {
  const room = roomForNames(width >= WIDE_ROOM.smallest ? WIDE_ROOM : TALL_ROOM), unit = 1 / room.width, behind = sizes.slice(1);
  const root = Math.sqrt(sizes[0]), squared = Number.isInteger(root) ? root : 0, picture = viewPicture(room, squared, columns);
  const neurons = behind.map((count, k) => columnOfNeurons(count, columnPlace(k, behind.length, room), room));
  return {
    height: room.height * unit,
    picture,
    pixels: squared,
    layers: [Array.from({ length: sizes[0] }, (_, i) => pixelPlace(picture, squared, i, sizes[0])), ...neurons],
    widths: behind.map((count, k) => (count * sizes[k] > MANY_EDGES ? room.thin : room.thick) * unit),
    counts: room.counts * unit,
  };
}

/** Names of classes take so much more room beside the outputs than digits. */
const NAMES_WIDE = 1.05;

/** @param {typeof WIDE_ROOM} room @returns {typeof WIDE_ROOM} */
function roomForNames(room) {
  const [first, last] = room.columns;
  return DATA.network.classes ? { ...room, columns: [first, last - NAMES_WIDE] } : room;
}

/**
 * Where the input is: each of its pixels takes a whole number of the screen's, so that all look alike.
 * @param {typeof WIDE_ROOM} room
 * @param {number} pixels along its side; 0: any
 * @param {number} columns
 */
function viewPicture({ width, picture: { x, y, side } }, pixels, columns) {
  const scale = columns / width, exact = side * scale;
  const snapped = pixels ? pixels * Math.max(Math.round(exact / pixels), 1) : exact;
  const rim = (middle) => Math.round(middle * scale - snapped / 2) / columns;
  return { left: rim(x), top: rim(y), side: snapped / columns };
}

/** @param {number} k @param {number} count of columns @param {typeof WIDE_ROOM} room */
function columnPlace(k, count, { columns: [first, last] }) {
  return count > 1 ? first + (k * (last - first)) / (count - 1) : last;
}

/**
 * A column of neurons; smaller ones where there are many.
 * @param {number} count
 * @param {number} x
 * @param {typeof WIDE_ROOM} room
 */
function columnOfNeurons(count, x, room) {
  const height = Math.min(room.tallest, room.pitch * (count - 1)), pitch = height / Math.max(count - 1, 1), unit = 1 / room.width;
  const radius = count > 1 ? Math.min(room.radius, 0.42 * pitch) : room.radius;
  return Array.from({ length: count }, (_, j) => ({ x: x * unit, y: (room.middle - height / 2 + j * pitch) * unit, radius: radius * unit }));
}

/**
 * An input.
 * @param {{left: number, top: number, side: number}} picture
 * @param {number} pixels along its side; 0: inputs stand one above the other
 * @param {number} index
 * @param {number} inputs
 */
function pixelPlace({ left, top, side }, pixels, index, inputs) {
  const cell = side / (pixels || inputs);
  if (!pixels) return { x: left + side / 2, y: top + (index + 0.5) * cell, radius: 0.42 * cell };
  return { x: left + ((index % pixels) + 0.5) * cell, y: top + (Math.floor(index / pixels) + 0.5) * cell, radius: 0.42 * cell };
}

/**
 * The layout on a raster.
 * @param {ViewLayout} layout
 * @param {number} columns
 * @param {number} rows
 * @returns {EdgePlan}
 */
function edgePlan({ layers, widths }, columns, rows) {
  const points = layers.map((layer) => Float64Array.from(layer.flatMap(({ x, y }) => [x * columns, y * columns])));
  return { columns, rows, points, widths: widths.map((width) => width * columns) };
}
