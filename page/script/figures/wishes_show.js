/* What the figure of backward wishes shows: network, outputs, and what came of a step. */

/** Show everything anew. @param {HTMLElement} place */
function wishesShow(place, now) {
  const { wishes } = now, any = Boolean(wishes.pass);
  part(place, "blank").hidden = any;
  paintInk(part(place, "digit"), wishes.picture ?? new Float32Array(SIDE * SIDE));
  for (const radio of place.querySelectorAll("[name=wishes-wanted]")) Object.assign(radio, { checked: any && Number(radio.value) === wishes.label, disabled: !any });
  for (const button of place.querySelectorAll("[data-stage]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.stage) === now.stage));
    button.disabled = !any;
  }
  for (const name of ["run", "do"]) part(place, name).disabled = !any;
  for (const name of ["undo", "reset"]) part(place, name).disabled = !any || !wishes.before.length;
  part(place, "taken").textContent = wishes.before.length ? t("{count:,} {count:step|steps} taken", { count: wishes.before.length }) : "";
  part(place, "shown").textContent = significant(wishesRateOf(place), 2);
  wishesNetwork(place, now);
  wishesOutputs(place, now);
  wishesNeuron(place, now);
  wishesResults(place, now);
}

/** The network: wishes of as many layers as were reached, edges in what is wished of weights. */
function wishesNetwork(place, now) {
  const { wishes, view, stage, picked } = now, { sizes } = NETWORK, last = sizes.length - 1;
  if (!wishes.pass) {
    clearInterval(now.lighting);
    view.tint(null, 1);
    view.showNothing();
    view.showActivations(null);
    part(place, "told").textContent = part(place, "scales").textContent = "";
    return;
  }
  const reached = sizes.map((_, layer) => layer >= last - stage);
  const layers = reached.map((is, layer) => (is ? wishesInFull(wishes.ofLayer(layer)) : null));
  const values = wishes.network.W.map((weights, k) => (reached[k] ? wishes.ofWeights(k) : new Float32Array(weights.length)));
  view.showActivations(wishes.pass.a);
  view.tint(layers, 1);
  wishesLight(now, values);
  view.mark(picked && { kind: "neuron", ...picked });
  rewrite(part(place, "told"), wishesStory(wishes, stage));
  part(place, "scales").textContent = t("Each layer is coloured by its own largest wish.");
}

/** Values as shares of their largest size: each layer asks on a scale of its own. @param {Float32Array} values */
function wishesInFull(values) {
  const most = wishesLargest(values) || 1;
  return values.map((each) => each / most);
}

/** The largest size among some values. @param {Float32Array} values */
function wishesLargest(values) {
  return values.reduce((found, each) => Math.max(found, Math.abs(each)), 0);
}

/** What is seen at a stage, in words. @param {Wishes} wishes @param {number} stage @returns {string} */
function wishesStory(wishes, stage) {
  const layer = NETWORK.sizes.length - 1 - stage;
  const answer = answerOf(wishes.pass);
  if (!stage) {
    return answer === wishes.label
      ? t("The network's answer is {answer}, as it should be. The arrows are what is still missing.", { answer })
      : t("The network's answer is {answer}. The arrows show what each output should be.", { answer });
  }
  const told = { count: NETWORK.sizes[layer], after: NETWORK.sizes[layer + 1], most: significant(wishesLargest(wishes.ofLayer(layer)), 2), weights: significant(wishesLargest(wishes.ofWeights(layer)), 2) };
  if (!layer) return t("Every weight of a pixel is asked for as much as its pixel is bright: {weights} at most. Wishes for the pixels would go on, but the image is given.", told);
  return t("Each of these {count:,} neurons hears the wishes of all {after:,} after it, and adds them up: {most} at most. A weight is asked for more, the more active the neuron is that it comes from: {weights} at most.", told);
}

/** The outputs: what they are, what they should be, and their squares, which add up to the cost. */
function wishesOutputs(place, { wishes, last }) {
  const rows = [...part(place, "outputs").rows];
  if (!wishes.pass) {
    for (const row of rows) { row.cells[1].style.cssText = ""; for (const cell of [...row.cells].slice(2)) cell.textContent = ""; }
    part(place, "cost").textContent = "";
    return;
  }
  const outputs = wishes.pass.a.at(-1), squares = Array.from(outputs, (each, j) => (each - wishes.wanted[j]) ** 2);
  const shown = roundedToAddUp(squares, 3, wishes.cost);
  rows.forEach((row, j) => {
    const [, track, is, wanted, square] = row.cells, from = outputs[j], to = wishes.wanted[j];
    is.textContent = number(from, ".3f");
    wanted.textContent = number(to);
    square.textContent = number(shown[j], ".3f");
    for (const [name, value] of [["is", from], ["from", Math.min(from, to)], ["far", Math.abs(to - from)], ["was", last?.before.outputs[j] ?? 0]]) track.style.setProperty(`--${name}`, value.toFixed(4));
    track.querySelector(".ghost").hidden = !last;
    track.querySelector(".arrow").className = `arrow ${to > from ? "up" : "down"}`;
  });
  part(place, "cost").textContent = number(wishes.cost, ".3f");
}

/** What came of the step that was taken last. */
function wishesResults(place, { last, wishes }) {
  part(place, "results").hidden = !last;
  if (!last) { part(place, "done").textContent = ""; return; }
  const { before, after, foretold, astray } = last, mean = sumOf(astray) / astray.length;
  const cells = [
    [before.cost, after.cost].map((each) => number(each, ".3f")),
    ["", number(foretold, ".3f")],
    ["", number(mean, ".3f")],
    [before.outputs[wishes.label], after.outputs[wishes.label]].map((each) => number(each, ".3f")),
    [number(before.answer), number(after.answer)],
    [number(before.read), number(after.read)],
  ];
  [...part(place, "results").tBodies[0].rows].forEach((row, k) => { [row.cells[1].textContent, row.cells[2].textContent] = cells[k]; });
  const values = { before: before.cost, after: after.cost, low: Math.min(...astray), high: Math.max(...astray) };
  const told = after.cost < before.cost
    ? t("The cost of this image fell from {before:.3f} to {after:.3f}.", values)
    : t("The cost of this image rose from {before:.3f} to {after:.3f}: the step was too long for its slope to hold.", values);
  const control = t("Steps as long in random directions end between {low:.3f} and {high:.3f}.", values);
  const others = after.read < before.read ? t("Nobody asked the other digits: of the samples, fewer are read now.") : "";
  rewrite(part(place, "done"), [told, control, others].join(" ").trim());
}
