/* Lecture mode: the film alone, as large as it gets, beat by beat; keys and clickers go on. */

/** What keys do: those of clickers, too. */
const LECTURE_KEYS = {
  " ": "on", Enter: "on", PageDown: "on", ArrowRight: "on", ArrowDown: "on",
  Backspace: "back", PageUp: "back", ArrowLeft: "back", ArrowUp: "back",
  n: "notes", f: "full", Escape: "leave",
};

/** Without a move of the mouse for so many milliseconds, nothing but the film is seen. */
const LECTURE_IDLE = 2500;

/** A busy machine takes up to so many milliseconds from the reason for ending full screen to the end. */
const LECTURE_EXCUSED = 10_000;

/** Let a film's button begin lecture mode. @param {WatchedFilm} film @param {HTMLTemplateElement} notes */
function beginLectureMode(film, notes) {
  const mode = new LectureMode(film, notes);
  part(film.panel, "lecture-mode").addEventListener("click", () => mode.enter());
}

class LectureMode {
  /** @param {WatchedFilm} film @param {HTMLTemplateElement} notes */
  constructor(film, notes) {
    const told = film.lines.length ? film.lines : film.chapters;
    const stops = stopsOf(told.map((each) => Number(each.dataset.end)), film.seconds, film.frame);
    this.film = film;
    this.hall = film.hall;
    this.podium = part(this.hall, "podium");
    this.stopping = new StoppingFilm(film.video, stops, film.frame, () => this.show());
    this.notes = new SpeakerNotes(notes, part(this.hall, "notes-here"), (what) => this.do(what));
    this.inert = [];
    this.onKey = this.onKey.bind(this);
    for (const name of ["on", "back", "notes", "full", "leave"]) {
      part(this.podium, name).addEventListener("click", () => { this.hall.focus(); this.do(name); });
    }
    film.video.addEventListener("click", () => { if (this.entered) this.do("on"); });
    this.hall.addEventListener("pointermove", () => this.wake());
    this.hall.addEventListener("focusin", () => this.wake());
    document.addEventListener("fullscreenchange", () => this.onFullscreen());
    addEventListener("pagehide", () => this.notes.close());
  }

  get entered() {
    return this.hall.classList.contains("lecturing");
  }

  enter() {
    this.hall.classList.add("lecturing");
    this.hall.setAttribute("role", "dialog");
    this.hall.setAttribute("aria-modal", "true");
    this.film.video.controls = false;
    this.podium.hidden = false;
    this.setAside(true);
    document.addEventListener("keydown", this.onKey, true);
    this.notes.begin(this.film);
    this.stopping.begin();
    this.hall.focus();
    this.wake();
    this.do("full");
  }

  leave() {
    if (!this.entered) return;
    this.hall.classList.remove("lecturing");
    this.hall.setAttribute("role", "group");
    this.hall.removeAttribute("aria-modal");
    this.film.video.controls = true;
    this.podium.hidden = true;
    this.setAside(false);
    document.removeEventListener("keydown", this.onKey, true);
    this.stopping.end();
    this.film.video.pause();
    this.notes.close();
    const after = () => part(this.film.panel, "lecture-mode").focus();
    // As long as something fills the screen, nothing else takes the focus.
    if (document.fullscreenElement === this.hall) document.exitFullscreen().then(after, after);
    else after();
  }

  /** @param {string} what */
  do(what) {
    if (what === "on") this.stopping.goOn();
    else if (what === "back") this.stopping.back();
    else if (what === "notes") this.openNotes();
    else if (what === "full") this.fill();
    else this.leave();
  }

  openNotes() {
    this.excuseFullscreen();
    this.notes.toggle();
    this.show();
  }

  /** All of the screen, or no longer; where a browser doesn't allow it, all of the window. */
  fill() {
    if (document.fullscreenElement) { this.excuseFullscreen(); document.exitFullscreen(); }
    else this.hall.requestFullscreen?.().catch(() => { /* the window has to do */ });
  }

  /** If full screen ends soon, nobody leaves: browsers end it, too, when another window opens. */
  excuseFullscreen() {
    this.excusedUntil = Date.now() + LECTURE_EXCUSED;
  }

  /** The Escape key ends full screen without telling us: it is to end all of it. */
  onFullscreen() {
    if (document.fullscreenElement) return;
    if (Date.now() > (this.excusedUntil ?? 0)) this.leave();
    this.excusedUntil = 0;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const what = LECTURE_KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!what || event.ctrlKey || event.altKey || event.metaKey) return;
    const presses = event.key === " " || event.key === "Enter";
    if (presses && /** @type {Element} */ (event.target).closest?.("button")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) this.do(what);
  }

  /** Tell where the film is, here and in the notes. */
  show() {
    const { stopping, film } = this, all = stopping.stops.length;
    part(this.podium, "count").textContent = t("{n} of {all}", { n: stopping.passed, all });
    part(this.podium, "on").disabled = stopping.heading === null && stopping.passed === all;
    part(this.podium, "back").disabled = stopping.passed === 0 && stopping.there;
    part(this.podium, "notes").setAttribute("aria-pressed", String(this.notes.open));
    const now = stopping.there ? stopping.passed - 1 : stopping.passed;
    this.notes.show(now, film.video.currentTime, { n: stopping.passed, all });
  }

  /** What is at hand below the film is seen for a while. */
  wake() {
    this.podium.classList.remove("idle");
    clearTimeout(this.sleeping);
    this.sleeping = setTimeout(() => this.podium.classList.add("idle"), LECTURE_IDLE);
  }

  /** Nothing else on the page can be reached, or everything again. @param {boolean} aside */
  setAside(aside) {
    for (const each of this.inert) each.inert = false;
    this.inert = [];
    document.documentElement.classList.toggle("lecture-mode", aside);
    for (let at = aside ? this.hall : document.body; at !== document.body; at = at.parentElement) {
      this.inert.push(...[...at.parentElement.children].filter((each) => each !== at && !each.inert && !/^(SCRIPT|STYLE|TEMPLATE)$/.test(each.tagName)));
    }
    for (const each of this.inert) each.inert = true;
  }
}
