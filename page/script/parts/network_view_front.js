/* What stands in front of the edges: the neurons, and what is marked. */

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
  }

  /** @param {ViewLayout} layout @param {(string|null)[][]} fills a layer, input first; null: at rest @param {ViewMark[]} marks */
  draw(layout, fills, marks) {
    const { canvas, context } = this, scale = canvas.width;
    context.clearRect(0, 0, scale, canvas.height);
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
