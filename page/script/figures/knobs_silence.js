/* Which neuron matters most? Each hidden one is held still in turn, and many digits are read again. */

/** So many of a layer are listed, those that matter most. */
const KNOBS_SILENCED = 16;

/** Work for so long at a time, in ms, and then let the page breathe. */
const KNOBS_BREATH = 8;

/**
 * How many digits are read correctly with each hidden neuron held still.
 * @param {Trial} trial
 * @param {(layer: number, neuron: number) => number} heldAt what it is held at
 * @yields {{layer: number, neuron: number, right: number}} layer by layer
 */
async function* silenced(trial, heldAt) {
  let since = performance.now();
  for (let layer = 1; layer < trial.network.W.length; layer++) for (let neuron = 0; neuron < trial.network.sizes[layer]; neuron++) {
    const held = heldAt(layer, neuron);
    yield { layer, neuron, right: trial.rightWith(layer - 1, neuron, () => held) };
    if (performance.now() - since < KNOBS_BREATH) continue;
    await new Promise(requestAnimationFrame);
    since = performance.now();
  }
}

/** @param {KnobsFigure} knobs @param {{layer: number, neuron: number, right: number}} found */
function silencedRow(knobs, { layer, neuron, right }) {
  const { count } = knobs.trial, share = right / count, points = (100 * (right - knobs.right)) / count;
  const bar = element("span", { class: "why-change", "aria-hidden": "true" }, element("span", { class: "was" }), element("span", { class: "is" }));
  bar.style.setProperty("--was", String(knobs.right / count));
  bar.style.setProperty("--is", String(share));
  const button = element("button", { type: "button" }, neuronShortName(layer, neuron));
  button.addEventListener("click", () => { knobs.choose(layer - 1, neuron); knobs.parts.layer.focus(); });
  return element("li", {}, button, bar, element("span", { class: "figures" }, number(share, ".1%")),
    element("span", { class: `figures ${points < 0 ? "negative" : points > 0 ? "positive" : ""}` }, points ? number(points, "+.1f") : number(0, ".1f")));
}

/** @param {KnobsFigure} knobs @param {HTMLElement} room @param {{layer: number, neuron: number, right: number}[]} found */
function silencedLayers(knobs, room, found) {
  const layers = [...new Set(found.map(({ layer }) => layer))];
  room.replaceChildren(...layers.map((layer) => {
    const all = found.filter((each) => each.layer === layer).toSorted((one, other) => one.right - other.right);
    const listed = all.slice(0, KNOBS_SILENCED), rest = all.length - listed.length;
    const list = element("ul", {}, ...listed.map((each) => silencedRow(knobs, each)));
    const title = element("h5", {}, t("Hidden layer {n}", { n: layer }));
    return element("div", {}, title, list, ...(rest ? [element("p", { class: "hint" }, t("{rest} others matter no more than the last one here.", { rest }))] : []));
  }));
}

/** @param {KnobsFigure} knobs @param {{layer: number, neuron: number, right: number}[]} found @returns {string} */
function silencedTold({ trial, right }, found) {
  const order = found.toSorted((one, other) => one.right - other.right), [first] = order, { count } = trial;
  const least = found.filter((each) => each.right >= right).length;
  const most = t("On these {count} digits, neuron {n} of hidden layer {layer} matters most: {share:.1%} instead of {learned:.1%}.", {
    count, n: first.neuron, layer: first.layer, share: first.right / count, learned: right / count,
  });
  return least ? `${most} ${t("Without {least} of {all}, taken one at a time, no fewer are read.", { least, all: found.length })}` : most;
}

/** Let the two buttons try all hidden neurons. @param {KnobsFigure} knobs */
function knobsSilence(knobs) {
  const [zero, mean, most, room] = ["zero", "mean", "most", "layers"].map((name) => part(knobs.place, name));
  if (!zero) return;
  const run = async (pressed, heldAt) => {
    if (!knobs.trial) return;
    for (const button of [zero, mean]) { button.disabled = true; button.setAttribute("aria-pressed", String(button === pressed)); }
    const found = [];
    for await (const each of silenced(knobs.trial, heldAt)) found.push(each);
    silencedLayers(knobs, room, found);
    most.textContent = silencedTold(knobs, found);
    for (const button of [zero, mean]) button.disabled = false;
    if (document.activeElement === document.body) pressed.focus({ preventScroll: true });
  };
  zero.addEventListener("click", () => run(zero, () => 0));
  mean.addEventListener("click", () => run(mean, (layer, neuron) => knobs.trial.mean(layer, neuron)));
}
