/* What the script says, in the page's language; numbers as that language writes them. */

/** @type {{language: string, messages: Record<string, string>, numbers: Record<string, any>}} */
const WORDS = JSON.parse(document.getElementById("words").textContent);

const MINUS = "\u2212";

/** Forms of words in the order in which translators write them. */
const FORMS = ["zero", "one", "two", "few", "many", "other"];
const plural = new Intl.PluralRules(WORDS.language);
const forms = FORMS.filter((each) => plural.resolvedOptions().pluralCategories.includes(each));

/**
 * A message in the page's language, its fields filled. Fields are written as Python's format does,
 * of its kinds these: {name} {name:,} {name:.2f} {name:+.2f} {name:.1%}, and {n:image|images}.
 * @param {string} message in English, as translators see it
 * @param {Record<string, number|string>} values
 * @returns {string}
 */
function t(message, values = {}) {
  const text = WORDS.messages[message] ?? message;
  return text.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name, format = "") => field(called(name, values[name], format), format));
}

/** Fields that hold a class, wherever they hold a number without a format. */
const OF_CLASSES = ["digit", "label", "answer", "rival", "after", "other", "second"];

/** The name of a class, if classes have names and a field holds one. @param {string} name @param {number|string} value @param {string} format */
function called(name, value, format) {
  return format === "" && OF_CLASSES.includes(name) ? DATA.network.classes?.[value] ?? value : value;
}

/** @param {number|string} value @param {string} format @returns {string} */
function field(value, format) {
  if (format.includes("|")) return formOf(Number(value), format.split("|"));
  return typeof value === "number" ? number(value, format) : String(value);
}

/** The form of a word that goes with a number. @param {number} count @param {string[]} options */
function formOf(count, options) {
  if (WORDS.language === "en") return options[Math.abs(count) === 1 ? 0 : 1];
  const tag = plural.select(count);
  const at = forms.indexOf(tag === "other" && options.length < forms.length ? "few" : tag);
  return options[Math.min(Math.max(at, 0), options.length - 1)];
}

/**
 * A number as the language writes it.
 * @param {number} value
 * @param {string} format "", ",", ".2f", "+.2f", ".1%"
 */
function number(value, format = "") {
  const found = /^(\+?)(,?)(?:\.(\d+)([f%]))?$/.exec(format);
  if (!found) throw new Error(`no number can be written as ${format}`);
  const [, sign, , places, kind] = found, { decimal, groupedFrom, group, percent } = WORDS.numbers;
  const shown = kind === "%" ? 100 * value : value;
  let text = places === undefined ? String(Math.abs(shown)) : Math.abs(shown).toFixed(Number(places));
  const negative = shown < 0 && Number(text) !== 0;
  let [whole, rest] = text.split(".");
  if (format.includes(",") && whole.length >= groupedFrom) whole = whole.replace(/\B(?=(\d{3})+$)/g, group);
  text = rest === undefined ? whole : whole + decimal + rest;
  return (negative ? MINUS : sign) + text + (kind === "%" ? percent : "");
}
