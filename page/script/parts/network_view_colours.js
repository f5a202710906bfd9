/* The colours of a network's picture, read from the page's theme only when that changes. */

/** Shades from a neuron at rest to one that fires. */
const VIEW_SHADES = 64;

const viewLook = {
  /** @type {Record<string, string>|null} */
  colours: null,
  /** From dark to bright, or the other way round on a light stage. @type {string[]} */
  shades: [],
};

onTheme(() => { viewLook.colours = null; });

/** @returns {Record<string, string>} by name, as --positive */
function viewColours() {
  if (!viewLook.colours) {
    const names = ["stage", "positive", "negative", "resting", "firing", "outline", "accent"];
    viewLook.colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
    const { resting, firing } = viewLook.colours;
    viewLook.shades = Array.from({ length: VIEW_SHADES }, (_, shade) => colourBetween(resting, firing, shade / (VIEW_SHADES - 1)));
  }
  return viewLook.colours;
}

/** A neuron's colour by how brightly it is lit. @param {number} share 0 to 1 @returns {number} a place in viewLook.shades */
function viewShade(share) {
  return Math.round((VIEW_SHADES - 1) * Math.min(Math.max(share, 0), 1));
}

/** A neuron's colour by sign and size. @param {number} share -1 to 1 @returns {string} */
function viewTint(share) {
  const look = viewColours();
  return colourBetween(look.resting, share < 0 ? look.negative : look.positive, Math.min(Math.abs(share), 1));
}

/** A colour between two others. @param {string} from @param {string} to @param {number} share @returns {string} */
function colourBetween(from, to, share) {
  const a = channels(from), b = channels(to);
  return `rgb(${a.map((each, c) => Math.round(255 * (each + share * (b[c] - each)))).join(" ")})`;
}
