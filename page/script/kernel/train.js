/* Stochastic gradient descent, as network/training/training.py does it: the slope of a batch's mean
   cost by backpropagation, then a step downhill. Written for speed: arrays are used again. Networks
   that learn here end in sigmoids. */

/**
 * @typedef {object} Bench room to work in, for networks of one shape
 * @property {Float32Array[]} a activations a layer; the input's is never filled: it is in the digits
 * @property {Float32Array[]} delta slopes along the weighted sums, a step
 * @property {Network} slopes along all parameters, in the form of a network
 */

/** @param {Network} network @returns {Bench} */
function benchFor(network) {
  const { sizes } = network;
  return {
    a: sizes.map((n, layer) => new Float32Array(layer ? n : 0)),
    delta: sizes.slice(1).map((n) => new Float32Array(n)),
    slopes: likeness(network, new Float32Array(network.parameters.length)),
  };
}

/**
 * Let the network read a digit.
 * @param {Network} network
 * @param {InkedDigits} digits
 * @param {number} n which one
 * @param {Float32Array[]} a filled with activations, but for the input's
 * @returns {Float32Array} the output
 */
function readInked(network, digits, n, a) {
  const { sizes, W, b } = network, { pixels, ink } = digits;
  const start = digits.starts[n], end = digits.starts[n + 1];
  for (let k = 0; k < W.length; k++) {
    const weights = W[k], from = a[k], to = a[k + 1], wide = sizes[k];
    const name = squishOf(network, k), f = name === "softmax" ? Number : ACTIVATIONS[name].f;
    for (let j = 0; j < to.length; j++) {
      let sum = b[k][j];
      if (k === 0) for (let at = start, row = j * wide; at < end; at++) sum += weights[row + pixels[at]] * ink[at];
      else for (let i = 0, at = j * wide; i < wide; i++, at++) sum += weights[at] * from[i];
      to[j] = f(sum);
    }
    if (name === "softmax") to.set(softmax(to));
  }
  return a[W.length];
}

/** The cost of what a bench holds; leaves the output's slopes along its sums there. @param {Bench} bench @param {number} label */
function costAtOutput({ a, delta }, label) {
  const output = a.at(-1), slope = delta.at(-1);
  let cost = 0;
  for (let j = 0; j < output.length; j++) {
    const error = output[j] - (j === label ? 1 : 0);
    cost += error * error;
    slope[j] = 2 * error * output[j] * (1 - output[j]);
  }
  return cost;
}

/** Carry slopes along sums back from step k to the step before. @param {Network} network @param {Bench} bench @param {number} k */
function carryBack(network, { a, delta }, k) {
  const weights = network.W[k], above = delta[k], below = delta[k - 1], held = a[k], wide = held.length;
  const { slope } = ACTIVATIONS[squishOf(network, k - 1)];
  below.fill(0);
  for (let j = 0, at = 0; j < above.length; j++) {
    const along = above[j];
    for (let i = 0; i < wide; i++, at++) below[i] += weights[at] * along;
  }
  for (let i = 0; i < wide; i++) below[i] *= slope(held[i]);
}

/** Add a digit's slopes along the parameters to what the bench holds. @param {Bench} bench @param {InkedDigits} digits @param {number} n */
function addSlopes({ a, delta, slopes }, { starts, pixels, ink }, n) {
  const { sizes, W, b } = slopes;
  delta.forEach((along, k) => {
    const to = W[k], from = a[k], wide = sizes[k];
    for (let j = 0; j < along.length; j++) {
      const slope = along[j];
      b[k][j] += slope;
      if (k === 0) for (let at = starts[n], row = j * wide; at < starts[n + 1]; at++) to[row + pixels[at]] += slope * ink[at];
      else for (let i = 0, at = j * wide; i < wide; i++, at++) to[at] += slope * from[i];
    }
  });
}

/**
 * The slope of the mean cost of a batch, summed up in `bench.slopes`: divide it by the batch's length.
 * @param {Network} network
 * @param {InkedDigits} digits
 * @param {ArrayLike<number>} batch which ones
 * @param {Bench} bench
 * @returns {{cost: number, right: number}} the sum of their costs, and how many are read correctly
 */
function slopesOfBatch(network, digits, batch, bench) {
  let cost = 0, right = 0;
  bench.slopes.parameters.fill(0);
  for (let s = 0; s < batch.length; s++) {
    const n = batch[s], label = digits.labels[n];
    right += Number(firstLargest(readInked(network, digits, n, bench.a)) === label);
    cost += costAtOutput(bench, label);
    for (let k = network.W.length - 1; k > 0; k--) carryBack(network, bench, k);
    addSlopes(bench, digits, n);
  }
  return { cost, right };
}

/** Move all parameters. @param {Network} network @param {Network} slopes @param {number} far as a multiple of the slopes */
function stepDownhill({ parameters }, slopes, far) {
  const along = slopes.parameters;
  for (let at = 0; at < parameters.length; at++) parameters[at] -= far * along[at];
}

/** Cost and share of right answers over digits. @param {Network} network @param {InkedDigits} digits @param {Bench} bench @returns {{cost: number, right: number}} */
function measured(network, digits, bench) {
  let cost = 0, right = 0;
  for (let n = 0; n < digits.count; n++) {
    right += Number(firstLargest(readInked(network, digits, n, bench.a)) === digits.labels[n]);
    cost += costAtOutput(bench, digits.labels[n]);
  }
  return { cost: cost / digits.count, right: right / digits.count };
}
