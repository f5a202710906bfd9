/* Where everything of a network's picture goes: as in the films where there is room, else upright. */

/**
 * @typedef {object} ViewLayout all in units of the picture's width
 * @property {number} height
 * @property {{left: number, top: number, side: number}} picture
 * @property {number} pixels along a side of the input picture; 0 if the input is no square
 * @property {{x: number, y: number, radius: number}[][]} layers behind the input, first one first
 * @property {number[]} widths of edges, a step
 * @property {number} counts y of what is written above
 */

/** The films' stage, in its own units: a frame is 14.2 wide; of it the part that a network takes. */
const WIDE_ROOM = {
  width: 13.1, height: 7.2, picture: { x: 2.5, y: 3.62, side: 4.6 }, columns: [7.7, 12], middle: 3.9,
  tallest: 6.2, pitch: 0.58, radius: 0.135, thin: 0.0075, thick: 0.016, counts: 0.32, smallest: 480,
};

/** On a narrow screen: upright, with room for fingers. */
const TALL_ROOM = {
  width: 6.6, height: 9.2, picture: { x: 1.22, y: 4.9, side: 2.36 }, columns: [3.35, 5.9], middle: 4.9,
  tallest: 8.1, pitch: 0.6, radius: 0.17, thin: 0.0075, thick: 0.02, counts: 0.32, smallest: 0,
};

/** The room for a picture so many CSS pixels wide. @param {number} width */
function roomFor(width) {
  return width >= WIDE_ROOM.smallest ? WIDE_ROOM : TALL_ROOM;
}

/**
 * @param {number[]} sizes neurons a layer, input first
 * @param {number} width CSS pixels
 * @returns {ViewLayout}
 */
function viewLayout(sizes, width) {
  const room = roomFor(width), unit = 1 / room.width, { x, y, side } = room.picture, behind = sizes.slice(1);
  const pixels = Math.sqrt(sizes[0]);
  return {
    height: room.height * unit,
    picture: { left: (x - side / 2) * unit, top: (y - side / 2) * unit, side: side * unit },
    pixels: Number.isInteger(pixels) ? pixels : 0,
    layers: behind.map((count, k) => columnOfNeurons(count, columnPlace(k, behind.length, room), room, unit)),
    widths: behind.map((count, k) => (count * sizes[k] > MANY_EDGES ? room.thin : room.thick) * unit),
    counts: room.counts * unit,
  };
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
 * @param {number} unit
 */
function columnOfNeurons(count, x, room, unit) {
  const height = Math.min(room.tallest, room.pitch * (count - 1)), pitch = height / Math.max(count - 1, 1);
  const radius = count > 1 ? Math.min(room.radius, 0.42 * pitch) : room.radius;
  return Array.from({ length: count }, (_, j) => ({ x: x * unit, y: (room.middle - height / 2 + j * pitch) * unit, radius: radius * unit }));
}

/**
 * Where edges begin and end: all neurons, the input's pixels first.
 * @param {ViewLayout} layout
 * @param {number} inputs
 * @returns {{x: number, y: number}[][]}
 */
function viewPlaces(layout, inputs) {
  return [Array.from({ length: inputs }, (_, i) => pixelPlace(layout, i, inputs)), ...layout.layers];
}

/** The middle of an input. @param {ViewLayout} layout @param {number} index @param {number} inputs */
function pixelPlace({ picture: { left, top, side }, pixels }, index, inputs) {
  if (!pixels) return { x: left + side / 2, y: top + (side * (index + 0.5)) / inputs };
  const cell = side / pixels;
  return { x: left + ((index % pixels) + 0.5) * cell, y: top + (Math.floor(index / pixels) + 0.5) * cell };
}
