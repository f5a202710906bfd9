/* Arrays out of the text that packing.py made of them. */

/** @param {string} text base64 @returns {Uint8Array} */
function unpackBytes(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at); // many times as fast as Uint8Array.from
  return bytes;
}

/** @param {string} text base64 of little-endian float32 @returns {Float32Array} */
function unpackFloats(text) {
  return new Float32Array(unpackBytes(text).buffer); // browsers are little-endian, too
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
