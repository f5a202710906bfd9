"""English as it is heard."""

import re
from typing import ClassVar

from scenes.script.spoken.reading import Numeral, Reading

#: Years are read in pairs of digits. Any other number of this size has a comma.
YEARS = range(1500, 2100)

ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")

#: Digits that are meant as things: two 3s.
PLURAL = re.compile(r"s\b")

#: The letter a as a symbol: before signs, pauses and these words, it is no article.
LETTER = re.compile(
    r"(?<=@ )a\b|\ba(?= ?[@=×*/<>≈≤≥]| ?[+−](?!\d)|[+−_⁰¹²³)\],;:?!]|\.(?!\.)|$)"
    r"|\ba(?= (?:and|equals|has|is|of|or)\b)"
)

#: The digit, where it would be heard as in *this one*; not *the 1 image*, of which there is one.
ONE = re.compile(
    r"\b(?P<which>[Tt]h(?:e|is|at)) 1(?![.,]?\d|\w| ?[-%°×x/]| (?:of|that|it|we)\b"
    r"| (?:test |training )?(?:bias|digit|example|image|neuron|network|number|pixel|weight)\b)"
)

#: *A 8* is *an eight*, whatever a field was filled with.
ARTICLE = re.compile(r"\b([Aa]) (?=eight|eleven)")

#: *Read* where it rhymes with *red*; behind the forms of *be* and *have*, voices know. Today, a
#: network *reads*: if it *read*, that was in the past, unless something *let it read*.
HELPER = r"can|could|did|does|helps?|lets?|makes?|may|might|must|see|should|to|watch|will|would"
PAST = re.compile(
    rf"(?P<before>\b(?:{HELPER}) )?(?P<who>\b(?:it|(?:the|our) network)) read\b"
    r"|% read(?= correctly)",
    re.IGNORECASE,
)
MISREAD = re.compile(r"(?<!to )(?<!they )(?<!we )\b([Mm])isread\b")


class English(Reading):
    """Reads English, as in America: no "and" within hundreds.

    But in *thirteen thousand and two numbers*, where two things would be heard without it.
    """

    signs: ClassVar = {
        "+": "plus",
        "−": "minus",
        "±": "plus or minus",
        "×": "times",
        "*": "times",
        "/": "over",
        "=": "equals",
        "≈": "is about",
        "<": "is less than",
        ">": "is more than",
        "≤": "is at most",
        "≥": "is at least",
        "%": "percent",
        "°": "degrees",
        "@": "at",
        "&": "and",
        "√": "the root of",
        "∞": "infinity",
        "∂": "d",
        "∇": "nabla",
        "Σ": "the sum of",
        "σ": "sigma",
        "η": "eta",
        "δ": "delta",
        "Δ": "delta",
        "ε": "epsilon",
    }
    names: ClassVar = {
        "ReLU": "relloo",
        "ReLUs": "relloos",
        "tanh": "tan-aitch",
        "Cortes": "Cortez",
        "Choromanska": "Horomanska",
        "Zhang": "Jahng",
        "backpropagation": "back-propagation",
        "Backpropagation": "Back-propagation",
        "stochastic": "stokastic",
        "Stochastic": "Stokastic",
    }

    def named(self, text: str) -> str:
        """Return a text whose names are written as they are heard, and what is read twofold."""
        text = PAST.sub(
            lambda found: found[0] if found["before"] else f"{found['who'] or '%'} red", text
        )
        return super().named(MISREAD.sub(r"\1iss-red", text))

    def formulas(self, text: str) -> str:
        """Return a text whose formulas are read from left to right; numbers are still digits."""
        text = ONE.sub(r"\g<which> digit 1", LETTER.sub("eigh", text))
        return super().formulas(text)

    def symbols(self, text: str) -> str:
        """Return a text whose symbols stand apart: indices, functions, derivatives."""
        return super().symbols(re.sub(r"\beigh(?=[_(])", "α", text)).replace("α", "eigh")

    def numerals_of(self, text: str) -> str:
        """Return a text whose numbers are words, with the article that goes with them."""
        return ARTICLE.sub(r"\1n ", super().numerals_of(text))

    def numeral(self, numeral: Numeral) -> tuple[str, int]:
        """Return what is heard for a number, and how many characters behind it belong to that."""
        from num2words import num2words  # takes a moment, which films without numbers don't need

        plain = not numeral.grouped and not numeral.behind and not numeral.unit
        if plain and (found := ORDINAL.match(numeral.after)):
            return _american(num2words(numeral.value, to="ordinal")), found.end()
        year = plain and len(numeral.whole) == 4 and numeral.value in YEARS
        words = num2words(numeral.value, to="year" if year else "cardinal")
        if numeral.behind:
            words = " ".join([words, "point", *(num2words(int(each)) for each in numeral.behind)])
        if plain and (found := PLURAL.match(numeral.after)):
            return _plural(_american(words)), found.end()
        return f"{_american(words)} {self.signs.get(numeral.unit, '')}".strip(), 0

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        usual = {"2": "squared", "3": "cubed"}
        return f"{base} {usual.get(exponent, f'to the power of {exponent}')} "

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        return "one half" if (above, below) == ("1", "2") else f"{above} over {below}"


def _american(words: str) -> str:
    return words.replace("hundred and ", "hundred ").replace(",", "")


def _plural(word: str) -> str:
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("x") else f"{word}s"


READING = English()
