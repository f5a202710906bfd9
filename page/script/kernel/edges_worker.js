/* The painter's code as a worker's: classic, from a blob, as it must be on a page that is a file. */

/** What the painter is made of. */
const EDGE_CODE = () => [
  bandOf, bandBegin, bandWithin, bandAcross, bandShares, ramped, walkOf, WalkTables, walkAlong, walkPart, walkSteps,
  depthTable, depthTableFor, edgeDepths, channels, edgeTable, passedOn, shadesByDepth, edgeLines, scaledPlan, EdgePicture,
  paintEdges, paintOver, paintOnto, EdgeSheet, EdgePainter, edgeServer,
];

/** Names and numbers it needs. */
const EDGE_NUMBERS = () => ({
  DEPTH_STEPS, COVER_STEPS, WALK_SLOPES, WALK_PLACE_BITS, WALK_BITS, STRONGEST_ALPHA, MANY_EDGES, STRENGTH_POWER, CROWDED_POWER,
  EDGE_CROWD, SIZE_STEPS, DEEPEST, SHADE_BITS, DEPTH_DROP, RESTING_VISIBLE, MOVING_COLUMNS,
});

/** @returns {string} a script */
function edgeWorkerCode() {
  const numbers = Object.entries(EDGE_NUMBERS()).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  const state = "const depthTables = new Map(); let depthShades = null;";
  return ['"use strict";', ...numbers, state, ...EDGE_CODE().map(String), "edgeServer();"].join("\n");
}

/** What the worker does: it has a painter for every view, and says when an order is carried out. */
function edgeServer() {
  /** @type {Map<number, EdgePainter>} */
  const painters = new Map();
  onmessage = ({ data: { view, order, given } }) => {
    try {
      if (order === "begin") painters.set(view, new EdgePainter(given));
      else if (order === "end") painters.delete(view);
      else painters.get(view)[order](given);
    } finally {
      postMessage(view); // after a failure, too: what comes next may go well
    }
  };
}
