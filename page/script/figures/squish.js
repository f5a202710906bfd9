/* One neuron's activation over its weighted sum: two curves to slide along, and where real neurons are. */

/** A sum is moved by so much to see what follows. */
const SQUISH_NUDGE = 0.1;

/** Less than this is dark, and more than its counterpart bright, as in the film. */
const SQUISH_DARK = 0.05;

/** A ReLU is drawn up to here, as far as the sums go. */
const SQUISH_TOP = 8;

/** How a curve is drawn: its rims above and below. @param {Activation} curve */
function squishRims({ lowest, highest }) {
  return { top: Math.min(highest, SQUISH_TOP), bottom: lowest };
}

/** What is told of neurons that hold these values. @param {string} squish @param {Float32Array} held @param {number} beyond */
function squishTold(squish, held, beyond) {
  const count = held.length, of = (fits) => held.filter(fits).length;
  if (squish === "softmax") return t("This network's outputs are made by softmax, which takes all sums at once: no curve has them.");
  const dots = squish === "tanh"
    ? t("Dots: the {count} {count:neuron|neurons} of the first layer behind the pixels, as they read the digit on the pad. Below −0.95: {dark}. Above 0.95: {bright}. In between: {rest}.", {
      count, dark: of((a) => a < SQUISH_DARK - 1), bright: of((a) => a > 1 - SQUISH_DARK), rest: of((a) => a >= SQUISH_DARK - 1 && a <= 1 - SQUISH_DARK),
    })
    : squish === "relu"
    ? t("Dots: the {count} {count:neuron|neurons} of the first layer behind the pixels, as they read the digit on the pad. Exactly 0: {dark}.", { count, dark: of((a) => a === 0) })
    : t("Dots: the {count} {count:neuron|neurons} of the first layer behind the pixels, as they read the digit on the pad. Below 0.05: {dark}. Above 0.95: {bright}. In between: {rest}.", {
      count, dark: of((a) => a < SQUISH_DARK), bright: of((a) => a > 1 - SQUISH_DARK), rest: of((a) => a >= SQUISH_DARK && a <= 1 - SQUISH_DARK),
    });
  return beyond ? `${dots} ${t("Sums beyond the rim, shown as rings: {beyond}.", { beyond })}` : dots;
}

/** A sum, and what the curves make of it, in words. @param {number} z @param {{name: string, f: (z: number) => number}[]} curves */
function squishValues(z, curves) {
  const made = Object.fromEntries(curves.map(({ name, f }) => [name, f(z)]));
  return "tanh" in made
    ? t("Sum {z:+.2f}, sigmoid {sigmoid:.2f}, ReLU {relu:.2f}, tanh {tanh:+.2f}", { z, ...made })
    : t("Sum {z:+.2f}, sigmoid {sigmoid:.2f}, ReLU {relu:.2f}", { z, ...made });
}

figure("squish", (place) => {
  const slider = part(place, "slider"), squish = squishOf(NETWORK, 0);
  const curves = [...place.querySelectorAll("[data-curve]")].map((room) => {
    const name = room.dataset.curve, { f, slope } = ACTIVATIONS[name];
    const plot = new CurvePlot(part(room, "plot"), { low: Number(slider.min), high: Number(slider.max), f, ...squishRims(ACTIVATIONS[name]) });
    return { name, f, slope: (z) => slope(f(z)), room, plot };
  });

  const slide = () => {
    const z = Number(slider.value);
    part(place, "sum").textContent = t("Weighted sum and bias: {z:+.2f}", { z });
    for (const { room, plot, f, slope } of curves) {
      plot.put(part(room, "point"), z);
      plot.lean(z, slope(z));
      part(room, "held").textContent = t("Activation {a:.2f}", { a: f(z) });
      part(room, "slope").textContent = t("Slope {slope:.2f}", { slope: slope(z) });
      part(room, "nudged").textContent = t("Sum {nudge:+.2f}: activation {change:+.3f}", { nudge: SQUISH_NUDGE, change: f(z + SQUISH_NUDGE) - f(z) });
    }
    slider.setAttribute("aria-valuetext", squishValues(z, curves));
  };
  const own = curves.find(({ name }) => name === squish) ?? curves[0];
  const dotted = whenSeen(place, () => {
    const sums = drawing.pass && squish !== "softmax" ? drawing.pass.z[0] : new Float32Array(0);
    own.plot.dot(part(own.room, "dots"), sums);
    part(place, "dotted").textContent = drawing.pass
      ? squishTold(squish, drawing.pass.a[1], sums.filter((z) => z < own.plot.low || z > own.plot.high).length)
      : t("Draw a digit on the pad, and the neurons that read it sit down on the curve.");
  });

  slider.addEventListener("input", slide);
  for (const { plot } of curves) plot.onDrag((z) => { slider.value = String(z); slide(); });
  slide();
  drawing.on(dotted);
});
