/* A drawing in the form that MNIST gives its digits: network/handwriting/framing.py in JavaScript. */

const FIELD = 28, BOX = 20, MIDDLE = 14;

/** Fainter ink rounds to paper. */
const FAINTEST = 0.5 / 255;

/**
 * @typedef {object} Picture
 * @property {number} height
 * @property {number} width
 * @property {ArrayLike<number>} ink row by row
 */

/** As numpy.rint: halves go to the even number, which Math.round would send up. @param {number} x */
function rint(x) {
  const below = Math.floor(x), rest = x - below;
  if (rest === 0.5) return below + (below & 1);
  return rest < 0.5 ? below : below + 1;
}

/** The smallest rectangle that holds all from `faintest` up; null if there is none. @param {Picture} picture @param {number} faintest @returns {Picture|null} */
function cropped({ height, width, ink }, faintest) {
  let top = height, bottom = -1, left = width, right = -1;
  for (let at = 0; at < height * width; at++) {
    if (ink[at] < faintest) continue;
    const row = Math.floor(at / width), column = at % width;
    top = Math.min(top, row); bottom = Math.max(bottom, row);
    left = Math.min(left, column); right = Math.max(right, column);
  }
  if (bottom < 0) return null;
  const part = { height: bottom - top + 1, width: right - left + 1, ink: [] };
  for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) part.ink.push(ink[row * width + column]);
  return part;
}

/** How much of each of 20 pixels each of `length` finer ones covers, `side` of which cover all. @param {number} length @param {number} side @returns {number[][]} */
function cover(length, side) {
  const edge = (at, pixel) => Math.min(Math.max(at * (BOX / side), pixel), pixel + 1);
  return Array.from({ length: BOX }, (_, pixel) =>
    Array.from({ length }, (_, at) => edge(at + 1, pixel) - edge(at, pixel)));
}

/** Ink averaged over the areas of 20 x 20 pixels. @param {Picture} picture @returns {Picture|null} */
function shrunk({ height, width, ink }) {
  const side = Math.max(height, width), down = cover(height, side), over = cover(width, side), box = [];
  for (let row = 0; row < BOX; row++) {
    const sums = new Float64Array(width);
    down[row].forEach((share, at) => {
      if (share) for (let column = 0; column < width; column++) sums[column] += share * ink[at * width + column];
    });
    for (let column = 0; column < BOX; column++) {
      box.push(rint(255 * over[column].reduce((sum, share, at) => sum + share * sums[at], 0)));
    }
  }
  return cropped({ height: BOX, width: BOX, ink: box }, 1);
}

/** Where a digit has to start for its centre of mass to meet the middle. @param {Float64Array} mass its ink, row by row or column by column */
function startOf(mass) {
  const moment = mass.reduce((sum, each, at) => sum + at * each, 0), all = mass.reduce((sum, each) => sum + each, 0);
  return Math.min(Math.max(rint(MIDDLE - moment / all), 0), FIELD - mass.length);
}

/**
 * Crop, shrink or enlarge, and centre a digit as MNIST does.
 * @param {Picture} picture ink from 0 to 1
 * @returns {Uint8Array|null} 28 x 28, 0 to 255; null if there is no ink
 */
function framed({ height, width, ink }) {
  const clipped = Float64Array.from(ink, (each) => Math.min(Math.max(each, 0), 1));
  const found = cropped({ height, width, ink: clipped }, FAINTEST), digit = found && shrunk(found);
  if (!digit) return null;
  const rows = new Float64Array(digit.height), columns = new Float64Array(digit.width);
  Array.from(digit.ink).forEach((each, at) => { rows[Math.floor(at / digit.width)] += each; columns[at % digit.width] += each; });
  const top = startOf(rows), left = startOf(columns), field = new Uint8Array(FIELD * FIELD);
  Array.from(digit.ink).forEach((each, at) => {
    field[(top + Math.floor(at / digit.width)) * FIELD + left + (at % digit.width)] = each;
  });
  return field;
}

/** A 28 x 28 drawing as the network is to read it, 0 to 1; null if it is blank. @param {ArrayLike<number>} ink @returns {Float32Array|null} */
function framedPicture(ink) {
  const made = framed({ height: FIELD, width: FIELD, ink });
  return made && Float32Array.from(made, (each) => each / 255);
}
