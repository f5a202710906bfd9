/* A neuron tells its sum; a pixel, what it holds. */

/** So many of the largest terms are told, of those that come in and of those that go on. */
const TERMS_IN = 8, TERMS_ON = 5;

/** @param {HTMLElement} place @param {number} layer from 1 @param {number} index */
function askNeuron(place, layer, index) {
  const { pass } = drawing, shown = pass && sumAsShown(NETWORK, pass, layer, index, TERMS_IN);
  const told = shown && { ...shown, activation: pass.a[layer][index], squish: squishOf(NETWORK, layer - 1) };
  part(place, "formula").innerHTML = told ? askFormula(told) : "";
  part(place, "story").textContent = told ? askStory(told) : askAtRest(layer, index);
  askPictures(place, layer, index);
  askIn(place, layer, index);
  askOnward(place, layer, index);
}

/** @param {number} layer @param {number} index */
function askAtRest(layer, index) {
  const bias = NETWORK.b[layer - 1][index];
  return `${t("Its bias is {bias:+.2f}.", { bias })} ${t("Draw a digit to see what it adds up.")}`;
}

/** @param {HTMLElement} place @param {number} index */
function askPixel(place, index) {
  const { picture } = drawing;
  part(place, "formula").innerHTML = picture ? mathLine("<mi>a</mi><mo>=</mo>", mathNumber(picture[index])) : "";
  part(place, "story").textContent = picture
    ? `${t("It holds {ink:.2f}: 0 is paper, 1 is full ink.", { ink: picture[index] })} ${picture[index] ? "" : t("Paper gives nothing on.")}`
    : t("Draw a digit to see what it holds.");
  askOnward(place, 0, index);
}

/** The sum and what becomes of it, in words. @param {{incoming: number, bias: number, sum: number, activation: number, squish: string}} told */
function askStory(told) {
  const sum = t("What comes in adds up to {incoming:+.2f}. With its bias, {bias:+.2f}, that is {sum:+.2f}.", told);
  return `${sum} ${askActivation(told)}`;
}

/** @param {{activation: number, squish: string, sum: number}} told */
function askActivation(told) {
  if (told.squish === "tanh") return t("The tanh squeezes it between −1 and 1: {activation:+.2f}.", told);
  if (told.squish === "softmax") return t("Softmax compares it with the sums of the other outputs, and shares 1 out among them: {activation:.2f} comes here.", told);
  if (told.squish === "sigmoid") return t("The sigmoid squeezes it between 0 and 1: {activation:.2f}.", told);
  return told.activation > 0 ? t("It is above 0, so ReLU leaves it as it is: {activation:.2f}.", told) : t("It is not above 0, so ReLU makes it 0.");
}

/** Brackets that stay small beside a sum sign. */
const MATH_OPEN = '<mo stretchy="false">(</mo>', MATH_CLOSE = '<mo stretchy="false">)</mo>';

/** How what is made of a sum is written, and what stands in its brackets first. @type {Record<string, [string, string]>} */
const ASK_SQUISH = {
  sigmoid: ["σ", ""],
  relu: ["max", "<mn>0</mn><mo>,</mo>"],
  tanh: ["tanh", ""],
  softmax: ["softmax", ""],
};

/** The formula with its numbers, as MathML. @param {{incoming: number, bias: number, sum: number, activation: number, squish: string}} told */
function askFormula({ incoming, bias, sum, activation, squish }) {
  const [name, more] = ASK_SQUISH[squish];
  const of = (inside) => `<mi>${name}</mi>${MATH_OPEN}${more}${inside}${MATH_CLOSE}`;
  const general = of('<mo>∑</mo><mi>w</mi><mspace width="0.15em"></mspace><mi>a</mi><mo>+</mo><mi>b</mi>');
  const sign = bias < 0 ? "−" : "+";
  return [
    mathLine(`<mi>a</mi><mo>=</mo>${general}`),
    mathLine("<mo>=</mo>", of(`${mathNumber(incoming)}<mo>${sign}</mo>${mathNumber(Math.abs(bias))}`)),
    mathLine("<mo>=</mo>", of(mathNumber(sum))),
    // A share depends on the other sums, too, and so doesn't follow from this one.
    mathLine(`<mo>${squish === "relu" ? "=" : "≈"}</mo>`, mathNumber(activation)),
  ].join(" ");
}

/** @param {...string} parts */
function mathLine(...parts) {
  return `<math><mrow>${parts.join("")}</mrow></math>`;
}

/** @param {number} value with two places */
function mathNumber(value) {
  return `<mn>${number(value, ".2f")}</mn>`;
}
