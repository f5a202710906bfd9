/* A recorded training, played back: network/training/playback.py on what training.py packed. */

/**
 * @typedef {object} Moment the network at one moment of its training
 * @property {number} clock 0 at the random start, 1 at the end
 * @property {number} step batches used up; not a whole number between snapshots
 * @property {Network} network
 * @property {number} cost on validation images
 * @property {number} accuracy on them
 */

/** All snapshots but the last, as whole numbers of units. @param {ArrayLike<number>} first @param {Uint8Array} changes low bytes, then high bytes @returns {Int16Array[]} */
function tracked(first, changes) {
  const count = first.length, half = changes.length / 2, told = [Int16Array.from(first)];
  for (let at = 0; at < half; at += count) {
    const before = told.at(-1), after = new Int16Array(count);
    for (let i = 0; i < count; i++) {
      const unsigned = changes[at + i] + 256 * changes[half + at + i];
      after[i] = before[i] + ((unsigned >> 1) ^ -(unsigned & 1));
    }
    told.push(after);
  }
  return told;
}

class Recorded {
  /** @param {any} data as training.py made it @param {Network} trained what it ended with */
  static async from(data, trained) {
    const [start, changes] = await Promise.all([inflatedFloats(data.start), inflated(data.changes)]);
    return new Recorded(data, trained, start, changes);
  }

  /** @param {any} data @param {Network} trained @param {Float32Array} start @param {Uint8Array} changes */
  constructor(data, trained, start, changes) {
    Object.assign(this, { clocks: data.clocks, cost: data.cost, accuracy: data.accuracy, lastStep: data.lastStep, stepsPerEpoch: data.stepsPerEpoch });
    this.trained = trained;
    this.start = start;
    this.units = Float64Array.from(data.fineness.flatMap(([count, unit]) => Array(count).fill(unit)));
    this.told = tracked(start.map((each, at) => rint(each / this.units[at])), changes);
    this.room = new Float32Array(start.length);
  }

  /** Parameter i of a snapshot. @param {number} snapshot @returns {(i: number) => number} */
  parameter(snapshot) {
    if (snapshot === this.clocks.length - 1) return (i) => this.trained.parameters[i];
    if (snapshot === 0) return (i) => this.start[i];
    return (i) => this.told[snapshot][i] * this.units[i];
  }

  /** How many steps the clock has counted. @param {number} clock */
  stepAt(clock) {
    return Math.expm1(clock * Math.log1p(this.lastStep));
  }

  /** What the clock shows after so many steps. @param {number} step */
  clockAfter(step) {
    return Math.log1p(step) / Math.log1p(this.lastStep);
  }

  /** The first snapshot taken then, or later. @param {number} clock */
  snapshotAfter(clock) {
    const found = this.clocks.findIndex((each) => each >= clock);
    return found < 0 ? this.clocks.length - 1 : found;
  }

  /**
   * The network at a moment; between two snapshots everything goes straight on the clock.
   * @param {number} clock
   * @returns {Moment} its network is only good until the next moment is asked for
   */
  at(clock) {
    const after = this.snapshotAfter(clock), before = Math.max(after - 1, 0), { clocks, room } = this;
    const share = after === before ? 0 : Math.min((clock - clocks[before]) / (clocks[after] - clocks[before]), 1);
    const between = (from, to) => (share === 1 ? to : from + share * (to - from));
    const old = this.parameter(before), next = this.parameter(after);
    for (let i = 0; i < room.length; i++) room[i] = between(old(i), next(i));
    return {
      clock, step: this.stepAt(clock), network: likeness(this.trained, room),
      cost: between(this.cost[before], this.cost[after]), accuracy: between(this.accuracy[before], this.accuracy[after]),
    };
  }
}
