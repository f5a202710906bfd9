/* How neurons are called: as people count, from 1; outputs by the digit that they stand for. */

/** @param {number} layer @param {number} index @returns {string} */
function neuronName(layer, index) {
  if (layer === 0) return t("Pixel in row {row}, column {column}", { row: Math.floor(index / SIDE) + 1, column: (index % SIDE) + 1 });
  if (layer === NETWORK.W.length) return t("Output {digit}", { digit: index });
  return t("Hidden layer {layer}, neuron {neuron}", { layer, neuron: index + 1 });
}

/** The same in few letters, for lists. @param {number} layer @param {number} index @returns {string} */
function neuronShortName(layer, index) {
  if (layer === 0) return t("row {row}, column {column}", { row: Math.floor(index / SIDE) + 1, column: (index % SIDE) + 1 });
  return layer === NETWORK.W.length ? t("output {digit}", { digit: index }) : t("neuron {neuron}", { neuron: index + 1 });
}

/** @param {Pick} pick @returns {string} */
function pickName(pick) {
  return pick.kind === "neuron" ? neuronName(pick.layer, pick.index) : t("A connection");
}

/** Whether two are the same. @param {Pick} one @param {Pick} other */
function samePick(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
