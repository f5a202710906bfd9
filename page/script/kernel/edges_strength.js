/* How opaque an edge is: what is shown of a value it carries, as strength.py has it. */

/** An edge of full strength hides this much of what lies behind it. */
const STRONGEST_ALPHA = 0.8;

/** From so many edges of a step on they are many: drawn thinner, and further apart in strength. */
const MANY_EDGES = 4000;

/** Powers by which strength grows with size: usually, and where weak ones would hide the strong. */
const STRENGTH_POWER = 0.8, CROWDED_POWER = 1.4;

/** So many edges can be told apart, 16 from each pixel; where there are more, all are drawn weaker. */
const EDGE_CROWD = 16 * 784;

/** Sizes are rounded to so many steps of a full one. */
const SIZE_STEPS = 4096;

/**
 * Optical depths by size, from 0 to a full one.
 * @param {number} power
 * @param {number} fullest strength of a full one
 * @returns {Uint16Array} SIZE_STEPS + 1 depths, in 1 / DEPTH_STEPS
 */
function depthTable(power, fullest) {
  return Uint16Array.from({ length: SIZE_STEPS + 1 }, (_, size) => {
    const strength = fullest * (size / SIZE_STEPS) ** power;
    return Math.round(-Math.log1p(-STRONGEST_ALPHA * strength) * DEPTH_STEPS);
  });
}

/** @type {Map<string, Uint16Array>} */
const depthTables = new Map();

/** The table for a step of so many edges. @param {number} edges @param {boolean} crowded @returns {Uint16Array} */
function depthTableFor(edges, crowded) {
  const many = crowded && edges > MANY_EDGES;
  const power = many ? CROWDED_POWER : STRENGTH_POWER, fullest = Math.min(1, EDGE_CROWD / edges);
  const key = `${power} ${fullest}`;
  if (!depthTables.has(key)) depthTables.set(key, depthTable(power, fullest));
  return depthTables.get(key);
}

/**
 * Depths of a step's edges, with the sign of what each carries.
 * @param {Float32Array} values
 * @param {number} scale what an edge of full strength carries
 * @param {boolean} crowded whether weak ones step back where there are many
 * @param {Int32Array} depths of as many edges; written to
 */
function edgeDepths(values, scale, crowded, depths) {
  const table = depthTableFor(values.length, crowded), steps = SIZE_STEPS / scale;
  for (let edge = 0; edge < values.length; edge++) {
    const value = values[edge] * steps;
    if (value > 0) depths[edge] = table[value >= SIZE_STEPS ? SIZE_STEPS : (value + 0.5) | 0];
    else depths[edge] = -table[value <= -SIZE_STEPS ? SIZE_STEPS : (0.5 - value) | 0];
  }
}

/**
 * The size that all but the largest half percent of some weights stay below: what is drawn in full.
 * @param {Float32Array} weights
 * @returns {number}
 */
function largestButFew(weights) {
  const sizes = weights.map(Math.abs).toSorted(), place = 0.995 * (sizes.length - 1), at = Math.floor(place);
  const next = sizes[Math.min(at + 1, sizes.length - 1)];
  return sizes[at] + (place - at) * (next - sizes[at]) || 1;
}
