/* A pad to draw on: mouse, finger, pen and keyboard. It holds ink as it was drawn, and moves nothing under the hand. */

/** So many changes can be taken back. */
const PAD_REMEMBERS = 60;

class Pad {
  /**
   * @param {HTMLElement} place can be focused; holds a canvas, and a mark of where the keyboard is
   * @param {Float32Array} ink 28 x 28, 0 to 1; is changed by drawing
   * @param {{onBegin?: (erasing: boolean) => void, onChange: () => void, onLift?: () => void, onCursor?: () => void}} tell
   *   before a stroke, when ink changed, when a stroke is finished, when the keyboard's place was moved
   */
  constructor(place, ink, tell) {
    this.place = place;
    this.ink = ink;
    this.tell = tell;
    this.canvas = place.querySelector("canvas");
    this.erasing = false;
    /** Ink before each change, the last one last. @type {Float32Array[]} */
    this.before = [];
    /** Where the keyboard draws, in pixels. */
    this.cursor = { row: 13, column: 13 };
    listenToPointers(this);
    listenToKeys(this);
    onTheme(() => this.paint());
    this.paint();
  }

  paint() {
    paintInk(this.canvas, this.ink);
  }

  /** Remember what there is, before it changes. */
  remember() {
    const last = this.before.at(-1);
    if (last && last.every((each, at) => each === this.ink[at])) return;
    this.before.push(this.ink.slice());
    if (this.before.length > PAD_REMEMBERS) this.before.shift();
  }

  /** What comes before a stroke. @param {boolean} erasing */
  begin(erasing) {
    this.remember();
    this.tell.onBegin?.(erasing);
  }

  /** Take the last change back. @returns {boolean} whether there was one */
  undo() {
    let last = this.before.pop();
    while (last && last.every((each, at) => each === this.ink[at])) last = this.before.pop();
    if (last) this.show(last);
    return Boolean(last);
  }

  /** Put something else on it, which can be taken back. @param {ArrayLike<number>} ink */
  replace(ink) {
    this.remember();
    this.show(ink);
  }

  /** @param {ArrayLike<number>} ink */
  show(ink) {
    this.ink.set(ink);
    this.changed();
    this.tell.onLift?.();
  }

  /** Call it after the ink was changed. */
  changed() {
    this.paint();
    this.tell.onChange();
  }
}
