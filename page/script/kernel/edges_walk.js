/*
 * Lines are drawn by walking along them in fixed point. Coverage comes from small tables, one for
 * each thickness and slope, and depths are whole numbers: what was added can be taken away again,
 * and nothing is left of it, however often.
 */

/** A line's optical depth is counted in 1 / DEPTH_STEPS, a pixel's coverage in 1 / COVER_STEPS. */
const DEPTH_STEPS = 4096, COVER_STEPS = 255;

/** Tables are for so many slopes, and for so many places within a pixel, a power of 2. */
const WALK_SLOPES = 64, WALK_PLACE_BITS = 6;

/** Binary places of a walker's position. */
const WALK_BITS = 18;

/**
 * How to walk along each line.
 * @typedef {object} Walk
 * @property {number} count of lines
 * @property {number} columns of the raster
 * @property {Int32Array} at minor coordinate at the first step, fixed point
 * @property {Int32Array} slope by which it grows a step
 * @property {Int32Array} first step
 * @property {Int32Array} steps how many
 * @property {Int32Array} table where its coverages begin in `covers`
 * @property {Uint8Array} across pixels covered a step, at most
 * @property {Uint8Array} steep
 * @property {Uint16Array} head share of the first step between the line's ends, in 1 / 256
 * @property {Uint16Array} tail share of the last one
 * @property {Uint8Array} covers all tables
 */

/** @param {Lines} lines @returns {Walk} */
function walkOf(lines) {
  const count = lines.widths.length, tables = new WalkTables();
  const walk = {
    count, columns: lines.columns,
    at: new Int32Array(count), slope: new Int32Array(count), first: new Int32Array(count),
    steps: new Int32Array(count), table: new Int32Array(count), across: new Uint8Array(count),
    steep: new Uint8Array(count), head: new Uint16Array(count), tail: new Uint16Array(count),
    covers: new Uint8Array(0),
  };
  for (let line = 0; line < count; line++) {
    const band = bandOf(lines, line), { start, across } = tables.find(lines.widths[line], band.slope);
    walk.at[line] = Math.round(bandBegin(band, band.first) * 2 ** WALK_BITS);
    walk.slope[line] = Math.round(band.slope * 2 ** WALK_BITS);
    walk.first[line] = band.first;
    walk.steps[line] = band.last - band.first;
    walk.table[line] = start;
    walk.across[line] = across;
    walk.steep[line] = Number(band.steep);
    walk.head[line] = Math.round(256 * bandWithin(band, band.first));
    walk.tail[line] = Math.round(256 * bandWithin(band, band.last - 1));
  }
  walk.covers = tables.joined();
  return walk;
}

/** Coverages by thickness and slope, made when they are first needed. */
class WalkTables {
  constructor() {
    /** @type {Map<string, {start: number, across: number}>} */
    this.known = new Map();
    /** @type {Uint8Array[]} */
    this.tables = [];
    this.size = 0;
  }

  /** @param {number} width @param {number} slope @returns {{start: number, across: number}} */
  find(width, slope) {
    const bucket = Math.round(Math.abs(slope) * (WALK_SLOPES - 1)), key = `${width} ${bucket}`;
    const known = this.known.get(key);
    if (known) return known;
    const made = this.make(width, bucket / (WALK_SLOPES - 1));
    this.known.set(key, made);
    return made;
  }

  /** @param {number} width @param {number} slope */
  make(width, slope) {
    const thickness = width * Math.sqrt(1 + slope * slope), across = bandAcross(slope, thickness);
    const places = 2 ** WALK_PLACE_BITS, table = new Uint8Array(across * places);
    for (let place = 0; place < places; place++) {
      const shares = bandShares(slope, thickness, (place + 0.5) / places, across);
      table.set(shares.map((each) => Math.round(each * COVER_STEPS)), place * across);
    }
    const start = this.size;
    this.tables.push(table);
    this.size += table.length;
    return { start, across };
  }

  /** All tables in a row. */
  joined() {
    const all = new Uint8Array(this.size);
    let at = 0;
    for (const table of this.tables) { all.set(table, at); at += table.length; }
    return all;
  }
}

/**
 * Draw a line of depth `now` where one of depth `was` is.
 * @param {Walk} walk
 * @param {number} line
 * @param {number} was in 1 / DEPTH_STEPS, at least 0
 * @param {number} now
 * @param {Int32Array} total depth of each pixel, in 1 / (DEPTH_STEPS * COVER_STEPS)
 */
function walkAlong(walk, line, was, now, total) {
  const steps = walk.steps[line];
  if (steps < 1) return;
  const columns = walk.columns, steep = walk.steep[line] === 1;
  const minor = steep ? 1 : columns, major = steep ? columns : 1;
  const base = walk.table[line], across = walk.across[line], slope = walk.slope[line];
  let at = walk.at[line], place = walk.first[line] * major;
  // The first and the last step are covered in part.
  const head = walkPart(now, walk.head[line]) - walkPart(was, walk.head[line]);
  walkSteps(walk.covers, base, across, at, slope, place, major, minor, 1, head, total);
  at += slope;
  place += major;
  if (steps > 2) walkSteps(walk.covers, base, across, at, slope, place, major, minor, steps - 2, now - was, total);
  if (steps < 2) return;
  at += slope * (steps - 2);
  place += major * (steps - 2);
  const tail = walkPart(now, walk.tail[line]) - walkPart(was, walk.tail[line]);
  walkSteps(walk.covers, base, across, at, slope, place, major, minor, 1, tail, total);
}

/** A share of a depth, always the same whole number. @param {number} depth @param {number} share in 1 / 256 */
function walkPart(depth, share) {
  return (depth * share + 128) >> 8;
}

/**
 * Some steps of a walk, written out for the usual widths: this is where all the time goes.
 * @param {Uint8Array} covers
 * @param {number} base where the table begins there
 * @param {number} across
 * @param {number} at minor coordinate, fixed point
 * @param {number} slope
 * @param {number} place of the step's pixel whose minor coordinate is 0
 * @param {number} major by which `place` grows a step
 * @param {number} minor from a pixel to the next one under the same step
 * @param {number} steps
 * @param {number} depth to add, in 1 / DEPTH_STEPS
 * @param {Int32Array} total
 */
function walkSteps(covers, base, across, at, slope, place, major, minor, steps, depth, total) {
  const turn = WALK_BITS - WALK_PLACE_BITS, mask = 2 ** WALK_PLACE_BITS - 1;
  if (across === 2) {
    for (let step = 0; step < steps; step++, at += slope, place += major) {
      const c = base + ((at >> turn) & mask) * 2, p = place + (at >> WALK_BITS) * minor;
      total[p] += depth * covers[c];
      total[p + minor] += depth * covers[c + 1];
    }
  } else if (across === 3) {
    for (let step = 0; step < steps; step++, at += slope, place += major) {
      const c = base + ((at >> turn) & mask) * 3, p = place + (at >> WALK_BITS) * minor;
      total[p] += depth * covers[c];
      total[p + minor] += depth * covers[c + 1];
      total[p + 2 * minor] += depth * covers[c + 2];
    }
  } else {
    for (let step = 0; step < steps; step++, at += slope, place += major) {
      const c = base + ((at >> turn) & mask) * across;
      let p = place + (at >> WALK_BITS) * minor;
      for (let pixel = 0; pixel < across; pixel++, p += minor) total[p] += depth * covers[c + pixel];
    }
  }
}
