/* What the figure of the chain shows: neurons, the product of slopes, and what a nudge gives. */

/** Links are so thick for a weight of 20, in pixels. */
const CHAIN_THICK = 9, CHAIN_STRONG = 20;

/** Nudges of the chart: this many for each power of ten, down to the smallest. */
const CHAIN_FINE = 4, CHAIN_SMALLEST = 16;

/** Show everything anew. @param {HTMLElement} place */
function chainShow(place, now) {
  const reading = readChain(now.chain), by = 10 ** -Number(part(place, "nudge").value);
  const moved = readChain(nudgedChain(now.chain, now.along, by));
  chainNumbers(place, now, reading);
  chainProduct(place, now, reading, moved);
  chainNudge(place, now, reading, moved, by);
  chainChart(part(place, "chart"), now, by);
}

/** The chain itself, a number at everything. @param {ChainReading} reading */
function chainNumbers(place, { chain, trained }, reading) {
  for (const kind of ["a", "z", "w", "b"]) reading[kind].forEach((value, at) => { const shown = part(place, kind + at); if (shown) shown.textContent = number(value, kind === "a" ? ".3f" : ".2f"); });
  part(place, "C").textContent = number(reading.cost, ".4f");
  reading.a.forEach((value, layer) => place.querySelector(`[data-layer="${layer}"]`).style.setProperty("--lit", value.toFixed(3)));
  reading.w.forEach((weight, k) => {
    const { style } = place.querySelector(`[data-link="${k + 1}"]`);
    style.setProperty("--thick", `${Math.max(1.5, Math.min(CHAIN_THICK, (CHAIN_THICK * Math.abs(weight)) / CHAIN_STRONG))}px`);
    style.setProperty("--hue", `var(--${weight < 0 ? "negative" : "positive"})`);
  });
  for (const radio of place.querySelectorAll("[name=chain-wanted]")) radio.checked = Number(radio.value) === chain.wanted;
  place.querySelector(".image").classList.toggle("away", chain.ink !== trained.ink);
  part(place, "reset").disabled = ["w", "b"].every((kind) => chain[kind].every((each, k) => each === trained[kind][k])) && chain.ink === trained.ink && chain.wanted === trained.wanted;
}

/** The product along the path: each slope, what it is, its number, and the ratio of real changes. @param {ChainReading} reading @param {ChainReading} moved */
function chainProduct(place, { along, chain }, reading, moved) {
  const path = chainPath(along, chain.w.length), factors = chainFactors(reading, path), steps = chain.w.length;
  const change = path.map((node) => chainHeld(moved, node) - chainHeld(reading, node));
  const row = (name, whole, cells, tag = "td") => {
    const made = [element(tag, { class: "whole" }, whole)];
    cells.forEach((each, at) => made.push(element(tag, { class: "sign" }, at ? "·" : "="), element(tag, {}, each)));
    part(place, name).replaceChildren(...made);
  };
  const pairs = path.slice(1).map((node, at) => [path[at], node]);
  place.querySelector(".product table").style.setProperty("--cells", String(path.length));
  row("slopes", mathWhole(mathSlope(along, ["C", 0])), pairs.map(([one, other]) => mathWhole(mathSlope(one, other))), "th");
  row("meanings", "", pairs.map(([one, other]) => mathWhole(mathMeaning(one, other, steps))));
  row("factors", significant(factors.reduce((product, each) => product * each, 1)), factors.map((each) => significant(each, 4)));
  row("ratios", chainRatio(change.at(-1), change[0], 3), pairs.map((_, at) => chainRatio(change[at + 1], change[at], 4)));
}

/** One change over another, as it comes out; nothing, if there was none. @param {number} change @param {number} before @param {number} digits */
function chainRatio(change, before, digits) {
  return before ? significant(change / before, digits) : "–";
}

/** What a real nudge gives, in all digits. @param {ChainReading} reading @param {ChainReading} moved @param {number} by */
function chainNudge(place, { along, chain }, reading, moved, by) {
  const quotient = (moved.cost - reading.cost) / by, slope = chainSlope(chain, along);
  part(place, "shown").textContent = significant(by, 2);
  part(place, "quotient").textContent = significant(quotient, 8);
  part(place, "slope").textContent = significant(slope, 8);
  const [before, after] = [reading.cost, moved.cost].map((each) => number(each, ".17f"));
  const same = [...before].findIndex((each, at) => each !== after[at]), cut = same < 0 ? before.length : same;
  for (const [name, text] of [["before", before], ["after", after]]) part(place, name).replaceChildren(element("span", { class: "same" }, text.slice(0, cut)), element("b", {}, text.slice(cut)));
  const held = chainHeld(reading, along);
  rewrite(part(place, "told"), chainStory({ quotient, slope, by, still: held + by === held, equal: moved.cost === reading.cost }));
}

/** @param {{quotient: number, slope: number, by: number, still: boolean, equal: boolean}} found @returns {string} */
function chainStory({ quotient, slope, by, still, equal }) {
  if (still) return t("The nudge is smaller than the last digit that the computer keeps of this number: nothing moved at all.");
  if (equal) return t("Both costs are the same in all digits that the computer keeps. So the change is 0, though the slope isn't.");
  if (!slope) return t("Here the slope is 0 in all digits that the computer keeps.");
  const away = Math.abs(quotient - slope) / Math.abs(slope), told = t("Difference from the slope: {away}.", { away: chainShare(away) });
  if (by < 1e-9) return `${told} ${t("The computer keeps about 16 digits, and these two costs differ only in the last ones. What is left of them is mostly rounding.")}`;
  if (away < 1e-3) return `${told} ${t("Smaller nudges come nearer, until the digits run out.")}`;
  return `${told} ${t("On the way of such a nudge, the slope itself changes. Make it smaller.")}`;
}

/** A share in percent, however small. @param {number} share */
function chainShare(share) {
  if (share >= 0.001) return number(share, ".1%");
  const parts = 1 / share;
  return Number.isFinite(parts) ? t("1 part in {parts}", { parts: significant(Number(parts.toPrecision(2)), 2) }) : number(0, ".0%");
}

/** How far quotients are from the slope, for all nudges: down with the nudge, until digits run out. @param {HTMLCanvasElement} canvas @param {number} by */
function chainChart(canvas, { chain, along }, by) {
  const { pen, wide, high } = chartPen(canvas), slope = chainSlope(chain, along), rim = { left: 52, right: 24, top: 10, bottom: 28 }, low = -13, top = 2;
  const on = (power, away) => [
    rim.left + (power / CHAIN_SMALLEST) * (wide - rim.left - rim.right),
    rim.top + ((top - Math.min(Math.max(Math.log10(away), low), top)) / (top - low)) * (high - rim.top - rim.bottom),
  ];
  const awayOf = (power) => Math.abs(chainQuotient(chain, along, 10 ** -power) - slope) / Math.abs(slope);
  pen.beginPath(); pen.moveTo(rim.left, rim.top); pen.lineTo(rim.left, high - rim.bottom); pen.lineTo(wide - rim.right, high - rim.bottom); pen.stroke();
  Object.assign(pen, { textAlign: "right", textBaseline: "middle" });
  for (const power of [0, -4, -8, -12]) chainTick(pen, power, on(0, 10 ** power), -7, 0);
  Object.assign(pen, { textAlign: "center", textBaseline: "top" });
  for (const power of [0, 4, 8, 12, 16]) chainTick(pen, -power, [on(power, 1)[0], high - rim.bottom], 0, 7);
  if (!slope) return;
  pen.fillStyle = colour("positive");
  for (let k = 0; k <= CHAIN_SMALLEST * CHAIN_FINE; k++) {
    const [x, y] = on(k / CHAIN_FINE, awayOf(k / CHAIN_FINE));
    pen.beginPath(); pen.arc(x, y, 2.5, 0, 2 * Math.PI); pen.fill();
  }
  const [x, y] = on(-Math.log10(by), awayOf(-Math.log10(by)));
  Object.assign(pen, { strokeStyle: colour("accent"), lineWidth: 3 });
  pen.beginPath(); pen.arc(x, y, 6, 0, 2 * Math.PI); pen.stroke();
}

/** A power of ten at an axis. @param {CanvasRenderingContext2D} pen @param {number} power @param {number[]} place */
function chainTick(pen, power, [x, y], right, down) {
  pen.fillText(power ? `10${superscript(power)}` : number(1), x + right, y + down);
}
