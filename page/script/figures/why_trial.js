/* What a rubbed digit does to the outputs, and what may be said of it. */

/** So often as many pixels are drawn at random, and so rarely may that change the answer, too. */
const WHY_TRIES = 1000, WHY_RARE = 0.05;

/** One output before and now. @param {number} digit @param {number} before @param {number} now @param {boolean} first whether it answers */
function whyOutput(digit, before, now, first) {
  const bars = element("span", { class: "why-change", "aria-hidden": "true" }, element("span", { class: "was" }), element("span", { class: "is" }));
  bars.style.setProperty("--was", String(before));
  bars.style.setProperty("--is", String(now));
  const told = t("Output {digit}: {before:.2f} before, {now:.2f} now", { digit, before, now });
  return element("div", { class: first ? "output first" : "output" },
    element("b", { "aria-hidden": "true" }, className(digit)), bars,
    element("span", { class: "figures", "aria-hidden": "true" }, `${number(before, ".2f")} → ${number(now, ".2f")}`),
    element("span", { class: "unseen" }, told));
}

/** The outputs that matter: the answer, the other one, and what answers now. @param {HTMLElement} room @param {WhyCase} asked @param {Pass} now */
function whyWriteOutputs(room, { answer, rival, pass }, now) {
  const third = answerOf(now), before = pass.a.at(-1), after = now.a.at(-1);
  const shown = [...new Set([answer, rival, third])];
  room.replaceChildren(...shown.map((digit) => whyOutput(digit, before[digit], after[digit], digit === third)));
}

/** What is to be said after rubbing. @param {WhyCase} asked @param {{gone: number, inked: number, now: Pass, lead: number}} rubbing @returns {string} */
function whyVerdict({ answer, rival, lead: before }, { gone, inked, now, lead }) {
  if (!gone) return t("Nothing is erased yet. Is this ink the reason? Try it.");
  if (gone === inked) return t("Nothing is left to be read.");
  const after = answerOf(now), value = now.a.at(-1)[after];
  const values = { gone, inked, answer, rival, after, value, before, lead };
  if (after !== answer) return t("{gone} of {inked} inked pixels {gone:is|are} gone, and the answer changed: {after}, with an output of {value:.2f}.", values);
  if (lead < before) return t("{gone} of {inked} inked pixels {gone:is|are} gone. The lead over {rival} fell from {before:+.2f} to {lead:+.2f}, but the answer is still {answer}.", values);
  return t("{gone} of {inked} inked pixels {gone:is|are} gone. The lead over {rival} did not fall: {before:+.2f} before, {lead:+.2f} now. The answer is still {answer}.", values);
}

/** What chance would have done. @param {number} turned in how many tries @param {boolean} changed whether the answer did @param {number} gone */
function whyControl(turned, changed, gone) {
  const values = { turned, gone, tries: WHY_TRIES }, often = turned > WHY_RARE * WHY_TRIES;
  const told = t("The control: as many inked pixels at random, {tries:,} times over. The answer changed in {turned:,} of them.", values);
  if (!changed) return told;
  return `${told} ${often ? t("So it may be just less ink: this digit stood on the brink.") : t("So what counts is not how much ink is gone, but which.")}`;
}
