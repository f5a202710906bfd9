/* Why this answer, and not another? Terms that add up, pixels, and an eraser that tries them. */

/** So many pixels at most are erased to turn an answer: MOST in network/questions/attribution.py. */
const WHY_MOST = 40;

/** Once nothing has changed for so long, in ms, what takes longer is asked. */
const WHY_REST = 150;

/**
 * @typedef {object} WhyCase a digit that is asked about
 * @property {Float32Array} x what the network reads
 * @property {Pass} pass
 * @property {number} answer
 * @property {number} rival
 * @property {number|null} label what it was drawn as, if that is known
 * @property {number} lead of the answer's sum over the rival's
 */

/**
 * The other answer: what was asked for; else what it was drawn as, if that was missed; else the
 * second brightest output.
 * @param {Pass} pass @param {number} answer @param {number|null} wanted @param {number|null} label
 * @returns {number}
 */
function whyRival(pass, answer, wanted, label) {
  for (const digit of [wanted, label]) if (digit !== null && digit !== answer) return digit;
  return firstLargest(pass.a.at(-1).map((each, digit) => (digit === answer ? -1 : each)));
}

/** @param {Pass} pass @param {number} answer @param {number} rival */
function whyLead(pass, answer, rival) {
  return pass.z.at(-1)[answer] - pass.z.at(-1)[rival];
}

class WhyFigure {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    /** @type {WhyCase|null} */
    this.asked = null;
    /** What is left of its ink. @type {Float32Array|null} */
    this.left = null;
    /** The other answer, if a visitor chose it. @type {number|null} */
    this.wanted = null;
    this.random = drawsFrom(0);
    this.parts = Object.fromEntries(["question", "rivals", "ink", "effects", "many", "manyTold", "best", "random", "back", "outputs", "verdict", "control", "cell", "twin", "cellTold"].map((name) => [name, part(place, name)]));
    const show = onceAFrame(() => this.show());
    this.changed = () => { show(); this.rest(); };
  }

  begin() {
    this.listen();
    drawing.on(whenSeen(this.place, () => this.ask()));
    onTheme(() => this.paint());
  }

  listen() {
    const { rivals, many, best, random, back, ink } = this.parts;
    offerDigits(part(this.place, "digits"));
    rivals.addEventListener("click", ({ target }) => {
      if (target.dataset.digit === undefined) return;
      this.wanted = Number(target.dataset.digit);
      this.ask();
    });
    eraser(part(this.place, "pad"), ink, {
      rub: (pixels) => this.erase(pixels),
      toggle: (pixel) => this.toggle(pixel),
      look: (pixel) => this.look(pixel),
    });
    many.addEventListener("input", () => this.tellMany());
    best.addEventListener("click", () => { this.restore(); this.erase(this.order().order.slice(0, this.count())); });
    random.addEventListener("click", () => { this.restore(); this.erase(drawnFrom(inkedPixels(this.asked.x), this.count(), this.random)); });
    back.addEventListener("click", () => { this.restore(); this.changed(); });
  }

  /** Take the digit from the pad. */
  ask() {
    const { picture, pass } = drawing;
    for (const name of ["many", "best", "random", "back"]) this.parts[name].disabled = !picture;
    if (picture) {
      const label = offeredLabel(), answer = answerOf(pass), x = picture.slice();
      if (label !== null && OFFERED.ink !== this.offered) this.wanted = null;
      this.offered = label === null ? null : OFFERED.ink;
      const rival = whyRival(pass, answer, this.wanted, label);
      this.asked = { x, pass, answer, rival, label, lead: whyLead(pass, answer, rival) };
    } else Object.assign(this, { asked: null, offered: null, wanted: null });
    this.known = null;
    this.restore();
    this.tellQuestion();
    this.fresh = true;
    this.changed();
  }

  tellQuestion() {
    const { asked, parts } = this;
    if (!asked) rewrite(parts.question, t("Draw a digit on the pad, or take one of these."));
    else if (asked.label === null || asked.label === asked.answer) rewrite(parts.question, t("Read as {answer}. Why not {rival}?", asked));
    else rewrite(parts.question, t("Drawn as {label}, read as {answer}. Why not {rival}?", asked));
    for (const [name, digit] of [["mine", asked?.answer ?? "k"], ["other", asked?.rival ?? "l"]]) {
      for (const each of this.place.querySelectorAll(`[data-part="${name}"]`)) each.textContent = String(digit);
    }
    for (const button of parts.rivals.children) {
      const digit = Number(button.dataset.digit);
      button.disabled = !asked || digit === asked.answer;
      button.setAttribute("aria-pressed", String(digit === asked?.rival));
    }
    if (asked) whyWriteTerms(this.place, whyTerms(NETWORK, asked.pass, asked.answer, asked.rival), asked.answer, asked.rival);
    else for (const name of ["terms", "total"]) part(this.place, name).replaceChildren();
  }

  /** In which order pixels go, asked once a digit and rival. */
  order() {
    const { x, answer, rival } = this.asked;
    this.known ??= turningOrder(NETWORK, x, answer, rival, WHY_MOST);
    return this.known;
  }

  /** How many pixels are to go. */
  count() {
    return Math.min(Number(this.parts.many.value), inkedPixels(this.asked.x).length);
  }

  restore() {
    this.left = this.asked?.x.slice() ?? null;
  }

  /** @param {Iterable<number>} pixels */
  erase(pixels) {
    if (!this.left) return;
    for (const pixel of pixels) this.left[pixel] = 0;
    this.changed();
  }

  /** @param {number} pixel */
  toggle(pixel) {
    if (!this.left) return;
    this.left[pixel] = this.left[pixel] ? 0 : this.asked.x[pixel];
    this.changed();
    this.look(pixel);
  }

  /** Show all that follows from what is left. */
  show() {
    const { asked, left, parts } = this;
    this.effects = asked ? effectsOf(NETWORK, left, asked.answer, asked.rival) : new Float64Array(SIDE * SIDE);
    this.paint();
    if (!asked) {
      for (const name of ["outputs", "verdict", "control"]) parts[name].replaceChildren();
      return;
    }
    this.now = forward(NETWORK, left);
    whyWriteOutputs(parts.outputs, asked, this.now);
    parts.back.disabled = left.every((each, at) => each === asked.x[at]);
  }

  paint() {
    const blank = new Float32Array(SIDE * SIDE), { asked, left, parts } = this;
    paintRubbed(parts.ink, asked?.x ?? blank, left ?? blank);
    paintEffects(parts.effects, this.effects ?? blank);
  }

  /** When nothing changes any more: say what came of it, and ask chance. */
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (!this.asked) return;
      if (this.fresh) this.parts.many.value = String(this.order().turnedAt ?? WHY_MOST);
      this.fresh = false;
      this.tellMany();
      this.tellOutcome();
    }, WHY_REST);
  }

  tellMany() {
    const { turnedAt } = this.order(), { answer } = this.asked, many = this.count();
    this.parts.manyTold.textContent = turnedAt === null
      ? t("Pixels to erase: {many}. Even {most}, one after another what helps {answer} most, don't change the answer.", { many, most: WHY_MOST, answer })
      : t("Pixels to erase: {many}. Chosen one after another, {enough} {enough:is|are} enough to change the answer.", { many, enough: turnedAt });
  }

  tellOutcome() {
    const { asked, left, parts } = this, inked = inkedPixels(asked.x).length, gone = inked - inkedPixels(left).length;
    const now = forward(NETWORK, left), lead = whyLead(now, asked.answer, asked.rival), changed = answerOf(now) !== asked.answer;
    rewrite(parts.verdict, whyVerdict(asked, { gone, inked, now, lead }));
    rewrite(parts.control, gone && gone < inked
      ? whyControl(turnedByChance(NETWORK, asked.x, gone, WHY_TRIES, drawsFrom(gone)), changed, gone)
      : "");
  }

  /** Tell of one pixel. @param {number|null} pixel */
  look(pixel) {
    const { parts, asked } = this;
    for (const mark of [parts.cell, parts.twin]) {
      mark.hidden = pixel === null;
      mark.style.setProperty("--row", String(Math.floor((pixel ?? 0) / SIDE)));
      mark.style.setProperty("--column", String((pixel ?? 0) % SIDE));
    }
    parts.cellTold.textContent = pixel === null || !asked ? "\u00a0" : this.toldOf(pixel);
  }

  /** @param {number} pixel */
  toldOf(pixel) {
    const { row, column } = rowAndColumn(pixel), original = this.asked.x[pixel];
    if (!original) return t("Row {row}, column {column}: no ink", { row, column });
    if (!this.left[pixel]) return t("Row {row}, column {column}: erased", { row, column });
    const effect = effectsOf(NETWORK, this.left, this.asked.answer, this.asked.rival)[pixel];
    return t("Row {row}, column {column}: ink {ink:.2f}, for the lead {effect:+.2f}", { row, column, ink: original, effect });
  }
}

figure("why", (place) => new WhyFigure(place).begin());
