/* Settings of the visitor's training. */

/** A seed is a whole number up to this. */
const LIVE_SEEDS = 999;

/** @param {HTMLFormElement} form @param {any} table as practice.py made it @returns {TrainingSettings} */
function liveSettings(form, table) {
  const { hidden, activation, batch, rate, seed } = form.elements;
  seed.value = String(Math.min(Math.max(Math.round(Number(seed.value)) || 1, 1), LIVE_SEEDS));
  const layers = hidden.value ? hidden.value.split(",").map(Number) : [];
  return {
    sizes: [NETWORK.sizes[0], ...layers, NETWORK.sizes.at(-1)],
    activation: activation.value,
    gain: table.gains[activation.value],
    batch: Number(batch.value),
    rate: Number(rate.value),
    seed: Number(seed.value),
  };
}

/** Make everything work that can be set or pressed. @param {HTMLElement} place @param {Live} live */
function liveControls(place, live) {
  const form = part(place, "settings"), { rate, activation } = form.elements, pace = part(place, "pace");
  for (const option of rate.options) option.textContent = number(Number(option.value));
  rate.value = String(live.table.rates[activation.value]);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target === activation) liveFitRate(form, live.table);
    liveAgain(place, live);
  });
  pace.addEventListener("input", () => livePaced(place));
  livePaced(place);
  liveButtons(place, live);
}

/** Whoever left the rate as it was gets the one that fits the other activation. @param {HTMLFormElement} form @param {any} table */
function liveFitRate(form, table) {
  const { rate, activation } = form.elements;
  const usual = Object.values(table.rates).includes(Number(rate.value));
  if (usual) rate.value = String(table.rates[activation.value]);
}

/** @param {HTMLElement} place @param {Live} live */
function liveButtons(place, live) {
  const on = (name, act) => {
    const button = part(place, name);
    button.disabled = false;
    button.addEventListener("click", act);
  };
  on("run", () => liveRun(place, live, !live.clock.running));
  on("again", () => liveAgain(place, live));
  on("once", () => {
    live.run.step();
    live.state = "";
    liveRun(place, live, false);
    live.show();
  });
}

/** Say how fast it goes. @param {HTMLElement} place */
function livePaced(place) {
  const pace = LIVE_PACES[part(place, "pace").value];
  const told = pace === Infinity ? t("as fast as it can") : t("{n} {n:batch|batches} a second", { n: pace });
  part(place, "paced").textContent = told;
  part(place, "pace").setAttribute("aria-valuetext", told);
}
