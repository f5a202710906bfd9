/* Lines as slanted bands and the share of each pixel they cover, as rasterise.py has it. */

/**
 * Lines on a raster; pixels are counted from its upper left corner.
 * @typedef {object} Lines
 * @property {number} columns
 * @property {number} rows
 * @property {Float64Array} ends four numbers a line: x and y of its start, x and y of its end
 * @property {Float64Array} widths thickness of each line, in pixels
 */

/**
 * A line along the axis on which it is longer, its major one.
 * @typedef {object} Band
 * @property {boolean} steep whether the major axis is the upright one
 * @property {number} slope change of the minor coordinate with the major one, -1 to 1
 * @property {number} start
 * @property {number} end major coordinates
 * @property {number} atZero minor coordinate of its middle where the major one is 0
 * @property {number} thickness along the minor axis
 * @property {number} first
 * @property {number} last the steps that lie on the raster
 */

/** @param {Lines} lines @param {number} line @returns {Band} */
function bandOf(lines, line) {
  let [x0, y0, x1, y1] = lines.ends.subarray(4 * line, 4 * line + 4);
  const steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  if (steep) [x0, y0, x1, y1] = [y0, x0, y1, x1];
  if (x0 > x1) [x0, y0, x1, y1] = [x1, y1, x0, y0];
  const slope = (y1 - y0) / Math.max(x1 - x0, 1e-9);
  return {
    steep, slope, start: x0, end: x1, atZero: y0 - slope * x0,
    thickness: lines.widths[line] * Math.sqrt(1 + slope * slope),
    first: Math.max(Math.floor(x0), 0),
    last: Math.min(Math.ceil(x1), steep ? lines.rows : lines.columns),
  };
}

/** Where the outermost part of a band begins in a step, minor coordinate. @param {Band} band @param {number} step */
function bandBegin(band, step) {
  return band.atZero + (band.slope - band.thickness - Math.abs(band.slope)) / 2 + band.slope * step;
}

/** The share of a step that lies between a band's two ends. @param {Band} band @param {number} step */
function bandWithin(band, step) {
  return Math.min(Math.max(Math.min(step + 1, band.end) - Math.max(step, band.start), 0), 1);
}

/** How many pixels a band may cover in one step. @param {number} slope @param {number} thickness */
function bandAcross(slope, thickness) {
  return Math.ceil(thickness + Math.abs(slope)) + 1;
}

/**
 * The coverage of the pixels under one step of a band: its share of the minor axis is a trapezoid,
 * the thickness blurred by how much the band moves within the step.
 * @param {number} slope
 * @param {number} thickness
 * @param {number} begin how far from the first pixel's near edge the trapezoid starts
 * @param {number} count of pixels
 * @returns {number[]} 0 to 1 each
 */
function bandShares(slope, thickness, begin, count) {
  const moved = Math.abs(slope), ramp = Math.max(Math.min(thickness, moved), 1e-3);
  const fall = Math.max(thickness, moved), height = thickness / Math.max(fall, 1e-9);
  const shares = [];
  let below = 0;
  for (let pixel = 1; pixel <= count; pixel++) {
    const place = pixel - begin;
    const area = pixel < count ? height * (ramped(place, ramp) - ramped(place - fall, ramp)) : thickness;
    shares.push(area - below);
    below = area;
  }
  return shares;
}

/** The integral up to x of what rises from 0 to 1 between 0 and `ramp`. @param {number} x @param {number} ramp */
function ramped(x, ramp) {
  const rising = Math.min(Math.max(x, 0), ramp);
  return (rising * rising * 0.5) / ramp + Math.max(x - ramp, 0);
}
