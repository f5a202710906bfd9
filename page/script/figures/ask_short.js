/* What is asked, in the view and in a line below it: what is told in full may be out of sight. */

/** Mark what is asked in the view. */
function askInView() {
  drawView?.mark(asking.inView ? asking.pick : null);
  drawView?.focus(asking.inView && asking.only ? asking.pick : null);
}

/** Tell in short below the view. @param {HTMLElement} place the figure that tells all */
function askTellShort(place) {
  for (const line of document.querySelectorAll("[data-asked]")) {
    line.hidden = !asking.inView;
    part(line, "asked-name").textContent = pickName(asking.pick);
    part(line, "asked-story").textContent = part(place, "story").textContent;
  }
}

/** @param {HTMLElement} line */
function askShortControls(line) {
  const only = part(line, "asked-only");
  only.addEventListener("click", () => {
    asking.only = !asking.only;
    only.setAttribute("aria-pressed", String(asking.only));
    askInView();
  });
  part(line, "asked-enough").addEventListener("click", () => {
    asking.inView = false;
    askInView();
    line.hidden = true;
    drawView?.place.querySelector("button[tabindex='0']")?.focus({ preventScroll: true });
  });
}
