/* Numbers of the chain that one can take and pull sideways; each does what its slider does. */

/** So many pixels sideways are the whole range of a slider. */
const CHAIN_RANGE = 1200;

/** Let a number be dragged. @param {HTMLElement} number @param {HTMLInputElement} slider */
function chainDraggable(number, slider) {
  const unit = (Number(slider.max) - Number(slider.min)) / CHAIN_RANGE;
  /** @type {{x: number, value: number}|null} */
  let taken = null;
  number.classList.add("grip");
  number.addEventListener("pointerdown", (event) => {
    taken = { x: event.clientX, value: Number(slider.value) };
    number.setPointerCapture(event.pointerId);
  });
  number.addEventListener("pointermove", (event) => {
    if (!taken) return;
    slider.value = String(taken.value + (event.clientX - taken.x) * unit);
    slider.dispatchEvent(new Event("input"));
  });
  for (const end of ["pointerup", "pointercancel"]) number.addEventListener(end, () => { taken = null; });
}
