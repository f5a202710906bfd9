/* Digits of our own handwriting that can be put on the pad; one is there when the page opens. */

/** A sample's ink, 0 to 1. @param {number} index @returns {Float32Array} */
function sampleInk(index) {
  const all = unpackBytes(DATA.samples.images), size = SIDE * SIDE;
  return Float32Array.from(all.subarray(index * size, (index + 1) * size), (each) => each / 255);
}

/** How far the best output for an image lies before the next. @param {ArrayLike<number>} image */
function leadOf(image) {
  const pass = forward(NETWORK, image), [answer, second] = rankingOf(pass), output = pass.a.at(-1);
  return output[answer] - (output[second] ?? 0);
}

/** The sample that is read most clearly: the page opens with no riddle. @returns {number} */
function clearestSample() {
  const leads = DATA.samples.labels.map((_, index) => leadOf(sampleInk(index)));
  return leads.indexOf(Math.max(...leads));
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
    padNow().replace(sampleInk(index));
  }));
  onTheme(paint);
  paint();
  return {
    open() {
      if (drawing.picture) return;
      drawing.put(sampleInk(clearestSample()));
      untouched = true;
    },
    /** @param {boolean} erasing */
    makeRoom(erasing) {
      if (untouched && !erasing) drawing.ink.fill(0);
      untouched = false;
    },
  };
}
