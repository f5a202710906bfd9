/* Why one answer and not another: network/questions/attribution.py in JavaScript. */

/** Weighted sums and biases of one step. @param {Network} network @param {number} step @param {ArrayLike<number>} a what it starts from @returns {Float64Array} */
function sumsOf(network, step, a) {
  const weights = network.W[step], n = network.sizes[step], sums = Float64Array.from(network.b[step]);
  for (let i = 0; i < n; i++) if (a[i] !== 0) for (let j = 0; j < sums.length; j++) sums[j] += weights[j * n + i] * a[i];
  return sums;
}

/** The outputs' sums that follow from those of a step. @param {Network} network @param {Float64Array} sums @param {number} step @returns {Float64Array} */
function lastSums(network, sums, step = 0) {
  for (let k = step + 1; k < network.W.length; k++) sums = sumsOf(network, k, squashed(network, k - 1, sums));
  return sums;
}

/** Add the ink of one pixel to the first step's sums, times a factor. @param {Network} network @param {Float64Array} sums @param {number} pixel @param {number} ink */
function addInk(network, sums, pixel, ink) {
  const weights = network.W[0], n = network.sizes[0];
  for (let j = 0, at = pixel; j < sums.length; j++, at += n) sums[j] += ink * weights[at];
}

/** Where there is ink. @param {ArrayLike<number>} x @returns {number[]} pixels */
function inkedPixels(x) {
  const found = [];
  for (let i = 0; i < x.length; i++) if (x[i] !== 0) found.push(i);
  return found;
}

/**
 * The difference of two outputs' sums, term by term: what each neuron before them gives to one
 * more than to the other.
 * @param {Network} network
 * @param {Pass} pass
 * @param {number} answer
 * @param {number} rival
 * @returns {{terms: number[], bias: number, lead: number}} terms and bias add up to the lead
 */
function termsOf(network, pass, answer, rival) {
  const before = pass.a.at(-2), n = before.length, weights = network.W.at(-1), biases = network.b.at(-1);
  const terms = Array.from(before, (a, i) => (weights[answer * n + i] - weights[rival * n + i]) * a);
  const bias = biases[answer] - biases[rival];
  return { terms, bias, lead: terms.reduce((sum, each) => sum + each, bias) };
}

/**
 * What each pixel's ink does for the lead of one output's sum over another's: by how much it falls
 * when this pixel alone is erased. Nothing is linearised, so these numbers need not add up.
 * @param {Network} network
 * @param {ArrayLike<number>} x
 * @param {number} answer
 * @param {number} rival
 * @returns {Float64Array} a number a pixel, 0 where there is no ink
 */
function effectsOf(network, x, answer, rival) {
  const sums = sumsOf(network, 0, x), effects = new Float64Array(x.length);
  const leadOf = (first) => { const z = lastSums(network, first); return z[answer] - z[rival]; };
  const whole = leadOf(sums);
  for (const pixel of inkedPixels(x)) {
    const erased = sums.slice();
    addInk(network, erased, pixel, -x[pixel]);
    effects[pixel] = whole - leadOf(erased);
  }
  return effects;
}

/**
 * Pixels to erase, one after another: each time the one that helps the answer most against the
 * rival, asked anew. There may well be a shorter list.
 * @param {Network} network
 * @param {ArrayLike<number>} x
 * @param {number} answer
 * @param {number} rival
 * @param {number} most how many at most
 * @returns {{order: number[], turnedAt: number|null}} how many of them it takes until the answer is
 *   another one, null if all of them don't
 */
function turningOrder(network, x, answer, rival, most) {
  const image = Float64Array.from(x), order = [];
  let turnedAt = null;
  while (order.length < most) {
    const ink = inkedPixels(image);
    if (!ink.length) break;
    const effects = effectsOf(network, image, answer, rival);
    const best = ink.reduce((found, pixel) => (effects[pixel] > effects[found] ? pixel : found));
    order.push(best);
    image[best] = 0;
    if (turnedAt === null && firstLargest(lastSums(network, sumsOf(network, 0, image))) !== answer) turnedAt = order.length;
  }
  return { order, turnedAt };
}

/** @param {ArrayLike<number>} values @returns {number} where the largest is, the first of several */
function firstLargest(values) {
  let found = 0;
  for (let at = 1; at < values.length; at++) if (values[at] > values[found]) found = at;
  return found;
}

/**
 * Some of a list, drawn at random without putting back.
 * @param {number[]} from
 * @param {number} count at most as many as there are
 * @param {() => number} random from 0 up to below 1
 * @returns {number[]}
 */
function drawnFrom(from, count, random) {
  const left = from.slice();
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (left.length - at));
    [left[at], left[other]] = [left[other], left[at]];
  }
  return left.slice(0, count);
}

/**
 * In how many tries the answer changes without as many inked pixels, drawn at random.
 * @param {Network} network
 * @param {ArrayLike<number>} x
 * @param {number} count
 * @param {number} tries
 * @param {() => number} random
 * @returns {number}
 */
function turnedByChance(network, x, count, tries, random) {
  const sums = sumsOf(network, 0, x), ink = inkedPixels(x), answer = firstLargest(lastSums(network, sums));
  let turned = 0;
  for (let k = 0; k < tries; k++) {
    const erased = sums.slice();
    for (const pixel of drawnFrom(ink, count, random)) addInk(network, erased, pixel, -x[pixel]);
    if (firstLargest(lastSums(network, erased)) !== answer) turned++;
  }
  return turned;
}

/**
 * Random numbers from 0 up to below 1, the same for the same seed: Tommy Ettinger's mulberry32,
 * which he gave to the public domain.
 * @param {number} seed
 * @returns {() => number}
 */
function drawsFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
