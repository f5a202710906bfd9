/* Costs on a grid as a smooth surface: one can ask for the cost anywhere, and for the slope there. */

/**
 * @typedef {object} MapData as page/data/landscape.py makes it
 * @property {number} rows
 * @property {number} columns
 * @property {number} left
 * @property {number} bottom
 * @property {number} wide
 * @property {number} high
 * @property {ArrayLike<number>} cost row by row, from the bottom
 */

/** How much each of four neighbours counts, `t` of the way from the second to the third. @param {number} t */
function landShares(t) {
  return [(-t + 2 * t * t - t ** 3) / 2, (2 - 5 * t * t + 3 * t ** 3) / 2, (t + 4 * t * t - 3 * t ** 3) / 2, (t ** 3 - t * t) / 2];
}

/** The slopes of these shares. @param {number} t */
function landSlopes(t) {
  return [(-1 + 4 * t - 3 * t * t) / 2, (-10 * t + 9 * t * t) / 2, (1 + 8 * t - 9 * t * t) / 2, (3 * t * t - 2 * t) / 2];
}

/**
 * Between the points that were measured it is bicubic (Catmull and Rom's): it goes through all of
 * them, and there its slope is the difference of the two neighbours, over their distance.
 */
class Land {
  /** @param {MapData} data */
  constructor(data) {
    Object.assign(this, data);
    this.right = this.left + this.wide;
    this.top = this.bottom + this.high;
    /** From one point to the next. */
    this.pitch = [this.wide / (this.columns - 1), this.high / (this.rows - 1)];
    this.highest = Math.max(...data.cost);
    this.lowest = Math.min(...data.cost);
    /** With a point more at each rim, that goes on straight. */
    this.padded = landPadded(data);
  }

  /** @param {number} x @param {number} y */
  holds(x, y) {
    return x >= this.left && x <= this.right && y >= this.bottom && y <= this.top;
  }

  /**
   * @param {number} x @param {number} y a place on the map
   * @returns {{cost: number, slope: [number, number]}}
   */
  at(x, y) {
    const [column, across] = landCell((x - this.left) / this.pitch[0], this.columns);
    const [row, up] = landCell((y - this.bottom) / this.pitch[1], this.rows);
    const [shares, slopes, over, steep] = [landShares(across), landSlopes(across), landShares(up), landSlopes(up)];
    let cost = 0, alongX = 0, alongY = 0;
    for (let j = 0; j < 4; j++) for (let i = 0; i < 4; i++) {
      const held = this.padded[(row + j) * (this.columns + 2) + column + i];
      cost += over[j] * shares[i] * held;
      alongX += over[j] * slopes[i] * held;
      alongY += steep[j] * shares[i] * held;
    }
    return { cost, slope: [alongX / this.pitch[0], alongY / this.pitch[1]] };
  }
}

/** Which cell of a line of `count` points a place is in, and how far in it. @param {number} place @param {number} count */
function landCell(place, count) {
  const cell = Math.min(Math.max(Math.floor(place), 0), count - 2);
  return [cell, place - cell];
}

/** @param {MapData} data @returns {Float64Array} (rows + 2) x (columns + 2) */
function landPadded({ rows, columns, cost }) {
  const wide = columns + 2, made = new Float64Array(wide * (rows + 2));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) made[(row + 1) * wide + column + 1] = cost[row * columns + column];
    const start = (row + 1) * wide;
    made[start] = 2 * made[start + 1] - made[start + 2];
    made[start + wide - 1] = 2 * made[start + wide - 2] - made[start + wide - 3];
  }
  for (let column = 0; column < wide; column++) {
    const last = (rows + 1) * wide + column;
    made[column] = 2 * made[wide + column] - made[2 * wide + column];
    made[last] = 2 * made[last - wide] - made[last - 2 * wide];
  }
  return made;
}

/** Gradient descent on a land: where it has been, and what that cost. */
class Descent {
  /** @param {Land} land @param {number} x @param {number} y the start */
  constructor(land, x, y) {
    this.land = land;
    this.places = [[x, y]];
    this.costs = [land.at(x, y).cost];
  }

  get steps() { return this.places.length - 1; }

  get here() { return this.places.at(-1); }

  get cost() { return this.costs.at(-1); }

  /** How many steps led up. */
  get rises() { return this.costs.filter((cost, at) => at && cost > this.costs[at - 1]).length; }

  /** Where a step leads: against the gradient. @param {number} rate @returns {[number, number]} */
  next(rate) {
    const [x, y] = this.here, { slope } = this.land.at(x, y);
    return [x - rate * slope[0], y - rate * slope[1]];
  }

  /**
   * Take a step, if there is ground to step on.
   * @param {number} rate
   * @returns {"moved"|"level"|"left"} "level" if there is hardly any step to take
   */
  step(rate) {
    const [x, y] = this.next(rate), [fromX, fromY] = this.here;
    if (Math.hypot(x - fromX, y - fromY) < LAND_LEVEL * this.land.wide) return "level";
    if (!this.land.holds(x, y)) return "left";
    this.places.push([x, y]);
    this.costs.push(this.land.at(x, y).cost);
    return "moved";
  }
}

/** A step that is shorter than this share of the map's side can't be seen. */
const LAND_LEVEL = 1e-5;
