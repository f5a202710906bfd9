/* Colours by optical depth of each sign, as canvas.py has them: depths add up, in any order. */

/** Depths up to this are told apart; exp(-6) lets nothing through that could be seen. */
const DEEPEST = 6;

/** Shades of each sign in the table of colours: 2 ** SHADE_BITS. */
const SHADE_BITS = 9;

/** A pixel's depth is looked up without so many of its last binary places. */
const DEPTH_DROP = 7;

/** A colour as three numbers, 0 to 1. @param {string} hex as #5AC8E8 @returns {number[]} */
function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
}

/**
 * Premultiplied colours, 0 to 255, and what they let through, by shade of both signs.
 * @param {{positive: string, negative: string}} colours
 * @param {number} visible what all edges are multiplied by, 0 to 1
 * @returns {Float32Array} red, green, blue and the share that is let through, for each pair
 */
function edgeShades(colours, visible) {
  const count = 2 ** SHADE_BITS, plus = channels(colours.positive), minus = channels(colours.negative);
  const depth = Float64Array.from({ length: count }, (_, shade) => (shade / (count - 1)) ** 2 * DEEPEST);
  const shades = new Float32Array(4 * count * count);
  for (let i = 0, to = 0; i < count; i++) {
    for (let j = 0; j < count; j++, to += 4) {
      const total = depth[i] + depth[j], alpha = visible * (1 - Math.exp(-total)), share = total > 0 ? depth[i] / total : 0;
      for (let c = 0; c < 3; c++) shades[to + c] = 255 * alpha * (share * plus[c] + (1 - share) * minus[c]);
      shades[to + 3] = 1 - alpha;
    }
  }
  return shades;
}

/**
 * The same over one colour.
 * @param {Float32Array} shades
 * @param {string} stage
 * @returns {Uint32Array} opaque pixels
 */
function shadesOver(shades, stage) {
  const under = channels(stage).map((each) => 255 * each), made = new Uint8ClampedArray(shades.length);
  for (let at = 0; at < shades.length; at += 4) {
    for (let c = 0; c < 3; c++) made[at + c] = shades[at + c] + shades[at + 3] * under[c];
    made[at + 3] = 255;
  }
  return new Uint32Array(made.buffer);
}

/** The shade of each depth that a pixel may have, up to the deepest. @returns {Uint16Array} */
function shadesByDepth() {
  const unit = DEPTH_STEPS * COVER_STEPS, most = (DEEPEST * unit) >> DEPTH_DROP, last = 2 ** SHADE_BITS - 1;
  return Uint16Array.from({ length: most + 1 }, (_, at) => {
    const depth = (at === 0 ? 0 : (at + 0.5) * 2 ** DEPTH_DROP) / unit;
    return Math.min(last, Math.round(Math.sqrt(depth / DEEPEST) * last));
  });
}
