/* The digit that is being drawn, and what the network makes of it: all figures share it. */

const NETWORK = networkOf(DATA.network.sizes, DATA.network.activation, unpackFloats(DATA.network.parameters), DATA.network.output);

const SIDE = 28;

const drawing = {
  /** Ink on the pad, 28 x 28, row by row, 0 to 1. */
  ink: new Float32Array(SIDE * SIDE),
  /** Whether it is brought to the form that MNIST gives its digits, before the network reads it. */
  framed: true,
  /** What the network reads, 28 x 28, 0 to 1; null while the pad is empty. @type {Float32Array|null} */
  picture: null,
  /** What every neuron holds. @type {Pass|null} */
  pass: null,
  /** @type {Set<() => void>} */
  listeners: new Set(),

  /** Calls `listener` after every change, and now. @param {() => void} listener */
  on(listener) {
    this.listeners.add(listener);
    listener();
  },

  /** Call it after changing the ink, or whether it is framed. */
  changed() {
    const inked = this.ink.some((each) => each >= FAINTEST);
    this.picture = !inked ? null : this.framed ? framedPicture(this.ink) : this.ink.slice();
    this.pass = this.picture && forward(NETWORK, this.picture);
    for (const listener of this.listeners) listener();
  },

  /** Put a finished picture on the pad. @param {ArrayLike<number>} ink 28 x 28, 0 to 1 */
  put(ink) {
    this.ink.set(ink);
    this.changed();
  },
};
