/* What benchmarks/page.py runs on the page: the same edges, painted by it, and as strokes. */

/** Times in milliseconds that a work took, for each of some inputs. */
function timesOf(inputs, work) {
  return inputs.map((each) => {
    const since = performance.now();
    work(each);
    return performance.now() - since;
  });
}

/** What every edge carries when the network reads x. */
function frameOf(x, scales) {
  const { network, forward } = lesson, { a } = forward(x);
  const values = network.W.map((weights, k) => weights.map((each, at) => each * a[k][at % a[k].length]));
  return { values, scales, crowded: false, visible: scales.map(() => 1), resting: null };
}

/** Where edges go, on a canvas that is so many pixels wide. */
function planFor(width, ratio) {
  const { viewLayout, edgePlan } = lesson.tools, columns = width * ratio;
  const layout = viewLayout(lesson.network.sizes, width, columns);
  return edgePlan(layout, columns, Math.round(columns * layout.height));
}

function canvasOf({ columns, rows }) {
  return Object.assign(document.createElement("canvas"), { width: columns, height: rows });
}

/** The page's own painter, on the page itself. */
function painterFor(plan, colours) {
  const painter = new lesson.tools.EdgePainter(canvasOf(plan));
  painter.place(plan);
  painter.colour(colours);
  return (frame) => painter.show(frame);
}

/** A stroke for every edge that can be seen. */
function strokesFor(plan, colours) {
  const context = canvasOf(plan).getContext("2d", { alpha: false, willReadFrequently: true });
  return ({ values, scales }) => {
    context.globalAlpha = 1;
    context.fillStyle = colours.stage;
    context.fillRect(0, 0, plan.columns, plan.rows);
    values.forEach((step, k) => strokeStep(context, plan, k, step, scales[k], colours));
    context.getImageData(0, 0, 1, 1); // until it is really drawn
  };
}

function strokeStep(context, { points, widths }, k, values, scale, colours) {
  const from = points[k], to = points[k + 1], inputs = from.length / 2;
  context.lineWidth = widths[k];
  for (let at = 0; at < values.length; at++) {
    const alpha = 0.8 * Math.min(Math.abs(values[at]) / scale, 1) ** 0.8, i = 2 * (at % inputs), j = 2 * Math.floor(at / inputs);
    if (alpha < 1 / 255) continue;
    context.globalAlpha = alpha;
    context.strokeStyle = values[at] > 0 ? colours.positive : colours.negative;
    context.beginPath();
    context.moveTo(from[i], from[i + 1]);
    context.lineTo(to[j], to[j + 1]);
    context.stroke();
  }
}

/** Both sides' times for some inputs, in turns so that both meet the same troubles. */
function compared({ inputs, scales, width, ratio, colours }) {
  const plan = planFor(width, ratio), frames = inputs.map((x) => frameOf(x, scales));
  const sides = { ours: painterFor(plan, colours), strokes: strokesFor(plan, colours) };
  const times = { ours: [], strokes: [] };
  for (const side of Object.keys(sides)) frames.slice(0, 6).forEach(sides[side]);
  for (let from = 0; from < frames.length; from += 10) {
    for (const side of Object.keys(sides)) times[side].push(...timesOf(frames.slice(from, from + 10), sides[side]));
  }
  return times;
}

/** A frame of the screen. */
function nextFrame() {
  return new Promise(requestAnimationFrame);
}

/**
 * What a page notices of a view that shows something new in every frame: how long its own thread
 * is busy with that, and how far frames are apart; and how far they are where nothing is shown.
 */
async function noticed({ inputs, width }) {
  const box = document.createElement("div");
  box.style.width = `${width}px`;
  document.querySelector("main").replaceChildren(box);
  const view = new lesson.tools.NetworkView(box, { label: "" });
  view.showActivity(lesson.network, lesson.forward(inputs[0]));
  for (let rest = 0; rest < 60; rest = view.layout && !view.edges.stale && view.edges.waiting === 0 ? rest + 1 : 0) await nextFrame();
  const busy = [], work = (x) => busy.push(...timesOf([x], () => { view.showActivity(lesson.network, lesson.forward(x)); view.draw(); }));
  return { idle: await gaps(inputs, () => {}), showing: await gaps(inputs, work), busy };
}

/** How far frames are apart in which something is done. */
async function gaps(inputs, work) {
  const at = [await nextFrame()];
  for (const x of inputs) {
    work(x);
    at.push(await nextFrame());
  }
  return at.slice(1).map((each, k) => each - at[k]);
}
