/* The landscape of lecture 2: a ball that goes downhill on the map of costs. */

/** A run takes so many steps at most; one a tick at first, later more at a time. */
const LANDSCAPE_RUN = 400, LANDSCAPE_TICK = 110, LANDSCAPE_HURRY = 12;

/** Step sizes from a careful one to a bold one: shares and multiples of a good one. */
const LANDSCAPE_RATES = 16;

/** How far an arrow key moves the ball, and with Shift: shares of the map's side. */
const LANDSCAPE_KEY = 1 / 40, LANDSCAPE_FINE = 1 / 400;

figure("landscape", async (place) => {
  if (!part(place, "map")) return;
  const data = await later("landscape");
  const land = new Land({ ...data, cost: unpackFloats(data.cost) }), path = unpackFloats(data.path);
  const start = [path[0], path[1]];
  const walk = {
    land, path, trained: data.trained, descent: new Descent(land, start[0], start[1]), last: "", running: 0,
    get rate() { return data.rate * LANDSCAPE_RATES ** (Number(part(place, "rate").value) / 50 - 1); },
    real: () => part(place, "real")?.checked ?? false,
  };
  const redraw = onceAFrame(() => landscapeShow(place, walk));
  const put = (x, y) => {
    landscapeStop(place, walk);
    const [inX, inY] = [[x, land.left, land.right], [y, land.bottom, land.top]].map(([at, low, high]) => Math.min(Math.max(at, low), high));
    walk.descent = new Descent(land, inX, inY);
    walk.last = "";
    landscapeTell(place, walk);
    redraw();
  };
  landscapePointing(place, land, put);
  landscapeKeys(part(place, "ball"), walk, put, () => landscapeOneStep(place, walk, redraw));
  landscapeButtons(place, walk, { put, redraw, start });
  const paint = () => { landscapePaint(place, land); redraw(); };
  new ResizeObserver(onceAFrame(paint)).observe(part(place, "ground"));
  onTheme(paint);
  landscapeTell(place, walk);
  paint();
});

/** Make the buttons and the slider work. @param {HTMLElement} place */
function landscapeButtons(place, walk, { put, redraw, start }) {
  const on = (name, event, act) => part(place, name)?.addEventListener(event, act);
  on("rate", "input", redraw);
  on("step", "click", () => { landscapeStop(place, walk); landscapeOneStep(place, walk, redraw); });
  on("run", "click", () => (walk.running ? landscapeStop(place, walk) : landscapeRun(place, walk, redraw)));
  on("again", "click", () => put(...walk.descent.places[0]));
  on("home", "click", () => put(...start));
  on("real", "change", () => { part(place, "control").hidden = !walk.real(); redraw(); });
}

/** Take one step, and tell what came of it. */
function landscapeOneStep(place, walk, redraw) {
  walk.last = walk.descent.step(walk.rate);
  landscapeTell(place, walk);
  redraw();
}

/** Take many steps, for all to see; at once, where things are not to move by themselves. */
function landscapeRun(place, walk, redraw) {
  let left = LANDSCAPE_RUN, told = 0;
  const go = (count) => {
    for (; count > 0 && left > 0; count--, left--) {
      walk.last = walk.descent.step(walk.rate);
      if (walk.last !== "moved") left = 0;
    }
    redraw();
  };
  if (calm()) { go(left); landscapeTell(place, walk); return; }
  part(place, "run").textContent = t("Stop");
  part(place, "told").textContent = t("On its way …");
  const tick = (now) => {
    if (now - told >= LANDSCAPE_TICK) { told = now; go(1 + Math.floor((LANDSCAPE_RUN - left) / LANDSCAPE_HURRY)); }
    if (left > 0) walk.running = requestAnimationFrame(tick);
    else landscapeStop(place, walk);
  };
  walk.running = requestAnimationFrame(tick);
}

/** End a run, if there is one. */
function landscapeStop(place, walk) {
  if (!walk.running) return;
  cancelAnimationFrame(walk.running);
  walk.running = 0;
  part(place, "run").textContent = t("Run");
  landscapeTell(place, walk);
}

/** Say in words how the descent went. */
function landscapeTell(place, walk) {
  rewrite(part(place, "told"), landscapeStory(walk.descent, walk.last));
}

/** @param {Descent} descent @param {string} last what the last step was like @returns {string} */
function landscapeStory({ steps, costs, rises, cost }, last) {
  const told = [];
  if (steps) {
    const values = { steps, before: costs[0], after: cost, rises };
    if (steps === 1 && !rises) told.push(t("One step, down from {before:.3f} to {after:.3f}.", values));
    else if (!rises) told.push(t("{steps:,} steps, each of them down: from {before:.3f} to {after:.3f}.", values));
    else told.push(t("{steps:,} {steps:step|steps}, {rises:,} of them up: from {before:.3f} to {after:.3f}. A step that leads up was too long: the slope did not hold so far.", values));
  }
  if (last === "left") told.push(t("The next step leaves the map: nothing was measured there. Try a smaller one."));
  else if (last === "level") told.push(t("Here the land is level: the steps have become too short to be seen."));
  else if (!steps) told.push(t("The arrow is the next step: straight down the slope, across the lines. How far it goes is slope times step size."));
  return told.join(" ");
}

/** Let mouse, finger and pen put the ball somewhere. */
function landscapePointing(place, land, put) {
  const ground = part(place, "ground"), ball = part(place, "ball");
  const putAt = ({ clientX, clientY }) => {
    const box = ground.getBoundingClientRect();
    put(land.left + ((clientX - box.left) / box.width) * land.wide, land.top - ((clientY - box.top) / box.height) * land.high);
  };
  const drag = (event) => {
    ball.setPointerCapture(event.pointerId);
    ball.focus({ preventScroll: true });
    event.preventDefault();
  };
  ball.addEventListener("pointerdown", drag);
  ball.addEventListener("pointermove", (event) => { if (ball.hasPointerCapture(event.pointerId)) putAt(event); });
  // A finger on the map may be about to scroll: only when it has tapped, the ball comes.
  part(place, "map").addEventListener("pointerdown", (event) => { if (event.pointerType !== "touch" && event.button === 0) { putAt(event); drag(event); } });
  part(place, "map").addEventListener("click", (event) => { if (event.pointerType === "touch") putAt(event); });
}

/** Let the arrow keys move the ball, and Enter take a step. */
function landscapeKeys(ball, walk, put, step) {
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  ball.addEventListener("keydown", (event) => {
    const way = ways[event.key], far = walk.land.wide * (event.shiftKey ? LANDSCAPE_FINE : LANDSCAPE_KEY);
    if (way) put(walk.descent.here[0] + far * way[0], walk.descent.here[1] + far * way[1]);
    else if (event.key === "Enter" || event.key === " ") step();
    else return;
    event.preventDefault();
  });
}
