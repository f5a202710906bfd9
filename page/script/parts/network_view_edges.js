/* The canvas with all edges: painted in a worker that all views share, if the browser can. */

/** Rest after which edges are drawn as sharply as the screen can, in milliseconds. */
const EDGES_AT_REST = 250;

/** @type {{worker: Worker|null, views: Map<number, ViewEdges>, ready: boolean}} */
const edgeWorker = { worker: null, views: new Map(), ready: false };

/** The worker that all views share; null where there can't be one. @returns {Worker|null} */
function sharedEdgeWorker() {
  if (edgeWorker.ready) return edgeWorker.worker;
  edgeWorker.ready = true;
  if (!HTMLCanvasElement.prototype.transferControlToOffscreen || lessonWithoutWorkers()) return null;
  try {
    edgeWorker.worker = new Worker(URL.createObjectURL(new Blob([edgeWorkerCode()], { type: "text/javascript" })));
    edgeWorker.worker.onmessage = ({ data }) => edgeWorker.views.get(data).painted();
  } catch { /* a page that forbids workers: then it is painted here */ }
  return edgeWorker.worker;
}

/** Whether workers are not wanted: tests ask for it with ?workers=no. */
function lessonWithoutWorkers() {
  return new URLSearchParams(location.search).get("workers") === "no";
}

class ViewEdges {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    const worker = sharedEdgeWorker();
    this.number = edgeWorker.views.size;
    edgeWorker.views.set(this.number, this);
    this.painter = worker ? null : new EdgePainter(canvas);
    /** Orders sent and not yet carried out. */
    this.waiting = 0;
    /** @type {EdgeFrame|null} */
    this.next = null;
    this.resting = 0;
    if (worker) {
      const off = canvas.transferControlToOffscreen();
      this.order("begin", off, [off]);
    }
    this.paintSoon = onceAFrame(() => this.paint());
  }

  /** @param {"begin"|"place"|"colour"|"show"|"sharpen"} order @param {any} given @param {Transferable[]} moved */
  order(order, given, moved = []) {
    if (this.painter) this.painter[order](given);
    else {
      this.waiting++;
      edgeWorker.worker.postMessage({ view: this.number, order, given }, moved);
    }
  }

  /** Show a frame as soon as it can be; of several that wait, the last. @param {EdgeFrame} frame */
  show(frame) {
    this.next = frame;
    this.paintSoon();
  }

  /** Paint what waits, unless the worker is still busy. */
  paint() {
    if (!this.next || this.waiting > 0) return;
    const frame = this.next;
    this.next = null;
    this.order("show", frame);
    clearTimeout(this.resting);
    if (!this.painter) this.resting = setTimeout(() => this.order("sharpen"), EDGES_AT_REST);
  }

  /** The worker has carried out an order. */
  painted() {
    this.waiting--;
    if (this.waiting === 0 && this.next) this.paintSoon();
  }
}
