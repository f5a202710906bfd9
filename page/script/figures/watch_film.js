/* One film with all that belongs to it: speed, captions, the place where one was. */

/** A place is remembered in steps of so many seconds, not so close to the beginning, nor to the end. */
const WATCH_STEP = 5, WATCH_END = 2;

/** A film and its panel. */
class WatchedFilm {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.panel = panel;
    this.hall = part(panel, "hall");
    /** @type {HTMLVideoElement} */
    this.video = part(panel, "video");
    this.name = this.hall.dataset.film;
    this.frame = Number(this.hall.dataset.frame);
    this.seconds = Number(this.hall.dataset.seconds);
    /** @type {HTMLElement[]} */
    this.chapters = [...part(panel, "chapters").querySelectorAll("button")];
    const lines = part(panel, "lines");
    /** @type {HTMLElement[]} */
    this.lines = lines ? [...lines.querySelectorAll("button")] : [];
  }

  begin() {
    this.video.preload = "metadata";
    this.rememberPlace();
    this.choose("speed", "", (value) => { this.video.playbackRate = Number(value); });
    this.bringCaptions();
    followFilm(this, part(this.panel, "chapters"), this.chapters);
    if (this.lines.length) followFilm(this, part(this.panel, "lines"), this.lines);
  }

  /** Show the film from a time on. @param {number} seconds */
  play(seconds) {
    this.video.currentTime = seconds + this.frame / 4;
    this.video.play().catch(() => { /* the browser wants to be asked by a press of the film's own button */ });
  }

  /** Let a choice work, as it was made the last time. @param {string} name @param {string} kind of film that it was made for @param {(value: string) => void} use */
  choose(name, kind, use) {
    const choice = part(this.panel, name), as = `film-${name}${kind}`, before = kept(as);
    if ([...choice.options].some((each) => each.value === before)) choice.value = before;
    choice.addEventListener("change", () => { keep(as, choice.value); use(choice.value); });
    use(choice.value);
  }

  /** Go where one was, and remember where one is. */
  rememberPlace() {
    const { video } = this, inside = (at) => at > WATCH_STEP && at < this.seconds - WATCH_END;
    const before = Number(kept(`place-${this.name}`) ?? 0);
    let noted = before;
    if (inside(before)) video.currentTime = before;
    const note = () => { noted = video.currentTime; keep(`place-${this.name}`, inside(noted) ? noted.toFixed(1) : "0"); };
    video.addEventListener("timeupdate", () => { if (Math.abs(video.currentTime - noted) >= WATCH_STEP) note(); });
    video.addEventListener("pause", note);
  }

  /** Captions of all languages become tracks, as data: a page that is a file may load no other. */
  async bringCaptions() {
    const made = await later(`captions-${this.name}`), choice = part(this.panel, "captions");
    for (const [code, text] of Object.entries(made)) {
      const label = [...choice.options].find((each) => each.value === code)?.textContent ?? code;
      this.video.append(element("track", { kind: "captions", srclang: code, label, src: `data:text/vtt;charset=utf-8,${encodeURIComponent(text)}` }));
    }
    const tracks = [...this.video.textTracks];
    // Chromium shows the one of the reader's system, too, unless each was changed once.
    for (const track of tracks) track.mode = "hidden";
    // Who reads along in one language, or with one kind of film, need not want to in another.
    this.choose("captions", `-${WORDS.language}${this.hall.dataset.voice}`, (code) => {
      for (const track of tracks) track.mode = track.language === code ? "showing" : "disabled";
    });
    // The film's own menu has them, too.
    this.video.textTracks.addEventListener("change", () => {
      const shown = tracks.find((track) => track.mode === "showing")?.language ?? "";
      if (choice.value === shown) return;
      choice.value = shown;
      choice.dispatchEvent(new Event("change"));
    });
  }
}
