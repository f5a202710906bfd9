/* Paints all edges on a canvas; runs in a worker where there is one, else on the page itself. */

/** How visible edges of weights are in the background, and where they are all there is to see. */
const RESTING_VISIBLE = 0.2, MANY_VISIBLE = 0.75, FEW_VISIBLE = 0.55;

/** Pixels across a raster while things move, at most. */
const MOVING_COLUMNS = 1300;

/**
 * What edges are to show.
 * @typedef {object} EdgeFrame
 * @property {Float32Array[]} values a step
 * @property {number[]} scales what an edge of full strength carries, a step
 * @property {boolean} crowded whether weak ones step back where there are many
 * @property {number[]} visible what is left of all edges, a step, 0 to 1
 * @property {{values: Float32Array[], scales: number[]}|null} resting what is faintly seen below
 */

class EdgePainter {
  /** @param {HTMLCanvasElement|OffscreenCanvas} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    /** @type {Map<number, {shades: Float32Array, over: Uint32Array}>} by how visible edges are */
    this.tables = new Map();
    /** @type {EdgeFrame|null} */
    this.frame = null;
    /** @type {{moving: EdgeSheet, sharp: EdgeSheet|null}|null} */
    this.sheets = null;
    this.colours = null;
  }

  /** Where edges go from now on. @param {EdgePlan} plan */
  place(plan) {
    const by = MOVING_COLUMNS / plan.columns;
    this.sheets = by < 1
      ? { moving: new EdgeSheet(scaledPlan(plan, by)), sharp: new EdgeSheet(plan) }
      : { moving: new EdgeSheet(plan), sharp: null };
    this.again();
  }

  /** @param {{stage: string, positive: string, negative: string}} colours */
  colour(colours) {
    this.colours = colours;
    this.tables.clear();
    if (this.sheets) for (const sheet of Object.values(this.sheets)) sheet?.forget();
    this.again();
  }

  /** @param {EdgeFrame} frame */
  show(frame) {
    this.frame = frame;
    this.paint(this.sheets?.moving);
  }

  /** Draw what is shown as sharply as the screen can. */
  sharpen() {
    if (this.sheets?.sharp) this.paint(this.sheets.sharp);
  }

  /** Paint what is shown once more. */
  again() {
    this.paint(this.sheets?.sharp ?? this.sheets?.moving);
  }

  /** @param {EdgeSheet|null|undefined} sheet */
  paint(sheet) {
    if (!sheet || !this.frame || !this.colours) return;
    const image = sheet.image(this.frame, (visible) => this.table(visible), this.context);
    if (this.canvas.width !== image.width || this.canvas.height !== image.height) {
      this.canvas.width = image.width;
      this.canvas.height = image.height;
    }
    this.context.putImageData(image, 0, 0);
  }

  /** @param {number} visible */
  table(visible) {
    if (!this.tables.has(visible)) {
      const shades = edgeShades(this.colours, visible);
      this.tables.set(visible, { shades, over: shadesOver(shades, this.colours.stage) });
    }
    return this.tables.get(visible);
  }
}
