/* What both figures of learning show: pictures of weights, answers, and a clock that runs. */

/** So many pictures at most, and how wide each is at least, in pixels of the page. */
const LEARN_PICTURES = 32, LEARN_WIDTH = 66;

/** Between two pictures, in pixels of their own. */
const LEARN_GAP = 2;

/** Where things are not to move by themselves, they change this often, in seconds. */
const LEARN_CALM = 1;

/** How many pictures stand side by side, so that all rows are about equally full. @param {number} count @param {number} width of the room */
function learnColumns(count, width) {
  const most = Math.min(Math.max(Math.floor(width / LEARN_WIDTH), 4), 16);
  return Math.ceil(count / Math.ceil(count / most));
}

/**
 * Paint the weights into the first neurons of a network that have any.
 * @param {HTMLCanvasElement} canvas
 * @param {Network} network
 * @param {number} scale the size that gets full colour
 */
function learnPaint(canvas, network, scale) {
  const weights = network.W[0], count = Math.min(network.sizes[1], LEARN_PICTURES);
  const columns = learnColumns(count, canvas.parentElement.clientWidth), cell = SIDE + LEARN_GAP;
  const image = new ImageData(columns * cell - LEARN_GAP, Math.ceil(count / columns) * cell - LEARN_GAP);
  const zero = shadeOf("stage"), signs = [shadeOf("negative"), shadeOf("positive")];
  for (let at = 0; at < count * SIDE * SIDE; at++) {
    const picture = Math.floor(at / (SIDE * SIDE)), row = Math.floor(at / SIDE) % SIDE;
    const y = Math.floor(picture / columns) * cell + row, x = (picture % columns) * cell + (at % SIDE);
    const full = signs[Number(weights[at] > 0)], share = Math.min(Math.abs(weights[at]) / scale, 1), to = 4 * (y * image.width + x);
    for (let c = 0; c < 3; c++) image.data[to + c] = zero[c] + share * (full[c] - zero[c]);
    image.data[to + 3] = 255;
  }
  if (canvas.width !== image.width || canvas.height !== image.height) Object.assign(canvas, { width: image.width, height: image.height });
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** Say what the colours of pictures stand for. @param {HTMLElement} place @param {Network} network @param {number} scale */
function learnScale(place, network, scale) {
  const count = network.sizes[1], told = [t("Full colour: {scale:.1f} and more.", { scale })];
  if (count > LEARN_PICTURES) told.push(t("The first {shown} of {count:,}.", { shown: LEARN_PICTURES, count }));
  part(place, "scale").textContent = told.join(" ");
}

/** Show what a network answers. @param {HTMLElement} place with its outputs @param {Pass|null} pass */
function learnAnswer(place, pass) {
  const answer = pass && answerOf(pass);
  part(place, "answer").textContent = pass ? className(answer) : "–";
  [...part(place, "outputs").children].forEach((row, digit) => {
    const held = pass ? pass.a.at(-1)[digit] : 0;
    row.classList.toggle("best", digit === answer);
    row.style.setProperty("--held", String(held));
    row.querySelector("[data-value]").textContent = pass ? number(held, ".2f") : "";
  });
}

/** What a network makes of the digit on the pad; null while that is empty. @param {Network} network @returns {Pass|null} */
function learnRead(network) {
  return drawing.picture && forward(network, drawing.picture);
}

/**
 * A clock that runs while it is wanted and the figure is in view.
 * @param {HTMLElement} place
 * @param {(seconds: number) => void} tick since the last one; rarely, where things are not to move by themselves
 */
function learnClock(place, tick) {
  const clock = { running: false, seen: false, asked: 0, last: 0 };
  const frame = (now) => {
    clock.asked = 0;
    if (!clock.running) return;
    const seconds = (now - clock.last) / 1000;
    if (!calm() || seconds >= LEARN_CALM) { clock.last = now; tick(calm() ? LEARN_CALM : Math.min(seconds, 0.1)); }
    ask();
  };
  const ask = () => { if (clock.running && clock.seen && !clock.asked) clock.asked = requestAnimationFrame(frame); };
  const wake = () => { clock.last = performance.now(); ask(); };
  new IntersectionObserver(([{ isIntersecting }]) => { clock.seen = isIntersecting; wake(); }).observe(place);
  return {
    get running() { return clock.running; },
    /** @param {boolean} wanted */
    run(wanted) { clock.running = wanted; wake(); },
  };
}
