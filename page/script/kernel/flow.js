/* The order in which ink would flow along the lines of a drawing: it is to write itself, and nobody knows how the pen went. */

/** Ink from here on conducts; a pixel's neighbours, as rows and columns. */
const CONDUCTS = 0.3, AROUND = [[-1, -1], [-1, 0], [-1, 1], [0, -1], [0, 1], [1, -1], [1, 0], [1, 1]];

/** Pixels of a picture beside one. @param {number} at @param {number} side @returns {number[]} */
function besidePixel(at, side) {
  const row = Math.floor(at / side), column = at % side;
  return AROUND.map(([down, right]) => [row + down, column + right])
    .filter(([y, x]) => y >= 0 && y < side && x >= 0 && x < side).map(([y, x]) => y * side + x);
}

/**
 * When ink that is poured in at the top reaches each pixel: lines that touch nothing wait for their
 * turn, faint rims come with their neighbours.
 * @param {ArrayLike<number>} ink side x side, 0 to 1
 * @param {number} side
 * @returns {Float32Array} 0 at first, 1 at last; 0 where there is paper
 */
function flowTimes(ink, side) {
  const times = new Float32Array(side * side).fill(-1);
  let now = 0, front = nextSource(ink, times);
  while (front.length) {
    for (const at of front) times[at] = now;
    const reached = new Set(front.flatMap((at) => besidePixel(at, side)).filter((at) => ink[at] >= CONDUCTS && times[at] < 0));
    front = reached.size ? [...reached] : nextSource(ink, times);
    now++;
  }
  for (let at = 0; at < times.length; at++) if (times[at] < 0) times[at] = Math.max(0, ...besidePixel(at, side).map((each) => times[each]));
  const last = Math.max(1, ...times);
  return times.map((each) => each / last);
}

/** The first pixel, row by row, that ink has not reached. @param {ArrayLike<number>} ink @param {Float32Array} times @returns {number[]} */
function nextSource(ink, times) {
  const at = Array.from(ink).findIndex((each, place) => each >= CONDUCTS && times[place] < 0);
  return at < 0 ? [] : [at];
}
