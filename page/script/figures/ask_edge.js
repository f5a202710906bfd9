/* A connection tells what it carries. */

/** @param {HTMLElement} place @param {{step: number, from: number, to: number}} pick */
function askEdge(place, { step, from, to }) {
  const { pass } = drawing, term = termOf(NETWORK, pass, step, from, to);
  part(place, "from").textContent = neuronName(step, from);
  part(place, "to").textContent = neuronName(step + 1, to);
  part(place, "edge-weight").textContent = askNumber(term.weight);
  part(place, "edge-held").textContent = pass ? number(term.held, ".2f") : "–";
  part(place, "edge-carried").textContent = pass ? askNumber(term.carried) : "–";
  part(place, "formula").innerHTML = pass
    ? mathLine(`<mi>w</mi><mspace width="0.15em"></mspace><mi>a</mi>`) + mathLine("<mo>=</mo>", mathNumber(term.weight), "<mo>×</mo>", mathNumber(term.held)) + mathLine("<mo>≈</mo>", mathNumber(term.carried))
    : "";
  askBeside(place, { step, from, to });
  part(place, "story").textContent = pass ? askEdgeStory(term) : t("Draw a digit to see what it carries.");
}

/** What leads to the same neuron; the connection itself is marked. @param {HTMLElement} place @param {{step: number, from: number, to: number}} pick */
function askBeside(place, { step, from, to }) {
  askIn(place, step + 1, to);
  part(place, "into-title").textContent = t("What leads to that neuron, largest first");
  for (const button of part(place, "into-rows").querySelectorAll("button")) {
    if (button.dataset.from === String(from)) button.setAttribute("aria-current", "true");
  }
}

/** @param {Term} term */
function askEdgeStory(term) {
  if (term.held === 0) return t("It carries nothing now, as where it begins there is 0.");
  const { carried } = term;
  if (!askSign(carried)) return t("It carries next to nothing now.");
  const does = carried > 0
    ? t("It carries {carried:+.2f}, which adds to the sum of the neuron it leads to.", { carried })
    : t("It carries {carried:+.2f}, which takes away from the sum of the neuron it leads to.", { carried });
  const all = largestFirst(termsInto(NETWORK, drawing.pass, term.step + 1, term.to), false);
  const rank = all.findIndex((each) => each.from === term.from) + 1;
  return `${does} ${t("By size it is number {rank:,} of the {count:,} that lead there.", { rank, count: all.length })}`;
}
