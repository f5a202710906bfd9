"""Russian as it is heard: numerals in their gender, and in their case where that is certain."""

import re
from typing import ClassVar

from scenes.script.spoken.reading import MOST_DIGITS, Numeral, Reading
from scenes.script.spoken.russian_grammar import UNIT, case_of, gender_of, is_one, name_of
from scenes.script.spoken.russian_stress import ACUTE, stressed

#: *from pixel 546 to 549*.
RANGE = re.compile(r"(?:^|\W)с[ \xa0]$", re.I), re.compile(r"[ \xa0]по[ \xa0]\d")
RANGE_END = re.compile(r"(?:^|\W)с[ \xa0]\d+[ \xa0]по[ \xa0]$", re.I)

#: A year, and the word behind it with its case.
YEAR = re.compile(r"[ \xa0](год|года|году)\b")
CASES = {"год": "n", "года": "g", "году": "p"}

#: Units, and their endings with 1 and with more, in each case; from 2 to 4 it is *процента*.
UNITS = {"%": "процент", "°": "градус"}
UNIT_ONE = {"n": "", "g": "а", "d": "у", "a": "", "i": "ом", "p": "е"}
UNIT_MANY = {"n": "ов", "g": "ов", "d": "ам", "a": "ов", "i": "ами", "p": "ах"}

#: Endings of wholes and tenths.
PART_ONE = {"n": "ая", "g": "ой", "d": "ой", "a": "ую", "i": "ой", "p": "ой"}
PART_MANY = {"n": "ых", "g": "ых", "d": "ым", "a": "ых", "i": "ыми", "p": "ых"}


class Russian(Reading):
    """Reads Russian."""

    group: ClassVar = "(?:[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]| (?=000))"
    point: ClassVar = ","
    pauses: ClassVar = Reading.pauses + "—" + ACUTE
    dash: ClassVar = "—"
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
        "гиперболическим тангенсом, коротко — tanh": "гиперболическим тангенсом",
        "tanh": "тангенс гиперболический",
        "softmax": "софтмакс",
        "Softmax": "Софтмакс",
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
        "j": "йот",
        "k": "ка",
        "L": "эль",
        "n": "эн",
        "w": "дубль вэ",
        "W": "дубль вэ",
        "x": "икс",
        "y": "игрек",
        "z": "зет",
    }

    def of(self, text: str) -> str:
        """Return what a voice is given for a text; nothing, if there is nothing to say."""
        return stressed(super().of(text.replace(ACUTE, "")))

    def numeral(self, numeral: Numeral) -> tuple[str, int]:
        """Return what is heard for a number, and how many characters behind it belong to that."""
        if not numeral.behind and (year := YEAR.match(numeral.after)):
            return _ordinal(numeral.value, CASES[year[1]]), 0
        if not numeral.behind and RANGE[0].search(numeral.before) and RANGE[1].match(numeral.after):
            return _ordinal(numeral.value, "g"), 0
        if not numeral.behind and RANGE_END.search(numeral.before):
            return _ordinal(numeral.value, "n"), 0
        case = case_of(numeral)
        if len(numeral.behind) > MOST_DIGITS:
            return f"{_part(numeral.value, 'цел', case)} {self.digits(numeral.behind)}", 0
        if numeral.behind:
            unit = UNITS[numeral.unit] + "а" if numeral.unit else ""
            return f"{_decimal(numeral, case)} {unit}".strip(), 0
        words = name_of(numeral) or (UNIT.get(case) if is_one(numeral) else None)
        words = words or _cardinal(numeral.value, case, gender_of(numeral))
        return f"{words} {_unit(numeral, case)}".strip(), 0

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        usual = {"2": "в квадрате", "3": "в кубе"}
        return f"{base} {usual.get(exponent, f'в степени {exponent}')} "

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        return "одна вторая" if (above, below) == ("1", "2") else f"{above} делить на {below}"


def _ordinal(value: int, case: str) -> str:
    from num2words import num2words  # takes a moment, which films without numbers don't need

    return num2words(value, lang="ru", to="ordinal", case=case)


def _cardinal(value: int, case: str, gender: str) -> str:
    from num2words import num2words

    words = num2words(value, lang="ru", case=case, gender=gender, animate=False)
    words = re.sub("^од(?:на|ной|ну) (?=тысяч)", "", words)
    return re.sub("^нол(?=[яюеё])", "нул", words)


def _decimal(numeral: Numeral, case: str) -> str:
    """Return a number with digits behind the comma: so many wholes, and so many tenths."""
    from num2words import num2words

    # Tenths, hundredths ...: how many digits there are tells which.
    place = num2words(f"1.{'1' * len(numeral.behind)}", lang="ru").split()[-1][:-2]
    return f"{_part(numeral.value, 'цел', case)} {_part(int(numeral.behind), place, case)}"


def _part(value: int, part: str, case: str) -> str:
    ending = PART_ONE[case] if _ends_in_one(value) else PART_MANY[case]
    if value % 1000 == 0:
        ending = PART_MANY["g"]
    return f"{_cardinal(value, case, 'f')} {part}{ending}"


def _unit(numeral: Numeral, case: str) -> str:
    if not numeral.unit:
        return ""
    unit, value = UNITS[numeral.unit], numeral.value
    if _ends_in_one(value):
        return unit + UNIT_ONE[case]
    few = case in "na" and value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14)
    return unit + ("а" if few else UNIT_MANY[case])


def _ends_in_one(value: int) -> bool:
    return value % 10 == 1 and value % 100 != 11


READING = Russian()
