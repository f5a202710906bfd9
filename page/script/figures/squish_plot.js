/* A curve over a number line, with things put on it: what one neuron makes of its sum. */

/** @param {string} tag @param {Record<string, any>} attributes @returns {SVGElement} */
function setOn(shape, attributes) {
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  return shape;
}

class CurvePlot {
  /**
   * @param {HTMLElement} place with parts curve, tangent, point and dots
   * @param {{low: number, high: number, top: number, bottom?: number, f: (z: number) => number}} drawn
   *   the sums from the left to the right rim, and the activations at the upper and the lower one
   */
  constructor(place, drawn) {
    this.place = place;
    this.show(drawn);
  }

  /** Draw another curve, or other rims. @param {{low: number, high: number, top: number, bottom?: number, f: (z: number) => number}} drawn */
  show(drawn) {
    Object.assign(this, { bottom: 0, ...drawn });
    const steps = 160, sums = Array.from({ length: steps + 1 }, (_, at) => this.low + ((this.high - this.low) * at) / steps);
    const points = sums.map((z) => `${this.across(z).toFixed(2)},${this.down(this.f(z)).toFixed(2)}`);
    setOn(part(this.place, "curve"), { d: `M${points.join("L")}` });
  }

  /** @param {number} z @returns {number} from the left, in percent */
  across(z) {
    return (100 * (z - this.low)) / (this.high - this.low);
  }

  /** @param {number} a @returns {number} from the top, in percent */
  down(a) {
    return (100 * (this.top - a)) / (this.top - this.bottom);
  }

  /** Put an element at a sum, on the curve; what is beyond a rim stays at it. @param {HTMLElement} mark @param {number} z @param {number} [a] */
  put(mark, z, a = this.f(z)) {
    const at = Math.min(Math.max(z, this.low), this.high);
    mark.style.left = `${this.across(at)}%`;
    mark.style.top = `${Math.min(Math.max(this.down(a), 0), 100)}%`;
    mark.classList.toggle("beyond", at !== z);
  }

  /** Put marks at sums. @param {HTMLElement} room @param {ArrayLike<number>} sums */
  dot(room, sums) {
    while (room.children.length > sums.length) room.lastChild.remove();
    while (room.children.length < sums.length) room.append(element("span", { class: "dot" }));
    Array.from(sums).forEach((z, at) => this.put(room.children[at], z));
  }

  /** Lay a line of a slope at a sum, a quarter of the plot wide. @param {number} z @param {number} slope */
  lean(z, slope) {
    const half = (this.high - this.low) / 8, a = this.f(z);
    const reach = Math.min(half, slope ? (this.top - this.bottom) / 4 / slope : half);
    setOn(part(this.place, "tangent"), {
      x1: this.across(z - reach), x2: this.across(z + reach),
      y1: this.down(a - slope * reach), y2: this.down(a + slope * reach),
    });
  }

  /** The sum below a pointer. @param {PointerEvent} event @returns {number} */
  sumAt(event) {
    const box = this.place.getBoundingClientRect(), share = (event.clientX - box.left) / box.width;
    return this.low + (this.high - this.low) * Math.min(Math.max(share, 0), 1);
  }

  /** Calls `move` with the sum below the pointer, as long as it is pressed. @param {(z: number) => void} move */
  onDrag(move) {
    const { place } = this;
    place.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      event.preventDefault();
      if (event.isTrusted) place.setPointerCapture(event.pointerId);
      place.dataset.held = "";
      move(this.sumAt(event));
    });
    place.addEventListener("pointermove", (event) => { if ("held" in place.dataset) move(this.sumAt(event)); });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) place.addEventListener(end, () => { delete place.dataset.held; });
  }
}
