/* Numbers that are shown next to each other add up as they are shown: scenes/script/adding_up.py. */

/**
 * Numbers rounded so that, as written, they add up to their sum as written: what is closest to the
 * middle between two ways of rounding goes the other way, as seats in a parliament are shared out.
 * @param {ArrayLike<number>} parts
 * @param {number} decimals with how many they are shown
 * @param {number} [total] what is shown as their sum, if that is known from elsewhere
 * @returns {number[]}
 */
function roundedToAddUp(parts, decimals, total = sumOf(parts)) {
  const unit = 10 ** decimals, inUnits = (value) => Math.round(unit * Number(value.toFixed(decimals)));
  const rounded = Array.from(parts, inUnits);
  const missing = inUnits(total) - sumOf(rounded), way = Math.sign(missing);
  const beyond = Array.from(parts, (each, at) => way * (rounded[at] - unit * each));
  const closest = [...rounded.keys()].toSorted((one, other) => beyond[one] - beyond[other]);
  for (const at of closest.slice(0, Math.abs(missing))) rounded[at] += way;
  return rounded.map((each) => each / unit);
}

/** @param {ArrayLike<number>} parts @returns {number} */
function sumOf(parts) {
  return Array.from(parts).reduce((sum, each) => sum + each, 0);
}
