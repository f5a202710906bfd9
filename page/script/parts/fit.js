/* Canvases as sharp as the screen. */

/**
 * Give a canvas as many pixels as it is seen with.
 * @param {HTMLCanvasElement} canvas
 * @param {number} most pixels across
 * @returns {number} pixels a CSS pixel
 */
function fitCanvas(canvas, most = Infinity) {
  const { width, height } = canvas.getBoundingClientRect(), ratio = Math.min(devicePixelRatio, most / Math.max(width, 1));
  const wanted = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== wanted[0] || canvas.height !== wanted[1]) [canvas.width, canvas.height] = wanted;
  return ratio;
}

/**
 * A pen for a chart, in CSS pixels, on a canvas that is empty.
 * @param {HTMLCanvasElement} canvas
 * @returns {{pen: CanvasRenderingContext2D, wide: number, high: number}}
 */
function chartPen(canvas) {
  const ratio = fitCanvas(canvas), pen = canvas.getContext("2d"), wide = canvas.width / ratio, high = canvas.height / ratio;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, wide, high);
  Object.assign(pen, { font: `14px ${getComputedStyle(document.body).fontFamily}`, fillStyle: colour("quiet"), strokeStyle: colour("quiet"), lineWidth: 1 });
  return { pen, wide, high };
}
