/* What one image wishes of a network: kept apart from how it is shown. */

/** A small step is one that would take so much of the cost, if the slope stayed as it is. */
const WISHES_SMALL = 1 / 3;

/** So many random directions are tried for comparison. */
const WISHES_TRIED = 20;

class Wishes {
  constructor() {
    this.network = copyOf(NETWORK);
    /** Parameters before each step that was taken. @type {Float32Array[]} */
    this.before = [];
    /** @type {Float32Array|null} */
    this.picture = null;
    this.label = 0;
  }

  /** Read the picture anew, and ask what it wishes for. */
  ask() {
    this.pass = this.picture && forward(this.network, this.picture);
    this.wanted = oneHot(this.label, this.network.sizes.at(-1));
    this.along = this.pass && gradientOf(this.network, this.pass, this.wanted);
  }

  get cost() { return costOf(this.pass, this.wanted); }

  /** What is wished of the activations of a layer: -∂C/∂a. @param {number} layer @returns {Float32Array} */
  ofLayer(layer) { return this.along.a[layer].map((each) => -each); }

  /** What is wished of the weights of a step: -∂C/∂w. @param {number} k @returns {Float32Array} */
  ofWeights(k) { return this.along.W[k].map((each) => -each); }

  /** The square of the gradient's length: how much a step takes of the cost, for its size. */
  get steepness() { return this.along.vector.reduce((sum, each) => sum + each * each, 0); }

  /** A step size that should take a third of the cost. */
  get small() { return this.steepness ? (WISHES_SMALL * this.cost) / this.steepness : 1; }

  /**
   * The terms of what is wished of one neuron, by the neurons after it.
   * @param {number} layer before the last one
   * @param {number} index
   * @returns {{from: number, sum: number, weight: number, wish: number}[]} sum: what is asked of that
   *   neuron's weighted sum, -∂C/∂z
   */
  terms(layer, index) {
    return Array.from(this.along.b[layer], (slope, from) => {
      const weight = this.network.W[layer][from * this.network.sizes[layer] + index];
      return { from, sum: -slope, weight, wish: -slope * weight };
    });
  }

  /** Take a step of gradient descent. @param {number} rate */
  step(rate) {
    const { parameters } = this.network;
    this.before.push(parameters.slice());
    this.along.vector.forEach((slope, at) => { parameters[at] -= rate * slope; });
    this.ask();
  }

  /** Take back one step, or all. @param {boolean} all */
  undo(all = false) {
    this.network.parameters.set(all ? this.before[0] : this.before.at(-1));
    this.before = all ? [] : this.before.slice(0, -1);
    this.ask();
  }

  /** What the image costs after steps as long, in random directions. @param {number} rate @returns {number[]} */
  astray(rate) {
    const draw = drawsFrom(7), length = rate * Math.sqrt(this.steepness), tried = copyOf(this.network);
    return Array.from({ length: WISHES_TRIED }, () => {
      const way = Float32Array.from(tried.parameters, () => normalOf(draw)), size = Math.sqrt(way.reduce((sum, each) => sum + each * each, 0));
      tried.parameters.forEach((_, at) => { tried.parameters[at] = this.network.parameters[at] + (length * way[at]) / size; });
      return costOf(forward(tried, this.picture), this.wanted);
    });
  }
}

/** How many samples a network reads correctly. @param {Network} network */
function samplesRead(network) {
  return DATA.samples.labels.filter((label, at) => answerOf(forward(network, sampleInk(at))) === label).length;
}
