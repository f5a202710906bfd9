/* Drawing with a mouse, a finger or a pen. */

/** The eraser at the other end of a pen, and the mouse's right button, as `buttons` tells them. */
const ERASER_END = 32, RIGHT_BUTTON = 2;

/** Where on the pad an event is, in its pixels. @param {Pad} pad @param {PointerEvent} event @returns {Place} */
function placeOnPad(pad, event) {
  const box = pad.canvas.getBoundingClientRect();
  return { x: ((event.clientX - box.left) / box.width) * SIDE, y: ((event.clientY - box.top) / box.height) * SIDE };
}

/**
 * Where the pointer has been since the last event: fast strokes stay round. What the browser drew
 * together ends with the event itself; some browsers give none.
 * @param {PointerEvent} event
 */
function movementsOf(event) {
  const movements = event.getCoalescedEvents?.() ?? [];
  return movements.length ? movements : [event];
}

/** @param {Pad} pad */
function listenToPointers(pad) {
  /** The stroke that is being drawn. @type {{pointer: number, at: Place, erasing: boolean}|null} */
  let stroke = null;
  const { canvas } = pad;
  canvas.addEventListener("pointerdown", (event) => {
    if (stroke || event.button === 1) return;
    pad.place.focus({ preventScroll: true });
    pad.place.removeAttribute("data-keys");
    event.preventDefault();
    if (event.isTrusted) canvas.setPointerCapture(event.pointerId);
    const at = placeOnPad(pad, event), erasing = pad.erasing || (event.buttons & (ERASER_END | RIGHT_BUTTON)) > 0;
    pad.begin(erasing);
    stroke = { pointer: event.pointerId, at, erasing };
    brushed(pad.ink, SIDE, at, at, erasing);
    pad.changed();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (stroke?.pointer !== event.pointerId) return;
    for (const each of movementsOf(event)) {
      const to = placeOnPad(pad, each);
      brushed(pad.ink, SIDE, stroke.at, to, stroke.erasing);
      stroke.at = to;
    }
    pad.changed();
  });
  const lift = (event) => {
    if (stroke?.pointer !== event.pointerId) return;
    stroke = null;
    pad.tell.onLift?.();
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("lostpointercapture", lift);
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
}
