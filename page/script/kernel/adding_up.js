/* Numbers that are shown next to each other add up as shown: scenes/script/adding_up.py in JavaScript. */

/**
 * Numbers rounded so that, as written, they add up to their sum as written: what is closest to the
 * middle between two ways of rounding goes the other way, as seats in a parliament are shared out.
 * @param {ArrayLike<number>} parts
 * @param {number} decimals with how many they are shown
 * @param {number} [total] what is shown as their sum, if that is known from elsewhere
 * @returns {number[]}
 */
function roundedToAddUp(parts, decimals, total) {
  const unit = 10 ** decimals, exact = Array.from(parts, (each) => unit * each);
  const inUnits = (value) => Math.round(unit * Number(value.toFixed(decimals)));
  const rounded = Array.from(parts, inUnits), sum = (all) => all.reduce((before, each) => before + each, 0);
  const missing = inUnits(total ?? sum(Array.from(parts))) - sum(rounded), way = Math.sign(missing);
  const closest = rounded.map((each, at) => ({ at, beyond: way * (each - exact[at]) }));
  closest.sort((one, other) => one.beyond - other.beyond);
  for (const { at } of closest.slice(0, Math.abs(missing))) rounded[at] += way;
  return rounded.map((each) => each / unit);
}
