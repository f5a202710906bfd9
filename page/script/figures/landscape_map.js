/* The land as a map: colour by height, light from the upper left, lines of equal height. */

/** Colours are spread by this power of the height: most of the land is low. */
const LAND_SPREAD = 0.5;

/** How high the highest point stands for light and shadow, as a share of the side. */
const LAND_TALL = 0.7;

/** Where light comes from. */
const LAND_LIGHT = [-0.52, 0.34, 0.78];

/** Finer lines for each step between others, where the land is lowest. */
const LAND_FINER = 5;

/** Shares of each hue from the stage on, from low to high: on a dark stage, and on a light one. */
const LAND_HUES = { dark: [0.24, 0.46, 0.5, 0.72, 0.95], light: [0.42, 0.3, 0.3, 0.5, 0.75] };

/** @param {string} hex as #5AC8E8 @returns {number[]} red, green and blue, 0 to 255 */
function landRgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Whether light is what stands out on the stage. */
function landIsDark() {
  return landRgb(colour("stage")).reduce((sum, each) => sum + each, 0) < 384;
}

/** From cool, low, to warm, high: the films' colours. @param {number} share 0 to 1, of the highest @returns {number[]} */
function landColour(share) {
  const [stage, low, high] = ["stage", "positive", "wrong"].map((name) => landRgb(colour(name)));
  const middle = low.map((each, at) => (each + high[at]) / 2), shares = LAND_HUES[landIsDark() ? "dark" : "light"];
  const stops = [low, low, middle, high, high].map((hue, k) => hue.map((each, at) => stage[at] + shares[k] * (each - stage[at])));
  const place = 4 * share ** LAND_SPREAD, from = Math.min(Math.floor(place), 3);
  return stops[from].map((each, at) => each + (place - from) * (stops[from + 1][at] - each));
}

/** A round number for the distance of lines, about a tenth of the highest. @param {number} highest */
function landLines(highest) {
  const wanted = highest / 10 || 1, power = 10 ** Math.floor(Math.log10(wanted));
  return power * [10, 5, 2, 1].find((each) => each * power <= wanted * 1.001);
}

/**
 * Paint a map.
 * @param {HTMLCanvasElement} canvas filled whole, in its own pixels
 * @param {Land} land
 */
function paintLand(canvas, land) {
  const context = canvas.getContext("2d", { alpha: false }), { width, height } = canvas;
  const image = context.createImageData(width, height), rows = landRows(land, width), pen = landPen(land);
  for (let y = 0; y < height; y++) {
    const [row, up] = landCell((1 - (y + 0.5) / height) * (land.rows - 1), land.rows), over = landShares(up), steep = landSlopes(up);
    for (let x = 0; x < width; x++) {
      let cost = 0, alongX = 0, alongY = 0;
      for (let j = 0; j < 4; j++) {
        const at = (row + j) * width + x;
        cost += over[j] * rows.cost[at];
        alongX += over[j] * rows.slope[at];
        alongY += steep[j] * rows.cost[at];
      }
      pen(image.data, 4 * (y * width + x), cost, alongX * (land.columns - 1), alongY * (land.rows - 1), width);
    }
  }
  context.putImageData(image, 0, 0);
}

/** The grid's rows, filled up between its columns: costs, and slopes a cell. @param {Land} land @param {number} width */
function landRows(land, width) {
  const count = land.rows + 2, cost = new Float64Array(count * width), slope = new Float64Array(count * width);
  for (let x = 0; x < width; x++) {
    const [column, across] = landCell(((x + 0.5) / width) * (land.columns - 1), land.columns);
    const shares = landShares(across), slopes = landSlopes(across);
    for (let row = 0; row < count; row++) for (let i = 0; i < 4; i++) {
      const held = land.padded[row * (land.columns + 2) + column + i];
      cost[row * width + x] += shares[i] * held;
      slope[row * width + x] += slopes[i] * held;
    }
  }
  return { cost, slope };
}

/** What colours one pixel; slopes are a side of the map. @param {Land} land */
function landPen(land) {
  const table = Array.from({ length: 257 }, (_, k) => landColour((k / 256) ** 2)), ink = landRgb(colour("ink"));
  const step = landLines(land.highest), rise = LAND_TALL / land.highest, dark = landIsDark();
  const [contrast, darkest, brightest] = dark ? [0.9, 0.5, 1.4] : [0.6, 0.72, 1.15];
  return (data, at, cost, alongX, alongY, width) => {
    const p = alongX * rise, q = alongY * rise;
    const light = (LAND_LIGHT[2] - p * LAND_LIGHT[0] - q * LAND_LIGHT[1]) / Math.sqrt(1 + p * p + q * q);
    const shade = Math.min(Math.max(1 + contrast * (light - LAND_LIGHT[2]), darkest), brightest);
    const steep = Math.sqrt(alongX * alongX + alongY * alongY) / width;
    const line = Math.max(0.34 * landLine(cost, step, steep), cost < step ? 0.2 * landLine(cost, step / LAND_FINER, steep) : 0);
    const hue = table[Math.round(256 * Math.sqrt(Math.min(Math.max(cost / land.highest, 0), 1)))];
    for (let part = 0; part < 3; part++) data[at + part] = (1 - line) * Math.min(255, hue[part] * shade) + line * ink[part];
    data[at + 3] = 255;
  };
}

/** How much of a pixel a line of equal height covers. @param {number} cost @param {number} step @param {number} steep a pixel */
function landLine(cost, step, steep) {
  const level = Math.round(cost / step);
  return level > 0 ? Math.min(Math.max(1.2 - Math.abs(cost - step * level) / (steep + 1e-12), 0), 1) : 0;
}
