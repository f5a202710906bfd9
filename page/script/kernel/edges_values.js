/* What edges carry, and which of them stand out. Order of a step's edges: from i to j at j * n + i. */

/** How much of the strength of edges is left that are not in focus, as in the films. */
const OUT_OF_FOCUS = 0.06;

/** What every edge of a step carries. @param {Float32Array} weights @param {ArrayLike<number>|null} a null: nothing @returns {Float32Array} */
function carriedBy(weights, a) {
  const carried = new Float32Array(weights.length);
  if (!a) return carried;
  for (let at = 0; at < weights.length; at += a.length) for (let i = 0; i < a.length; i++) carried[at + i] = weights[at + i] * a[i];
  return carried;
}

/**
 * Values of a step with all edges dimmed but some.
 * @param {Float32Array} values
 * @param {number} inputs neurons at which its edges begin
 * @param {(from: number, to: number) => boolean} isKept
 * @param {boolean} crowded how strength grows with the value, see edgeDepths
 * @returns {Float32Array}
 */
function dimmedBut(values, inputs, isKept, crowded) {
  const share = OUT_OF_FOCUS ** (1 / (crowded && values.length > MANY_EDGES ? CROWDED_POWER : STRENGTH_POWER));
  return values.map((value, at) => (isKept(at % inputs, Math.floor(at / inputs)) ? value : value * share));
}

/**
 * The edge that is pointed at: near, and strong.
 * @param {{x: number, y: number}[]} from where a step's edges begin
 * @param {{x: number, y: number}[]} to where they end
 * @param {Float32Array} values
 * @param {number} scale what a full one carries
 * @param {{x: number, y: number}} place
 * @param {number} reach how far away it may be
 * @returns {{from: number, to: number, score: number}|null} score: 0 to 1; null if there is none that carries anything
 */
function edgeNear(from, to, values, scale, place, reach) {
  let best = null;
  for (let j = 0, at = 0; j < to.length; j++) {
    for (let i = 0; i < from.length; i++, at++) {
      const size = Math.min(Math.abs(values[at]) / scale, 1);
      if (size < 0.01) continue;
      const far = distanceTo(from[i], to[j], place);
      if (far >= reach) continue;
      const score = size ** STRENGTH_POWER * (1 - far / reach);
      if (!best || score > best.score) best = { from: i, to: j, score };
    }
  }
  return best;
}

/** How far a place is from what lies between two others. @param {{x: number, y: number}} a @param {{x: number, y: number}} b @param {{x: number, y: number}} place */
function distanceTo(a, b, place) {
  const dx = b.x - a.x, dy = b.y - a.y, along = ((place.x - a.x) * dx + (place.y - a.y) * dy) / (dx * dx + dy * dy);
  const within = Math.min(Math.max(along, 0), 1);
  return Math.hypot(place.x - a.x - within * dx, place.y - a.y - within * dy);
}
