/* Three pictures of a neuron: its weights, what is there, and what each gives: 28 x 28 pixels, or bars for fewer. */

/** Bars in CSS pixels. */
const BARS_WIDE = 168, BARS_HIGH = 96;

/** @param {HTMLElement} place @param {number} layer from 1 @param {number} index */
function askPictures(place, layer, index) {
  const { pass } = drawing, terms = termsInto(NETWORK, pass, layer, index), weights = terms.map((each) => each.weight);
  const scale = largestButFew(Float32Array.from(weights)), carried = terms.map((each) => each.carried);
  const strongest = Math.max(...carried.map(Math.abs)) || 1, held = pass?.a[layer - 1], most = held ? Math.max(1, ...held) : 1;
  askPicture(part(place, "weights"), weights, scale, true);
  askPicture(part(place, "held"), held ?? weights.map(() => 0), most, false);
  askPicture(part(place, "terms"), carried, strongest, true);
  askPicturesTold(place, { weights, carried: pass && carried, scale, strongest });
}

/** @param {HTMLElement} place @param {{weights: number[], carried: number[]|null, scale: number, strongest: number}} shown */
function askPicturesTold(place, { weights, carried, scale, strongest }) {
  const range = { lowest: Math.min(...weights), highest: Math.max(...weights) };
  part(place, "weights").setAttribute("aria-label", t("Its weights, from {lowest:+.2f} to {highest:+.2f}", range));
  part(place, "held").setAttribute("aria-label", t("What is there now"));
  part(place, "terms").setAttribute("aria-label", carried ? t("What each gives, from {lowest:+.2f} to {highest:+.2f}", { lowest: Math.min(...carried), highest: Math.max(...carried) }) : t("Nothing yet"));
  part(place, "pictures-told").textContent = askScale(weights.length === SIDE * SIDE, Boolean(carried), { scale, strongest });
}

/** What the strongest colour, or the longest bar, stands for. @param {boolean} pixels @param {boolean} carried @param {{scale: number, strongest: number}} sizes */
function askScale(pixels, carried, sizes) {
  if (!pixels) {
    return carried
      ? t("The longest bars: a weight of {scale:.2f} or more, and what gives {strongest:.2f}.", sizes)
      : t("The longest bars: a weight of {scale:.2f} or more.", sizes);
  }
  return carried
    ? t("Full colour: a weight of {scale:.2f} or more, and what gives {strongest:.2f}.", sizes)
    : t("Full colour: a weight of {scale:.2f} or more.", sizes);
}

/** @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {number} scale @param {boolean} signed */
function askPicture(canvas, values, scale, signed) {
  const square = values.length === SIDE * SIDE;
  canvas.classList.toggle("pixels", square);
  if (!square) askBars(canvas, values, scale, signed);
  else if (signed) paintSigned(canvas, values, scale);
  else paintInk(canvas, values);
}

/** @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {number} scale @param {boolean} signed */
function askBars(canvas, values, scale, signed) {
  const ratio = Math.max(devicePixelRatio, 1), context = canvas.getContext("2d");
  canvas.width = BARS_WIDE * ratio;
  canvas.height = BARS_HIGH * ratio;
  context.scale(ratio, ratio);
  context.fillStyle = colour("paper");
  context.fillRect(0, 0, BARS_WIDE, BARS_HIGH);
  const middle = signed ? BARS_HIGH / 2 : BARS_HIGH - 4, room = middle - 4, pitch = (BARS_WIDE - 8) / values.length;
  Array.from(values).forEach((value, at) => {
    const high = Math.min(Math.abs(value) / scale, 1) * room, gap = Math.min(pitch / 5, 3);
    context.fillStyle = colour(!signed ? "ink" : value < 0 ? "negative" : "positive");
    context.fillRect(4 + at * pitch, value < 0 ? middle : middle - high, pitch - gap, Math.max(high, 0.5));
  });
  context.fillStyle = colour("quiet");
  context.fillRect(4, middle - 0.5, BARS_WIDE - 8, 1);
}
