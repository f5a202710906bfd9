/* Begins the page, and gives what there is to whoever wants to try things in the console. */

window.lesson = {
  network: NETWORK,
  drawing,
  forward: (x) => forward(NETWORK, x),
  gradient: (x, label) => gradientOf(NETWORK, forward(NETWORK, x), oneHot(label, NETWORK.sizes.at(-1))),
  begin: (name) => Promise.all([...document.querySelectorAll(`[data-figure="${name}"]`)].map(beginFigure)),
  later,
  bring,
  tools: {
    roundedToAddUp, termsOf, effectsOf, turningOrder, turnedByChance, drawsFrom, Trial, networkWith, trialDigits,
    framed, brushed, sumAsShown, askAbout, networkOf, copyOf, forward, gradientOf, costOf, answerOf, oneHot, parameterCount,
    Recorded, inkedDigits, randomNetwork, benchFor, slopesOfBatch, stepDownhill, TrainingRun,
    Land, Descent, Wishes, readChain, chainSlope, chainFactors, chainPath, chainQuotient,
    NetworkView, EdgePainter, viewLayout, edgePlan, number, t, inflated, inflatedFloats, unpackBytes, unpackFloats,
  },
};

beginSettings();
beginFigures();
document.documentElement.dataset.ready = "";
