/* Ten little digits beside a figure far from the pad: a press puts one there. And one that is misread. */

/** Our own digits on which neurons are tried. @returns {Promise<{bytes: Uint8Array, labels: number[], count: number}>} */
async function trialDigits() {
  const { images, labels } = await later("trial_digits");
  return { bytes: await inflated(images), labels, count: labels.length };
}

/** Ink of one of many digits. @param {Uint8Array} bytes @param {number} at @returns {Float32Array} 784, 0 to 1 */
function trialInk(bytes, at) {
  return Float32Array.from(bytes.subarray(at * SIDE * SIDE, (at + 1) * SIDE * SIDE), (each) => each / 255);
}

/** The digit that was put on the pad last from here: what it was drawn as, as long as it is there. */
const OFFERED = { ink: new Float32Array(SIDE * SIDE), label: -1 };

/** @param {Float32Array} ink @param {number} label */
function offer(ink, label) {
  OFFERED.ink = ink;
  OFFERED.label = label;
  drawing.put(ink);
}

/** What the digit on the pad was drawn as; null if nobody knows. @returns {number|null} */
function offeredLabel() {
  return OFFERED.label >= 0 && drawing.ink.every((each, at) => each === OFFERED.ink[at]) ? OFFERED.label : null;
}

/** Whether the network, given an ink, answers with something else than its label. @param {Float32Array} ink @param {number} label */
function trialMisread(ink, label) {
  return answerOf(forward(NETWORK, drawing.framed ? framedPicture(ink) : ink)) !== label;
}

/**
 * Fill a group with a button a digit, and one for digits that are misread.
 * @param {HTMLElement} group
 */
function offerDigits(group) {
  const buttons = DATA.samples.labels.map((label, at) => {
    const canvas = element("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" }), ink = sampleInk(at);
    const button = element("button", { type: "button", class: "little", "aria-label": t("Put a digit on the pad: {label}", { label }) }, canvas);
    button.addEventListener("click", () => offer(ink, label));
    return { button, canvas, ink };
  });
  const paint = () => { for (const { canvas, ink } of buttons) paintRubbed(canvas, ink, ink); };
  const misread = element("button", { type: "button" }, t("One it misreads"));
  let next = 0;
  misread.addEventListener("click", async () => {
    const digits = await trialDigits();
    for (let tried = 0; tried < digits.count; tried++) {
      const ink = trialInk(digits.bytes, next), label = digits.labels[next];
      next = (next + 1) % digits.count;
      if (trialMisread(ink, label)) return offer(ink, label);
    }
    misread.disabled = true;
    misread.textContent = t("It misreads none of {count}", { count: digits.count });
  });
  group.append(...buttons.map(({ button }) => button), misread);
  onTheme(paint);
  paint();
}
