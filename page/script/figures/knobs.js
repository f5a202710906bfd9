/* Turn the knobs: one neuron of a copy of the network, its bias and weights, and what comes of it. */

/** A bias may be turned so far, at least; weights so far. */
const KNOBS_BIAS = 10, KNOBS_WEIGHT = 6;

/** So many weights have a slider each: those that carry most. */
const KNOBS_LISTED = 16;

class KnobsFigure {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    const names = ["layer", "neuron", "reset", "bias", "biasTold", "factor", "factorTold", "picture", "weights", "each", "eachTold", "list", "sum", "held", "plot", "top", "bottom", "was", "point", "answer", "outputs", "share", "change", "bar", "counted", "told"];
    this.parts = Object.fromEntries(names.map((name) => [name, part(place, name)]));
    this.plot = new CurvePlot(this.parts.plot, { low: -8, high: 8, top: 1, f: sigmoid });
    /** @type {Trial|null} */
    this.trial = null;
    this.update = onceAFrame(() => this.show());
  }

  async begin() {
    const { layer, neuron, reset, bias, factor } = this.parts;
    offerDigits(part(this.place, "digits"));
    layer.addEventListener("change", () => this.choose(Number(layer.value), 0));
    neuron.addEventListener("change", () => this.choose(Number(layer.value), Number(neuron.value)));
    reset.addEventListener("click", () => { this.choose(this.turned.step, this.turned.neuron); this.tell(); });
    bias.addEventListener("input", () => this.turn({ bias: Number(bias.value) }));
    factor.addEventListener("input", () => this.turn({ factor: Number(factor.value) }));
    this.place.addEventListener("change", () => this.tell());
    this.choose(0, 0);
    drawing.on(whenSeen(this.place, () => this.show()));
    onTheme(this.update);
    knobsSilence(this);
    const { bytes, labels } = await trialDigits();
    this.trial = new Trial(NETWORK, bytes, labels);
    this.right = this.trial.right;
    this.choose(this.turned.step, this.turned.neuron);
  }

  /** Take a neuron as it is. @param {number} step @param {number} neuron */
  choose(step, neuron) {
    const n = NETWORK.sizes[step], weights = NETWORK.W[step].slice(neuron * n, (neuron + 1) * n);
    /** @type {Turned} */
    this.turned = { step, neuron, bias: NETWORK.b[step][neuron], factor: 1, weights };
    this.learned = { ...this.turned, weights: weights.slice() };
    this.weigh();
    this.setKnobs();
    this.again();
  }

  /** Show what is turned: digits are read again only then, not when another one is on the pad. */
  again() {
    this.stale = true;
    this.update();
  }

  /** Ask what does not change while bias and factor are turned. */
  weigh() {
    this.weighted = this.trial?.weighted(this.turned.step, this.turned.weights);
  }

  setKnobs() {
    const { layer, neuron, bias, factor, picture, each, top } = this.parts, { step, neuron: chosen } = this.turned;
    const reach = Math.ceil(Math.max(KNOBS_BIAS, 1.5 * Math.abs(this.turned.bias)));
    layer.value = String(step);
    neuron.replaceChildren(...Array.from({ length: NETWORK.sizes[step + 1] }, (_, at) => element("option", { value: at }, String(at))));
    neuron.value = String(chosen);
    Object.assign(bias, { min: String(-reach), max: String(reach), value: String(this.turned.bias) });
    factor.value = "1";
    picture.hidden = step > 0;
    each.hidden = step === 0;
    if (step) this.listWeights();
    const curve = ACTIVATIONS[squishOf(NETWORK, step)];
    // A share of 1 hangs on the other outputs' sums, too: there is no curve for it.
    this.parts.plot.hidden = !curve;
    if (!curve) return;
    const rims = squishRims(curve);
    top.textContent = number(rims.top);
    this.parts.bottom.textContent = number(rims.bottom);
    this.plot.show({ low: -8, high: 8, f: curve.f, ...rims });
  }

  /** A slider for each of the largest weights. */
  listWeights() {
    const { list, eachTold } = this.parts, { weights } = this.turned, sizes = weights.map(Math.abs);
    const order = [...weights.keys()].toSorted((one, other) => sizes[other] - sizes[one]).slice(0, KNOBS_LISTED);
    const reach = Math.ceil(Math.max(KNOBS_WEIGHT, 1.5 * sizes[order[0]]));
    eachTold.textContent = order.length < weights.length
      ? t("The {listed} largest of {count}, largest first.", { listed: order.length, count: weights.length })
      : t("From all {count} neurons of the layer before, the largest first.", { count: weights.length });
    this.sliders = order.map((from) => {
      const told = element("span"), slider = element("input", { type: "range", step: 0.05, min: -reach, max: reach, value: weights[from] });
      slider.addEventListener("input", () => {
        weights[from] = Number(slider.value);
        this.weigh();
        this.turn({});
      });
      return { from, told, label: element("label", { class: "knob" }, told, slider) };
    });
    list.replaceChildren(...this.sliders.map(({ label }) => label));
  }

  /** @param {Partial<Turned>} change */
  turn(change) {
    Object.assign(this.turned, change);
    this.again();
  }

  /** Whether the neuron isn't what it learned to be. */
  get moved() {
    const { turned, learned } = this;
    return turned.bias !== learned.bias || turned.factor !== 1 || turned.weights.some((each, at) => each !== learned.weights[at]);
  }

  show() {
    const { parts, turned } = this, network = networkWith(NETWORK, turned);
    parts.reset.disabled = !this.moved;
    parts.biasTold.textContent = t("Bias: {bias:+.2f}", { bias: turned.bias });
    parts.factorTold.textContent = t("All weights times {factor:.2f}", { factor: turned.factor });
    if (turned.step === 0) paintEffects(parts.weights, turned.weights.map((each) => turned.factor * each), knobsScale(this.learned.weights));
    else for (const { from, told } of this.sliders) {
      const values = { n: from, weight: turned.weights[from], held: drawing.pass?.a[turned.step][from] ?? 0 };
      told.textContent = drawing.pass ? t("From neuron {n}: {weight:+.2f}, which holds {held:.2f}", values) : t("From neuron {n}: {weight:+.2f}", values);
    }
    this.showDigit(network);
    this.showAccuracy();
  }

  /** What becomes of the digit on the pad. @param {Network} network */
  showDigit(network) {
    const { parts, turned: { step, neuron, bias }, plot } = this, { picture, pass } = drawing;
    for (const name of ["was", "point"]) parts[name].hidden = !picture;
    if (!picture) {
      parts.answer.textContent = t("Draw a digit on the pad, or take one of these.");
      for (const name of ["sum", "held", "outputs"]) parts[name].replaceChildren();
      return;
    }
    const now = forward(network, picture), z = now.z[step][neuron], before = pass.z[step][neuron];
    const [sum, biasShown] = roundedToAddUp([z - bias, bias], 2, z);
    parts.sum.textContent = t("Weighted sum {sum:+.2f}, bias {bias:+.2f}: together {z:+.2f}.", { sum, bias: biasShown, z });
    parts.held.textContent = t("It holds {now:.2f}; learned: {before:.2f}.", { now: now.a[step + 1][neuron], before: pass.a[step + 1][neuron] });
    plot.put(parts.point, z);
    plot.put(parts.was, before);
    const answer = answerOf(now), learned = answerOf(pass);
    parts.answer.textContent = answer === learned ? t("Answer: {answer}", { answer }) : t("Answer: {answer}, no longer {learned}", { answer, learned });
    parts.outputs.replaceChildren(...Array.from(now.a.at(-1), (each, digit) => whyOutput(digit, pass.a.at(-1)[digit], each, digit === answer)));
  }

  /** How many digits are read correctly now, and how many were. */
  showAccuracy() {
    const { trial, parts } = this;
    if (!trial) return;
    if (this.stale) this.rightNow = this.moved ? trial.rightTurned(this.turned, this.weighted) : this.right;
    this.stale = false;
    const { count } = trial, share = this.rightNow / count, more = this.rightNow - this.right;
    parts.share.textContent = t("{share:.1%} read correctly", { share });
    parts.change.textContent = more ? t("{points:+.1f} percentage points", { points: (100 * more) / count }) : t("no change");
    parts.change.className = more ? (more > 0 ? "positive" : "negative") : "";
    parts.bar.style.setProperty("--was", String(this.right / count));
    parts.bar.style.setProperty("--is", String(share));
    parts.counted.textContent = t("{right} of {count} digits of our own handwriting, which it did not learn from; {before} with what it learned.", { right: this.rightNow, count, before: this.right });
  }

  /** Say what came of it, once a knob is let go. */
  tell() {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      this.parts.told.textContent = ["answer", "share", "change"].map((name) => this.parts[name].textContent).join(". ");
    }));
  }
}

/** What is drawn in full colour. @param {Float32Array} weights */
function knobsScale(weights) {
  return Math.max(...weights.map(Math.abs)) || 1;
}

figure("knobs", (place) => new KnobsFigure(place).begin());
