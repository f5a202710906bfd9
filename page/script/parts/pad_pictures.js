/* 28 x 28 numbers as a picture: ink on paper, or weights in the colours of their signs. */

/** Colours of the theme that were asked for: a pen asks many times a second. @type {Map<string, number[]>} */
const SHADES = new Map();
onTheme(() => SHADES.clear());

/** A colour as three numbers from 0 to 255. @param {string} name as colour() knows it @returns {number[]} */
function shadeOf(name) {
  const known = SHADES.get(name);
  if (known) return known;
  const value = colour(name), shade = [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16));
  SHADES.set(name, shade);
  return shade;
}

/** Paint a canvas pixel by pixel. @param {HTMLCanvasElement} canvas @param {number} count @param {(at: number) => {to: number[], from: number[], share: number}} mix */
function paintCells(canvas, count, mix) {
  const image = new ImageData(SIDE, count / SIDE);
  for (let at = 0; at < count; at++) {
    const { from, to, share } = mix(at);
    for (let part = 0; part < 3; part++) image.data[4 * at + part] = from[part] + share * (to[part] - from[part]);
    image.data[4 * at + 3] = 255;
  }
  if (canvas.width !== image.width || canvas.height !== image.height) Object.assign(canvas, { width: image.width, height: image.height });
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** Ink on paper. @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} ink 0 to 1 */
function paintInk(canvas, ink) {
  const from = shadeOf("paper"), to = shadeOf("ink");
  paintCells(canvas, ink.length, (at) => ({ from, to, share: ink[at] }));
}

/** Numbers of both signs. @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {number} scale what is shown in full colour */
function paintSigned(canvas, values, scale) {
  const from = shadeOf("paper"), positive = shadeOf("positive"), negative = shadeOf("negative");
  paintCells(canvas, values.length, (at) => ({
    from, to: values[at] > 0 ? positive : negative, share: Math.min(Math.abs(values[at]) / scale, 1) ** 0.8,
  }));
}
