/* What stands in front of the edges: the picture's pixels, the neurons, and what is marked. */

/** Smallest cell, in canvas pixels, whose rim can be seen. */
const RIM_FROM = 6;

/**
 * @typedef {object} ViewMark
 * @property {Pick} pick
 * @property {boolean} faint whether it is only pointed at
 */

class ViewFront {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    /** The input picture, of which only what changes is drawn. */
    this.grid = new ViewGrid();
  }

  /** @param {ViewLayout} layout @param {(string|null)[][]} fills a layer, input first; null: at rest @param {ViewMark[]} marks */
  draw(layout, fills, marks) {
    const { canvas, context } = this, scale = canvas.width;
    context.clearRect(0, 0, scale, canvas.height);
    if (layout.pixels) this.grid.drawOn(context, layout, fills[0], scale);
    for (const { pick, faint } of marks) if (pick.kind === "edge") this.drawEdge(layout, pick, faint, scale);
    layout.layers.forEach((layer, l) => { if (l > 0 || !layout.pixels) this.drawNeurons(layer, fills[l], scale); });
    for (const { pick, faint } of marks) this.ringsOf(layout, pick).forEach((each) => this.drawRing(each, faint, scale));
  }

  /** @param {{x: number, y: number, radius: number}[]} layer @param {(string|null)[]} fills @param {number} scale */
  drawNeurons(layer, fills, scale) {
    const { context } = this, look = viewColours();
    context.strokeStyle = look.outline;
    layer.forEach(({ x, y, radius }, j) => {
      context.beginPath();
      context.arc(x * scale, y * scale, radius * scale, 0, 2 * Math.PI);
      context.fillStyle = fills[j] ?? look.resting;
      context.fill();
      context.lineWidth = Math.min(Math.max(0.16 * radius * scale, 0.7), 3);
      context.stroke();
    });
  }

  /** The neurons to be ringed. @param {ViewLayout} layout @param {Pick} pick */
  ringsOf({ layers }, pick) {
    if (pick.kind === "neuron") return [layers[pick.layer][pick.index]];
    return [layers[pick.step][pick.from], layers[pick.step + 1][pick.to]];
  }

  /** @param {{x: number, y: number, radius: number}} neuron @param {boolean} faint @param {number} scale */
  drawRing({ x, y, radius }, faint, scale) {
    const { context } = this, width = viewPen(scale);
    context.beginPath();
    context.arc(x * scale, y * scale, Math.max(1.6 * radius * scale, radius * scale + 1.5 * width), 0, 2 * Math.PI);
    context.strokeStyle = viewColours().accent;
    context.globalAlpha = faint ? 0.6 : 1;
    context.lineWidth = width;
    context.stroke();
    context.globalAlpha = 1;
  }

  /** @param {ViewLayout} layout @param {{step: number, from: number, to: number}} edge @param {boolean} faint @param {number} scale */
  drawEdge({ layers }, { step, from, to }, faint, scale) {
    const { context } = this, start = layers[step][from], end = layers[step + 1][to];
    context.beginPath();
    context.moveTo(start.x * scale, start.y * scale);
    context.lineTo(end.x * scale, end.y * scale);
    context.strokeStyle = viewColours().accent;
    context.globalAlpha = faint ? 0.6 : 1;
    context.lineWidth = viewPen(scale);
    context.stroke();
    context.globalAlpha = 1;
  }
}

/** How thick rings and marked edges are. @param {number} scale the picture's width in pixels */
function viewPen(scale) {
  return Math.max(scale / 420, 2);
}

/** The input as a picture of round pixels, kept on a canvas of its own. */
class ViewGrid {
  constructor() {
    this.canvas = element("canvas");
    this.context = this.canvas.getContext("2d");
    /** What each pixel was drawn with. @type {(string|null)[]} */
    this.drawn = [];
    this.key = "";
  }

  /** @param {CanvasRenderingContext2D} target @param {ViewLayout} layout @param {(string|null)[]} fills @param {number} scale */
  drawOn(target, { picture: { left, top, side }, pixels }, fills, scale) {
    const size = Math.round(side * scale), look = viewColours(), key = `${size} ${look.outline} ${look.resting}`;
    if (key !== this.key) {
      this.key = key;
      this.canvas.width = this.canvas.height = size;
      this.drawn = [];
    }
    fills.forEach((fill, i) => {
      if (this.drawn[i] === fill) return;
      this.drawn[i] = fill;
      this.drawPixel(i % pixels, Math.floor(i / pixels), size / pixels, fill ?? look.resting, look.outline);
    });
    target.drawImage(this.canvas, Math.round(left * scale), Math.round(top * scale));
  }

  /** @param {number} column @param {number} row @param {number} cell @param {string} fill @param {string} rim */
  drawPixel(column, row, cell, fill, rim) {
    const { context } = this, x = column * cell, y = row * cell;
    context.clearRect(x, y, cell, cell);
    context.fillStyle = fill;
    if (cell < RIM_FROM) {
      context.fillRect(x, y, 0.88 * cell, 0.88 * cell);
      return;
    }
    context.beginPath();
    context.arc(x + cell / 2, y + cell / 2, 0.42 * cell, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 0.5;
    context.strokeStyle = rim;
    context.lineWidth = Math.max(0.07 * cell, 0.6);
    context.stroke();
    context.globalAlpha = 1;
  }
}
