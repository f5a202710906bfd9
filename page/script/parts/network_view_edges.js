/* The canvas with all edges: painted in a worker that all views share, if the browser can. */

/** Rest after which edges are drawn as sharply as the screen can, in milliseconds. */
const EDGES_AT_REST = 250;

const edgeWorker = {
  asked: false,
  /** @type {Worker|null} */
  worker: null,
  /** @type {Map<number, ViewEdges>} */
  views: new Map(),
  begun: 0,
};

/** The worker that all views share; null where there can't be one. @returns {Worker|null} */
function sharedEdgeWorker() {
  if (edgeWorker.asked) return edgeWorker.worker;
  edgeWorker.asked = true;
  if (!HTMLCanvasElement.prototype.transferControlToOffscreen || lessonWithoutWorkers()) return null;
  try {
    edgeWorker.worker = new Worker(URL.createObjectURL(new Blob([edgeWorkerCode()], { type: "text/javascript" })));
    edgeWorker.worker.addEventListener("message", ({ data }) => edgeWorker.views.get(data)?.painted());
  } catch { /* a page that forbids workers: then it is painted here */ }
  return edgeWorker.worker;
}

/** Whether workers are not wanted: one can ask for that with ?workers=no. */
function lessonWithoutWorkers() {
  return new URLSearchParams(location.search).get("workers") === "no";
}

/** A view's edges: tells the painter what to do, at most as fast as it can. */
class ViewEdges {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    const worker = sharedEdgeWorker();
    this.number = edgeWorker.begun++;
    edgeWorker.views.set(this.number, this);
    /** The painter, where it is on this page. @type {EdgePainter|null} */
    this.painter = worker ? null : new EdgePainter(canvas);
    /** Orders sent and not yet carried out. */
    this.waiting = 0;
    /** Whether a plan and colours are known. */
    this.placed = false;
    this.inView = true;
    /** @type {EdgeFrame|null} */
    this.frame = null;
    /** Whether the frame is still to be shown. */
    this.stale = false;
    this.rest = 0;
    this.ended = false;
    this.paintSoon = onceAFrame(() => this.paint());
    if (worker) {
      const off = canvas.transferControlToOffscreen();
      this.order("begin", off, [off]);
    }
    this.sight = new IntersectionObserver((entries) => {
      this.inView = entries.at(-1).isIntersecting;
      if (this.inView && this.stale) this.paintSoon();
    }, { rootMargin: "200px 0px" });
    this.sight.observe(canvas);
  }

  /** @param {"begin"|"place"|"colour"|"show"|"sharpen"|"end"} order @param {any} given @param {Transferable[]} moved */
  order(order, given, moved = []) {
    if (this.ended) return;
    if (this.painter) this.painter[order]?.(given);
    else {
      this.waiting++;
      edgeWorker.worker.postMessage({ view: this.number, order, given }, moved);
    }
  }

  /** Where edges go from now on. @param {EdgePlan} plan */
  place(plan) {
    this.placed = true;
    this.order("place", plan);
    this.again();
  }

  /** @param {Record<string, string>} colours */
  colour({ stage, positive, negative }) {
    this.order("colour", { stage, positive, negative });
    this.again();
  }

  /** Show a frame as soon as it can be; of several that wait, the last. @param {EdgeFrame|null} frame null: nothing until there is one */
  show(frame) {
    this.frame = frame;
    this.again();
  }

  /** Show the frame once more: something has changed. */
  again() {
    this.stale = this.frame !== null;
    if (this.stale) this.paintSoon();
  }

  /** Paint what waits, unless the painter is still busy, or nobody sees it. */
  paint() {
    if (!this.stale || !this.placed || !this.inView || this.waiting > 0) return;
    this.stale = false;
    this.order("show", this.frame);
    clearTimeout(this.rest);
    // On the page itself it would take too long.
    if (!this.painter) this.rest = setTimeout(() => this.order("sharpen"), EDGES_AT_REST);
  }

  /** The worker has carried out an order. */
  painted() {
    this.waiting--;
    if (this.waiting === 0 && this.stale) this.paintSoon();
  }

  /** Never paint again. */
  end() {
    clearTimeout(this.rest);
    this.sight.disconnect();
    this.frame = null;
    this.stale = false;
    this.order("end");
    this.ended = true;
    edgeWorker.views.delete(this.number);
  }
}
