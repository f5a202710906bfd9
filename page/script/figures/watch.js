/* The lectures as films: one tab each, of which one is open. */

/** How an open lecture is named in the page's address. */
const WATCH_PLACE = "watch-";

/** Begin the film of a lecture, once. @param {HTMLElement} panel @param {HTMLTemplateElement} notes */
function watchBegin(panel, notes) {
  if (panel.dataset.begun !== undefined || !part(panel, "video")) return;
  panel.dataset.begun = "";
  const film = new WatchedFilm(panel);
  film.begin();
  beginLectureMode(film, notes);
}

/** Tabs as they are used everywhere: arrow keys go from one to the next. @param {HTMLElement[]} tabs @param {(name: string) => void} open */
function watchTabs(tabs, open) {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener("click", () => open(tab.dataset.lecture));
    tab.addEventListener("keydown", (event) => {
      const ends = { Home: 0, End: tabs.length - 1 };
      const to = event.key in steps ? (at + steps[event.key] + tabs.length) % tabs.length : ends[event.key];
      if (to === undefined) return;
      event.preventDefault();
      tabs[to].focus();
      open(tabs[to].dataset.lecture);
    });
  }
}

/** Open the lecture that the page's address names: hidden, the browser can't go there by itself. */
async function watchAsked() {
  const panel = location.hash.startsWith(`#${WATCH_PLACE}`) ? document.getElementById(location.hash.slice(1)) : null;
  if (!panel?.dataset.lecture) return;
  await beginFigure(panel.closest("[data-figure]"));
  document.getElementById(panel.getAttribute("aria-labelledby")).click();
  panel.scrollIntoView();
}

addEventListener("hashchange", watchAsked);
document.addEventListener("DOMContentLoaded", watchAsked);

figure("watch", (place) => {
  const tabs = [...place.querySelectorAll("[role=tab]")], panels = [...place.querySelectorAll("[role=tabpanel]")];
  const open = (name) => {
    for (const tab of tabs) {
      const chosen = tab.dataset.lecture === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    for (const panel of panels) {
      panel.hidden = panel.dataset.lecture !== name;
      if (panel.hidden) part(panel, "video")?.pause();
      else watchBegin(panel, part(place, "notes-page"));
    }
    keep("lecture", name);
  };
  const known = (name) => tabs.some((tab) => tab.dataset.lecture === name);

  watchTabs(tabs, open);
  const filmed = panels.find((panel) => part(panel, "video")) ?? panels[0];
  open(known(kept("lecture")) ? kept("lecture") : filmed.dataset.lecture);
});
