"""Hungarian as it is heard: numerals grow into one word with the endings behind them."""

import re
from typing import ClassVar

from scenes.script.hungarian import ending, sound_of
from scenes.script.spoken.reading import Numeral, Reading

#: An ending behind a number: 3-as, 97%-át.
ENDING = re.compile(r"-([^\W\d_]+)")

#: A full stop behind a number that makes it an ordinal: *a 3. réteg*.
ORDINAL = re.compile(r"\.(?= [^\W\d_A-ZÁÉÍÓÖŐÚÜŰ])")

#: ``28 × 28``.
BY = re.compile(r"(\d+)\s*[x×]\s*(?=\d)")

#: Numerals whose stems change before an ending that begins with a vowel.
STEMS = {"három": "hárm", "kettő": "kett", "hét": "het", "húsz": "husz", "ezer": "ezr"}

#: What is counted, or stands before it: *két kép*, but *kettő marad*.
COUNTED = re.compile(
    r"[ \xa0](?:rejtett|másik|véletlen|képes|címkézett|bejövő|különböző|ilyen|ugyanilyen|látott|"
    r"tanulási|(?:tanító|teszt|zaj)?kép|szám(?!ít|ol)|szorzat|összeg|átlag|súl[ly]|eltolás|"
    r"neuron|epoh|pixel|pont(?!os)|réteg|sor(?!on)|lépés|kör(?!ül|ny)|fok|óra|perc|másodperc|"
    r"pillanat|kapcsolat|gomb|meredekség|érzékenység|elem|négyzet|menet|út(?!köz)|pár|nyolcas|"
    r"nulla|aktiváció|kívánság|tévesztés|válasz|sebesség|indítás|tanítás|köteg|próba|próbá)"
)

#: A symbol with an ending: *k-ból*.
BENT = re.compile(r"(?<![^\W_])(?P<symbol>[A-Za-z])-(?P<ending>[^\W\d_]{1,5})\b")

#: Consonants that are written with two or three letters, doubled.
DOUBLED = {"gygy": "ggy", "szsz": "ssz"}


class Hungarian(Reading):
    """Reads Hungarian.

    Digits behind the comma are read as one number, without its place: so endings, which
    :mod:`scenes.script.hungarian` chose by the last of them, fit.
    """

    group: ClassVar = "(?:[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]| (?=000))"
    point: ClassVar = ","
    minus: ClassVar = "mínusz"
    function: ClassVar = "{symbol} {of}"
    prime: ClassVar = "vessző"
    signs: ClassVar = {
        "+": "plusz",
        "−": "mínusz",
        "±": "plusz mínusz",
        "×": "szor",
        "*": "szor",
        "/": "per",
        "=": "egyenlő",
        "≈": "körülbelül",
        "<": "kisebb mint",
        ">": "nagyobb mint",
        "≤": "legfeljebb",
        "≥": "legalább",
        "%": "százalék",
        "°": "fok",
        "@": "kukac",
        "&": "és",
        "√": "gyök",
        "∞": "végtelen",
        "∂": "dé",
        "∇": "nabla",
        "Σ": "szumma",
        "σ": "szigma",
        "η": "éta",
        "δ": "delta",
        "Δ": "delta",
        "ε": "epszilon",
    }
    names: ClassVar = {
        "MNIST": "emniszt",
        "ReLU": "relu",
        "tangens hiperbolikus, röviden tanh": "tangensz hiperbolikusz",
        "tanh": "tangensz hiperbolikusz",
        "softmax": "szoftmax",
        "Softmax": "Szoftmax",
        "NumPy": "nampáj",
        "Python": "pájton",
        "Yann": "Jan",
        "LeCun": "Lökön",
        "Corinna": "Korinna",
        "Cortes": "Kortesz",
        "Christopher": "Krisztofer",
        "Burges": "Börgesz",
        "Zhang": "Csang",
        "Choromanska": "Horomanszka",
        "epoch": "epoh",
        "Epoch": "Epoh",
        "bias": "bájesz",
        "backpropagation": "bekpropagésön",
        "rectified linear unit": "rektifájd lineár júnit",
    }
    letters: ClassVar = {
        "b": "bé",
        "C": "cé",
        "d": "dé",
        "j": "jé",
        "k": "ká",
        "W": "dupla vé",
        "w": "dupla vé",
        "x": "iksz",
        "y": "ipszilon",
        "z": "zé",
    }

    def named(self, text: str) -> str:
        """Return a text whose names are written as they are heard, with endings behind them."""
        for name, heard in self.names.items():
            text = re.sub(rf"(?<![A-Za-z]){name}(?![A-Z])(?:-(?=[^\W\d_]{{1,4}}\b))?", heard, text)
        return text

    def formulas(self, text: str) -> str:
        """Return a text whose formulas are read from left to right; numbers are still digits."""
        text = BY.sub(
            lambda found: f"{found[1]}-{ending(sound_of(int(found[1])), 'szor|szer|ször')} ", text
        )
        return BENT.sub(self._bent, super().formulas(text))

    def numeral(self, numeral: Numeral) -> tuple[str, int]:
        """Return what is heard for a number, and how many characters behind it belong to that."""
        suffix = ENDING.match(numeral.after)
        plain = not numeral.behind and not numeral.unit
        if plain and (found := ORDINAL.match(numeral.after)):
            return ordinal(numeral.value), found.end()
        words = cardinal(numeral.value)
        # Nothing behind the comma but zeros: the ending goes with what is before it.
        if numeral.behind and (numeral.behind.strip("0") or not suffix or numeral.unit):
            words = f"{words} egész {_decimals(numeral.behind)}"
        elif numeral.unit or (not suffix and COUNTED.match(numeral.after)):
            words = re.sub("kettő$", "két", words)
        if numeral.unit:
            words = f"{words} {self.signs[numeral.unit]}"
        if suffix:
            return joined(words, suffix[1]), suffix.end()
        return words, 0

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        sign = "mínusz " if exponent.startswith("−") else ""
        return f"{base} a {sign}{ordinal(int(exponent.lstrip('−')))}on "

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        return "egy ketted" if (above, below) == ("1", "2") else f"{above} per {below}"

    def _bent(self, found: re.Match[str]) -> str:
        symbol = self.letters.get(found["symbol"])
        return f"{symbol}{found['ending']}" if symbol else found[0]


def cardinal(value: int) -> str:
    """Return a whole number in words."""
    from num2words import num2words  # takes a moment, which films without numbers don't need

    words = num2words(value, lang="hu").replace("kettőezer", "kétezer")
    return re.sub("két$", "kettő", words)


def ordinal(value: int) -> str:
    """Return an ordinal in words."""
    from num2words import num2words

    return num2words(value, lang="hu", to="ordinal")


def joined(words: str, suffix: str) -> str:
    """Return a numeral in words with an ending."""
    if suffix.startswith(("sz", "fél")) and words.endswith("kettő"):
        words = words.removesuffix("kettő") + "két"
    elif suffix[0] in "aeoö":
        words = _stem(words, suffix)
    elif words.endswith("nulla"):
        words = words.removesuffix("a") + "á"
    made = words + suffix
    for written, doubled in DOUBLED.items():
        made = made.replace(written, doubled)
    return made


def _stem(words: str, suffix: str) -> str:
    if suffix.startswith("ad") and words.endswith("három"):
        return words.removesuffix("három") + "harm"
    for whole, stem in STEMS.items():
        if words.endswith(whole):
            return words.removesuffix(whole) + stem
    return words


def _decimals(digits: str) -> str:
    rest = digits.lstrip("0")
    zeros = ["nulla"] * (len(digits) - len(rest))
    return " ".join(zeros + ([cardinal(int(rest))] if rest else []))


READING = Hungarian()
