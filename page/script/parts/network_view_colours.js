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
  const look = viewColours(), shade = viewShade(Math.abs(share)) / (VIEW_SHADES - 1);
  return colourBetween(look.resting, share < 0 ? look.negative : look.positive, shade);
}

/** A colour between two others. @param {string} from @param {string} to @param {number} share @returns {string} */
function colourBetween(from, to, share) {
  const a = channels(from), b = channels(to);
  return `rgb(${a.map((each, c) => Math.round(255 * (each + share * (b[c] - each)))).join(" ")})`;
}

/** What a layer's neurons are filled with. @param {NetworkView} view @param {number} layer @returns {(string|null)[]} null: at rest */
function viewFills({ tinted, activations, sizes }, layer) {
  const tints = tinted?.layers[layer], values = activations?.[layer];
  viewColours();
  if (tints) return Array.from(tints, (value) => viewTint(value / tinted.scale));
  if (!values) return Array.from({ length: sizes[layer] }, () => null);
  // A ReLU's may exceed 1: brightness is the share of the layer's largest then. A tanh's may be
  // below 0, and are tinted as weights below 0 are.
  const brightest = Math.max(1, ...values);
  return Array.from(values, (value) => (value < 0 ? viewTint(value) : viewLook.shades[viewShade(value / brightest)]));
}
