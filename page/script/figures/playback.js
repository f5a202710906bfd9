/* The training of the page's network, played back from its record. */

/** A whole training lasts so many seconds. */
const PLAYBACK_SECONDS = 14;

figure("playback", async (place) => {
  if (!part(place, "clock")) return;
  const data = await later("training"), film = await Recorded.from(data, NETWORK);
  const charts = [new LearnChart(place, "accuracy"), new LearnChart(place, "cost")];
  const label = t("The network of this moment: its weights as edges, its neurons lit by the digit on the pad");
  const view = new NetworkView(part(place, "view").firstElementChild, { label });
  const now = { clock: 0, halted: false };
  const show = onceAFrame(() => {
    playbackShow(place, film, { view, charts, scales: data.scales }, now.clock);
    if (now.halted) part(place, "live").textContent = part(place, "clock").getAttribute("aria-valuetext");
    now.halted = false;
  });
  const go = (clock) => {
    now.clock = Math.min(Math.max(clock, 0), 1);
    part(place, "clock").value = now.clock;
    show();
  };
  const clock = learnClock(place, (seconds) => {
    go(now.clock + seconds / PLAYBACK_SECONDS);
    if (now.clock === 1) run(false);
  });
  const run = (wanted) => {
    if (clock.running === wanted) return;
    clock.run(wanted);
    part(place, "play").textContent = wanted ? t("Pause") : t("Play");
    now.halted = !wanted;
    show();
  };
  playbackCharts(charts, film, (step) => { run(false); go(film.clockAfter(step)); });
  playbackControls(place, { now, go, run, running: () => clock.running });
  playbackAbout(place, film, data);
  drawing.on(show);
  onTheme(show);
  new ResizeObserver(show).observe(part(place, "pictures").parentElement);
});

/** Draw the whole training faintly, for the mark to go along. @param {LearnChart[]} charts @param {Recorded} film @param {(step: number) => void} seek */
function playbackCharts(charts, film, seek) {
  for (const chart of charts) {
    chart.reach(film.lastStep);
    chart.draw("ahead", film.clocks.map((clock, at) => [film.stepAt(clock), film[chart.name][at]]));
    chart.onSeek(seek);
  }
}

/** @param {HTMLElement} place @param {{now: {clock: number}, go: (clock: number) => void, run: (wanted: boolean) => void, running: () => boolean}} playing */
function playbackControls(place, { now, go, run, running }) {
  const slider = part(place, "clock"), play = part(place, "play");
  slider.addEventListener("input", () => { const wanted = Number(slider.value); run(false); go(wanted); });
  play.addEventListener("click", () => {
    if (!running() && now.clock === 1) go(0);
    run(!running());
  });
  slider.disabled = play.disabled = false;
}

/** Show a moment. @param {HTMLElement} place @param {Recorded} film @param {{view: NetworkView, charts: LearnChart[], scales: number[]}} shown @param {number} clock */
function playbackShow(place, film, { view, charts, scales }, clock) {
  const moment = film.at(clock), { network, step } = moment, pass = learnRead(network);
  view.showWeights(network, scales);
  view.showActivations(pass && pass.a);
  learnPaint(part(place, "pictures"), network, scales[0]);
  learnScale(place, network, scales[0]);
  learnAnswer(part(place, "then"), pass);
  part(place, "blank").hidden = pass !== null;
  for (const chart of charts) {
    chart.draw("curve", playbackUntil(film, chart.name, moment));
    chart.mark(step, moment[chart.name]);
  }
  playbackTell(place, film, moment);
}

/** What was measured up to a moment. @param {Recorded} film @param {string} name @param {Moment} moment @returns {[number, number][]} */
function playbackUntil(film, name, moment) {
  const before = film.clocks.filter((clock) => clock < moment.clock);
  return [...before.map((clock, at) => [film.stepAt(clock), film[name][at]]), [moment.step, moment[name]]];
}

/** @param {HTMLElement} place @param {Recorded} film @param {Moment} moment */
function playbackTell(place, film, { step, accuracy, cost }) {
  const at = { step: Math.round(step), last: film.lastStep, epochs: step / film.stepsPerEpoch, right: accuracy, cost };
  part(place, "step").textContent = film.stepsPerEpoch
    ? t("After {step:,} of {last:,} steps: {epochs:.1f} epochs", at)
    : t("After {step:,} of {last:,} steps", at);
  part(place, "clock").setAttribute("aria-valuetext", t("After {step:,} of {last:,} steps: {right:.1%} read correctly, cost {cost:.3f}", at));
}

/** @param {HTMLElement} place @param {Recorded} film @param {any} data */
function playbackAbout(place, film, { fineness }) {
  const most = Math.max(...fineness.map(([, unit]) => unit)) / 2;
  part(place, "kept").textContent = t("Now and then the network was kept, often at first and rarely later: here are {count:,} of these moments. Between two of them every number goes in a straight line, and so do cost and accuracy. The last one is exact; the others are as they were recorded, off by no more than {most:.4f}.", { count: film.clocks.length, most });
}
