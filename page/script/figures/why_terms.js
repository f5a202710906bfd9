/* The lead of one output over another, as a list of terms that adds up as it is shown. */

/** So many neurons are listed, those with the largest terms; the rest together. */
const WHY_LISTED = 16;

/**
 * What is listed.
 * @typedef {{name: string, held?: number, term: number, shown: number}} WhyTerm
 * @param {Network} network
 * @param {Pass} pass
 * @param {number} answer
 * @param {number} rival
 * @returns {{rows: WhyTerm[], lead: number, sums: [number, number]}} the largest terms first, the
 *   biases last; `shown` is rounded so that all add up to the lead, as both sums' difference does
 */
function whyTerms(network, pass, answer, rival) {
  const { terms, bias } = termsOf(network, pass, answer, rival), z = pass.z.at(-1), lead = z[answer] - z[rival];
  const rows = network.W.length > 1 ? whyNeurons(network, terms, pass.a.at(-2)) : whyVotes(terms);
  rows.push({ name: t("both biases"), term: bias });
  const shown = roundedToAddUp(rows.map(({ term }) => term), 2, lead);
  rows.forEach((row, at) => { row.shown = shown[at]; });
  const [mine, theirs] = roundedToAddUp([z[answer], -z[rival]], 2, lead);
  return { rows, lead, sums: [mine, -theirs] };
}

/** @param {Network} network @param {number[]} terms @param {ArrayLike<number>} held @returns {WhyTerm[]} */
function whyNeurons(network, terms, held) {
  const order = [...terms.keys()].toSorted((one, other) => Math.abs(terms[other]) - Math.abs(terms[one]));
  const listed = order.length > WHY_LISTED ? order.slice(0, WHY_LISTED - 1) : order, rest = order.slice(listed.length);
  const rows = listed.map((at) => ({ name: neuronShortName(network.W.length - 1, at), held: held[at], term: terms[at] }));
  if (rest.length) rows.push({ name: t("{count} others together", { count: rest.length }), term: sumOf(rest.map((at) => terms[at])) });
  return rows;
}

/** Without hidden layers every pixel votes. @param {number[]} terms @returns {WhyTerm[]} */
function whyVotes(terms) {
  const ink = (sign) => terms.filter((each) => sign * each > 0);
  return [[1, t("pixels for it")], [-1, t("pixels against it")]].map(([sign, name]) => ({ name, term: sumOf(ink(sign)) }));
}

/** A bar from a middle line to the right or, with another pattern, to the left. @param {number} value @param {number} most */
function signedBar(value, most) {
  const bar = element("span", { class: value < 0 ? "bar minus" : "bar plus" });
  bar.style.setProperty("--share", String(most ? Math.abs(value) / most : 0));
  return element("span", { class: "why-signed", "aria-hidden": "true" }, bar);
}

/** @param {WhyTerm} row @param {number} most @param {boolean} holds whether there is a column for what neurons hold */
function whyRow({ name, held, term, shown }, most, holds) {
  const light = held === undefined ? [] : [element("span", { class: "why-light", "aria-hidden": "true", style: `--light: ${Math.min(Math.abs(held), 1)}${held < 0 ? "; --firing: var(--negative)" : ""}` }), number(held, ".2f")];
  return element("tr", {},
    element("th", { scope: "row" }, name),
    ...(holds ? [element("td", { class: "figures" }, ...light)] : []),
    element("td", { class: "wide" }, signedBar(term, most)),
    element("td", { class: `figures ${shown < 0 ? "negative" : "positive"}` }, number(shown, "+.2f")));
}

/** Write the list and its sum. @param {HTMLElement} place @param {ReturnType<typeof whyTerms>} told @param {number} answer @param {number} rival */
function whyWriteTerms(place, { rows, lead, sums }, answer, rival) {
  const most = Math.max(...rows.map(({ term }) => Math.abs(term))), holds = NETWORK.W.length > 1;
  part(place, "terms").replaceChildren(...rows.map((row) => whyRow(row, most, holds)));
  const made = `${number(sums[0], "+.2f")} − (${number(sums[1], "+.2f")}) =`;
  part(place, "total").replaceChildren(element("tr", {},
    element("th", { scope: "row", colspan: holds ? 3 : 2 }, t("Lead of {answer} over {rival}", { answer, rival }), element("span", { class: "made" }, made)),
    element("td", { class: "figures" }, number(lead, "+.2f"))));
}
