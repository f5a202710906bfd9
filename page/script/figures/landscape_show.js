/* What is seen on the map of costs, and beside it: paint, path, numbers, curve. */

/** A map is painted with so many pixels a side at most. */
const LANDSCAPE_FINEST = 1100;

/** Paint what stays as it is: the land, and what its colours mean. @param {HTMLElement} place @param {Land} land */
function landscapePaint(place, land) {
  const map = part(place, "map"), scale = part(place, "scale");
  fitCanvas(map, LANDSCAPE_FINEST);
  paintLand(map, land);
  fitCanvas(scale);
  const context = scale.getContext("2d");
  for (let x = 0; x < scale.width; x++) {
    context.fillStyle = `rgb(${landColour((x / scale.width) ** 2).map(Math.round).join()})`;
    context.fillRect(x, 0, 1, scale.height);
  }
  landscapeTicks(part(place, "ticks"), land);
  const step = landLines(land.highest), finer = step / LAND_FINER;
  part(place, "lines").textContent = land.lowest < step
    ? t("a line every {step}, lowest down every {finer}", { step: landscapeRound(step), finer: landscapeRound(finer) })
    : t("a line every {step}", { step: landscapeRound(step) });
}

/** A round number with as many digits as it needs. @param {number} value */
function landscapeRound(value) {
  const places = [0, 1, 2, 3, 4, 5].find((each) => Math.abs(value - Number(value.toFixed(each))) < 1e-6 * value) ?? 6;
  return number(value, `.${places}f`);
}

/** Costs under the strip of colours, where there is room. @param {HTMLElement} ticks @param {Land} land */
function landscapeTicks(ticks, land) {
  const step = landLines(land.highest), made = [];
  let last = -1;
  for (const each of [0, step / 2, step, 2 * step, 5 * step, 10 * step]) {
    const at = Math.sqrt(each / land.highest);
    if (at > 1 || (made.length && at - last < 0.12)) continue;
    made.push(element("span", { style: `left:${(100 * at).toFixed(2)}%` }, each ? landscapeRound(each) : number(0)));
    last = at;
  }
  ticks.replaceChildren(...made);
}

/** Show the ball, its path, the numbers and the curve. */
function landscapeShow(place, walk) {
  const { land, descent } = walk, [x, y] = descent.here, { slope } = land.at(x, y), steep = Math.hypot(...slope);
  const text = { steps: number(descent.steps, ","), cost: number(descent.cost, ".3f"), slope: significant(steep), length: significant(walk.rate * steep) };
  for (const [name, each] of Object.entries(text)) part(place, name).textContent = each;
  part(place, "shown").textContent = significant(walk.rate);
  const ball = part(place, "ball"), left = (x - land.left) / land.wide, up = (y - land.bottom) / land.high;
  Object.assign(ball.style, { left: `${100 * left}%`, top: `${100 * (1 - up)}%` });
  ball.setAttribute("aria-valuenow", String(descent.cost));
  ball.setAttribute("aria-valuetext", t("Cost {cost:.3f}; {left:.0%} from the left, {up:.0%} from below", { cost: descent.cost, left, up }));
  landscapeName(part(place, "end"), land, 0, 0);
  if (part(place, "start")) landscapeName(part(place, "start"), land, walk.path[0], walk.path[1]);
  landscapeOver(part(place, "over"), walk);
  landscapeCurve(part(place, "curve"), walk);
}

/** Put a name beside a place of the map, on the side where there is room. @param {HTMLElement} name */
function landscapeName(name, land, x, y) {
  const left = (x - land.left) / land.wide, top = (land.top - y) / land.high;
  name.hidden = false;
  Object.assign(name.style, { left: `${100 * left}%`, top: `${100 * top}%`, transform: `translate(${left > 0.5 ? "-100%" : "0"}, ${top > 0.5 ? "0.7rem" : "calc(-100% - 0.7rem)"})` });
}

/** Draw what lies on the map: both ends of the real path, the whole of it if asked, the descent, the next step. */
function landscapeOver(canvas, walk) {
  const { pen, wide, high } = chartPen(canvas), { land, descent } = walk;
  const on = ([x, y]) => [((x - land.left) / land.wide) * wide, ((land.top - y) / land.high) * high];
  const real = Array.from({ length: walk.path.length / 2 }, (_, k) => on([walk.path[2 * k], walk.path[2 * k + 1]]));
  if (walk.real()) { landscapeLine(pen, real, "words", 1.6); landscapeDots(pen, real, "words", 2); }
  landscapeRings(pen, [real[0], on([0, 0])]);
  const went = descent.places.map(on);
  landscapeLine(pen, went, "accent", 2.2);
  landscapeDots(pen, landscapeApart(went, 6), "accent", 3);
  landscapeArrow(pen, on(descent.here), on(descent.next(walk.rate)));
}

/** @param {CanvasRenderingContext2D} pen @param {number[][]} points */
function landscapeLine(pen, points, name, width) {
  for (const [hue, more] of [["stage", 2.2], [name, 0]]) {
    pen.beginPath();
    for (const [x, y] of points) pen.lineTo(x, y);
    Object.assign(pen, { strokeStyle: colour(hue), lineWidth: width + more, lineJoin: "round", globalAlpha: more ? 0.7 : 1 });
    pen.stroke();
  }
}

/** @param {CanvasRenderingContext2D} pen @param {number[][]} points */
function landscapeDots(pen, points, name, radius) {
  pen.fillStyle = colour(name);
  for (const [x, y] of points) { pen.beginPath(); pen.arc(x, y, radius, 0, 2 * Math.PI); pen.fill(); }
}

/** Those of a row of points that stand a little apart from the one before: others would run into each other. @param {number[][]} points @param {number} apart */
function landscapeApart(points, apart) {
  return points.filter((each, at) => !at || Math.hypot(each[0] - points[at - 1][0], each[1] - points[at - 1][1]) >= apart);
}

/** Mark the two ends of the training. @param {CanvasRenderingContext2D} pen @param {number[][]} points */
function landscapeRings(pen, points) {
  for (const [x, y] of points) for (const [hue, width] of [["stage", 4.5], ["words", 2]]) {
    pen.beginPath();
    pen.arc(x, y, 6, 0, 2 * Math.PI);
    Object.assign(pen, { strokeStyle: colour(hue), lineWidth: width });
    pen.stroke();
  }
}

/** An arrow for a step. @param {CanvasRenderingContext2D} pen @param {number[]} from @param {number[]} to */
function landscapeArrow(pen, from, to) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length < 3) return;
  const [p, q] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length], tip = Math.min(10, length);
  const neck = [to[0] - tip * p, to[1] - tip * q], wing = 0.45 * tip;
  for (const [hue, more] of [["stage", 3], ["words", 0]]) {
    Object.assign(pen, { strokeStyle: colour(hue), fillStyle: colour(hue), lineWidth: 2 + more });
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...neck);
    pen.stroke();
    pen.beginPath();
    pen.moveTo(...to);
    pen.lineTo(neck[0] - wing * q, neck[1] + wing * p);
    pen.lineTo(neck[0] + wing * q, neck[1] - wing * p);
    pen.closePath();
    pen.fill();
    if (more) pen.stroke();
  }
}

/** The cost step by step, and what the trained network costs. @param {HTMLCanvasElement} canvas */
function landscapeCurve(canvas, { descent, trained }) {
  const { pen, wide, high } = chartPen(canvas);
  const { costs } = descent, top = Math.max(...costs), steps = Math.max(10, descent.steps), rim = { left: 46, right: 8, top: 14, bottom: 26 };
  const on = (step, cost) => [rim.left + (step / steps) * (wide - rim.left - rim.right), high - rim.bottom - (cost / (top || 1)) * (high - rim.top - rim.bottom)];
  landscapeAxes(pen, on, steps, top);
  if (trained < top) {
    Object.assign(pen, { strokeStyle: colour("words"), lineWidth: 1 });
    pen.setLineDash([4, 4]);
    pen.beginPath(); pen.moveTo(...on(0, trained)); pen.lineTo(...on(steps, trained)); pen.stroke();
    pen.setLineDash([]);
    Object.assign(pen, { fillStyle: colour("words"), textAlign: "right", textBaseline: "bottom" });
    pen.fillText(t("trained network: {cost:.3f}", { cost: trained }), on(steps, 0)[0], on(0, trained)[1] - 3);
  }
  const points = costs.map((cost, step) => on(step, cost));
  Object.assign(pen, { strokeStyle: colour("accent"), lineWidth: 2, lineJoin: "round" });
  pen.beginPath(); for (const each of points) pen.lineTo(...each); pen.stroke();
  // Steps that led up are marked: by colour, and by their way up.
  pen.strokeStyle = colour("wrong");
  for (let at = 1; at < costs.length; at++) if (costs[at] > costs[at - 1]) { pen.beginPath(); pen.moveTo(...points[at - 1]); pen.lineTo(...points[at]); pen.stroke(); }
  landscapeDots(pen, landscapeApart(points, 6).concat([points.at(-1)]), "accent", 2.5);
}

/** @param {CanvasRenderingContext2D} pen */
function landscapeAxes(pen, on, steps, top) {
  pen.beginPath(); pen.moveTo(...on(0, top)); pen.lineTo(...on(0, 0)); pen.lineTo(...on(steps, 0)); pen.stroke();
  Object.assign(pen, { textAlign: "right", textBaseline: "middle" });
  for (const each of [0, top]) pen.fillText(number(each, ".2f"), on(0, each)[0] - 6, on(0, each)[1]);
  pen.textBaseline = "top";
  pen.fillText(t("{steps:,} steps", { steps }), on(steps, 0)[0], on(0, 0)[1] + 7);
  pen.textAlign = "left";
  pen.fillText(number(0), on(0, 0)[0], on(0, 0)[1] + 7);
}
