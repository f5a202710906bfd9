/* A film that stops by itself where a beat ends, and goes on when it is told to. */

/** Time is looked at once a picture of the screen: half of that may pass before it is noticed. */
const STOPS_TICK = 1 / 120;

class StoppingFilm {
  /**
   * @param {HTMLVideoElement} video
   * @param {number[]} stops in seconds, in order, the last at the film's end
   * @param {number} frame how long a picture stands, in seconds
   * @param {() => void} changed called whenever it stops or goes on
   */
  constructor(video, stops, frame, changed) {
    Object.assign(this, { video, stops, frame, changed });
    /** How many stops are behind it. */
    this.passed = 0;
    /** Whether it stands just there, and not somewhere behind. */
    this.there = true;
    /** The stop that it plays to, or null. @type {number|null} */
    this.heading = null;
    this.check = this.check.bind(this);
  }

  /** Take the film as it stands. */
  begin() {
    this.video.pause();
    const now = this.video.currentTime;
    this.passed = lastUntil(this.stops.map((stop) => stop - this.frame), now) + 1;
    this.there = now - this.before(this.passed) < this.frame;
    this.video.addEventListener("timeupdate", this.check);
    this.changed();
  }

  end() {
    this.heading = null;
    this.video.removeEventListener("timeupdate", this.check);
  }

  /** When the last picture before a stop is shown; of none, the first. @param {number} passed */
  before(passed) {
    return passed ? this.stops[passed - 1] - this.frame / 2 : 0;
  }

  /** Play to the next stop; when playing, be there at once. */
  goOn() {
    if (this.heading !== null) this.land(this.heading + 1);
    else if (this.passed < this.stops.length) this.play();
  }

  /** Be where this beat began, or, from there, where the one before did. */
  back() {
    const stands = this.heading === null && this.there;
    this.land(stands ? Math.max(this.passed - 1, 0) : this.passed);
  }

  play() {
    this.heading = this.passed;
    this.there = false;
    this.video.play().catch(() => { this.heading = null; this.changed(); });
    this.changed();
    const look = () => { if (this.heading !== null) { this.check(); requestAnimationFrame(look); } };
    requestAnimationFrame(look);
  }

  /** Stop where the beat ends. Behind other windows only the film's own event comes, and late. */
  check() {
    if (this.heading === null) return;
    const slack = STOPS_TICK * this.video.playbackRate;
    if (this.video.currentTime + slack >= this.before(this.heading + 1) || this.video.ended) this.land(this.heading + 1);
  }

  /** Stand with the last picture of a beat on the screen. @param {number} passed */
  land(passed) {
    this.heading = null;
    this.video.pause();
    Object.assign(this, { passed, there: true });
    const wanted = this.before(passed);
    if (Math.abs(this.video.currentTime - wanted) > this.frame * 0.45) this.video.currentTime = wanted;
    this.changed();
  }
}
