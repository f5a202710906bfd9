"""Russian as it is heard: numerals in their gender, and in the genitive where that is certain."""

import re
from typing import ClassVar

from scenes.script.spoken.reading import Numeral, Reading

#: What a number stands in the genitive behind.
GENITIVE = re.compile(
    r"(?:^|\W)(?:из|до|от|для|без|у|около|после|кроме|среди|всех|этих|остальных)[ \xa0]$", re.I
)

#: *from 0.91 to 0.21* has both in the genitive.
FROM = re.compile(r"(?:^|\W)с[ \xa0]$", re.I)
TO = re.compile(r"[ \xa0]до[ \xa0]")

#: A year, and the word behind it with its case.
YEAR = re.compile(r"[ \xa0](год|года|году)\b")
CASES = {"год": "n", "года": "g", "году": "p"}

#: The noun behind a numeral, past its adjectives; two of them are "две" if it is feminine.
NOUN = re.compile(r"[ \xa0](?:\w+(?:ых|их)[ \xa0])*(?P<noun>\w+)")

#: The forms of units that go with 1, with 2 to 4, and with more.
UNITS = {
    "%": ("процент", "процента", "процентов"),
    "°": ("градус", "градуса", "градусов"),
}


class Russian(Reading):
    """Reads Russian."""

    group: ClassVar = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
    point: ClassVar = ","
    by: ClassVar = "на"
    minus: ClassVar = "минус"
    function: ClassVar = "{symbol} от {of}"
    prime: ClassVar = "штрих"
    signs: ClassVar = {
        "+": "плюс",
        "−": "минус",
        "±": "плюс-минус",
        "×": "умножить на",
        "*": "умножить на",
        "/": "делить на",
        "=": "равно",
        "≈": "примерно",
        "<": "меньше чем",
        ">": "больше чем",
        "≤": "не больше чем",
        "≥": "не меньше чем",
        "%": "процентов",
        "°": "градусов",
        "@": "собака",
        "&": "и",
        "√": "корень из",
        "∞": "бесконечность",
        "∂": "дэ",
        "∇": "набла",
        "Σ": "сумма",
        "σ": "сигма",
        "η": "эта",
        "δ": "дельта",
        "Δ": "дельта",
        "ε": "эпсилон",
    }
    names: ClassVar = {
        "MNIST": "эмнист",
        "ReLU": "рэлу",
        "NumPy": "нампай",
        "Python": "пайтон",
        "LSTM": "эл эс тэ эм",
        "rectified linear unit": "рэктифайд линеар юнит",
    }
    letters: ClassVar = {
        "a": "а",
        "b": "бэ",
        "C": "цэ",
        "d": "дэ",
        "j": "джи",
        "k": "ка",
        "L": "эль",
        "n": "эн",
        "w": "дубль вэ",
        "W": "дубль вэ",
        "x": "икс",
        "y": "игрек",
        "z": "зет",
    }

    def numeral(self, numeral: Numeral) -> tuple[str, int]:
        """Return what is heard for a number, and how many characters behind it belong to that."""
        from num2words import num2words  # takes a moment, which films without numbers don't need

        if not numeral.behind and (found := YEAR.match(numeral.after)):
            case = CASES[found[1]]
            return num2words(numeral.value, lang="ru", to="ordinal", case=case), 0
        case = "g" if _is_genitive(numeral) else "n"
        if numeral.behind:
            words = num2words(f"{numeral.value}.{numeral.behind}", lang="ru", case=case)
            unit = UNITS[numeral.unit][1] if numeral.unit else ""
        else:
            gender = "m" if numeral.unit else _gender(numeral)
            words = num2words(numeral.value, lang="ru", case=case, gender=gender)
            unit = _unit(numeral, case)
        words = re.sub(r"^(?:одна|одной) (?=тысяч)", "", words)
        return f"{words} {unit}".strip(), 0

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        usual = {"2": "в квадрате", "3": "в кубе"}
        return f"{base} {usual.get(exponent, f'в степени {exponent}')} "

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        return "одна вторая" if (above, below) == ("1", "2") else f"{above} делить на {below}"


def _is_genitive(numeral: Numeral) -> bool:
    if FROM.search(numeral.before):
        return bool(TO.match(numeral.after))
    return bool(GENITIVE.search(numeral.before))


def _gender(numeral: Numeral) -> str:
    """Return the gender of what is counted, as far as the endings of one or two of it tell."""
    noun = NOUN.match(numeral.after)
    last, teen = numeral.value % 10, numeral.value % 100 in (11, 12)
    if not noun or teen:
        return "m"
    if last == 2 and re.search("[иы]$", noun["noun"]):
        return "f"
    return "f" if last == 1 and re.search("[ая]$", noun["noun"]) else "m"


def _unit(numeral: Numeral, case: str) -> str:
    if not numeral.unit:
        return ""
    one, few, many = UNITS[numeral.unit]
    last = 0 if numeral.value % 100 in range(11, 20) else numeral.value % 10
    if case == "g":
        return few if last == 1 else many
    return one if last == 1 else few if last in (2, 3, 4) else many


READING = Russian()
