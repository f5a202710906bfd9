/* The input as a picture of round pixels, like neurons; only what changes is drawn. */

/** Smallest cell, in the screen's pixels, in which a circle with a rim can be seen. */
const RIM_FROM = 6;

class ViewGrid {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    /** What each pixel was drawn with. @type {(string|null)[]} */
    this.drawn = [];
    /** A cell by what fills it. @type {Map<string, HTMLCanvasElement>} */
    this.cells = new Map();
    this.key = "";
    this.framed = false;
  }

  /** @param {ViewLayout} layout @param {(string|null)[]} fills null: at rest */
  draw({ picture: { left, top, side }, pixels }, fills) {
    const { width } = this.canvas, { resting, outline } = viewColours(), cell = Math.round((side * width) / pixels);
    this.begin(`${width} ${cell} ${pixels} ${resting} ${outline}`);
    if (!pixels) return;
    const x = Math.round(left * width), y = Math.round(top * width);
    fills.forEach((fill, i) => {
      if (this.drawn[i] === fill) return;
      this.drawn[i] = fill;
      const at = [x + (i % pixels) * cell, y + Math.floor(i / pixels) * cell];
      this.context.clearRect(...at, cell, cell);
      this.context.drawImage(this.cell(fill ?? resting, cell), ...at);
    });
    if (cell < RIM_FROM) this.frame(x, y, pixels * cell, outline);
  }

  /** Begin anew if size or colours have changed. @param {string} key */
  begin(key) {
    if (key === this.key) return;
    this.key = key;
    this.framed = false;
    this.drawn = [];
    this.cells.clear();
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Draw a thin frame around squares. @param {number} x @param {number} y @param {number} side @param {string} stroke */
  frame(x, y, side, stroke) {
    if (this.framed) return;
    this.framed = true;
    this.context.globalAlpha = 0.5;
    this.context.strokeStyle = stroke;
    this.context.strokeRect(x - 0.5, y - 0.5, side + 1, side + 1);
    this.context.globalAlpha = 1;
  }

  /** @param {string} fill @param {number} size @returns {HTMLCanvasElement} */
  cell(fill, size) {
    if (!this.cells.has(fill)) this.cells.set(fill, gridCell(fill, size));
    return this.cells.get(fill);
  }
}

/** One pixel as a neuron, or where there is no room for that, as a square. @param {string} fill @param {number} size */
function gridCell(fill, size) {
  const canvas = element("canvas", { width: size, height: size }), context = canvas.getContext("2d");
  context.fillStyle = fill;
  if (size < RIM_FROM) {
    context.fillRect(0, 0, size, size);
    return canvas;
  }
  context.arc(size / 2, size / 2, 0.42 * size, 0, 2 * Math.PI);
  context.fill();
  context.globalAlpha = 0.5;
  context.strokeStyle = viewColours().outline;
  context.lineWidth = Math.max(0.07 * size, 0.6);
  context.stroke();
  return canvas;
}
