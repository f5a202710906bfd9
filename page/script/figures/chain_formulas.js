/* MathML for the chain's numbers: w, b, z and a with their layers in brackets. */

/** An element of MathML. @param {string} tag @param {...(Node|string)} children */
function mathOf(tag, ...children) {
  const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
  made.append(...children);
  return made;
}

/** A bracket that stays as high as letters: without a font for mathematics it would grow much too far. @param {"("|")"} which */
function mathBracket(which) {
  const made = mathOf("mo", which);
  made.setAttribute("stretchy", "false");
  return made;
}

/** Several in a row. @param {...Node} children */
function mathRow(...children) {
  return mathOf("mrow", ...children);
}

/** A number on the path as its symbol; layers are counted from 1, the input is layer 0. @param {ChainNode} node */
function mathSymbol([kind, place]) {
  const name = mathOf("mi", kind);
  if (kind === "C") return name;
  const layer = kind === "a" ? place : place + 1;
  return mathOf("msup", name, mathRow(mathBracket("("), mathOf("mn", String(layer)), mathBracket(")")));
}

/** The slope of one along another, ∂z/∂w. @param {ChainNode} one @param {ChainNode} other */
function mathSlope(one, other) {
  return mathOf("mfrac", mathRow(mathOf("mo", "∂"), mathSymbol(other)), mathRow(mathOf("mo", "∂"), mathSymbol(one)));
}

/** What a factor of the chain rule is: an activation, 1, a weight, σ′(z), or 2 (a − y). @param {ChainNode} one @param {ChainNode} other @param {number} steps */
function mathMeaning([from], [to, place], steps) {
  if (to === "C") return mathRow(mathOf("mn", "2"), mathBracket("("), mathSymbol(["a", steps]), mathOf("mo", "−"), mathOf("mi", "y"), mathBracket(")"));
  if (to === "a") return mathRow(mathOf("mi", "σ′"), mathBracket("("), mathSymbol(["z", place - 1]), mathBracket(")"));
  return { w: () => mathSymbol(["a", place]), b: () => mathOf("mn", "1"), a: () => mathSymbol(["w", place]) }[from]();
}

/** A formula of its own. @param {...Node} children */
function mathWhole(...children) {
  return mathOf("math", ...children);
}
