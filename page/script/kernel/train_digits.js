/* Digits to learn from: only their ink, since most of an image is paper. */

/**
 * @typedef {object} InkedDigits
 * @property {number} count
 * @property {Uint8Array} labels
 * @property {Int32Array} starts the ink of digit n is from starts[n] up to starts[n + 1]
 * @property {Uint16Array} pixels which pixels have ink
 * @property {Float32Array} ink how much, 0 to 1
 */

/**
 * @param {Uint8Array} images one after the other
 * @param {Uint8Array} labels
 * @param {number} full what stands for a pixel full of ink
 * @returns {InkedDigits}
 */
function inkedDigits(images, labels, full) {
  const count = labels.length, size = images.length / count, starts = new Int32Array(count + 1);
  const inked = images.reduce((sum, each) => sum + (each ? 1 : 0), 0);
  const pixels = new Uint16Array(inked), ink = new Float32Array(inked);
  let at = 0;
  for (let n = 0; n < count; n++) {
    for (let pixel = 0; pixel < size; pixel++) {
      const value = images[n * size + pixel];
      if (value) { pixels[at] = pixel; ink[at++] = value / full; }
    }
    starts[n + 1] = at;
  }
  return { count, labels, starts, pixels, ink };
}

/** The share that the most frequent digit has: who always says that one, is right so often. @param {InkedDigits} digits @returns {number} */
function shareByGuessing({ labels, count }) {
  const counts = new Map();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values()) / count;
}
