/* A random start and a random order, out of drawsFrom(seed): the same seed, the same numbers. */

/** A number of the normal distribution, by Box and Muller. @param {() => number} chance */
function normalOf(chance) {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/** Bring numbers into a random order, in place. @template {Int32Array} T @param {T} order @param {() => number} chance @returns {T} */
function shuffled(order, chance) {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1)), held = order[last];
    order[last] = order[other];
    order[other] = held;
  }
  return order;
}

/**
 * An untrained network, as MLP.random makes one: weights N(0, 2 gain² / (n_in + n_out)), biases 0.
 * @param {number[]} sizes
 * @param {string} activation
 * @param {number} gain
 * @param {() => number} chance
 * @returns {Network}
 */
function randomNetwork(sizes, activation, gain, chance) {
  const network = networkOf(sizes, activation, new Float32Array(parameterCount(sizes)));
  network.W.forEach((weights, k) => {
    const spread = gain * Math.sqrt(2 / (sizes[k] + sizes[k + 1]));
    for (let at = 0; at < weights.length; at++) weights[at] = spread * normalOf(chance);
  });
  return network;
}
