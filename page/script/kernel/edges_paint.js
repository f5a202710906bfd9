/* Pixels out of depths: over one colour, or over a picture that is there already. */

/**
 * Upright strips of a picture: how each looks.
 * @typedef {object} EdgeStrip
 * @property {number} from
 * @property {number} to columns
 * @property {Float32Array} shades see edgeShades
 * @property {Uint32Array} over the same over the stage
 */

/** Shades of depths; made when they are first needed. */
let depthShades = null;

/**
 * Where a pixel's colour stands in the tables.
 * @param {number} plus
 * @param {number} minus its depths
 */
function shadePlace(plus, minus) {
  const most = depthShades.length - 1;
  // Depths beyond all that numbers hold count as the deepest.
  const i = plus >>> DEPTH_DROP, j = minus >>> DEPTH_DROP;
  return (depthShades[i > most ? most : i] << SHADE_BITS) | depthShades[j > most ? most : j];
}

/**
 * Paint edges.
 * @param {{plus: Int32Array, minus: Int32Array}} picture
 * @param {EdgeStrip[]} strips side by side, from the first column to the last
 * @param {number} columns
 * @param {Uint32Array} pixels written to
 * @param {Uint32Array|null} ground what lies below, opaque; null: the stage
 */
function paintEdges({ plus, minus }, strips, columns, pixels, ground) {
  depthShades ??= shadesByDepth();
  for (let row = 0; row < pixels.length; row += columns) {
    for (const strip of strips) {
      if (ground) paintOnto(plus, minus, strip.shades, row + strip.from, row + strip.to, pixels, ground);
      else paintOver(plus, minus, strip.over, row + strip.from, row + strip.to, pixels);
    }
  }
}

/** @param {Int32Array} plus @param {Int32Array} minus @param {Uint32Array} over @param {number} from @param {number} to @param {Uint32Array} pixels */
function paintOver(plus, minus, over, from, to, pixels) {
  const empty = over[0];
  for (let at = from; at < to; at++) {
    const p = plus[at], m = minus[at];
    pixels[at] = (p | m) === 0 ? empty : over[shadePlace(p, m)];
  }
}

/**
 * @param {Int32Array} plus
 * @param {Int32Array} minus
 * @param {Float32Array} shades
 * @param {number} from
 * @param {number} to
 * @param {Uint32Array} pixels
 * @param {Uint32Array} ground
 */
function paintOnto(plus, minus, shades, from, to, pixels, ground) {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset), below = new Uint8Array(ground.buffer, ground.byteOffset);
  for (let at = from; at < to; at++) {
    const p = plus[at], m = minus[at];
    pixels[at] = ground[at];
    if ((p | m) === 0) continue;
    const shade = 4 * shadePlace(p, m), through = shades[shade + 3];
    for (let c = 0, byte = 4 * at; c < 3; c++, byte++) bytes[byte] = shades[shade + c] + through * below[byte] + 0.5;
  }
}
