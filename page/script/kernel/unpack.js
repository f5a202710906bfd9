/* Arrays out of the text that packing.py made of them. */

/** @param {string} text base64 @returns {Uint8Array} */
function unpackBytes(text) {
  return Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
}

/** @param {string} text base64 of little-endian float32 @returns {Float32Array} */
function unpackFloats(text) {
  const view = new DataView(unpackBytes(text).buffer);
  return Float32Array.from({ length: view.byteLength / 4 }, (_, at) => view.getFloat32(4 * at, true));
}

/**
 * What packing.py deflated.
 * @param {string} text
 * @returns {Promise<Uint8Array>}
 */
async function inflated(text) {
  const stream = new Blob([unpackBytes(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} text @returns {Promise<Float32Array>} */
async function inflatedFloats(text) {
  return new Float32Array((await inflated(text)).buffer);
}
