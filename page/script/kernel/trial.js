/* A network tried on many digits while one of its neurons is turned: what can't change is kept. */

/** @typedef {{step: number, neuron: number, bias: number, factor: number, weights: Float32Array}} Turned
 *  a neuron with another bias, and with weights of its own that are all taken times a factor */

class Trial {
  /**
   * @param {Network} network
   * @param {ArrayLike<number>} bytes ink of all digits, 784 each, 0 to 255
   * @param {ArrayLike<number>} labels
   */
  constructor(network, bytes, labels) {
    const n = network.sizes[0];
    this.network = network;
    this.labels = labels;
    /** What every neuron holds, digit by digit. @type {Float64Array[][]} */
    this.a = [];
    /** Their sums: z[k] belongs to a[k + 1]. @type {Float64Array[][]} */
    this.z = [];
    this.a.push(Array.from(labels, (_, at) => inkOfBytes(bytes, at * n, n)));
    for (let k = 0; k < network.W.length; k++) {
      this.z.push(this.a[k].map((each) => sumsOf(network, k, each)));
      this.a.push(this.z[k].map((each) => squashed(network, k, each)));
    }
  }

  /** How many digits there are. */
  get count() {
    return this.labels.length;
  }

  /** How many are read correctly as the network is. */
  get right() {
    return this.z.at(-1).filter((z, at) => firstLargest(z) === this.labels[at]).length;
  }

  /** Weighted sums of one neuron with weights of its own, without bias, digit by digit. @param {number} step @param {ArrayLike<number>} weights */
  weighted(step, weights) {
    return this.a[step].map((a) => {
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += a[i] * weights[i];
      return sum;
    });
  }

  /** What one neuron holds on average. @param {number} layer @param {number} neuron */
  mean(layer, neuron) {
    return sumOf(this.a[layer].map((a) => a[neuron])) / this.count;
  }

  /**
   * How many digits are read correctly while one neuron is another one.
   * @param {number} step that it ends
   * @param {number} neuron
   * @param {(digit: number) => number} held what it holds then; in the last step, its sum
   * @returns {number}
   */
  rightWith(step, neuron, held) {
    const { network } = this, last = step === network.W.length - 1;
    const weights = last ? null : network.W[step + 1], n = network.sizes[step + 1];
    let right = 0;
    for (let digit = 0; digit < this.count; digit++) {
      const sums = this.z[last ? step : step + 1][digit].slice();
      if (last) sums[neuron] = held(digit);
      else {
        const more = held(digit) - this.a[step + 1][digit][neuron];
        for (let j = 0, at = neuron; j < sums.length; j++, at += n) sums[j] += weights[at] * more;
      }
      if (firstLargest(lastSums(network, sums, last ? step : step + 1)) === this.labels[digit]) right++;
    }
    return right;
  }

  /**
   * How many digits are read correctly with a turned neuron.
   * @param {Turned} turned
   * @param {ArrayLike<number>} [weighted] its sums without bias and factor, if they are known
   */
  rightTurned({ step, neuron, bias, factor, weights }, weighted = this.weighted(step, weights)) {
    const last = step === this.network.W.length - 1, { f } = ACTIVATIONS[this.network.activation];
    return this.rightWith(step, neuron, (digit) => {
      const z = factor * weighted[digit] + bias;
      return last ? z : f(z);
    });
  }
}

/** @param {ArrayLike<number>} bytes @param {number} from @param {number} n @returns {Float64Array} n of them, 0 to 1 */
function inkOfBytes(bytes, from, n) {
  const ink = new Float64Array(n);
  for (let i = 0; i < n; i++) ink[i] = bytes[from + i] / 255;
  return ink;
}

/** A copy of a network in which one neuron is turned. @param {Network} network @param {Turned} turned @returns {Network} */
function networkWith(network, { step, neuron, bias, factor, weights }) {
  const made = copyOf(network), n = network.sizes[step];
  made.b[step][neuron] = bias;
  for (let i = 0; i < n; i++) made.W[step][neuron * n + i] = factor * weights[i];
  return made;
}
