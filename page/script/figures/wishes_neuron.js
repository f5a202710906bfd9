/* What is wished of one neuron, as a sum that adds up as it is shown. */

/** So many terms are told singly. */
const WISHES_TERMS = 16;

/** Show the sum of a neuron's wishes, and what follows from it. @param {HTMLElement} place */
function wishesNeuron(place, { wishes, picked }) {
  const { layer, index } = picked ?? { layer: Math.max(NETWORK.sizes.length - 2, 1), index: 0 }, last = NETWORK.sizes.length - 1, field = part(place, "index");
  part(place, "layer").value = String(layer);
  field.max = String(NETWORK.sizes[layer] - 1);
  field.value = String(index);
  if (!wishes.pass) { part(place, "terms").replaceChildren(); part(place, "meaning").replaceChildren(); return; }
  const rows = layer === last ? wishesOfOutput(wishes, index) : wishesOfHidden(wishes, layer, index);
  part(place, "terms").replaceChildren(...rows);
  const told = wishesMeaning(wishes, layer, index), room = part(place, "meaning");
  // What was said needn't be said again; pictures are painted anew.
  if (told.length === 2 || told.map((each) => each.textContent).join("") !== room.textContent) room.replaceChildren(...told);
}

/** How many decimals let the largest of some numbers be seen with three digits. @param {number[]} values */
function wishesDecimals(values) {
  const most = Math.max(...values.map(Math.abs));
  return most ? Math.min(Math.max(2 - Math.floor(Math.log10(most)), 2), 6) : 2;
}

/** A number with its sign; 0, as it is written, has none. @param {number} value @param {number} decimals */
function wishesSigned(value, decimals) {
  const none = Number(value.toFixed(decimals)) === 0;
  return number(none ? 0 : value, none ? `.${decimals}f` : `+.${decimals}f`);
}

/** A row of cells; the first one heads it. @param {string[]} texts @param {string} kind */
function wishesRow(texts, kind = "") {
  const [head, ...cells] = texts;
  return element("tr", { class: kind || null }, element("th", { scope: "row" }, head), ...cells.map((each) => element("td", {}, each)));
}

/** The sum of an output: twice the gap. @param {Wishes} wishes @param {number} index */
function wishesOfOutput(wishes, index) {
  const is = wishes.pass.a.at(-1)[index], wanted = wishes.wanted[index];
  return [
    wishesRow([t("should be"), number(wanted)]),
    wishesRow([t("is"), number(is, ".3f")]),
    wishesRow([t("wish: twice the gap"), number(2 * (wanted - is), "+.3f")], "total"),
  ];
}

/** The sum of a neuron before others. @param {Wishes} wishes @param {number} layer @param {number} index */
function wishesOfHidden(wishes, layer, index) {
  const terms = wishes.terms(layer, index), few = wishesFew(terms), rest = terms.filter((each) => !few.includes(each));
  const total = -wishes.along.a[layer][index], parts = [...few.map((each) => each.wish), ...(rest.length ? [sumOf(rest.map((each) => each.wish))] : [])];
  const decimals = wishesDecimals([...parts, total]), shown = roundedToAddUp(parts, decimals, total), inner = wishesDecimals(few.map((each) => each.sum));
  const head = element("tr", {}, ...[layer + 2 === NETWORK.sizes.length ? t("output") : t("neuron"), t("wish for its sum"), t("× weight"), t("= wish for this one")].map((each) => element("th", { scope: "col" }, each)));
  return [
    element("thead", {}, head),
    ...few.map(({ from, sum, weight }, k) => wishesRow([String(from), wishesSigned(sum, inner), number(weight, "+.2f"), wishesSigned(shown[k], decimals)])),
    ...(rest.length ? [wishesRow([t("{count:,} others", { count: rest.length }), "", "", wishesSigned(shown.at(-1), decimals)])] : []),
    wishesRow([t("all together"), "", "", wishesSigned(total, decimals)], "total"),
  ];
}

/** All terms in their order, or the largest of many. @param {{from: number, wish: number}[]} terms */
function wishesFew(terms) {
  if (terms.length <= WISHES_TERMS) return terms;
  return terms.toSorted((one, other) => Math.abs(other.wish) - Math.abs(one.wish)).slice(0, WISHES_TERMS);
}

/** What a neuron's wish asks of its own sum, bias and weights, in words. @param {Wishes} wishes @param {number} layer @param {number} index */
function wishesMeaning(wishes, layer, index) {
  const wish = -wishes.along.a[layer][index], told = { layer, index, held: wishes.pass.a[layer][index], wish: significant(wish, 3, true) };
  if (!layer) {
    const canvas = element("canvas", { role: "img", "aria-label": t("What is wished of the pixels") }), all = wishes.ofLayer(0);
    if (all.length === SIDE * SIDE) paintSigned(canvas, all, largestButFew(all));
    return [element("p", {}, t("Pixel {index} is at {held:.2f}. Its wish is {wish}, and nobody can grant it: the image is given. This is what is wished of all of them.", told)), canvas];
  }
  const slope = wishesSlope(wishes, layer, index), sum = -wishes.along.b[layer - 1][index];
  const output = layer === NETWORK.sizes.length - 1;
  const signed = wishes.network.activation === "tanh";  // below 0, who holds less glows brighter
  const first = output ? t("Output {index} is at {held:.3f}. What is wished of it is {wish}, twice the gap to what it should be.", told)
    : signed && wish > 0 ? t("Neuron {index} of hidden layer {layer} is at {held:.3f}, and is asked to hold more: {wish}.", told)
    : signed && wish < 0 ? t("Neuron {index} of hidden layer {layer} is at {held:.3f}, and is asked to hold less: {wish}.", told)
    : wish > 0 ? t("Neuron {index} of hidden layer {layer} is at {held:.3f}, and is asked to be brighter: {wish}.", told)
    : wish < 0 ? t("Neuron {index} of hidden layer {layer} is at {held:.3f}, and is asked to be darker: {wish}.", told)
      : t("Neuron {index} of hidden layer {layer} is at {held:.3f}, and nothing is asked of it.", told);
  const shared = output && wishes.network.output === "softmax";
  const second = shared ? t("Softmax shares 1 out among all outputs, so its sum moves the others, too. All of that together, the wish for its sum, and for its bias, is {sum}.", { sum: significant(sum, 3, true) }) : t("Its activation rises by {slope} for each unit of its sum. So the wish for its sum, and for its bias, is {wish} times {slope}, which is {sum}.", { wish: told.wish, slope: significant(slope), sum: significant(sum, 3, true) });
  return [element("p", {}, first), element("p", {}, second), element("p", {}, wishesOfItsWeights(wishes, layer, index, sum))];
}

/** Which of a neuron's weights is asked for most. @param {Wishes} wishes @param {number} layer @param {number} index @param {number} sum */
function wishesOfItsWeights(wishes, layer, index, sum) {
  const before = wishes.pass.a[layer - 1], sizes = before.map(Math.abs), brightest = sizes.indexOf(Math.max(...sizes));
  if (!sum || !before[brightest]) return t("So nothing is asked of its weights.");
  const values = { from: brightest, held: before[brightest], asked: significant(sum * before[brightest], 3, true) };
  return layer === 1
    ? t("Of its weights, the one from the brightest pixel, {from}, is asked for most: {held:.2f} times that, which is {asked}.", values)
    : t("Of its weights, the one from the most active neuron before it, {from}, is asked for most: {held:.3f} times that, which is {asked}.", values);
}

/** The slope of a neuron's activation along its own sum, where it is now. @param {Wishes} wishes @param {number} layer @param {number} index */
function wishesSlope(wishes, layer, index) {
  return slopeAt(wishes.network, layer - 1, wishes.pass.a[layer][index]);
}
