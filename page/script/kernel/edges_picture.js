/* All edges of a network on one raster, kept up to date: only what changes is drawn. */

/**
 * Where edges are.
 * @typedef {object} EdgePlan
 * @property {number} columns
 * @property {number} rows pixels of the whole picture
 * @property {Float64Array[]} points x and y of every neuron, a layer, in pixels
 * @property {number[]} widths of edges, a step, in pixels
 */

/**
 * The lines of all edges: step by step, in the order of the weights, from neuron i to neuron j at
 * j * n[k] + i.
 * @param {EdgePlan} plan
 * @returns {Lines}
 */
function edgeLines({ columns, rows, points, widths }) {
  const count = widths.reduce((sum, _, k) => sum + (points[k].length * points[k + 1].length) / 4, 0);
  const lines = { columns, rows, ends: new Float64Array(4 * count), widths: new Float64Array(count) };
  let line = 0;
  widths.forEach((width, k) => {
    const from = points[k], to = points[k + 1];
    for (let j = 0; j < to.length; j += 2) {
      for (let i = 0; i < from.length; i += 2, line++) {
        lines.ends.set([from[i], from[i + 1], to[j], to[j + 1]], 4 * line);
        lines.widths[line] = width;
      }
    }
  });
  return lines;
}

/** The plan with everything larger or smaller. @param {EdgePlan} plan @param {number} by @returns {EdgePlan} */
function scaledPlan({ columns, rows, points, widths }, by) {
  return {
    columns: Math.round(columns * by),
    rows: Math.round(rows * by),
    points: points.map((each) => each.map((place) => place * by)),
    widths: widths.map((width) => width * by),
  };
}

/** Depths that add up on a raster, of positive and of negative edges. */
class EdgePicture {
  /**
   * @param {Walk} walk along lines that lie within the raster, with some pixels to spare
   * @param {number} pixels of the raster
   */
  constructor(walk, pixels) {
    this.walk = walk;
    this.plus = new Int32Array(pixels);
    this.minus = new Int32Array(pixels);
    /** Of each edge as it is drawn, with its sign. */
    this.depths = new Int32Array(walk.count);
  }

  /**
   * Give every edge its depth.
   * @param {Int32Array} wanted with signs, in 1 / DEPTH_STEPS
   * @returns {number} how many have changed
   */
  draw(wanted) {
    const { depths } = this;
    let seen = 0, changed = 0;
    for (let edge = 0; edge < depths.length; edge++) {
      if (wanted[edge] !== 0) seen++;
      if (wanted[edge] !== depths[edge]) changed++;
    }
    if (changed > seen) this.clear();
    for (let edge = 0; edge < depths.length; edge++) {
      if (wanted[edge] !== depths[edge]) this.change(edge, depths[edge], wanted[edge]);
    }
    depths.set(wanted);
    return changed;
  }

  /** Take all edges away. */
  clear() {
    this.plus.fill(0);
    this.minus.fill(0);
    this.depths.fill(0);
  }

  /** @param {number} edge @param {number} was @param {number} now */
  change(edge, was, now) {
    if (was > 0 || now > 0) walkAlong(this.walk, edge, Math.max(was, 0), Math.max(now, 0), this.plus);
    if (was < 0 || now < 0) walkAlong(this.walk, edge, Math.max(-was, 0), Math.max(-now, 0), this.minus);
  }
}
