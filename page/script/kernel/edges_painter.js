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
    /** By how visible edges are. @type {Map<number, EdgeTable>} */
    this.tables = new Map();
    /** @type {EdgeFrame|null} */
    this.frame = null;
    /** @type {EdgePlan|null} */
    this.plan = null;
    /** Kept while things move. @type {EdgeSheet|null} */
    this.sheet = null;
    /** @type {{stage: string, positive: string, negative: string}|null} */
    this.colours = null;
  }

  /** Where edges go from now on; nothing is shown until then. @param {EdgePlan} plan */
  place(plan) {
    this.plan = plan;
    this.sheet = this.frame = null;
  }

  /** @param {{stage: string, positive: string, negative: string}} colours */
  colour(colours) {
    this.colours = colours;
    this.tables.clear();
    this.sheet?.forget();
  }

  /** @param {EdgeFrame} frame */
  show(frame) {
    this.frame = frame;
    this.sheet ??= this.sheetOf(scaledPlan(this.plan, Math.min(MOVING_COLUMNS / this.plan.columns, 1)));
    this.paint(this.sheet);
  }

  /** Draw what is shown once more, as sharply as the screen can; what that takes isn't kept. */
  sharpen() {
    if (this.frame && this.sheet.plan.columns < this.plan.columns) this.paint(this.sheetOf(this.plan));
  }

  /** @param {EdgePlan} plan @returns {EdgeSheet} */
  sheetOf(plan) {
    return new EdgeSheet(plan, this.context.createImageData(plan.columns, plan.rows));
  }

  /** @param {EdgeSheet} sheet */
  paint(sheet) {
    const { columns, rows } = sheet.plan, image = sheet.paint(this.frame, (visible) => this.table(visible));
    if (this.canvas.width !== columns || this.canvas.height !== rows) Object.assign(this.canvas, { width: columns, height: rows });
    this.context.putImageData(image, 0, 0);
  }

  /** @param {number} visible @returns {EdgeTable} */
  table(visible) {
    if (!this.tables.has(visible)) this.tables.set(visible, edgeTable(this.colours, visible));
    return this.tables.get(visible);
  }
}
