/* What the network answers to the drawing: outputs as bars, the answer in words. */

/** An output from here on is firm, as in network/questions/examples.py. */
const FIRM_OUTPUT = 0.8;

/** An output that is nearer than this to the answer's is a rival. */
const NEAR_OUTPUT = 0.3;

/** Outputs, best first, of those that are equal the first. @param {Pass} pass @returns {number[]} */
function rankingOf(pass) {
  const output = pass.a.at(-1);
  return Array.from(output, (_, digit) => digit).toSorted((one, other) => output[other] - output[one]);
}

/** How sure the answer is, in words; `doubt` if it isn't. @param {Pass} pass @returns {{words: string, doubt: boolean}} */
function sureness(pass) {
  const [answer, second] = rankingOf(pass), output = pass.a.at(-1);
  if (output[answer] < 0.5) return { words: t("Unsure: no output reaches {half:.1f}.", { half: 0.5 }), doubt: true };
  if (second !== undefined && output[answer] - output[second] < NEAR_OUTPUT) return { words: t("Unsure: {digit} comes close.", { digit: second }), doubt: true };
  const clear = output[answer] >= FIRM_OUTPUT && !(output[second] >= NEAR_OUTPUT);
  const words = clear ? t("Clear: no other output comes near.") : t("Not quite sure.");
  return { words, doubt: false };
}

/** @param {HTMLElement} place */
function drawOutputs(place) {
  const { pass } = drawing, answer = pass && answerOf(pass);
  part(place, "answer").textContent = pass ? className(answer) : "–";
  const { words, doubt } = pass ? sureness(pass) : { words: t("Draw a digit."), doubt: false };
  part(place, "sure").textContent = words;
  part(place, "answer").classList.toggle("doubt", doubt);
  part(place, "sum").textContent = pass ? t("Here their sum is {sum:.2f}.", { sum: sumShown(pass.a.at(-1)) }) : "";
  [...part(place, "outputs").children].forEach((row, digit) => {
    const held = pass ? pass.a.at(-1)[digit] : 0;
    row.classList.toggle("best", digit === answer);
    row.style.setProperty("--held", String(held));
    row.querySelector("[data-value]").textContent = pass ? number(held, ".2f") : "";
  });
}

/** The sum of numbers as they are shown, with two places. @param {Float32Array} values */
function sumShown(values) {
  return values.reduce((sum, each) => sum + Math.round(100 * each), 0) / 100;
}

/** Tell the answer to who listens instead of looking. @param {HTMLElement} place */
function drawTell(place) {
  const { pass } = drawing;
  part(place, "live").textContent = pass ? `${t("Answer: {digit}", { digit: answerOf(pass) })}. ${sureness(pass).words}` : t("The pad is empty. Draw a digit.");
}

/** Tell where the keyboard is. @param {HTMLElement} place @param {Pad} pad */
function drawTellCursor(place, pad) {
  const { row, column } = pad.cursor, inked = pad.ink[row * SIDE + column] >= 0.5;
  const at = { row, column };
  part(place, "live").textContent = inked ? t("Row {row}, column {column}: ink", at) : t("Row {row}, column {column}", at);
}
