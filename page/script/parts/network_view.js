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
    this.pickable = pickable;
    /** @type {Set<(pick: Pick) => void>} */
    this.listeners = new Set();
    /** @type {{input: ArrayLike<number>|null, values: ArrayLike<number>[]|null, tint: {layers: ArrayLike<number>[], scale: number}|null, marked: Pick|null}} */
    this.shown = { input: null, values: null, tint: null, marked: null };
    /** @type {EdgeFrame|null} */
    this.frame = null;
    this.build(label);
    this.redraw = onceAFrame(() => this.drawFront());
    new ResizeObserver(() => this.resize()).observe(place);
    onTheme(() => this.colour());
    this.colour();
    this.resize();
    this.showNothing();
  }

  /** @param {string} label */
  build(label) {
    const behind = element("canvas", { class: "network-edges", "aria-hidden": "true" });
    const before = element("canvas", { class: "network-front", "aria-hidden": "true" });
    this.names = element("div", { class: "network-names", "aria-hidden": "true" });
    this.place.classList.add("network-view");
    this.place.setAttribute("role", this.pickable ? "group" : "img");
    this.place.setAttribute("aria-label", label);
    this.place.append(behind, before, this.names);
    this.edges = new ViewEdges(behind);
    this.front = new ViewFront(before);
  }

  /** Fit everything to the element's width. */
  resize() {
    const width = this.place.clientWidth;
    if (!width) return;
    const layout = viewLayout(this.sizes, width), ratio = devicePixelRatio;
    this.place.style.aspectRatio = String(1 / layout.height);
    const columns = Math.round(width * ratio), rows = Math.round(width * layout.height * ratio);
    if (columns === this.front.canvas.width && rows === this.front.canvas.height) return;
    this.layout = layout;
    this.places = viewPlaces(layout, this.sizes[0]);
    this.front.canvas.width = columns;
    this.front.canvas.height = rows;
    this.edges.order("place", this.plan(columns, rows));
    this.writeNames();
    this.redraw();
  }

  /** @param {number} columns @param {number} rows @returns {EdgePlan} */
  plan(columns, rows) {
    const points = this.places.map((layer) => Float64Array.from(layer.flatMap(({ x, y }) => [x * columns, y * columns])));
    return { columns, rows, points, widths: this.layout.widths.map((width) => width * columns) };
  }

  /** Write how many neurons each layer has, and which digit each output is. */
  writeNames() {
    const { layout, sizes, names } = this, { left, side } = layout.picture;
    const write = (text, x, y, kind) => names.append(element("span", { class: kind, style: `left: ${100 * x}%; top: ${(100 * y) / layout.height}%` }, text));
    names.replaceChildren();
    write(t("{pixels:,} pixels", { pixels: sizes[0] }), left + side / 2, layout.counts, "count");
    layout.layers.forEach((layer) => write(number(layer.length), layer[0].x, layout.counts, "count"));
    layout.layers.at(-1).forEach(({ x, y, radius }, digit) => write(String(digit), x + 1.7 * radius, y, "output"));
  }

  /** Take on the page's colours. */
  colour() {
    this.edges.order("colour", viewColours());
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
    this.edges.show(frame);
  }

  /** No edge carries anything, no neuron is lit. */
  showNothing() {
    this.showEdges(this.sizes.slice(1).map((to, k) => new Float32Array(to * this.sizes[k])), this.sizes.slice(1).map(() => 1));
  }

  /**
   * Light the neurons.
   * @param {ArrayLike<number>[]|null} a activations a layer, input included; null: at rest
   */
  showActivations(a) {
    this.shown.input = a && a[0];
    this.shown.values = a && a.slice(1);
    this.redraw();
  }

  /**
   * Show a network at work: what every edge carries, over its weights, and what every neuron holds.
   * @param {Network} network
   * @param {Pass|null} pass null: at rest
   */
  showActivity(network, pass) {
    const values = network.W.map((weights, k) => carriedBy(weights, pass && pass.a[k]));
    const resting = { values: network.W, scales: network.W.map(largestButFew) };
    this.showFrame({ values, scales: DATA.samples.scales, crowded: false, visible: values.map(() => 1), resting });
    this.showActivations(pass && pass.a);
  }

  /**
   * Show a network's weights; no neuron is lit.
   * @param {Network} network
   * @param {number[]} scales what an edge of full strength weighs, a step; by the network's own, if left out
   */
  showWeights(network, scales = network.W.map(largestButFew)) {
    const visible = network.W.map((weights) => (weights.length > MANY_EDGES ? MANY_VISIBLE : FEW_VISIBLE));
    this.showFrame({ values: network.W, scales, crowded: true, visible, resting: null });
    this.showActivations(null);
  }

  /**
   * Fill the neurons by the sign and size of what is said of them.
   * @param {(ArrayLike<number>|null)[]|null} layers values a layer, the input's included; null: no more
   * @param {number} scale what a full colour stands for
   */
  tint(layers, scale) {
    this.shown.tint = layers && { layers, scale };
    this.redraw();
  }

  /** Be told of what is picked. @param {(pick: Pick) => void} listener */
  onPick(listener) {
    this.listeners.add(listener);
  }

  /** Draw a ring around a neuron, or an edge in full; null: nothing. @param {Pick|null} pick */
  mark(pick) {
    this.shown.marked = pick;
    this.redraw();
  }

  /** Draw what stands in front of the edges. */
  drawFront() {
    if (!this.layout) return;
    const { input } = this.shown;
    this.front.draw(this.layout, { input, neurons: this.fills(), ...this.marks() });
  }

  /** What every neuron is filled with. @returns {(string|null)[][]} */
  fills() {
    const look = viewColours(), { tint, values } = this.shown;
    return this.layout.layers.map((layer, k) => {
      const tinted = tint?.layers[k + 1];
      if (tinted) return Array.from(tinted, (value) => colourBetween(look.resting, value < 0 ? look.negative : look.positive, Math.min(Math.abs(value) / tint.scale, 1)));
      if (!values?.[k]) return layer.map(() => null);
      const brightest = Math.max(1, ...values[k]);
      return Array.from(values[k], (value) => colourBetween(look.resting, look.firing, Math.min(Math.max(value, 0) / brightest, 1)));
    });
  }

  /** What is marked, as rings and a line. */
  marks() {
    const { marked } = this.shown;
    if (!marked) return { marks: [], line: null };
    if (marked.kind === "neuron") return { marks: [this.ringAround(marked.layer, marked.index)], line: null };
    const from = this.places[marked.step][marked.from], to = this.places[marked.step + 1][marked.to];
    return {
      marks: [this.ringAround(marked.step, marked.from), this.ringAround(marked.step + 1, marked.to)],
      line: { x0: from.x, y0: from.y, x1: to.x, y1: to.y, colour: colour("accent") },
    };
  }

  /** @param {number} layer @param {number} index */
  ringAround(layer, index) {
    const { x, y, radius } = this.places[layer][index];
    return { x, y, radius: 1.6 * (radius ?? this.layout.picture.side / (2 * (this.layout.pixels || 28))) };
  }
}

/** What every edge of a step carries. @param {Float32Array} weights @param {ArrayLike<number>|null} a @returns {Float32Array} */
function carriedBy(weights, a) {
  const carried = new Float32Array(weights.length);
  if (!a) return carried;
  for (let at = 0; at < weights.length; at += a.length) for (let i = 0; i < a.length; i++) carried[at + i] = weights[at + i] * a[i];
  return carried;
}
