/* What neurons make of their sums, as network/model/activations.py has it. */

/**
 * @typedef {object} Activation
 * @property {(z: number) => number} f a neuron's activation by its sum
 * @property {(a: number) => number} slope how it answers to its sum, from the activation
 * @property {number} lowest what it can be at least
 * @property {number} highest what it can be at most
 */

/** Those of neurons that hang on their own sum only. @type {Record<string, Activation>} */
const ACTIVATIONS = {
  sigmoid: { f: sigmoid, slope: (a) => a * (1 - a), lowest: 0, highest: 1 },
  relu: { f: (z) => Math.max(z, 0), slope: (a) => Number(a > 0), lowest: 0, highest: Infinity },
  tanh: { f: Math.tanh, slope: (a) => 1 - a * a, lowest: -1, highest: 1 },
};

/** @param {number} z */
function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}

/** The name of what step k ends in. @param {Network} network @param {number} k @returns {string} */
function squishOf(network, k) {
  return k < network.W.length - 1 ? network.activation : network.output;
}

/** What neurons make of their sums. @param {Network} network @param {number} step @param {Float32Array|Float64Array} sums */
function squashed(network, step, sums) {
  const name = squishOf(network, step);
  return name === "softmax" ? softmax(sums) : sums.map(ACTIVATIONS[name].f);
}

/** Shares of 1, by the powers of e; the largest sum is taken off first. @param {Float32Array|Float64Array} sums */
function softmax(sums) {
  const largest = Math.max(...sums), powers = sums.map((z) => Math.exp(z - largest));
  const total = powers.reduce((sum, each) => sum + each, 0);
  return powers.map((each) => each / total);
}

/** How an activation answers to its own sum. @param {Network} network @param {number} step @param {number} a */
function slopeAt(network, step, a) {
  const name = squishOf(network, step);
  return (name === "softmax" ? ACTIVATIONS.sigmoid : ACTIVATIONS[name]).slope(a);
}

/**
 * Slopes along a layer's sums, from those along its activations.
 * @param {Network} network
 * @param {number} step
 * @param {ArrayLike<number>} a activations
 * @param {ArrayLike<number>} along the cost's slopes along them
 * @param {Float32Array} delta filled
 */
function pullBack(network, step, a, along, delta) {
  let shared = 0;
  // Softmax: a sum that grows takes from all outputs what it gives to its own.
  if (squishOf(network, step) === "softmax") {
    for (let j = 0; j < delta.length; j++) shared += a[j] * along[j];
    for (let j = 0; j < delta.length; j++) delta[j] = a[j] * (along[j] - shared);
  } else for (let j = 0; j < delta.length; j++) delta[j] = along[j] * slopeAt(network, step, a[j]);
}
