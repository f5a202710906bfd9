/* Lists of what comes in and what goes on, each a button that asks that connection. */

/** Where all are smaller than this, none gets a full bar. */
const SMALLEST_FULL_BAR = 0.2;

/**
 * A row that asks a connection.
 * @param {Term} term
 * @param {{name: string, value: number, largest: number, product: boolean}} how
 */
function askRow(term, { name, value, largest, product }) {
  const button = element("button", { type: "button", class: "term", "data-from": term.from },
    element("span", { class: "who" }, name),
    element("span", { class: "number product" }, product ? `${number(term.weight, ".2f")} × ${number(term.held, ".2f")}` : ""),
    askBar(value, largest),
    element("span", { class: `number ${askSign(value)}` }, askNumber(value)));
  button.addEventListener("click", () => {
    const place = button.closest(".figure");
    askFromHere(place, { kind: "edge", step: term.step, from: term.from, to: term.to });
  });
  return element("li", {}, button);
}

/** A bar to the right for what adds, to the left for what takes away. @param {number} value @param {number} largest */
function askBar(value, largest) {
  const share = Math.min(Math.abs(value) / Math.max(largest, SMALLEST_FULL_BAR), 1);
  return element("span", { class: `span ${value < 0 ? "less" : "more"}`, style: `--share: ${share}`, "aria-hidden": "true" });
}

/** A number with its sign, if it has one as it is shown. @param {number} value */
function askNumber(value) {
  return number(value, askSign(value) ? "+.2f" : ".2f");
}

/** The class of a number by the sign that it is shown with. @param {number} value */
function askSign(value) {
  return Math.abs(value) < 0.005 ? "" : value < 0 ? "negative" : "positive";
}

/** A row that only tells. @param {string} name @param {number} value @param {string} [kind] */
function askPlainRow(name, value, kind = "") {
  return element("li", { class: `plain ${kind}` }, element("span", { class: "who" }, name), element("span", { class: "number" }, askNumber(value)));
}

/** What comes in, or would. @param {HTMLElement} place @param {number} layer from 1 @param {number} index */
function askIn(place, layer, index) {
  const { pass } = drawing;
  if (pass) askTermsIn(place, sumAsShown(NETWORK, pass, layer, index, TERMS_IN));
  else askWeightsIn(place, layer, index);
}

/** What comes in. @param {HTMLElement} place @param {ReturnType<typeof sumAsShown>} shown */
function askTermsIn(place, { terms, shown, rest, others, bias, sum }) {
  const largest = Math.max(...shown.map(Math.abs));
  const rows = terms.map((term, at) => askRow(term, { name: neuronShortName(term.step, term.from), value: shown[at], largest, product: true }));
  if (others) rows.push(askPlainRow(t("all {count:,} others together", { count: others }), rest));
  rows.push(askPlainRow(t("bias"), bias), askPlainRow(t("sum"), sum, "sum"));
  part(place, "into-title").textContent = t("Where its sum comes from, largest first");
  part(place, "into-rows").replaceChildren(...rows);
}

/** What would come in: weights only. @param {HTMLElement} place @param {number} layer @param {number} index */
function askWeightsIn(place, layer, index) {
  const terms = largestFirst(termsInto(NETWORK, null, layer, index), true).slice(0, TERMS_IN), largest = Math.abs(terms[0].weight);
  part(place, "into-title").textContent = t("Its largest weights");
  part(place, "into-rows").replaceChildren(...terms.map((term) =>
    askRow(term, { name: neuronShortName(term.step, term.from), value: term.weight, largest, product: false })));
}

/** What goes on. @param {HTMLElement} place @param {number} layer @param {number} index */
function askOnward(place, layer, index) {
  if (layer === NETWORK.W.length) return;
  const { pass } = drawing, byWeight = !pass, terms = largestFirst(termsFrom(NETWORK, pass, layer, index), byWeight).slice(0, TERMS_ON);
  const value = (term) => (byWeight ? term.weight : term.carried), largest = Math.abs(value(terms[0]));
  part(place, "onward-title").textContent = byWeight ? t("The largest weights that lead on from it") : t("What it gives on, largest first");
  part(place, "onward-rows").replaceChildren(...terms.map((term) =>
    askRow(term, { name: neuronShortName(term.step + 1, term.to), value: value(term), largest, product: !byWeight })));
}
