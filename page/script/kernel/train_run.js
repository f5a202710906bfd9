/* A training under way. */

/** As often as this each digit may be learned from: then it is enough. */
const MOST_PASSES = 500;

/** Measured after each of so many steps, then whenever there are more by this share. */
const ALL_MEASURED = 20, MORE = 1.1;

/**
 * @typedef {object} TrainingSettings
 * @property {number[]} sizes
 * @property {string} activation
 * @property {number} gain of the random start
 * @property {number} batch digits a step
 * @property {number} rate how far a step goes, as a multiple of the slope of the mean cost
 * @property {number} seed
 *
 * @typedef {object} Measured how a training stood after a step
 * @property {number} step batches used up
 * @property {number} learnedCost mean over the batches since the last time
 * @property {number} learnedRight share that was read correctly in them, before they were learned from
 * @property {number} cost on unseen digits
 * @property {number} right share of unseen digits that is read correctly
 */

class TrainingRun {
  /** @param {TrainingSettings} settings @param {InkedDigits} digits to learn from @param {InkedDigits} unseen to be tested on */
  constructor(settings, digits, unseen) {
    this.settings = settings;
    this.digits = digits;
    this.unseen = unseen;
    this.chance = drawsFrom(settings.seed);
    this.network = randomNetwork(settings.sizes, settings.activation, settings.gain, this.chance);
    this.bench = benchFor(this.network);
    this.order = Int32Array.from({ length: digits.count }, (_, n) => n);
    this.next = digits.count; // where in that order: at its end, so it begins with a new one
    this.steps = 0;
    this.since = { cost: 0, right: 0, digits: 0 };
    /** @type {Measured[]} */
    this.measured = [];
    this.measure();
  }

  /** How many digits a step takes. */
  get batch() {
    return Math.min(this.settings.batch, this.digits.count);
  }

  /** How often each digit has been learned from. */
  get passes() {
    return this.steps * this.batch / this.digits.count;
  }

  /** Whether numbers have grown beyond all bounds: then no step leads anywhere. */
  get failed() {
    return !Number.isFinite(this.measured.at(-1).cost + this.network.parameters[this.network.parameters.length - 1]);
  }

  /** Whether there is nothing left to do. */
  get over() {
    return this.failed || this.passes >= MOST_PASSES;
  }

  /** Learn from one more batch. */
  step() {
    const { network, bench, batch, settings } = this;
    const { cost, right } = slopesOfBatch(network, this.digits, this.nextBatch(), bench);
    stepDownhill(network, bench.slopes, settings.rate / batch);
    this.steps++;
    this.since = { cost: this.since.cost + cost, right: this.since.right + right, digits: this.since.digits + batch };
    const last = this.measured.at(-1).step;
    if (this.steps <= ALL_MEASURED || this.steps >= MORE * last) this.measure();
  }

  /** Learn for some time, at most. @param {number} most steps @param {number} milliseconds */
  learn(most, milliseconds) {
    const end = performance.now() + milliseconds;
    for (let n = 0; n < most && !this.over; n++) {
      this.step();
      if (performance.now() >= end) break;
    }
  }

  /** Test it on the unseen digits now, if that wasn't done. */
  measure() {
    if (this.measured.at(-1)?.step === this.steps) return;
    const { cost, right } = measured(this.network, this.unseen, this.bench), { since } = this;
    this.measured.push({
      step: this.steps, cost, right,
      learnedCost: since.cost / since.digits, learnedRight: since.right / since.digits,
    });
    this.since = { cost: 0, right: 0, digits: 0 };
  }

  /** The next digits of a random order; what doesn't fill a batch is left out, and other digits in the next order. */
  nextBatch() {
    const { order, batch } = this;
    if (this.next + batch > order.length) { shuffled(order, this.chance); this.next = 0; }
    this.next += batch;
    return order.subarray(this.next - batch, this.next);
  }
}
