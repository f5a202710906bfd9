/* The theme, and the way to the page in other languages: the place where one is, is kept. */

/** Make the choice of the theme and of the language work. */
function beginSettings() {
  const root = document.documentElement, choice = document.getElementById("theme");
  choice.value = root.dataset.theme ?? "auto";
  choice.addEventListener("change", () => {
    if (choice.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice.value;
    keep("theme", choice.value);
    document.dispatchEvent(new Event("theme"));
  });
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => document.dispatchEvent(new Event("theme")));
  for (const link of document.querySelectorAll("[data-language]")) {
    link.addEventListener("click", () => { link.hash = placeNow(); });
  }
}

/** The section that fills the view. @returns {string} its id, as a fragment */
function placeNow() {
  const line = innerHeight / 3;
  const above = [...document.querySelectorAll("main [id]")]
    .filter((each) => each.getClientRects().length && each.getBoundingClientRect().top <= line);
  return above.length ? `#${above.at(-1).id}` : "";
}

/** Remember something, where the browser lets us. @param {string} name @param {string} value */
function keep(name, value) {
  try { localStorage.setItem(`lesson-${name}`, value); } catch { /* private windows: then it is forgotten */ }
}

/** What was kept. @param {string} name @returns {string|null} */
function kept(name) {
  try { return localStorage.getItem(`lesson-${name}`); } catch { return null; }
}
