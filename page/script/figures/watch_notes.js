/* What a lecturer is to say: in a second window, or below the film where none may be opened. */

class SpeakerNotes {
  /**
   * @param {HTMLTemplateElement} template what the window holds
   * @param {HTMLElement} here where it stands if there is no window
   * @param {(what: string) => void} order does what a key or button means
   */
  constructor(template, here, order) {
    Object.assign(this, { template, here, order });
    /** @type {Window|null} */
    this.window = null;
    /** @type {{page: ParentNode|null}} */
    this.page = null;
    this.shown = [0, 0, { n: 0, all: 0 }];
  }

  get open() {
    return this.page !== null;
  }

  /** A lecture begins. @param {WatchedFilm} film */
  begin(film) {
    this.film = film;
    this.began = Date.now();
  }

  toggle() {
    if (this.open) this.close(); else this.bring();
  }

  bring() {
    this.window = open("", "lesson-notes", "popup,width=760,height=640");
    const body = this.window ? this.dress(this.window) : this.here;
    body.replaceChildren(document.importNode(this.template.content, true));
    this.here.hidden = Boolean(this.window);
    this.page = body;
    for (const name of ["on", "back"]) part(body, `notes-${name}`).addEventListener("click", () => this.order(name));
    this.ticking = setInterval(() => this.tick(), 1000);
    this.tick();
    this.show(...this.shown);
  }

  /** Give the window the looks and the language of the page, and its keys. @param {Window} other @returns {HTMLElement} */
  dress(other) {
    const page = other.document, root = document.documentElement;
    page.documentElement.lang = root.lang;
    if (root.dataset.theme) page.documentElement.dataset.theme = root.dataset.theme;
    page.head.replaceChildren(page.importNode(document.querySelector("link[rel=stylesheet]"), true));
    page.querySelector("link").href = document.querySelector("link[rel=stylesheet]").href;
    page.title = t("Speaker's notes");
    page.body.className = "notes-window";
    page.onkeydown = (event) => this.onKey(event);
    other.addEventListener("pagehide", () => { if (this.window === other) this.close(); });
    return page.body;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const what = LECTURE_KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const presses = event.key === " " || event.key === "Enter";
    if (!what || event.repeat || (presses && /** @type {any} */ (event.target).closest?.("button"))) return;
    event.preventDefault();
    if (what !== "full") this.order(what);
  }

  close() {
    const { window: other } = this;
    clearInterval(this.ticking);
    this.page = this.window = null;
    this.here.hidden = true;
    this.here.replaceChildren();
    if (other && !other.closed) other.close();
  }

  /**
   * Tell what is to be said.
   * @param {number} now the line's number, -1 before the first
   * @param {number} seconds where the film is
   * @param {{n: number, all: number}} count of beats that are over, and of all
   */
  show(now, seconds, count) {
    this.shown = [now, seconds, count];
    if (!this.open) return;
    const lines = this.film.lines, line = (at) => lines[at]?.textContent ?? "–";
    const chapter = this.film.chapters[lastUntil(this.film.chapters.map((each) => Number(each.dataset.start)), seconds)];
    part(this.page, "where").textContent = chapter?.lastElementChild.textContent ?? "";
    part(this.page, "now").textContent = line(now);
    part(this.page, "next").textContent = line(now + 1);
    part(this.page, "notes-count").textContent = t("{n} of {all}", count);
  }

  /** The time of the day, and of the lecture. */
  tick() {
    const since = Math.round((Date.now() - this.began) / 1000);
    part(this.page, "clock").textContent = new Date().toLocaleTimeString(WORDS.language, { hour: "2-digit", minute: "2-digit" });
    part(this.page, "since").textContent = `${Math.floor(since / 60)}:${String(since % 60).padStart(2, "0")}`;
  }
}
