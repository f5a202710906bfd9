/* Edges light up when wishes reach them. */

/** In so many levels, each for so long, in ms. */
const WISHES_LEVELS = 6, WISHES_LEVEL = 70;

/**
 * Show what is wished of weights; steps that were reached just now light up bit by bit.
 * @param {Float32Array[]} values a step
 */
function wishesLight(now, values) {
  clearInterval(now.lighting);
  const last = values.length, before = now.lit, grows = now.stage > before && !calm();
  const frame = { values, scales: values.map(largestButFew), crowded: false, resting: null };
  let level = grows ? 1 : WISHES_LEVELS;
  const isNew = (k) => grows && k >= last - now.stage && k < last - before;
  const show = () => now.view.showFrame({ ...frame, visible: values.map((_, k) => (isNew(k) ? level / WISHES_LEVELS : 1)) });
  now.lit = now.stage;
  show();
  if (grows) now.lighting = setInterval(() => {
    level++;
    show();
    if (level === WISHES_LEVELS) clearInterval(now.lighting);
  }, WISHES_LEVEL);
}
