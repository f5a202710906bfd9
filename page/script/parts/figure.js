/* Figures: each begins when it comes near the view, so that the page is there at once. */

/** @type {Map<string, (place: HTMLElement) => void | Promise<void>>} */
const FIGURES = new Map();

/**
 * Say what makes the elements with data-figure="name" live.
 * @param {string} name
 * @param {(place: HTMLElement) => void | Promise<void>} begin
 */
function figure(name, begin) {
  FIGURES.set(name, begin);
}

/** Begin every figure when it is near the view; at once, where a browser can't tell. */
function beginFigures() {
  const places = [...document.querySelectorAll("[data-figure]")];
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) { seen.unobserve(target); beginFigure(target); }
  }, { rootMargin: "800px 0px" });
  for (const place of places) seen.observe(place);
}

/**
 * Begin a figure now; once it has begun, it carries data-begun.
 * @param {HTMLElement} place
 */
async function beginFigure(place) {
  if (place.dataset.begun !== undefined) return;
  place.dataset.begun = "soon";
  await FIGURES.get(place.dataset.figure)(place);
  place.dataset.begun = "";
}

/** The element with data-part="name" in a figure. @param {ParentNode} place @param {string} name @returns {any} */
function part(place, name) {
  return place.querySelector(`[data-part="${name}"]`);
}

/** An element with attributes and children. @param {string} tag @param {Record<string, any>} attributes @returns {any} */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== null) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Whether motion is to be kept to what is needed. */
function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** A colour of the page's theme by its name, as --positive. @param {string} name */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Calls `redraw` whenever the colours change. @param {() => void} redraw */
function onTheme(redraw) {
  document.addEventListener("theme", redraw);
}

/** Calls `work` at most once a frame, however often it is asked. @param {() => void} work @returns {() => void} */
function onceAFrame(work) {
  let asked = 0;
  return () => { if (!asked) asked = requestAnimationFrame(() => { asked = 0; work(); }); };
}
