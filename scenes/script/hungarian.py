"""How Hungarian numerals sound: which article stands before them, which endings behind.

``{n:a|az}`` is the article before a number: *az 5, a 3*. Endings follow a hyphen and are written
with the number: ``{n:-as}`` becomes *3-as, 5-ös, 8-as, 784-es*. Any ending will do, in any of its
forms, ``{n:-ban}`` or ``{n:-hoz|-hez|-höz}``. What stands before the hyphen, or before the
article, is how the number is written: ``{share:.0%-os}``, ``{n:,a|az}``.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from scenes.script.fields import LISTS, as_python_writes, leading_group
from scenes.script.localised import Localised

#: A field with an article: how the number is written, then both forms.
ARTICLE = re.compile(r"(?P<format>[^|A-Za-z]*[fdg%]?)(?P<forms>a\|az|A\|Az)")

#: A field with an ending: how the number is written, then the ending's forms.
ENDING = re.compile(r"(?P<format>[^|-]*)-(?P<forms>[^\W\d_].*)")

#: What makes a noun of a digit, at the beginning of an ending.
NOUN = re.compile("^[aeoö]s")

#: A whole number that a text begins with, in groups of three or not.
LEADING_NUMBER = re.compile(r"\d+(?:\s\d{3})*(?!\d)")

#: What vowels turn to behind front vowels, and behind rounded ones, and what they come from.
FRONT = str.maketrans("aáoóuú", "eéeőüű")
ROUNDED = str.maketrans("aáoóuú", "eéöőüű")
BACK = str.maketrans("eöőüű", "aoóuú")


class Sound(NamedTuple):
    """What endings depend on, of a numeral's last word.

    Attributes
    ----------
    link
        The vowel before an ending such as -s: *hármas, ötös*; none behind a vowel.
    vowels
        Whether its vowels are "back", "front" or "rounded".
    last
        The consonant that v becomes in -val and -vá: *hárommal*.
    """

    link: str
    vowels: str
    last: str


#: 1 to 9, 10 to 90, then hundred, thousand, million, milliard; 0; what follows a decimal comma.
ONES = {
    1: Sound("e", "front", "gy"),
    2: Sound("e", "rounded", "v"),
    3: Sound("a", "back", "m"),
    4: Sound("e", "front", "gy"),
    5: Sound("ö", "rounded", "t"),
    6: Sound("o", "back", "t"),
    7: Sound("e", "front", "t"),
    8: Sound("a", "back", "c"),
    9: Sound("e", "front", "c"),
}
TENS = {
    1: Sound("e", "front", "z"),
    2: Sound("a", "back", "sz"),
    3: Sound("a", "back", "c"),
    4: Sound("e", "front", "n"),
    5: Sound("e", "front", "n"),
    6: Sound("a", "back", "n"),
    7: Sound("e", "front", "n"),
    8: Sound("a", "back", "n"),
    9: Sound("e", "front", "n"),
}
HUNDRED = Sound("a", "back", "z")
THOUSAND = Sound("e", "front", "r")
PERCENT = Sound("o", "back", "k")
#: Thousand, million, milliard, billion; larger ones sound like these.
GROUPS = (THOUSAND, Sound("", "back", "v"), Sound("o", "back", "d"), Sound("", "back", "v"))
ZERO = Sound("", "back", "v")

#: Numerals that end in a vowel take -t without another before it.
ENDS_IN_VOWEL = "v"


class Hungarian(Localised):
    """Writes numbers with what Hungarian puts before and behind them."""

    def format_field(self, value: Any, spec: str) -> str:
        """Return a value as text."""
        if spec.partition(":")[0] in LISTS:
            return super().format_field(value, spec)  # the rest of the format is each item's
        if isinstance(value, str) and ARTICLE.fullmatch(spec):
            value = self.translated(value)
        if found := ARTICLE.fullmatch(spec):
            before, after = found["forms"].split("|")
            return after if needs_az(value, found["format"]) else before
        if (found := ENDING.fullmatch(spec)) and isinstance(value, str):
            # A name is a noun; a digit becomes one by -as: hármas, hármast.
            form = NOUN.sub("", found["forms"].split("|")[0].lstrip("-"))
            return f"{self.translated(value)}-{form}" if form else self.translated(value)
        if found:
            shown = self.format_field(value, found["format"])
            return f"{shown}-{ending(sound_of(value, found['format']), found['forms'])}"
        return super().format_field(value, spec)


def needs_az(value: Any, spec: str = "") -> bool:
    """Return whether what follows the article begins with a vowel.

    Parameters
    ----------
    value
        A number, or text.
    spec
        How the number is written.
    """
    if isinstance(value, str):
        if number := LEADING_NUMBER.match(value):
            return needs_az(int("".join(filter(str.isdigit, number[0]))))
        return value.lstrip("„»")[:1].lower() in set("aáeéiíoóöőuúüű")
    shown = as_python_writes(value, spec)
    if shown[0] in "+-":
        return False  # plusz, mínusz
    group, _ = leading_group(float(shown.rstrip("%").replace(",", "")))
    # Egy, öt, ötven, ötszáz; ezer, but százezer; egymillió.
    return str(group)[0] == "5" or group == 1


def sound_of(value: float, spec: str = "") -> Sound:
    """Return how the last word of a number sounds, if it is written in a format of Python's."""
    shown = as_python_writes(value, spec)
    if shown.endswith("%"):
        return PERCENT
    whole, _, behind = shown.lstrip("+-").replace(",", "").partition(".")
    number = int(behind or 0) or int(whole)
    if number == 0:
        return ZERO
    place = 0
    while number % 1000 == 0:
        number, place = number // 1000, place + 1
    if place:
        return GROUPS[min(place, len(GROUPS)) - 1]
    if number % 10:
        return ONES[number % 10]
    return TENS[number // 10 % 10] if number // 10 % 10 else HUNDRED


def ending(sound: Sound, forms: str) -> str:
    """Return an ending in the form that goes with a numeral.

    Parameters
    ----------
    forms
        One form of it, or several, divided by ``|``; hyphens before them don't matter.
    """
    given = [each.strip().lstrip("-") for each in forms.split("|")]
    made = _harmonised(sound, given[0])
    if len(given) > 1 and made not in given:
        made = _best(sound, given)
    return made


def _harmonised(sound: Sound, form: str) -> str:
    """Return an ending, given in any of its forms, as it is behind a numeral."""
    if form[:1] == "v":  # -val, -vá: v becomes like the consonant before it
        return sound.last + _vowels(sound, form[1:])
    if re.match(r"[aeoö](s|t(?![aeoö]))", form):  # behind a vowel of its own
        if form[1] == "t" and sound.last == ENDS_IN_VOWEL:
            return _vowels(sound, form[1:])
        if sound.link == "e":  # kettő, but kettes
            sound = sound._replace(vowels="front")
        return sound.link + _vowels(sound, form[1:])
    if re.match(r"sz[oeö]r", form) and sound.link == "e":  # kettőhöz, but kétszer
        sound = sound._replace(vowels="front")
    return _vowels(sound, form)


def _vowels(sound: Sound, form: str) -> str:
    if sound.vowels == "back":
        return form.translate(BACK)
    return form.translate(BACK).translate(ROUNDED if sound.vowels == "rounded" else FRONT)


def _best(sound: Sound, forms: Sequence[str]) -> str:
    """Return the one of several forms whose vowels are like the numeral's."""
    wanted = {"back": "aáoóuú", "front": "eéií", "rounded": "öőüű"}
    front = wanted["front"] + wanted["rounded"]
    for vowels in (wanted[sound.vowels], "aáoóuú" if sound.vowels == "back" else front):
        for form in forms:
            if next((each for each in form if each in "aáoóuú" + front), "") in vowels:
                return form
    return forms[0]
