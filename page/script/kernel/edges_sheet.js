/* A raster of one size: the edges that are shown on it, and those faintly seen below. */

class EdgeSheet {
  /** @param {EdgePlan} plan */
  constructor(plan) {
    this.plan = plan;
    /** @type {{top: EdgePicture, ground: EdgePicture|null, image: ImageData, below: Uint32Array|null}|null} */
    this.made = null;
    this.wanted = new Int32Array(0);
  }

  /** Colours are others now. */
  forget() {
    if (this.made) this.made.below = null;
  }

  /**
   * The picture of a frame.
   * @param {EdgeFrame} frame
   * @param {(visible: number) => {shades: Float32Array, over: Uint32Array}} table
   * @param {CanvasRenderingContext2D|OffscreenCanvasRenderingContext2D} context makes the room for it
   * @returns {ImageData}
   */
  image(frame, table, context) {
    const { columns, rows } = this.plan;
    this.made ??= { top: new EdgePicture(this.plan), ground: null, image: context.createImageData(columns, rows), below: null };
    const { top, image } = this.made, pixels = new Uint32Array(image.data.buffer);
    this.layGround(frame.resting, table);
    top.draw(this.depthsOf(frame.values, frame.scales, frame.crowded));
    paintEdges(top, this.strips(frame.visible.map(table)), columns, pixels, frame.resting ? this.made.below : undefined);
    return image;
  }

  /**
   * Bring what lies below up to date.
   * @param {{values: Float32Array[], scales: number[]}|null} resting
   * @param {(visible: number) => {shades: Float32Array, over: Uint32Array}} table
   */
  layGround(resting, table) {
    if (!resting) return;
    const { made, plan } = this;
    made.ground ??= new EdgePicture(plan);
    const changed = made.ground.draw(this.depthsOf(resting.values, resting.scales, false));
    if (made.below && !changed) return;
    made.below ??= new Uint32Array(plan.columns * plan.rows);
    paintEdges(made.ground, this.strips(resting.values.map(() => table(RESTING_VISIBLE))), plan.columns, made.below);
  }

  /** @param {Float32Array[]} values @param {number[]} scales @param {boolean} crowded @returns {Int32Array} valid until the next call */
  depthsOf(values, scales, crowded) {
    const count = values.reduce((sum, each) => sum + each.length, 0);
    if (this.wanted.length !== count) this.wanted = new Int32Array(count);
    let at = 0;
    values.forEach((each, k) => {
      edgeDepths(each, scales[k], crowded, this.wanted.subarray(at, at + each.length));
      at += each.length;
    });
    return this.wanted;
  }

  /**
   * Strips from column of neurons to column of neurons: edges of a step are within one.
   * @param {{shades: Float32Array, over: Uint32Array}[]} tables one a step
   * @returns {EdgeStrip[]}
   */
  strips(tables) {
    const { columns, points } = this.plan, inner = points.slice(1, -1).map((each) => Math.round(each[0]));
    return tables.map((table, k) => ({ from: inner[k - 1] ?? 0, to: inner[k] ?? columns, ...table }));
  }
}
