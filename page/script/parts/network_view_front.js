/* What stands in front of the edges: the picture's pixels, the neurons, and what is marked. */

/** Smallest cell, in canvas pixels, whose rim can be seen. */
const RIM_FROM = 6;

class ViewFront {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
  }

  /**
   * @param {ViewLayout} layout
   * @param {{input: ArrayLike<number>|null, neurons: (string|null)[][], marks: {x: number, y: number, radius: number}[],
   *   line: {x0: number, y0: number, x1: number, y1: number, colour: string}|null}} shown neurons: colours, null at rest
   */
  draw(layout, shown) {
    const { canvas, context } = this, width = canvas.width, look = viewColours();
    context.clearRect(0, 0, width, canvas.height);
    this.drawPixels(layout, shown.input, width, look);
    if (shown.line) this.drawLine(shown.line, width);
    this.drawNeurons(layout, shown.neurons, width, look);
    for (const mark of shown.marks) this.drawRing(mark, width, look);
  }

  /** @param {ViewLayout} layout @param {ArrayLike<number>|null} input @param {number} width @param {Record<string, string>} look */
  drawPixels(layout, input, width, look) {
    const { context } = this, { left, top, side } = layout.picture, count = layout.pixels;
    if (!count) return;
    const cell = (side * width) / count, shades = shadesOf(look.resting, look.firing);
    for (let i = 0; i < count * count; i++) {
      const x = left * width + (i % count) * cell, y = top * width + Math.floor(i / count) * cell;
      this.drawPixel(x, y, cell, shades[Math.round(31 * Math.min(Math.max(input?.[i] ?? 0, 0), 1))], look);
    }
    context.globalAlpha = 1;
  }

  /** @param {number} x @param {number} y @param {number} cell @param {string} fill @param {Record<string, string>} look */
  drawPixel(x, y, cell, fill, look) {
    const { context } = this;
    context.beginPath();
    context.fillStyle = fill;
    if (cell < RIM_FROM) {
      context.rect(x, y, 0.86 * cell, 0.86 * cell);
      context.fill();
      return;
    }
    context.arc(x + cell / 2, y + cell / 2, 0.4 * cell, 0, 2 * Math.PI);
    context.globalAlpha = 1;
    context.fill();
    context.globalAlpha = 0.55;
    context.strokeStyle = look.outline;
    context.lineWidth = Math.max(0.06 * cell, 0.5);
    context.stroke();
    context.globalAlpha = 1;
  }

  /** @param {ViewLayout} layout @param {(string|null)[][]} neurons @param {number} width @param {Record<string, string>} look */
  drawNeurons(layout, neurons, width, look) {
    const { context } = this;
    layout.layers.forEach((layer, k) => layer.forEach(({ x, y, radius }, j) => {
      context.beginPath();
      context.arc(x * width, y * width, radius * width, 0, 2 * Math.PI);
      context.fillStyle = neurons[k]?.[j] ?? look.resting;
      context.fill();
      context.strokeStyle = look.outline;
      context.lineWidth = Math.min(Math.max(0.16 * radius * width, 0.7), 2.5);
      context.stroke();
    }));
  }

  /** @param {{x: number, y: number, radius: number}} mark @param {number} width @param {Record<string, string>} look */
  drawRing({ x, y, radius }, width, look) {
    const { context } = this;
    context.beginPath();
    context.arc(x * width, y * width, radius * width, 0, 2 * Math.PI);
    context.strokeStyle = look.accent;
    context.lineWidth = Math.max(width / 400, 2);
    context.stroke();
  }

  /** @param {{x0: number, y0: number, x1: number, y1: number, colour: string}} line @param {number} width */
  drawLine({ x0, y0, x1, y1, colour: stroke }, width) {
    const { context } = this;
    context.beginPath();
    context.moveTo(x0 * width, y0 * width);
    context.lineTo(x1 * width, y1 * width);
    context.strokeStyle = stroke;
    context.lineWidth = Math.max(width / 400, 2);
    context.stroke();
  }
}

/** The colours that a view needs. @returns {Record<string, string>} */
function viewColours() {
  const names = ["stage", "positive", "negative", "resting", "firing", "outline", "accent"];
  return Object.fromEntries(names.map((name) => [name, colour(name)]));
}

/** A colour between two others. @param {string} from @param {string} to @param {number} share @returns {string} */
function colourBetween(from, to, share) {
  const a = channels(from), b = channels(to);
  return `rgb(${a.map((each, c) => Math.round(255 * (each + share * (b[c] - each)))).join(" ")})`;
}

/** 32 shades from one colour to another. @param {string} from @param {string} to @returns {string[]} */
function shadesOf(from, to) {
  return Array.from({ length: 32 }, (_, shade) => colourBetween(from, to, shade / 31));
}
