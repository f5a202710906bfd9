/* A raster of one size: the edges that are shown on it, and those faintly seen below. */

/** Tables of colours by how visible edges are. @typedef {(visible: number) => EdgeTable} EdgeTables */

class EdgeSheet {
  /**
   * @param {EdgePlan} plan
   * @param {ImageData} image of the plan's size; written to
   */
  constructor(plan, image) {
    this.plan = plan;
    this.image = image;
    this.pixels = new Uint32Array(image.data.buffer);
    const walk = walkOf(edgeLines(plan)), size = plan.columns * plan.rows;
    this.top = new EdgePicture(walk, size);
    /** What lies below the edges: drawn when there is something. @type {EdgePicture|null} */
    this.ground = null;
    /** @type {Uint32Array|null} */
    this.below = null;
    this.wanted = new Int32Array(walk.count);
  }

  /** Colours are others now. */
  forget() {
    this.below = null;
  }

  /** @param {EdgeFrame} frame @param {EdgeTables} tables @returns {ImageData} */
  paint(frame, tables) {
    if (frame.resting) this.layGround(frame.resting, tables);
    this.top.draw(this.depthsOf(frame.values, frame.scales, frame.crowded));
    const strips = this.strips(frame.visible.map(tables));
    paintEdges(this.top, strips, this.plan.columns, this.pixels, frame.resting ? this.below : null);
    return this.image;
  }

  /** Bring what lies below up to date. @param {{values: Float32Array[], scales: number[]}} resting @param {EdgeTables} tables */
  layGround({ values, scales }, tables) {
    this.ground ??= new EdgePicture(this.top.walk, this.pixels.length);
    const changed = this.ground.draw(this.depthsOf(values, scales, false));
    if (this.below && !changed) return;
    this.below ??= new Uint32Array(this.pixels.length);
    paintEdges(this.ground, this.strips(values.map(() => tables(RESTING_VISIBLE))), this.plan.columns, this.below, null);
  }

  /** @param {Float32Array[]} values @param {number[]} scales @param {boolean} crowded @returns {Int32Array} valid until the next call */
  depthsOf(values, scales, crowded) {
    let at = 0;
    values.forEach((each, k) => {
      edgeDepths(each, scales[k], crowded, this.wanted.subarray(at, at + each.length));
      at += each.length;
    });
    return this.wanted;
  }

  /**
   * Strips from column of neurons to column of neurons: edges of a step are within one.
   * @param {EdgeTable[]} tables one a step
   * @returns {EdgeStrip[]}
   */
  strips(tables) {
    const { columns, points } = this.plan, inner = points.slice(1, -1).map((each) => Math.round(each[0]));
    return tables.map((table, k) => ({ from: inner[k - 1] ?? 0, to: inner[k] ?? columns, table }));
  }
}
