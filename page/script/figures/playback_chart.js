/* Charts of cost and accuracy over a training's steps, in powers of ten. */

/** A cost is shown from a hundredth to ten, which is the most there can be for ten outputs. */
const LEARN_COSTS = [0.01, 10];

/** Steps from here on are counted in millions. */
const LEARN_MILLION = 1e6;

/** Heights in a chart, 0 to 1. @type {Record<string, (value: number) => number>} */
const LEARN_HEIGHTS = {
  accuracy: (share) => share,
  cost: (cost) => Math.log(cost / LEARN_COSTS[0]) / Math.log(LEARN_COSTS[1] / LEARN_COSTS[0]),
};

/** What stands beside a chart, and how high. @type {Record<string, () => [number, string][]>} */
const LEARN_LEVELS = {
  accuracy: () => [0, 0.5, 1].map((each) => [each, number(each, ".0%")]),
  cost: () => [0.01, 0.1, 1, 10].map((each) => [LEARN_HEIGHTS.cost(each), number(each)]),
};

class LearnChart {
  /** @param {HTMLElement} figurePlace @param {"accuracy"|"cost"} name */
  constructor(figurePlace, name) {
    this.place = part(figurePlace, name);
    this.place.classList.add(name);
    this.heightOf = (value) => Math.min(Math.max(LEARN_HEIGHTS[name](value), 0), 1);
    this.name = name;
    this.last = 0;
  }

  /** Let the chart reach from 0 to so many steps. @param {number} last */
  reach(last) {
    if (this.last === last) return;
    this.last = last;
    const ticks = part(this.place, "ticks"), decades = Math.floor(Math.log10(last));
    const tick = (kind, where, text) => ticks.append(element("span", { class: kind, style: where }, element("span", {}, text)));
    ticks.replaceChildren();
    for (const [height, text] of LEARN_LEVELS[this.name]()) tick("level", `bottom: ${100 * height}%`, text);
    // Few names have room: every second one, where there are many.
    const apart = decades > 4 ? 2 : 1;
    for (let decade = 0; decade <= decades; decade++) {
      const at = this.widthOf(10 ** decade), named = (decades - decade) % apart === 0;
      tick(at > 0.9 ? "step end" : "step", `left: ${100 * at}%`, named ? learnSteps(10 ** decade) : "");
    }
  }

  /** @param {number} step @returns {number} 0 to 1 */
  widthOf(step) {
    return Math.log1p(step) / Math.log1p(this.last);
  }

  /** Draw a line. @param {"curve"|"ahead"|"aside"} line @param {[number, number][]} points steps and values */
  draw(line, points) {
    const drawn = points.filter(([, value]) => Number.isFinite(value)).map(([step, value]) => `${this.widthOf(step).toFixed(4)} ${(1 - this.heightOf(value)).toFixed(4)}`);
    part(this.place, line).setAttribute("d", drawn.length ? `M${drawn.join("L")}` : "");
  }

  /** Mark a moment, and write what was measured then. @param {number} step @param {number} value */
  mark(step, value) {
    const mark = part(this.place, "mark"), finite = Number.isFinite(value);
    mark.hidden = !finite;
    mark.style.left = `${100 * this.widthOf(step)}%`;
    if (finite) mark.style.bottom = `${100 * this.heightOf(value)}%`;
    part(this.place, "now").textContent = finite ? number(value, this.name === "cost" ? ".3f" : ".1%") : "–";
  }

  /** Calls `seek` with the steps where the chart is pressed. @param {(step: number) => void} seek */
  onSeek(seek) {
    const room = part(this.place, "room");
    const seekAt = ({ clientX }) => {
      const box = room.getBoundingClientRect(), share = Math.min(Math.max((clientX - box.left) / box.width, 0), 1);
      seek(Math.expm1(share * Math.log1p(this.last)));
    };
    room.classList.add("seeking");
    room.addEventListener("pointerdown", (event) => { room.setPointerCapture(event.pointerId); seekAt(event); });
    room.addEventListener("pointermove", (event) => { if (room.hasPointerCapture(event.pointerId)) seekAt(event); });
  }
}

/** A power of ten as one reads it. @param {number} steps */
function learnSteps(steps) {
  return steps < LEARN_MILLION ? number(steps, ",") : t("{millions:,} million", { millions: steps / LEARN_MILLION });
}
