/* A soft round brush on a grid of pixels, as wide as the pen of our own handwriting: see network/handwriting/pen.py. */

/** Pixels across: its pen's 2.05, and a little, as most people fill more of the pad than MNIST's 20 pixels. */
const BRUSH = 2.2;

/** Pixels across of the eraser. */
const ERASER = 4;

/**
 * @typedef {object} Place a place on the pad, in pixels from its upper left corner
 * @property {number} x
 * @property {number} y
 */

/** How far a point lies from the way between two places. @param {number} x @param {number} y @param {Place} from @param {Place} to */
function distanceToWay(x, y, from, to) {
  const across = to.x - from.x, down = to.y - from.y, length = across * across + down * down;
  const along = length ? ((x - from.x) * across + (y - from.y) * down) / length : 0;
  const share = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - from.x - share * across, y - from.y - share * down);
}

/**
 * Draw, or erase, along the way between two places. What a pixel gets is how much of it lies under
 * the brush: going over it twice changes nothing.
 * @param {Float32Array} ink side x side, row by row, 0 to 1; is changed
 * @param {number} side
 * @param {Place} from
 * @param {Place} to
 * @param {boolean} erasing
 */
function brushed(ink, side, from, to, erasing) {
  const radius = (erasing ? ERASER : BRUSH) / 2, reach = radius + 1;
  const first = (one, other) => Math.max(Math.floor(Math.min(one, other) - reach), 0);
  const last = (one, other) => Math.min(Math.ceil(Math.max(one, other) + reach), side - 1);
  for (let row = first(from.y, to.y); row <= last(from.y, to.y); row++) {
    for (let column = first(from.x, to.x); column <= last(from.x, to.x); column++) {
      const covered = Math.min(Math.max(radius + 0.5 - distanceToWay(column + 0.5, row + 0.5, from, to), 0), 1);
      const at = row * side + column;
      ink[at] = erasing ? Math.min(ink[at], 1 - covered) : Math.max(ink[at], covered);
    }
  }
}

/** The first and the last row, and column, with ink; null if there is none. @param {ArrayLike<number>} ink @param {number} side */
function inkedRoom(ink, side) {
  const room = { top: side, bottom: -1, left: side, right: -1 };
  for (let at = 0; at < side * side; at++) {
    if (ink[at] < FAINTEST) continue;
    const row = Math.floor(at / side), column = at % side;
    room.top = Math.min(room.top, row); room.bottom = Math.max(room.bottom, row);
    room.left = Math.min(room.left, column); room.right = Math.max(room.right, column);
  }
  return room.bottom < 0 ? null : room;
}

/** Ink moved by whole pixels; paper comes in at the rim. @param {ArrayLike<number>} ink @param {number} side @param {number} right @param {number} down @returns {Float32Array} */
function inkMoved(ink, side, right, down) {
  const made = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = row - down, at = column - right;
      if (from >= 0 && from < side && at >= 0 && at < side) made[row * side + column] = ink[from * side + at];
    }
  }
  return made;
}
