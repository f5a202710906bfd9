/* Data that a figure needs and the first view does not: in scripts of their own, loaded once. */

/** @type {Map<string, {promise: Promise<any>, settle: (data: any) => void}>} */
const EXPECTED = new Map();

/**
 * Data by its name, as embedded.py has it in LATER.
 * @param {string} name
 * @returns {Promise<any>}
 */
function later(name) {
  const known = EXPECTED.get(name);
  if (known) return known.promise;
  let settle, fail;
  const promise = new Promise((done, failed) => { settle = done; fail = failed; });
  EXPECTED.set(name, { promise, settle });
  const script = element("script", { src: `data-${name}.js` });
  script.onerror = () => fail(new Error(`data-${name}.js can't be loaded: it belongs beside the page`));
  document.head.append(script);
  return promise;
}

/** What the scripts with data call. @param {string} name @param {any} data */
function bring(name, data) {
  EXPECTED.get(name).settle(data);
}
