/* A pad to draw on, the whole network while it reads what is drawn, and its answer. */

/** The view that shows the network, of the figure "draw"; other figures may mark in it what they tell of. @type {NetworkView|null} */
let drawView = null;

figure("draw", (place) => {
  const soon = onceAFrame(() => drawing.changed());
  const samples = drawSamples(place, () => pad);
  const pad = new Pad(part(place, "pad"), drawing.ink, {
    onBegin: (erasing) => samples.makeRoom(erasing),
    onChange: soon,
    onLift: () => { drawing.changed(); drawTell(place); },
    onCursor: () => drawTellCursor(place, pad),
  });
  drawView = new NetworkView(part(place, "view"), {
    label: t("The whole network: the input at the left, its layers, and the outputs at the right"), pickable: true,
  });
  drawTools(place, pad);
  drawing.on(() => {
    pad.paint();
    drawForgetPush(place, pad);
    drawView.showActivity(NETWORK, drawing.pass);
    drawOutputs(place);
  });
  samples.open();
});

/** @param {HTMLElement} place @param {Pad} pad */
function drawTools(place, pad) {
  const eraser = part(place, "eraser"), framed = part(place, "framed");
  eraser.addEventListener("click", () => {
    pad.erasing = !pad.erasing;
    eraser.setAttribute("aria-pressed", String(pad.erasing));
    pad.place.classList.toggle("erasing", pad.erasing);
  });
  for (const name of ["undo", "clear", "push"]) part(place, name).addEventListener("click", stopWriting);
  part(place, "undo").addEventListener("click", () => pad.undo());
  part(place, "clear").addEventListener("click", () => pad.replace(new Float32Array(SIDE * SIDE)));
  framed.checked = drawing.framed;
  framed.addEventListener("change", () => {
    drawing.framed = framed.checked;
    part(place, "pushed").textContent = "";
    drawing.changed();
    drawTell(place);
  });
  part(place, "push").addEventListener("click", () => drawPush(place, pad));
}

/** What was pushed last, as it was then. @type {Float32Array|null} */
let drawPushed = null;

/** Once something else is drawn, what was said about the push is no longer of use. @param {HTMLElement} place @param {Pad} pad */
function drawForgetPush(place, pad) {
  if (!drawPushed || drawPushed.every((each, at) => each === pad.ink[at])) return;
  drawPushed = null;
  part(place, "pushed").textContent = "";
}

/** Push the drawing up and to the left, as far as it keeps all its ink. @param {HTMLElement} place @param {Pad} pad */
function drawPush(place, pad) {
  const by = Number(part(place, "push").dataset.by), room = inkedRoom(pad.ink, SIDE);
  const up = Math.min(by, room?.top ?? 0), left = Math.min(by, room?.left ?? 0);
  if (up || left) pad.replace(inkMoved(pad.ink, SIDE, -left, -up));
  drawPushed = pad.ink.slice();
  part(place, "pushed").textContent = drawPushTold(room !== null, up || left);
}

/** What is said then. @param {boolean} inked @param {number} moved */
function drawPushTold(inked, moved) {
  if (!inked) return t("Draw a digit first.");
  if (!moved) return t("It is in the corner already.");
  return drawing.framed
    ? t("Pushed; but the network reads it in the middle all the same. Now turn the switch off.")
    : t("Pushed, and read where it is.");
}
