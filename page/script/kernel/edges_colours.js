/*
 * Colours by optical depth of each sign, as canvas.py has them: depths add up, in any order. A
 * pixel is a number as image data keeps it: red in its lowest byte, then green, blue and alpha.
 */

/** Depths up to this are told apart; exp(-6) lets nothing through that could be seen. */
const DEEPEST = 6;

/** Shades of each sign in the table of colours: 2 ** SHADE_BITS. */
const SHADE_BITS = 9;

/** A pixel's depth is looked up without so many of its last binary places. */
const DEPTH_DROP = 7;

/**
 * Colours for each pair of shades, at `plus << SHADE_BITS | minus`.
 * @typedef {object} EdgeTable
 * @property {Uint32Array} over pixels over the stage
 * @property {Uint32Array} light premultiplied colours; what they let through, 0 to 255, in place of alpha
 */

/** A colour as three numbers, 0 to 1. @param {string} hex as #5AC8E8 @returns {number[]} */
function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
}

/**
 * @param {{stage: string, positive: string, negative: string}} colours
 * @param {number} visible what all edges are multiplied by, 0 to 1
 * @returns {EdgeTable}
 */
function edgeTable(colours, visible) {
  const count = 2 ** SHADE_BITS, [stage, plus, minus] = [colours.stage, colours.positive, colours.negative].map(channels);
  const depths = Float64Array.from({ length: count }, (_, shade) => (shade / (count - 1)) ** 2 * DEEPEST);
  const passing = depths.map((depth) => Math.exp(-depth));
  const over = new Uint32Array(count * count), light = new Uint32Array(count * count);
  for (let i = 0, at = 0; i < count; i++) {
    for (let j = 0; j < count; j++, at++) {
      const total = depths[i] + depths[j], share = total > 0 ? depths[i] / total : 0;
      const alpha = visible * (1 - passing[i] * passing[j]), through = Math.floor(255 * (1 - alpha));
      // What is let through is added later: together they may not exceed a byte.
      const most = 255 - passedOn(255, through);
      let bright = 0, opaque = 0;
      for (let c = 0; c < 3; c++) {
        const own = 255 * alpha * (share * plus[c] + (1 - share) * minus[c]);
        bright |= Math.min(Math.round(own), most) << (8 * c);
        opaque |= Math.round(own + 255 * (1 - alpha) * stage[c]) << (8 * c);
      }
      light[at] = bright | (through << 24);
      over[at] = opaque | 0xff000000;
    }
  }
  return { over, light };
}

/** A byte, or bytes 0 and 2 of a number, as far as they are let through. @param {number} bytes @param {number} through 0 to 255 */
function passedOn(bytes, through) {
  return ((Math.imul(bytes, through + (through >> 7)) + 0x800080) >>> 8) & 0xff00ff;
}

/** The shade of each depth that a pixel may have, up to the deepest. @returns {Uint16Array} */
function shadesByDepth() {
  const unit = DEPTH_STEPS * COVER_STEPS, most = (DEEPEST * unit) >> DEPTH_DROP, last = 2 ** SHADE_BITS - 1;
  return Uint16Array.from({ length: most + 1 }, (_, at) => {
    const depth = (at === 0 ? 0 : (at + 0.5) * 2 ** DEPTH_DROP) / unit;
    return Math.min(last, Math.round(Math.sqrt(depth / DEEPEST) * last));
  });
}
