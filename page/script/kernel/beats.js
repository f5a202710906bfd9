/* Where a film is among its beats; all times are in seconds. */

/** The last of some times, in order, that isn't after a time; -1 before the first. @param {number[]} times @param {number} now @returns {number} */
function lastUntil(times, now) {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= now) low = middle + 1; else high = middle;
  }
  return low - 1;
}

/**
 * Where a film stops in a lecture: behind each of its beats, and at its end.
 * @param {number[]} ends of all beats, in order
 * @param {number} seconds how long the film lasts
 * @param {number} frame how long a picture stands
 * @returns {number[]} of two that are less than two pictures apart, the later one
 */
function stopsOf(ends, seconds, frame) {
  const all = [...ends.map((end) => Math.min(end, seconds)), seconds];
  return all.filter((stop, at) => at + 1 === all.length || all[at + 1] - stop >= 2 * frame);
}
