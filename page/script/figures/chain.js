/* The chain of lecture 4: all its numbers can be moved; slopes multiply, and a real nudge agrees. */

figure("chain", async (place) => {
  const trained = await later("chain"), copy = () => ({ w: [...trained.w], b: [...trained.b], ink: trained.ink, wanted: trained.wanted });
  const now = { chain: copy(), along: /** @type {ChainNode} */ (["w", trained.w.length - 1]), trained };
  const show = onceAFrame(() => chainShow(place, now));
  for (const slider of place.querySelectorAll("[data-move]")) {
    chainDraggable(part(place, slider.dataset.move), slider);
    slider.addEventListener("input", () => {
      chainSet(now.chain, chainNode(slider.dataset.move), Number(slider.value));
      show();
    });
  }
  for (const radio of place.querySelectorAll("[name=chain-wanted]")) radio.addEventListener("change", () => { now.chain.wanted = Number(radio.value); show(); });
  for (const radio of place.querySelectorAll("[name=chain-along]")) {
    if (radio.checked) now.along = chainNode(radio.value);
    radio.addEventListener("change", () => { now.along = chainNode(radio.value); show(); });
  }
  part(place, "nudge").addEventListener("input", show);
  part(place, "reset").addEventListener("click", () => { now.chain = copy(); chainSliders(place, now.chain); show(); });
  const paint = () => { paintInk(part(place, "picture"), Float32Array.from(unpackBytes(trained.picture), (each) => each / 255)); show(); };
  new ResizeObserver(show).observe(part(place, "chart"));
  onTheme(paint);
  chainSliders(place, now.chain);
  paint();
});

/** A weight, a bias or the input by its name: "w2", "a0". @param {string} name @returns {ChainNode} */
function chainNode(name) {
  return /** @type {ChainNode} */ ([name[0], Number(name[1])]);
}

/** @param {ChainNode} node @param {number} value */
function chainSet(chain, [kind, place], value) {
  if (kind === "a") chain.ink = value;
  else chain[kind][place] = value;
}

/** Put the sliders where the chain's numbers are. @param {HTMLElement} place */
function chainSliders(place, chain) {
  for (const slider of place.querySelectorAll("[data-move]")) {
    const [kind, at] = chainNode(slider.dataset.move);
    slider.value = String(kind === "a" ? chain.ink : chain[kind][at]);
  }
}
