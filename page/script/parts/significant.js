/* Numbers of any size with so many digits that tell something. */

const POWERS = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/**
 * A number with some significant digits: 1,234 and 0.0123 as they are, what is far from 1 with a power of ten.
 * @param {number} value
 * @param {number} digits
 * @param {boolean} signed whether a plus is written, too
 * @returns {string}
 */
function significant(value, digits = 3, signed = false) {
  const plus = signed ? "+" : "";
  if (!value) return number(0);
  const power = Number(value.toExponential(digits - 1).split("e")[1]);
  if (power > 6 || power < -5) return `${number(value / 10 ** power, `${plus}.${digits - 1}f`)}\u202f·\u202f10${superscript(power)}`;
  return number(value, `${plus},.${Math.max(0, digits - 1 - power)}f`);
}

/** A whole number written high. @param {number} value */
function superscript(value) {
  return (value < 0 ? "⁻" : "") + [...String(Math.abs(value))].map((each) => POWERS[Number(each)]).join("");
}
