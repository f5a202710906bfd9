/* A network that the visitor trains, from a random start, on digits of our own handwriting. */

/** Batches a second, by the place of the slider. */
const LIVE_PACES = [1, 5, 20, 60, 300, Infinity];

/** So much of the time is for learning, the rest for showing; and how long at a time, in milliseconds. */
const LIVE_SHARE = 0.5, LIVE_LEAST = 9, LIVE_MOST = 40;

figure("live", async (place) => {
  const live = await liveBegin(place);
  live.show = onceAFrame(() => liveShow(place, live));
  live.clock = learnClock(place, (seconds) => liveTick(place, live, seconds));
  liveControls(place, live);
  liveAbout(place, live);
  liveAgain(place, live);
  drawing.on(live.show);
  onTheme(live.show);
  new ResizeObserver(live.show).observe(part(place, "pictures").parentElement);
});

/**
 * @typedef {object} Live
 * @property {any} table as practice.py made it
 * @property {InkedDigits} digits to learn from
 * @property {InkedDigits} unseen to be tested on
 * @property {TrainingRun} run
 * @property {NetworkView} view
 * @property {LearnChart[]} charts
 * @property {number} due batches that the pace allows
 * @property {number[]} scales what edges of full strength weigh, a step
 * @property {number} scaled how often it had been measured when they were looked at
 * @property {string} state what was told last
 * @property {() => void} show
 * @property {ReturnType<typeof learnClock>} clock
 */

/** Unpack the digits. @param {HTMLElement} place @returns {Promise<Live>} */
async function liveBegin(place) {
  const table = await later("practice"), images = await inflated(table.images), labels = unpackBytes(table.labels);
  const some = (from, to) => inkedDigits(images.subarray(from * SIDE * SIDE, to * SIDE * SIDE), labels.subarray(from, to), table.shades - 1);
  const charts = [new LearnChart(place, "accuracy"), new LearnChart(place, "cost")];
  return {
    table, digits: some(table.unseen, labels.length), unseen: some(0, table.unseen), charts,
    run: null, view: null, due: 0, scales: [], scaled: 0, state: "", show: null, clock: null,
  };
}

/** Learn as many batches as are due. @param {HTMLElement} place @param {Live} live @param {number} seconds */
function liveTick(place, live, seconds) {
  const pace = LIVE_PACES[part(place, "pace").value];
  live.due = Math.min(live.due + seconds * pace, Math.max(1, seconds * pace));
  const whole = Math.floor(live.due), before = live.run.steps;
  const room = Math.min(Math.max(1000 * LIVE_SHARE * seconds, LIVE_LEAST), LIVE_MOST);
  if (whole > 0) live.run.learn(whole, room);
  live.due = pace === Infinity ? 0 : live.due - (live.run.steps - before);
  if (live.run.over) liveRun(place, live, false);
  liveTell(place, live);
  if (live.run.steps > before) live.show();
}

/** Start or pause. @param {HTMLElement} place @param {Live} live @param {boolean} wanted */
function liveRun(place, live, wanted) {
  live.clock.run(wanted && !live.run.over);
  part(place, "run").textContent = live.clock.running ? t("Pause") : live.run.steps ? t("Go on") : t("Start");
  if (!wanted) live.run.measure();
  for (const name of ["run", "once"]) part(place, name).disabled = live.run.over;
  liveTell(place, live);
}

/** Begin with a new random start, by the settings. @param {HTMLElement} place @param {Live} live */
function liveAgain(place, live) {
  const settings = liveSettings(part(place, "settings"), live.table), before = live.run?.settings.sizes.join();
  live.run = new TrainingRun(settings, live.digits, live.unseen);
  live.due = 0;
  live.scales = [];
  live.scaled = 0;
  if (settings.sizes.join() !== before) liveView(place, live);
  live.state = "";
  liveRun(place, live, false);
  live.show();
}

/** A picture of a network of this shape. @param {HTMLElement} place @param {Live} live */
function liveView(place, live) {
  const room = element("div");
  part(place, "view").replaceChildren(room);
  const label = t("Your network: its weights as edges, its neurons lit by the digit on the pad");
  live.view = new NetworkView(room, { label, sizes: live.run.settings.sizes });
}
