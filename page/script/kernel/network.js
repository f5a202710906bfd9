/* The network, as network/model/mlp.py and backprop.py have it; indices start at 0. */

/**
 * @typedef {object} Network
 * @property {number[]} sizes neurons a layer, input first
 * @property {string} activation of hidden layers: "sigmoid", "relu" or "tanh"
 * @property {string} output of the last layer: "sigmoid" or "softmax"
 * @property {Float32Array} parameters all weights step by step, row by row, then all biases
 * @property {Float32Array[]} W weights a step, views: from neuron i to neuron j at j * n[k] + i
 * @property {Float32Array[]} b biases a step, views
 */

/**
 * @typedef {object} Pass what every neuron held while the network read an image
 * @property {Float32Array[]} a activations a layer, input included
 * @property {Float32Array[]} z weighted sums and bias a step: z[k] belongs to a[k + 1]
 */

/** @param {number[]} sizes @returns {number} how many weights and biases such a network has */
function parameterCount(sizes) {
  return sizes.slice(1).reduce((sum, to, k) => sum + to * (sizes[k] + 1), 0);
}

/**
 * @param {number[]} sizes
 * @param {string} activation
 * @param {Float32Array} parameters used as they are: what changes there changes the network
 * @param {string} [output]
 * @returns {Network}
 */
function networkOf(sizes, activation, parameters, output = "sigmoid") {
  const W = [], b = [];
  let at = 0;
  for (let k = 0; k + 1 < sizes.length; k++) {
    const count = sizes[k] * sizes[k + 1];
    W.push(parameters.subarray(at, at + count));
    at += count;
  }
  for (let k = 0; k + 1 < sizes.length; k++) {
    b.push(parameters.subarray(at, at + sizes[k + 1]));
    at += sizes[k + 1];
  }
  return { sizes, activation, output, parameters, W, b };
}

/** @param {Network} network @returns {Network} one of its own that can be changed */
function copyOf(network) {
  return likeness(network, network.parameters.slice());
}

/** @param {Network} network @param {Float32Array} parameters @returns {Network} one of that kind with others */
function likeness({ sizes, activation, output }, parameters) {
  return networkOf(sizes, activation, parameters, output);
}

/**
 * Let the network read an image.
 * @param {Network} network
 * @param {ArrayLike<number>} x as many values as the input layer has neurons, 0 to 1
 * @returns {Pass}
 */
function forward(network, x) {
  const a = [Float32Array.from(x)], z = [];
  network.W.forEach((weights, k) => {
    const from = a[k], n = from.length, sums = new Float32Array(network.sizes[k + 1]);
    for (let j = 0; j < sums.length; j++) {
      let sum = network.b[k][j];
      for (let i = 0, at = j * n; i < n; i++, at++) sum += weights[at] * from[i];
      sums[j] = sum;
    }
    z.push(sums);
    a.push(squashed(network, k, sums));
  });
  return { a, z };
}

/** The brightest output; of several, the first. @param {Pass} pass @returns {number} */
function answerOf(pass) {
  const output = pass.a[pass.a.length - 1];
  return output.indexOf(Math.max(...output));
}

/** @param {number} label @param {number} classes @returns {Float32Array} 1 there, else 0 */
function oneHot(label, classes) {
  return Float32Array.from({ length: classes }, (_, j) => (j === label ? 1 : 0));
}

/** The cost of one image, the sum of (a - y)². @param {Pass} pass @param {ArrayLike<number>} wanted */
function costOf(pass, wanted) {
  return pass.a[pass.a.length - 1].reduce((sum, each, j) => sum + (each - wanted[j]) ** 2, 0);
}

/**
 * The slope of one image's cost along everything, by backpropagation.
 * @param {Network} network
 * @param {Pass} pass
 * @param {ArrayLike<number>} wanted outputs
 * @returns {{W: Float32Array[], b: Float32Array[], a: Float32Array[], vector: Float32Array}}
 *   along weights and biases by step; along activations by layer, the input's included; and along
 *   all parameters in their order
 */
function gradientOf(network, pass, wanted) {
  const { sizes } = network, last = network.W.length - 1;
  const along = likeness(network, new Float32Array(network.parameters.length));
  const a = sizes.map((n) => new Float32Array(n));
  pass.a[last + 1].forEach((each, j) => { a[last + 1][j] = 2 * (each - wanted[j]); });
  for (let k = last; k >= 0; k--) {
    const n = sizes[k], delta = along.b[k];
    pullBack(network, k, pass.a[k + 1], a[k + 1], delta);
    for (let j = 0; j < delta.length; j++) {
      for (let i = 0, at = j * n; i < n; i++, at++) {
        along.W[k][at] = delta[j] * pass.a[k][i];
        a[k][i] += network.W[k][at] * delta[j];
      }
    }
  }
  return { W: along.W, b: along.b, a, vector: along.parameters };
}
