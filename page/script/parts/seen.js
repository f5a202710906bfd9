/* Work that waits until somebody can see it: the pad's digit changes at every stroke, far from most figures. */

/**
 * A function that does `work`, at most once a frame, and only while the place is near the view;
 * otherwise as soon as it is.
 * @param {HTMLElement} place
 * @param {() => void} work
 * @returns {() => void}
 */
function whenSeen(place, work) {
  let seen = false, due = false;
  const soon = onceAFrame(work);
  new IntersectionObserver((entries) => {
    seen = entries.at(-1).isIntersecting;
    if (seen && due) { due = false; soon(); }
  }, { rootMargin: "200px 0px" }).observe(place);
  return () => {
    if (seen) soon();
    else due = true;
  };
}

/** Write a text, if it is another one: what is announced is not announced twice. @param {HTMLElement} room @param {string} text */
function rewrite(room, text) {
  if (room.textContent !== text) room.textContent = text;
}
