/* How neurons are called, the same in all figures: counted from 0, as in the films; outputs by the digit that they stand for. */

/** What a class is called: its name, if classes have names, else its digit. @param {number} label @returns {string} */
function className(label) {
  return DATA.network.classes?.[label] ?? String(label);
}

/** Where a pixel is, as it is told. @param {number} index @param {number} side pixels in a row */
function rowAndColumn(index, side = SIDE) {
  return { row: Math.floor(index / side), column: index % side };
}

/** @param {number} layer @param {number} index @returns {string} */
function neuronName(layer, index) {
  if (layer === 0) return t("Pixel in row {row}, column {column}", rowAndColumn(index));
  if (layer === NETWORK.W.length) return t("Output {digit}", { digit: index });
  return t("Hidden layer {layer}, neuron {neuron}", { layer, neuron: index });
}

/** The same in few letters, for lists. @param {number} layer @param {number} index @returns {string} */
function neuronShortName(layer, index) {
  if (layer === 0) return t("row {row}, column {column}", rowAndColumn(index));
  return layer === NETWORK.W.length ? t("output {digit}", { digit: index }) : t("neuron {neuron}", { neuron: index });
}

/** @param {Pick} pick @returns {string} */
function pickName(pick) {
  return pick.kind === "neuron" ? neuronName(pick.layer, pick.index) : t("A connection");
}

/** Whether two are the same. @param {Pick} one @param {Pick} other */
function samePick(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
