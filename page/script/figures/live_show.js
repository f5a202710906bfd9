/* What the visitor's training looks like, and what is said of it. */

/** It answers hardly better than guessing, as long as it is right no more often than that, give or take this. */
const LIVE_GUESSES = 0.05;

/** A chart reaches at least to so many steps. */
const LIVE_REACH = 100;

/** @param {HTMLElement} place @param {Live} live */
function liveShow(place, live) {
  const { run, view, charts } = live, { network } = run, pass = learnRead(network);
  liveScale(live);
  view.showWeights(network, live.scales);
  view.showActivations(pass && pass.a);
  learnPaint(part(place, "pictures"), network, live.scales[0]);
  learnScale(place, network, live.scales[0]);
  learnAnswer(part(place, "yours"), pass);
  learnAnswer(part(place, "ours"), drawing.pass);
  part(place, "blank").hidden = pass !== null;
  for (const chart of charts) liveChart(chart, run);
  liveCount(place, run);
}

/** Colours keep their meaning as long as weights don't outgrow them; now and then that is looked at. @param {Live} live */
function liveScale(live) {
  const { run } = live;
  if (live.scaled === run.measured.length) return;
  live.scaled = run.measured.length;
  live.scales = run.network.W.map((weights, k) => Math.max(live.scales[k] ?? 0, largestButFew(weights)));
}

/** @param {LearnChart} chart @param {TrainingRun} run */
function liveChart(chart, run) {
  const all = run.measured, last = all.at(-1);
  const [ofUnseen, ofLearned] = chart.name === "cost" ? ["cost", "learnedCost"] : ["right", "learnedRight"];
  chart.reach(Math.max(LIVE_REACH, 10 ** Math.ceil(Math.log10(run.steps + 1))));
  chart.draw("curve", all.map((each) => [each.step, each[ofUnseen]]));
  chart.draw("aside", all.map((each) => [each.step, each[ofLearned]]));
  chart.mark(last.step, last[ofUnseen]);
}

/** @param {HTMLElement} place @param {TrainingRun} run */
function liveCount(place, { steps, batch, passes }) {
  part(place, "step").textContent = t("{steps:,} {steps:batch|batches}, {digits:,} {digits:digit|digits}: {epochs:.1f} epochs", { steps, digits: steps * batch, epochs: passes });
}

/** How the training stands. @param {Live} live @returns {"start"|"failed"|"stuck"|"running"|"over"|"paused"} */
function liveState({ run, unseen, clock }) {
  if (run.failed) return "failed";
  if (!run.steps) return clock.running ? "running" : "start";
  if (run.passes >= 1 && run.measured.at(-1).right <= shareByGuessing(unseen) + LIVE_GUESSES) return "stuck";
  if (clock.running) return "running";
  return run.over ? "over" : "paused";
}

/** Say how it stands, if that has changed: it is read aloud. @param {HTMLElement} place @param {Live} live */
function liveTell(place, live) {
  const state = liveState(live), wrong = state === "stuck" || state === "failed";
  // While it learns, figures change with every frame: those are in the charts.
  const told = state === "running" || wrong ? state : `${state} ${live.run.steps}`;
  if (told === live.state) return;
  live.state = told;
  part(place, "told").textContent = liveStory(live, state);
  part(place, "told").classList.toggle("wrong", wrong);
}

/** @param {Live} live @param {string} state @returns {string} */
function liveStory({ run, unseen, table }, state) {
  const { step, right } = run.measured.at(-1), guess = shareByGuessing(unseen);
  const at = { steps: step, right, count: unseen.count, guess, passes: MOST_PASSES };
  if (state === "start") return t("A random start reads {right:.1%} of {count:,} unseen digits correctly. Who always says the same digit gets up to {guess:.1%}.", at);
  if (state === "running") return t("It is learning …");
  if (state === "failed") return t("After {steps:,} {steps:batch|batches} its numbers have grown beyond all bounds. Try a smaller learning rate.", at);
  if (state === "stuck") return `${t("It answers hardly better than guessing: {right:.1%} after {steps:,} {steps:batch|batches}, and {guess:.1%} for who always says the same digit.", at)} ${liveAdvice(run, table)}`;
  const told = t("After {steps:,} {steps:batch|batches} it reads {right:.1%} of {count:,} unseen digits correctly.", at);
  return state === "over" ? `${told} ${t("It has seen each of its digits {passes:,} times: that is enough.", at)}` : told;
}

/** What to try when nothing comes of it. @param {TrainingRun} run @param {any} table */
function liveAdvice({ settings }, { rates }) {
  const usual = rates[settings.activation];
  if (settings.rate > usual) return t("Try a smaller learning rate, as {rate}.", { rate: usual });
  if (settings.rate < usual) return t("Give it more time, or a larger learning rate.");
  return t("Give it more time, or another start.");
}

/** @param {HTMLElement} place @param {Live} live */
function liveAbout(place, { digits, unseen, table }) {
  const ours = measured(NETWORK, unseen, benchFor(NETWORK)).right;
  part(place, "about").textContent = t("Your network learns from {learned:,} digits of our own handwriting, in {shades} shades, and is tested on {unseen:,} others. Of these same {unseen:,}, the network of this page reads {ours:.1%} correctly.", { learned: digits.count, shades: table.shades, unseen: unseen.count, ours });
}
