/* Digits of our own handwriting that can be put on the pad; one is there when the page opens. */

/** All samples, one byte a pixel. */
const SAMPLES = unpackBytes(DATA.samples.images);

/** A sample's ink, 0 to 1. @param {number} index @returns {Float32Array} */
function sampleInk(index) {
  return trialInk(SAMPLES, index);
}

/** How far the best output for an image lies before the next. @param {ArrayLike<number>} image */
function leadOf(image) {
  const pass = forward(NETWORK, image), [answer, second] = rankingOf(pass), output = pass.a.at(-1);
  return output[answer] - (output[second] ?? 0);
}

/** @type {number|undefined} */
let clearestKnown;

/** The sample that is read most clearly: the page opens with no riddle. @returns {number} */
function clearestSample() {
  if (clearestKnown === undefined) {
    const leads = DATA.samples.labels.map((_, index) => leadOf(sampleInk(index)));
    clearestKnown = leads.indexOf(Math.max(...leads));
  }
  return clearestKnown;
}

/** How long a sample takes to write itself, in milliseconds. */
const WRITING = 900;

/** The page is seen for so long before a digit writes itself, in milliseconds. */
const BEFORE_WRITING = 300;

/** Counts what wrote itself: only the last one may go on. */
let writings = 0;

/** Let nothing go on that writes itself. */
function stopWriting() {
  writings++;
}

/**
 * Let ink flow onto the pad; it stops when anybody else changes what is there.
 * @param {Float32Array} image
 * @param {() => void} finished
 */
function writeItself(image, finished) {
  const mine = ++writings, times = flowTimes(image, SIDE), begun = performance.now(), shown = new Float32Array(SIDE * SIDE);
  const step = (now) => {
    if (mine !== writings || drawing.ink.some((each, at) => each !== shown[at])) return;
    const share = calm() ? 1 : Math.max(now - begun, 0) / WRITING;
    if (share < 1) shown.set(image.map((each, at) => each * Math.min(Math.max(8 * (1.125 * share - times[at]), 0), 1)));
    drawing.put(share < 1 ? shown : image);
    if (share < 1) requestAnimationFrame(step);
    else finished();
  };
  drawing.ink.set(shown);
  step(begun);
}

/**
 * @param {HTMLElement} place
 * @param {() => Pad} padNow
 */
function drawSamples(place, padNow) {
  const buttons = [...place.querySelectorAll("[data-sample]")];
  /** Whether what is on the pad is what the page opened with: the first stroke takes its place. */
  let untouched = false;
  const paint = () => buttons.forEach((button, index) => paintInk(button.querySelector("canvas"), sampleInk(index)));
  buttons.forEach((button, index) => button.addEventListener("click", () => {
    untouched = false;
    padNow().remember();
    writeItself(sampleInk(index), () => drawTell(place));
  }));
  onTheme(paint);
  paint();
  return {
    open() {
      if (drawing.picture) return;
      untouched = true;
      if (calm()) drawing.put(sampleInk(clearestSample()));
      else setTimeout(() => { if (untouched && !drawing.picture) writeItself(sampleInk(clearestSample()), () => {}); }, BEFORE_WRITING);
    },
    /** @param {boolean} erasing */
    makeRoom(erasing) {
      stopWriting();
      if (untouched && !erasing) drawing.ink.fill(0);
      untouched = false;
    },
  };
}
