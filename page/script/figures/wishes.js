/* Backward wishes of lecture 3: what one image asks of outputs, neurons and weights, and a step. */

/** How long each layer is looked at when all runs backwards, in ms. */
const WISHES_PACE = 1100;

figure("wishes", (place) => {
  const now = { wishes: new Wishes(), stage: 0, lit: 0, lighting: 0, chosen: false, rated: false, running: 0, picked: null, last: null, view: null };
  now.view = new NetworkView(part(place, "view"), { label: t("The network, and what is wished of it"), pickable: true });
  const show = onceAFrame(() => wishesShow(place, now));
  now.view.onPick((pick) => {
    now.picked = pick.kind === "neuron" ? { layer: pick.layer, index: pick.index } : { layer: pick.step, index: pick.from };
    show();
  });
  wishesControls(place, now, show);
  wishesStep(place, now, show);
  wishesFollow(place, now, show);
  onTheme(show);
});

/** Follow the pad, as long as the figure is seen: while one draws far above, nothing is reckoned. */
function wishesFollow(place, now, show) {
  drawing.on(whenSeen(place, () => { wishesTake(place, now); show(); }));
}

/** Take the digit that is on the pad; unless somebody chose, it should be what the network finds second best. */
function wishesTake(place, now) {
  const { wishes } = now;
  wishes.picture = drawing.picture;
  now.last = null;
  if (wishes.picture && !now.chosen) wishes.label = rankingOf(forward(wishes.network, wishes.picture))[1] ?? 0;
  wishes.ask();
  if (!now.picked && wishes.along) now.picked = wishesMost(wishes, Math.max(NETWORK.sizes.length - 2, 1));
  wishesRate(place, now);
}

/** The neuron of a layer that most is asked of. @param {Wishes} wishes @param {number} layer */
function wishesMost(wishes, layer) {
  const asked = wishes.ofLayer(layer).map(Math.abs);
  return { layer, index: asked.indexOf(Math.max(...asked)) };
}

/** Set a small step, unless somebody chose a size. */
function wishesRate(place, now) {
  if (now.rated || !now.wishes.along) return;
  part(place, "rate").value = String(Math.min(Math.max(Math.log10(now.wishes.small), -3), 3));
}

/** The step size that is set. @param {HTMLElement} place */
function wishesRateOf(place) {
  return 10 ** Number(part(place, "rate").value);
}

/** Make what chooses work: the label, how far back, the neuron. */
function wishesControls(place, now, show) {
  part(place, "sample").addEventListener("click", () => drawing.put(sampleInk(0)));
  for (const radio of place.querySelectorAll("[name=wishes-wanted]")) radio.addEventListener("change", () => {
    now.chosen = true;
    now.wishes.label = Number(radio.value);
    now.last = null;
    now.wishes.ask();
    wishesRate(place, now);
    show();
  });
  const goTo = (stage) => { now.stage = stage; show(); };
  for (const button of place.querySelectorAll("[data-stage]")) button.addEventListener("click", () => { wishesHalt(place, now); goTo(Number(button.dataset.stage)); });
  part(place, "run").addEventListener("click", () => (now.running ? wishesHalt(place, now) : wishesRun(place, now, goTo)));
  const pick = () => {
    const layer = Number(part(place, "layer").value), most = NETWORK.sizes[layer] - 1;
    now.picked = { layer, index: Math.min(Math.max(Math.round(Number(part(place, "index").value)), 0), most) };
    show();
  };
  part(place, "layer").addEventListener("change", () => {
    // Of another layer, first the one that most is asked of.
    if (now.wishes.along) now.picked = wishesMost(now.wishes, Number(part(place, "layer").value));
    show();
  });
  part(place, "index").addEventListener("change", pick);
}

/** Go back layer by layer; at once, where nothing is to move by itself. */
function wishesRun(place, now, goTo) {
  const last = NETWORK.sizes.length - 1;
  if (calm()) { goTo(last); return; }
  part(place, "run").textContent = t("Stop");
  goTo(0);
  now.running = setInterval(() => {
    goTo(now.stage + 1);
    if (now.stage === last) wishesHalt(place, now);
  }, WISHES_PACE);
}

/** End a run, if there is one. */
function wishesHalt(place, now) {
  clearInterval(now.running);
  now.running = 0;
  part(place, "run").textContent = t("Run backwards");
}

/** Make the step of gradient descent work, and the ways back. */
function wishesStep(place, now, show) {
  const { wishes } = now;
  part(place, "rate").addEventListener("input", () => { now.rated = true; show(); });
  part(place, "do").addEventListener("click", () => {
    const rate = wishesRateOf(place), before = wishesReport(now), foretold = wishes.cost - rate * wishes.steepness, astray = wishes.astray(rate);
    wishes.step(rate);
    now.last = { before, after: wishesReport(now), foretold, astray };
    show();
  });
  for (const [name, all] of [["undo", false], ["reset", true]]) part(place, name).addEventListener("click", () => {
    wishes.undo(all);
    now.last = null;
    show();
    part(place, "do").focus();
  });
}

/** What is compared before and after a step. */
function wishesReport({ wishes }) {
  return { cost: wishes.cost, outputs: wishes.pass.a.at(-1).slice(), answer: answerOf(wishes.pass), read: samplesRead(wishes.network) };
}
