/* Drawing with the keyboard: a cell that arrows move, and a brush at its middle. */

/** Rows down and columns to the right. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The middle of a cell. @param {{row: number, column: number}} cell @returns {Place} */
function middleOf({ row, column }) {
  return { x: column + 0.5, y: row + 0.5 };
}

/** The row or column, or the last one before the rim. @param {number} at */
function onPad(at) {
  return Math.min(Math.max(at, 0), SIDE - 1);
}

/** Show where the keyboard is. @param {Pad} pad */
function showCursor(pad) {
  pad.place.setAttribute("data-keys", "");
  pad.place.style.setProperty("--row", String(pad.cursor.row));
  pad.place.style.setProperty("--column", String(pad.cursor.column));
}

/** @param {Pad} pad @param {string} key @param {boolean} drawing whether the brush is down meanwhile */
function moveCursor(pad, key, drawing) {
  const [down, right] = ARROWS[key], before = middleOf(pad.cursor);
  pad.cursor = { row: onPad(pad.cursor.row + down), column: onPad(pad.cursor.column + right) };
  showCursor(pad);
  if (!drawing) return pad.tell.onCursor?.();
  brushed(pad.ink, SIDE, before, middleOf(pad.cursor), pad.erasing);
  pad.changed();
}

/** @param {Pad} pad @param {boolean} erasing */
function dab(pad, erasing) {
  pad.begin(erasing);
  showCursor(pad);
  brushed(pad.ink, SIDE, middleOf(pad.cursor), middleOf(pad.cursor), erasing);
  pad.changed();
  pad.tell.onLift?.();
}

/** @param {Pad} pad */
function listenToKeys(pad) {
  /** Whether Shift and arrows are drawing a line: all of it is one change. */
  let line = false;
  const end = () => {
    if (line) pad.tell.onLift?.();
    line = false;
  };
  pad.place.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) pad.undo();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (key in ARROWS) {
      if (event.shiftKey && !line) pad.begin(pad.erasing);
      if (!event.shiftKey) end();
      line = event.shiftKey;
      moveCursor(pad, key, line);
    } else if (key === " ") dab(pad, pad.erasing);
    else if (key === "Delete" || key === "Backspace") dab(pad, true);
    else return;
    event.preventDefault();
  });
  pad.place.addEventListener("keyup", (event) => { if (event.key === "Shift") end(); });
  pad.place.addEventListener("focus", () => { if (pad.place.matches(":focus-visible")) showCursor(pad); });
  pad.place.addEventListener("blur", () => { end(); pad.place.removeAttribute("data-keys"); });
}
