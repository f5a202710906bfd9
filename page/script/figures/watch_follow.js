/* Lists that follow a film, chapters or lines: where it is, is marked, and a click goes there. */

/** After somebody has moved a list, it stays for so many milliseconds. */
const FOLLOW_REST = 6000;

/**
 * Let a list follow a film. One of its buttons is in the order of the Tab key; arrows go to others.
 * @param {WatchedFilm} film
 * @param {HTMLElement} box scrolls
 * @param {HTMLElement[]} buttons with data-start
 */
function followFilm(film, box, buttons) {
  const starts = buttons.map((each) => Number(each.dataset.start));
  let now = -1, resting = 0;

  const mark = () => {
    const at = lastUntil(starts, film.video.currentTime);
    if (at === now) return;
    buttons[now]?.removeAttribute("aria-current");
    now = at;
    buttons[now]?.setAttribute("aria-current", "true");
    if (box.querySelector(":focus-visible")) return;
    followTabStop(buttons, Math.max(now, 0));
    if (now >= 0 && Date.now() > resting) followInto(box, buttons[now]);
  };

  for (const [at, button] of buttons.entries()) button.addEventListener("click", () => film.play(starts[at]));
  followKeys(box, buttons);
  followTabStop(buttons, 0);
  for (const moved of ["wheel", "touchmove"]) box.addEventListener(moved, () => { resting = Date.now() + FOLLOW_REST; }, { passive: true });
  for (const event of ["timeupdate", "seeking"]) film.video.addEventListener(event, mark);
  mark();
}

/** Let only one button be in the order of the Tab key. @param {HTMLElement[]} buttons @param {number} at */
function followTabStop(buttons, at) {
  for (const [each, button] of buttons.entries()) button.tabIndex = each === at ? 0 : -1;
}

/** Arrow keys, Home and End go through the buttons. @param {HTMLElement} box @param {HTMLElement[]} buttons */
function followKeys(box, buttons) {
  box.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    if (!buttons[to]) return;
    followTabStop(buttons, to);
    buttons[to].focus();
  });
}

/** Bring a button into view by moving its box, and never the page. @param {HTMLElement} box @param {HTMLElement} button */
function followInto(box, button) {
  const room = box.getBoundingClientRect(), place = button.getBoundingClientRect();
  const off = place.top - room.top - (room.height - place.height) / 3;
  if (place.top >= room.top + 8 && place.bottom <= room.bottom - room.height / 3) return;
  box.scrollBy({ top: off, behavior: calm() ? "auto" : "smooth" });
}
