/* One neuron's activation over its weighted sum: two curves to slide along, and where real neurons are. */

/** A sum is moved by so much to see what follows. */
const SQUISH_NUDGE = 0.1;

/** Less than this is dark, and more than its counterpart bright, as in the film. */
const SQUISH_DARK = 0.05;

/** The two curves: how they go, how steep they are, and how far up they are drawn. */
const SQUISH_CURVES = {
  sigmoid: { f: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)), top: 1 },
  relu: { f: (z) => Math.max(z, 0), slope: (z) => Number(z > 0), top: 8 },
};

/** What is told of neurons that hold these values. @param {boolean} relu @param {Float32Array} held @param {number} beyond */
function squishTold(relu, held, beyond) {
  const count = held.length, of = (fits) => held.filter(fits).length;
  const dots = relu
    ? t("Dots: the {count} {count:neuron|neurons} of the first layer behind the pixels, as they read the digit on the pad. Exactly 0: {dark}.", { count, dark: of((a) => a === 0) })
    : t("Dots: the {count} {count:neuron|neurons} of the first layer behind the pixels, as they read the digit on the pad. Below 0.05: {dark}. Above 0.95: {bright}. In between: {rest}.", {
      count, dark: of((a) => a < SQUISH_DARK), bright: of((a) => a > 1 - SQUISH_DARK), rest: of((a) => a >= SQUISH_DARK && a <= 1 - SQUISH_DARK),
    });
  return beyond ? `${dots} ${t("Sums beyond the rim, shown as rings: {beyond}.", { beyond })}` : dots;
}

figure("squish", (place) => {
  const slider = part(place, "slider"), relu = isRelu(NETWORK, 0);
  const curves = Object.entries(SQUISH_CURVES).map(([name, how]) => {
    const room = part(place, name), plot = new CurvePlot(part(room, "plot"), { low: Number(slider.min), high: Number(slider.max), ...how });
    return { ...how, room, plot };
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
    slider.setAttribute("aria-valuetext", t("Sum {z:+.2f}, sigmoid {sigmoid:.2f}, ReLU {relu:.2f}", { z, sigmoid: sigmoid(z), relu: Math.max(z, 0) }));
  };
  const own = curves[relu ? 1 : 0];
  const dotted = whenSeen(place, () => {
    const sums = drawing.pass ? drawing.pass.z[0] : new Float32Array(0);
    own.plot.dot(part(own.room, "dots"), sums);
    part(place, "dotted").textContent = drawing.pass
      ? squishTold(relu, drawing.pass.a[1], sums.filter((z) => z < own.plot.low || z > own.plot.high).length)
      : t("Draw a digit on the pad, and the neurons that read it sit down on the curve.");
  });

  slider.addEventListener("input", slide);
  for (const { plot } of curves) plot.onDrag((z) => { slider.value = String(z); slide(); });
  slide();
  drawing.on(dotted);
});
