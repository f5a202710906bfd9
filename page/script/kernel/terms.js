/* What a neuron's sum is made of, connection by connection. */

/**
 * @typedef {object} Term what a connection gives
 * @property {number} step
 * @property {number} from
 * @property {number} to
 * @property {number} weight
 * @property {number} held activation where it begins; 0 without a pass
 * @property {number} carried weight times activation
 */

/** @param {Network} network @param {Pass|null} pass @param {number} step @param {number} from @param {number} to @returns {Term} */
function termOf(network, pass, step, from, to) {
  const weight = network.W[step][to * network.sizes[step] + from], held = pass ? pass.a[step][from] : 0;
  return { step, from, to, weight, held, carried: weight * held };
}

/** What leads to a neuron. @param {Network} network @param {Pass|null} pass @param {number} layer from 1 @param {number} index @returns {Term[]} */
function termsInto(network, pass, layer, index) {
  return Array.from({ length: network.sizes[layer - 1] }, (_, from) => termOf(network, pass, layer - 1, from, index));
}

/** What leads away from a neuron. @param {Network} network @param {Pass|null} pass @param {number} layer before the last @param {number} index @returns {Term[]} */
function termsFrom(network, pass, layer, index) {
  return Array.from({ length: network.sizes[layer + 1] }, (_, to) => termOf(network, pass, layer, index, to));
}

/** The largest first: by what they carry, or by weight where nothing is carried. @param {Term[]} terms @param {boolean} byWeight @returns {Term[]} */
function largestFirst(terms, byWeight) {
  const size = (term) => Math.abs(byWeight ? term.weight : term.carried);
  return terms.toSorted((one, other) => size(other) - size(one));
}

/**
 * A neuron's sum as it is written, with two places: what comes in and the bias add up to it, and
 * the largest terms and all others to what comes in.
 * @param {Network} network
 * @param {Pass} pass
 * @param {number} layer from 1
 * @param {number} index
 * @param {number} count so many of the largest terms are told one by one
 * @returns {{incoming: number, bias: number, sum: number, terms: Term[], shown: number[], rest: number, others: number}}
 */
function sumAsShown(network, pass, layer, index, count) {
  const z = pass.z[layer - 1][index], b = network.b[layer - 1][index];
  const [incoming, bias] = roundedToAddUp([z - b, b], 2, z);
  const all = largestFirst(termsInto(network, pass, layer, index), false), terms = all.slice(0, count);
  const others = all.slice(count), rest = others.reduce((sum, each) => sum + each.carried, 0);
  const parts = [...terms.map((each) => each.carried), ...(others.length ? [rest] : [])];
  const shown = roundedToAddUp(parts, 2, incoming);
  return {
    incoming, bias, sum: Math.round(100 * (incoming + bias)) / 100, terms, shown: shown.slice(0, terms.length),
    rest: shown[terms.length] ?? 0, others: others.length,
  };
}
