/* One neuron a layer: what it holds, and every factor of the chain rule, in double precision. */

/**
 * @typedef {["w"|"b"|"a"|"z"|"C", number]} ChainNode a number on the way to the cost: weights, biases
 *   and sums by step, from 0; activations by layer, the input is layer 0
 */

/** @typedef {{w: number[], b: number[], a: number[], z: number[], wanted: number, cost: number}} ChainReading */

/**
 * What a chain holds: z[k] = w[k] a[k] + b[k], a[k + 1] = σ(z[k]), C = (a[K] - y)².
 * @param {{w: number[], b: number[], ink: number, wanted: number}} chain
 * @returns {ChainReading}
 */
function readChain({ w, b, ink, wanted }) {
  const a = [ink], z = [];
  w.forEach((weight, k) => {
    z.push(weight * a[k] + b[k]);
    a.push(sigmoid(z[k]));
  });
  return { w, b, a, z, wanted, cost: (a.at(-1) - wanted) ** 2 };
}

/** A chain with one number moved. @param {ChainNode} node a weight, a bias, or the input @param {number} by */
function nudgedChain(chain, [kind, place], by) {
  if (kind === "a") return { ...chain, ink: chain.ink + by };
  return { ...chain, [kind]: chain[kind].map((each, k) => (k === place ? each + by : each)) };
}

/** All that changes with a number, from itself to the cost. @param {ChainNode} node @param {number} steps @returns {ChainNode[]} */
function chainPath([kind, place], steps) {
  const path = [[kind, place]];
  for (let k = place; k < steps; k++) path.push(["z", k], ["a", k + 1]);
  return [...path, ["C", 0]];
}

/** The number at a place of a path. @param {ChainReading} reading @param {ChainNode} node */
function chainHeld(reading, [kind, place]) {
  return kind === "C" ? reading.cost : reading[kind][place];
}

/** The slope of a number on a path along the one before it. @param {ChainReading} reading @param {ChainNode} one @param {ChainNode} other */
function chainFactor(reading, [from], [to, place]) {
  if (to === "C") return 2 * (reading.a.at(-1) - reading.wanted);
  if (to === "a") return reading.a[place] * (1 - reading.a[place]);
  return { w: reading.a[place], b: 1, a: reading.w[place] }[from];
}

/** Factors along a path. @param {ChainReading} reading @param {ChainNode[]} path @returns {number[]} */
function chainFactors(reading, path) {
  return path.slice(1).map((node, at) => chainFactor(reading, path[at], node));
}

/** The slope of the cost along a number: the product of all factors. @param {ChainNode} node */
function chainSlope(chain, node) {
  return chainFactors(readChain(chain), chainPath(node, chain.w.length)).reduce((product, each) => product * each, 1);
}

/** What a real nudge gives: the change of the cost for each unit of it. @param {ChainNode} node @param {number} by */
function chainQuotient(chain, node, by) {
  return (readChain(nudgedChain(chain, node, by)).cost - readChain(chain).cost) / by;
}
