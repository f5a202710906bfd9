/* Pictures of 28 x 28 pixels: ink of which some is rubbed out, and what each pixel does, with its sign. */

/** Below this share of the strongest, a sign would only be noise. */
const WHY_SIGNED = 0.25;

/**
 * Prepare a canvas of 28 x 28 cells, paper all over.
 * @param {HTMLCanvasElement} canvas
 * @returns {{pen: CanvasRenderingContext2D, cell: number, fill: (at: number, shade: string, share: number) => void}}
 */
function whyPaper(canvas) {
  const pen = canvas.getContext("2d"), cell = canvas.width / SIDE;
  pen.globalAlpha = 1;
  pen.fillStyle = colour("paper");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const fill = (at, shade, share) => {
    pen.globalAlpha = share;
    pen.fillStyle = shade;
    pen.fillRect((at % SIDE) * cell, Math.floor(at / SIDE) * cell, cell, cell);
    pen.globalAlpha = 1;
  };
  return { pen, cell, fill };
}

/** Ink that is left; where some is gone, a ring. @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} original @param {ArrayLike<number>} left */
function paintRubbed(canvas, original, left) {
  const { pen, cell, fill } = whyPaper(canvas), ink = colour("ink");
  pen.strokeStyle = colour("accent");
  pen.lineWidth = cell / 6;
  for (let at = 0; at < SIDE * SIDE; at++) {
    if (left[at]) fill(at, ink, left[at]);
    else if (original[at]) pen.strokeRect((at % SIDE) * cell + cell / 4, Math.floor(at / SIDE) * cell + cell / 4, cell / 2, cell / 2);
  }
}

/** Numbers of both signs: their colour, and + or − on the stronger ones. @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {number} [most] what is shown in full colour: the largest, if left out */
function paintEffects(canvas, values, most = Math.max(...Array.from(values, Math.abs)) || 1) {
  const { pen, cell, fill } = whyPaper(canvas), [positive, negative, paper] = ["positive", "negative", "paper"].map(colour);
  const long = cell * 0.5, thick = Math.max(cell / 8, 1);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const share = Math.min(Math.abs(values[at]) / most, 1);
    if (!share) continue;
    fill(at, values[at] > 0 ? positive : negative, share ** 0.5);
    if (share < WHY_SIGNED) continue;
    const x = ((at % SIDE) + 0.5) * cell, y = (Math.floor(at / SIDE) + 0.5) * cell;
    pen.fillStyle = paper;
    pen.fillRect(x - long / 2, y - thick / 2, long, thick);
    if (values[at] > 0) pen.fillRect(x - thick / 2, y - long / 2, thick, long);
  }
}
