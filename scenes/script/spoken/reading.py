"""How a text is turned into what is heard, whatever the language: numbers, signs, symbols, names.

Languages derive from :class:`Reading` and give their words.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

#: Small raised digits and signs, and what they are.
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+", strict=True))

#: A base and what it is raised to.
POWER = re.compile(rf"(?P<base>[\w)])(?P<power>[{''.join(RAISED)}]+)")

#: As Python writes numbers that are very small or very large.
SCIENTIFIC = re.compile(r"(?P<factor>\d+(?:[.,]\d+)?)e(?P<power>[+-]?\d+)")

#: A symbol with indices: ``a_k``, ``w_{jk}``.
INDEXED = re.compile(r"(?<![A-Za-z])(?P<symbol>[^\W\d_])_\{?(?P<indices>[^\W_]+)\}?")

#: The sizes of a network's layers: ``784-16-16-10``.
SIZES = re.compile(r"\d+(?:[-–]\d+){2,}")

FRACTION = re.compile(r"(?P<above>\d+)/(?P<below>\d+)")

#: What one character says, written out.
FRACTIONS = {"½": "1/2", "⅓": "1/3", "¼": "1/4", "¾": "3/4"}

#: ``28 x 28``, ``28×28``; but 2 × 3 = 6.
BY = re.compile(r"(?<=\d)\s*[x×]\s*(?=\d+(?!\d|\s*=))")

#: A symbol and what it is a function of: ``σ(z)``.
FUNCTION = re.compile(r"(?P<symbol>[^\W\d_])\((?P<of>[^()]*)\)")

#: A derivative's mark.
PRIME = re.compile(r"(?<![^\W\d_])(?P<symbol>[^\W\d_])['′](?![^\W\d_])")

#: A hyphen that is a minus sign.
MINUS = re.compile(r"(?<![\w)])-(?=\d)|(?<=\s)-(?=\s)")

#: Hyphens of compounds.
HYPHEN = re.compile(r"(?<=\w)-(?=\w)")

#: A Latin letter that stands alone.
SYMBOL = re.compile(r"(?<![^\W_])[A-Za-z](?![^\W_])")

#: Quotation marks aren't heard.
QUOTES = dict.fromkeys('"„“”«»‹›‚‘「」『』', "")

#: Longer numbers are read digit by digit.
MOST_DIGITS = 12

#: Three dots are a pause; where a line begins with them, there is none.
DOTS = re.compile(r"\s*(?:…|\.\.\.)")


class Numeral(NamedTuple):
    """A number as it is written, without its sign.

    Attributes
    ----------
    whole, behind
        Its digits before the decimal mark, and behind it, if any.
    grouped
        Whether its digits are divided into groups.
    unit
        A percent sign or a degree sign that follows, or nothing.
    before, after
        What the text has before it, and behind it.
    """

    whole: str
    behind: str
    grouped: bool
    unit: str
    before: str
    after: str

    @property
    def value(self) -> int:
        """Its whole part."""
        return int(self.whole)


class Reading:
    """How a language reads what isn't written as it is heard; English, unless it says otherwise."""

    #: What divides thousands, and what stands before decimals: regular expressions.
    group: ClassVar[str] = ","
    point: ClassVar[str] = r"\."

    #: Punctuation that voices know: within sentences, and at their ends.
    pauses: ClassVar[str] = ",;:'-"
    ends: ClassVar[str] = ".?!"

    #: What pauses within a sentence, and what ends it.
    comma: ClassVar[str] = ", "
    stop: ClassVar[str] = "."

    #: What a dash is.
    dash: ClassVar[str] = ", "

    #: What stands between words.
    space: ClassVar[str] = " "

    #: Words for signs.
    signs: ClassVar[Mapping[str, str]] = {}

    #: Names, and words of other languages, as they are heard.
    names: ClassVar[Mapping[str, str]] = {}

    #: Letters that are symbols, as they are heard.
    letters: ClassVar[Mapping[str, str]] = {}

    #: Words for 28 *by* 28, sigma *of* z, z *prime*, *minus*.
    by: ClassVar[str] = "by"
    function: ClassVar[str] = "{symbol} of {of}"
    prime: ClassVar[str] = "prime"
    minus: ClassVar[str] = "minus"

    def of(self, text: str) -> str:
        """Return what a voice is given for a text; nothing, if there is nothing to say."""
        heard = "".join(each if self.known(each) else " " for each in self.words(text))
        heard = self.tidied(heard)
        return heard if any(map(str.isalpha, heard)) else ""

    def unheard(self, text: str) -> set[str]:
        """Return the characters that no rule knows."""
        return {each for each in self.words(text) if not self.known(each)}

    def known(self, character: str) -> bool:
        """Return whether voices know what to do with a character."""
        return character.isalpha() or character in self.pauses + self.ends + " "

    def words(self, text: str) -> str:
        """Return a text in which all has become words for which there is a rule."""
        text = unicodedata.normalize("NFC", text).replace("’", "'").replace("\n", " ")
        text = self.named(text)
        text = self.formulas(text)
        text = self.dotted(text.strip())
        text = self.numerals_of(text).replace("\xa0", " ")
        text = SYMBOL.sub(lambda found: self.letters.get(found[0], found[0]), text)
        return "".join(self.sign(each) for each in text)

    def named(self, text: str) -> str:
        """Return a text whose names are written as they are heard."""
        if not self.names:
            return text
        names = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))
        return re.sub(
            rf"(?<![A-Za-z])(?:{names})(?![A-Za-z])", lambda found: self.names[found[0]], text
        )

    def formulas(self, text: str) -> str:
        """Return a text whose formulas are read from left to right; numbers are still digits."""
        for sign, fraction in FRACTIONS.items():
            text = text.replace(sign, fraction)
        text = SCIENTIFIC.sub(self._scientific, text)
        text = POWER.sub(self._power, text)
        text = SIZES.sub(lambda found: self.comma.join(re.split("[-–]", found[0])), text)
        text = BY.sub(f" {self.by} ", text)
        text = FRACTION.sub(
            lambda found: self.fraction(found["above"], found["below"]), self.symbols(text)
        )
        return MINUS.sub(f" {self.minus} ", text)

    def symbols(self, text: str) -> str:
        """Return a text whose symbols stand apart: indices, functions, derivatives."""
        text = INDEXED.sub(self._indexed, text)
        text = FUNCTION.sub(lambda found: self.function.format(**found.groupdict()), text)
        return PRIME.sub(lambda found: f"{found['symbol']} {self.prime}", text)

    def dotted(self, text: str) -> str:
        """Return a text in which three dots have become what they are in speech."""
        text = re.sub(r"^(?:…|\.\.\.)\s*", "", text)
        text = re.sub(rf"{DOTS.pattern}$", self.stop, text)
        return DOTS.sub(self.comma.strip(), text)

    def numerals_of(self, text: str) -> str:
        """Return a text whose numbers are words."""
        grouped = rf"\d{{1,3}}(?:{self.group}\d{{3}})+(?!\d)"
        number = re.compile(
            rf"(?P<whole>{grouped}|\d+)(?:{self.point}(?P<behind>\d+))?(?:[ \xa0]?(?P<unit>[%°]))?"
        )
        made, end = "", 0
        for found in number.finditer(text):
            digits = "".join(filter(str.isdigit, found["whole"]))
            numeral = Numeral(
                digits,
                found["behind"] or "",
                digits != found["whole"],
                found["unit"] or "",
                text[: found.start()],
                text[found.end() :],
            )
            if len(digits) > MOST_DIGITS:
                heard, more = self.digits(found[0]), 0
            else:
                heard, more = self.numeral(numeral)
            made += text[end : found.start()] + heard
            end = found.end() + more
        return made + text[end:]

    def digits(self, text: str) -> str:
        """Return digits as they are heard one by one."""
        each = [
            self.numeral(Numeral(digit, "", False, "", "", ""))[0]
            for digit in text
            if digit.isdecimal()
        ]
        return self.space.join(each)

    def numeral(self, numeral: Numeral) -> tuple[str, int]:
        """Return what is heard for a number, and how many characters behind it belong to that."""
        raise NotImplementedError

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        raise NotImplementedError

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        raise NotImplementedError

    def sign(self, character: str) -> str:
        """Return what is heard for a sign; anything else stays."""
        if character in QUOTES:
            return ""
        if character in "()[]·|→":
            return self.comma
        if character in "–—":
            return self.dash
        word = self.signs.get(character)
        return character if word is None else f"{self.space}{word}{self.space}"

    def tidied(self, text: str) -> str:
        """Return a text without what is left where signs have gone: double spaces and commas."""
        text = re.sub(r"\s+", " ", text).strip()
        text = re.sub(r" +(?=[,.;:?!])", "", text)
        text = re.sub(r"[,;:]+(?=[.?!])|(?<=[,;:.?!])[,;:.]+", "", text)
        text = re.sub(r"(?<![\w])'|'(?![\w])|(?<!\w)-|-(?!\w)", "", text)
        text = re.sub(r" {2,}", " ", text).rstrip(" ,;:").lstrip(" ,;:.?!")
        # A sentence that begins with a number: without a capital, voices would read on.
        return re.sub(r"(?:^|(?<=[.?!] ))\w", lambda found: found[0].upper(), text)

    def _scientific(self, found: re.Match[str]) -> str:
        power = self.power("10", str(int(found["power"])).replace("-", "−"))
        return power if found["factor"] == "1" else f"{found['factor']} {self.signs['×']} {power}"

    def _power(self, found: re.Match[str]) -> str:
        exponent = "".join(RAISED[each] for each in found["power"])
        return self.power(found["base"], exponent.replace("-", "−"))

    def _indexed(self, found: re.Match[str]) -> str:
        return " ".join([found["symbol"], *re.findall(r"\d+|\D", found["indices"])])
