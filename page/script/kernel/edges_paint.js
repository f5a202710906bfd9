/* Pixels out of depths: over one colour, or over a picture that is there already. */

/** An upright strip of a picture: its columns and colours. @typedef {{from: number, to: number, table: EdgeTable}} EdgeStrip */

/** Shades of depths; made when they are first needed. @type {Uint16Array|null} */
let depthShades = null;

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
    for (const { from, to, table } of strips) {
      if (ground) paintOnto(plus, minus, depthShades, table.light, row + from, row + to, pixels, ground);
      else paintOver(plus, minus, depthShades, table.over, row + from, row + to, pixels);
    }
  }
}

/**
 * Pixels over the stage.
 * @param {Int32Array} plus
 * @param {Int32Array} minus depths
 * @param {Uint16Array} shades of depths
 * @param {Uint32Array} over
 * @param {number} from
 * @param {number} to the pixels
 * @param {Uint32Array} pixels
 */
function paintOver(plus, minus, shades, over, from, to, pixels) {
  const empty = over[0], most = shades.length - 1;
  for (let at = from; at < to; at++) {
    const p = plus[at], m = minus[at];
    if ((p | m) === 0) pixels[at] = empty;
    else {
      const i = p >>> DEPTH_DROP, j = m >>> DEPTH_DROP;
      pixels[at] = over[(shades[i > most ? most : i] << SHADE_BITS) | shades[j > most ? most : j]];
    }
  }
}

/**
 * Pixels over what lies below.
 * @param {Int32Array} plus
 * @param {Int32Array} minus depths
 * @param {Uint16Array} shades of depths
 * @param {Uint32Array} light
 * @param {number} from
 * @param {number} to the pixels
 * @param {Uint32Array} pixels
 * @param {Uint32Array} ground
 */
function paintOnto(plus, minus, shades, light, from, to, pixels, ground) {
  const most = shades.length - 1;
  for (let at = from; at < to; at++) {
    const p = plus[at], m = minus[at], below = ground[at];
    if ((p | m) === 0) pixels[at] = below;
    else {
      const i = p >>> DEPTH_DROP, j = m >>> DEPTH_DROP;
      const bright = light[(shades[i > most ? most : i] << SHADE_BITS) | shades[j > most ? most : j]];
      // passedOn, written out: first red and blue, then green.
      const through = (bright >>> 24) + (bright >>> 31);
      const ends = ((Math.imul(below & 0xff00ff, through) + 0x800080) >>> 8) & 0xff00ff;
      const green = ((Math.imul((below >>> 8) & 0xff, through) + 0x80) >>> 8) << 8;
      pixels[at] = ((bright & 0xffffff) + ends + green) | 0xff000000;
    }
  }
}
