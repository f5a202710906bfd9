/* The whole network as a picture: the input as pixels, layers as columns of neurons, all edges. */

/**
 * Something of a network that can be asked about; layer 0 is the input, step k leads to layer k + 1.
 * @typedef {{kind: "neuron", layer: number, index: number} | {kind: "edge", step: number, from: number, to: number}} Pick
 */

class NetworkView {
  /**
   * @param {HTMLElement} place an empty element, whose width is filled
   * @param {{label: string, pickable?: boolean, sizes?: number[]}} options label: what a screen reader
   *   hears of the picture; sizes: neurons a layer, of the page's network if left out
   */
  constructor(place, { label, pickable = false, sizes = NETWORK.sizes }) {
    this.place = place;
    this.sizes = sizes;
    /** @type {Set<(pick: Pick) => void>} */
    this.listeners = new Set();
    /** Activations a layer; null at rest. @type {ArrayLike<number>[]|null} */
    this.activations = null;
    /** @type {{layers: (ArrayLike<number>|null)[], scale: number}|null} */
    this.tinted = null;
    /** What is marked, what is pointed at, and whose edges alone stand out. @type {Record<"marked"|"hovered"|"focused", Pick|null>} */
    this.picks = { marked: null, hovered: null, focused: null };
    /** @type {EdgeFrame|null} */
    this.frame = null;
    /** @type {ViewLayout|null} */
    this.layout = null;
    this.redraw = onceAFrame(() => this.draw());
    this.build(label, pickable);
    onTheme(() => this.colour());
    this.colour();
    this.showNothing();
    viewOnResize(place, (columns, rows) => this.resize(columns, rows), () => this.edges.end());
  }

  /** @param {string} label @param {boolean} pickable */
  build(label, pickable) {
    const behind = element("canvas", { class: "network-edges", "aria-hidden": "true" });
    const grid = element("canvas", { class: "network-grid", "aria-hidden": "true" });
    const before = element("canvas", { class: "network-front", "aria-hidden": "true" });
    this.names = element("div", { class: "network-names", "aria-hidden": "true" });
    this.place.classList.add("network-view");
    this.place.setAttribute("role", pickable ? "group" : "img");
    this.place.setAttribute("aria-label", label);
    this.place.append(behind, grid, before, this.names);
    this.edges = new ViewEdges(behind);
    this.grid = new ViewGrid(grid);
    this.front = new ViewFront(before);
    /** @type {ViewKeys|null} */
    this.keys = pickable ? new ViewKeys(this) : null;
    if (pickable) viewPointers(this);
  }

  /** Show a network of another shape; nothing is lit. @param {number[]} sizes neurons a layer */
  setSizes(sizes) {
    this.sizes = sizes;
    this.picks = { marked: null, hovered: null, focused: null };
    this.activations = this.tinted = null;
    this.frame = null;
    this.edges.show(null);
    this.lay();
    this.showNothing();
  }

  /** Fit everything to the element. @param {number} columns @param {number} rows its size in the screen's own pixels */
  resize(columns, rows) {
    const { canvas } = this.front;
    if (columns === canvas.width && rows === canvas.height) return;
    for (const each of [canvas, this.grid.canvas]) Object.assign(each, { width: columns, height: rows });
    this.grid.key = ""; // a canvas that gets another size is blank
    this.lay();
  }

  /** Put everything in its place. */
  lay() {
    const { width: columns, height: rows } = this.front.canvas;
    this.layout = viewLayout(this.sizes, this.place.clientWidth, columns);
    this.place.style.aspectRatio = String(1 / this.layout.height);
    this.edges.place(edgePlan(this.layout, columns, rows));
    writeViewNames(this);
    this.keys?.lay();
    this.redraw();
  }

  /** Take on the page's colours. */
  colour() {
    this.edges.colour(viewColours());
    this.redraw();
  }

  /**
   * Show what every edge carries.
   * @param {Float32Array[]} values a step, as the weights are ordered
   * @param {number[]} scales what an edge of full strength carries, a step
   * @param {boolean} crowded whether weak ones step back where there are many, as for weights
   */
  showEdges(values, scales, crowded = false) {
    this.showFrame({ values, scales, crowded, visible: values.map(() => 1), resting: null });
  }

  /** @param {EdgeFrame} frame */
  showFrame(frame) {
    this.frame = frame;
    this.edges.show(this.picks.focused ? inFocus(frame, this.sizes, this.picks.focused) : frame);
  }

  /** No edge carries anything, no neuron is lit. */
  showNothing() {
    const steps = this.sizes.slice(1);
    this.showEdges(steps.map((to, k) => new Float32Array(to * this.sizes[k])), steps.map(() => 1));
    this.showActivations(null);
  }

  /** Light the neurons. @param {ArrayLike<number>[]|null} a activations a layer, input included; null: at rest */
  showActivations(a) {
    this.activations = a;
    this.redraw();
    this.keys?.nameSoon();
  }

  /**
   * Show a network at work: what every edge carries, over its weights, and what every neuron holds.
   * @param {Network} network
   * @param {Pass|null} pass null: at rest
   */
  showActivity(network, pass) {
    const values = network.W.map((weights, k) => carriedBy(weights, pass && pass.a[k]));
    const resting = { values: network.W, scales: weightScales(network) };
    this.showFrame({ values, scales: carriedScales(network, values), crowded: false, visible: values.map(() => 1), resting });
    this.showActivations(pass && pass.a);
  }

  /**
   * Show a network's weights; no neuron is lit.
   * @param {Network} network
   * @param {number[]} scales what an edge of full strength weighs, a step; by the network's own weights, if left out
   */
  showWeights(network, scales = network.W.map(largestButFew)) {
    const visible = network.W.map((weights) => (weights.length > MANY_EDGES ? MANY_VISIBLE : FEW_VISIBLE));
    this.showFrame({ values: network.W, scales, crowded: true, visible, resting: null });
    this.showActivations(null);
  }

  /**
   * Fill neurons by sign and size of what is said of them.
   * @param {(ArrayLike<number>|null)[]|null} layers values a layer, the input's first; null: no more
   * @param {number} scale what a full colour stands for
   */
  tint(layers, scale = 1) {
    this.tinted = layers && { layers, scale };
    this.redraw();
  }

  /** Be told of what is picked. @param {(pick: Pick) => void} listener */
  onPick(listener) {
    this.listeners.add(listener);
  }

  /** Draw a ring around a neuron, or an edge in full; null: nothing. @param {Pick|null} pick */
  mark(pick) {
    this.picks.marked = pick;
    this.redraw();
  }

  /**
   * Let all edges step back but those into a neuron (out of it, if it is a pixel), or but one edge.
   * @param {Pick|null} pick null: all edges as they are
   */
  focus(pick) {
    this.picks.focused = pick;
    if (this.frame) this.showFrame(this.frame);
  }

  /** Tell those who want to know what was picked. @param {Pick} pick */
  pick(pick) {
    for (const listener of this.listeners) listener(pick);
  }

  /** What is pointed at. @param {Pick|null} pick */
  hover(pick) {
    if (JSON.stringify(pick) === JSON.stringify(this.picks.hovered)) return;
    this.picks.hovered = pick;
    this.redraw();
  }

  /** Draw what stands in front of the edges. */
  draw() {
    if (!this.layout) return;
    const { marked, hovered } = this.picks, marks = [];
    if (hovered) marks.push({ pick: hovered, faint: true });
    if (marked) marks.push({ pick: marked, faint: false });
    const fills = this.sizes.map((_, layer) => viewFills(this, layer));
    this.grid.draw(this.layout, fills[0]);
    this.front.draw(this.layout, fills, marks);
  }
}
