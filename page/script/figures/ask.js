/* Any neuron and any connection tells its numbers. */

/** So many can be gone back. */
const ASK_REMEMBERS = 100;

const asking = {
  /** What is asked. @type {Pick} */
  pick: { kind: "neuron", layer: 1, index: 0 },
  /** What was asked before, the last one last. @type {Pick[]} */
  before: [],
  /** Whether the view marks it, and shows only what leads to it. */
  inView: false,
  only: false,
  /** @type {() => void} */
  show: () => {},
};

/** Ask about a neuron or a connection. @param {Pick} pick */
function askAbout(pick) {
  if (!samePick(pick, asking.pick)) asking.before.push(asking.pick);
  if (asking.before.length > ASK_REMEMBERS) asking.before.shift();
  asking.inView = true;
  asking.pick = pick;
  asking.show();
}

figure("ask", async (place) => {
  // It speaks of what the view shows, so that has to be there.
  await Promise.all([...document.querySelectorAll("[data-figure=draw]")].map(beginFigure));
  asking.pick = brightestOfFirst();
  asking.show = () => {
    askInView();
    askTell(place);
    // In the view the keyboard's button says the name.
    const name = document.activeElement?.closest(".network-view") ? "" : `${pickName(asking.pick)}. `;
    part(place, "live").textContent = name + part(place, "story").textContent;
  };
  askControls(place);
  part(place, "from").addEventListener("click", () => askFromHere(place, askEnd("from")));
  part(place, "to").addEventListener("click", () => askFromHere(place, askEnd("to")));
  drawView?.onPick((pick) => askAbout(pick));
  for (const line of document.querySelectorAll("[data-asked]")) askShortControls(line);
  onTheme(() => askTell(place));
  const tell = () => askTell(place), soon = onceAFrame(tell), whenInSight = whenSeen(place, tell);
  // The line below the view tells the same, in short.
  drawing.on(() => (asking.inView ? soon() : whenInSight()));
  askTell(place);
});

/** The neuron at an end of the connection that is asked. @param {"from"|"to"} end @returns {Pick} */
function askEnd(end) {
  const { step, from, to } = asking.pick;
  return end === "from" ? { kind: "neuron", layer: step, index: from } : { kind: "neuron", layer: step + 1, index: to };
}

/** Ask by a button that will be gone: the eye and the keyboard go to what is told now. @param {HTMLElement} place @param {Pick} pick */
function askFromHere(place, pick) {
  askAbout(pick);
  part(place, "name").focus({ preventScroll: false });
}

/** Ask a neuron beside the one that is asked; after the last comes the first. @param {number} by 1 or -1 */
function askNext(by) {
  const { layer, index } = askedNeuron(), count = NETWORK.sizes[layer];
  askAbout({ kind: "neuron", layer, index: (index + by + count) % count });
}

/** @param {HTMLElement} place */
function askControls(place) {
  part(place, "layer").addEventListener("change", (event) => {
    const layer = Number(event.target.value);
    askAbout({ kind: "neuron", layer, index: layer ? 0 : brightestPixel() });
  });
  part(place, "previous").addEventListener("click", () => askNext(-1));
  part(place, "next").addEventListener("click", () => askNext(1));
  part(place, "back").addEventListener("click", () => {
    asking.pick = asking.before.pop() ?? asking.pick;
    asking.inView = true;
    asking.show();
  });
}

/** The neuron that is asked, or the one that the asked connection leads to. */
function askedNeuron() {
  return asking.pick.kind === "neuron" ? asking.pick : askEnd("to");
}

/** The neuron of the first layer that is brightest for the digit that the page opens with. @returns {Pick} */
function brightestOfFirst() {
  const held = forward(NETWORK, sampleInk(clearestSample())).a[1];
  return { kind: "neuron", layer: 1, index: held.indexOf(Math.max(...held)) };
}

/** The first pixel with the most ink; one in the middle, if there is none. */
function brightestPixel() {
  const { picture } = drawing;
  return picture ? picture.indexOf(Math.max(...picture)) : (SIDE * SIDE + SIDE) / 2;
}

/** Tell what is asked, with the numbers of now. @param {HTMLElement} place */
function askTell(place) {
  const { pick } = asking, edge = pick.kind === "edge";
  part(place, "name").textContent = pickName(pick);
  part(place, "layer").value = String(askedNeuron().layer);
  part(place, "back").disabled = asking.before.length === 0;
  part(place, "edge").hidden = !edge;
  for (const name of ["pictures", "pictures-told", "honest"]) part(place, name).hidden = edge || pick.layer === 0;
  part(place, "into").hidden = !edge && pick.layer === 0;
  part(place, "onward").hidden = edge || pick.layer === NETWORK.W.length;
  if (edge) askEdge(place, pick);
  else if (pick.layer === 0) askPixel(place, pick.index);
  else askNeuron(place, pick.layer, pick.index);
  askTellShort(place);
}
