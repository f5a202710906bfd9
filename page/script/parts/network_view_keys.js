/*
 * A network's picture by keyboard and for screen readers: every neuron is a button in its place,
 * one of them a stop for Tab; arrows lead from layer to layer, and up and down in a layer. The
 * input picture is one button, in which arrows lead from pixel to pixel.
 */

/** Rest after which buttons are named anew, in milliseconds. */
const NAMES_AT_REST = 300;

class ViewKeys {
  /** @param {NetworkView} view */
  constructor(view) {
    this.view = view;
    this.bar = element("div", { class: "network-keys", role: "toolbar", "aria-label": t("Neurons: arrow keys lead from one to another") });
    /** Tells the pixel: a button's new name is not always read. */
    this.told = element("span", { class: "unseen", "aria-live": "polite" });
    /** @type {HTMLButtonElement[][]} a layer; the input has one, if it is a picture */
    this.buttons = [];
    /** Where arrows start from. */
    this.layer = 1;
    this.index = 0;
    /** Of the input picture; from the middle on. */
    this.pixel = (view.sizes[0] + Math.round(Math.sqrt(view.sizes[0]))) / 2;
    this.timer = 0;
    view.place.append(this.bar, this.told);
    this.bar.addEventListener("keydown", (event) => this.press(event));
    this.bar.addEventListener("focusin", (event) => this.arrive(event.target));
    this.bar.addEventListener("focusout", () => view.hover(null));
    this.bar.addEventListener("click", ({ target }) => { if (target.localName === "button") view.pick(this.pickOf(target)); });
  }

  /** Put the buttons where the neurons are. */
  lay() {
    const { layout } = this.view, { left, top, side } = layout.picture, focused = this.bar.contains(document.activeElement);
    this.buttons = layout.layers.map((neurons, layer) => {
      if (layer === 0 && layout.pixels) return [this.button(layer, 0, { x: left + side / 2, y: top + side / 2, radius: side / 2 })];
      return neurons.map((neuron, index) => this.button(layer, index, neuron));
    });
    this.layer = Math.min(this.layer, this.buttons.length - 1);
    this.index = Math.min(this.index, this.buttons[this.layer].length - 1);
    this.bar.replaceChildren(...this.buttons.flat());
    this.stopAt(this.layer, this.index);
    this.name();
    if (focused) this.buttons[this.layer][this.index].focus();
  }

  /** @param {number} layer @param {number} index @param {{x: number, y: number, radius: number}} neuron */
  button(layer, index, { x, y, radius }) {
    const { layout } = this.view, isPicture = layer === 0 && layout.pixels > 0;
    return element("button", {
      type: "button", tabindex: "-1", class: isPicture ? "picture" : "neuron", "data-layer": layer, "data-index": index,
      style: `${viewStyle(layout, x, y)}; width: ${200 * radius}%`,
    });
  }

  /** Name the buttons when things have come to rest. */
  nameSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.name(), NAMES_AT_REST);
  }

  /** Name every button by what its neuron holds. */
  name() {
    for (const button of this.buttons.flat()) this.nameOne(button);
  }

  /** @param {HTMLButtonElement} button */
  nameOne(button) {
    const { layer, index } = this.pickOf(button), name = viewNeuronName(this.view, layer, index);
    if (button.getAttribute("aria-label") !== name) button.setAttribute("aria-label", name);
  }

  /** What a button stands for. @param {HTMLElement} button @returns {any} */
  pickOf({ dataset: { layer, index } }) {
    const isPicture = layer === "0" && this.view.layout.pixels > 0;
    return { kind: "neuron", layer: Number(layer), index: isPicture ? this.pixel : Number(index) };
  }

  /** Let Tab lead here. @param {number} layer @param {number} index */
  stopAt(layer, index) {
    for (const button of this.buttons.flat()) button.tabIndex = -1;
    this.buttons[layer][index].tabIndex = 0;
    this.layer = layer;
    this.index = index;
  }

  /** A button has the focus. @param {HTMLElement} button */
  arrive(button) {
    this.stopAt(Number(button.dataset.layer), Number(button.dataset.index));
    this.nameOne(button);
    if (button.className === "picture") this.view.hover(this.pickOf(button));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const within = this.buttons[this.layer][this.index].className === "picture" && this.pressInPicture(event.key);
    if (!within && !this.pressAmongNeurons(event.key)) return;
    event.preventDefault();
    this.view.pick(this.pickOf(this.buttons[this.layer][this.index]));
  }

  /** @param {string} key @returns {boolean} whether it has led anywhere */
  pressInPicture(key) {
    const side = this.view.layout.pixels, column = this.pixel % side, row = Math.floor(this.pixel / side);
    const columns = { ArrowLeft: column - 1, ArrowRight: column + 1, Home: 0, End: side - 1 };
    const rows = { ArrowUp: row - 1, ArrowDown: row + 1, PageUp: 0, PageDown: side - 1 };
    const x = columns[key] ?? column, y = rows[key] ?? row;
    if ((!(key in columns) && !(key in rows)) || x >= side) return false;
    this.pixel = Math.max(x, 0) + side * Math.min(Math.max(y, 0), side - 1);
    const button = this.buttons[0][0];
    this.nameOne(button);
    this.told.textContent = button.getAttribute("aria-label");
    this.view.hover(this.pickOf(button));
    return true;
  }

  /** @param {string} key @returns {boolean} whether it has led anywhere */
  pressAmongNeurons(key) {
    const { layer, index, buttons } = this, last = buttons[layer].length - 1;
    const inLayer = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: last };
    const across = { ArrowLeft: layer - 1, ArrowRight: layer + 1 };
    if (key in inLayer) return this.go(layer, Math.min(Math.max(inLayer[key], 0), last));
    const next = across[key];
    return next !== undefined && buttons[next] ? this.go(next, this.level(layer, index, next)) : false;
  }

  /** The neuron of another layer that is at the same height. @param {number} layer @param {number} index @param {number} next */
  level(layer, index, next) {
    const { layers } = this.view.layout, count = this.buttons[next].length;
    if (count === 1) return 0;
    const here = this.buttons[layer][index].className === "picture" ? layers[0][this.pixel] : layers[layer][index];
    const far = layers[next].map(({ y }) => Math.abs(y - here.y));
    return far.indexOf(Math.min(...far));
  }

  /** @param {number} layer @param {number} index */
  go(layer, index) {
    this.buttons[layer][index].focus();
    return true;
  }
}
