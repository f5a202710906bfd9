"""Russian as it is heard: numerals in their gender, and in the genitive where that is certain."""

import re
from typing import ClassVar

from scenes.script.spoken.reading import Numeral, Reading

#: Words before a number, and the case in which they have it.
BEFORE = {
    "g": r"из|до|от|для|без|у|около|после|кроме|среди|выше|ниже|больше|меньше|всех|этих|остальных",
    "d": "к|всем",
    "p": "при|(?:на|во|при) всех",
}
BEHIND = {case: re.compile(rf"(?:^|\W)(?:{words})[ \xa0]$", re.I) for case, words in BEFORE.items()}

#: Endings of what is counted, and the case in which it is then.
ENDINGS = {"p": "[ая]х", "d": "[ая]м", "i": "[ая]ми"}

#: *from 0.91 to 0.21* has both in the genitive.
FROM = re.compile(r"(?:^|\W)с[ \xa0]$", re.I)
TO = re.compile(r"[ \xa0]до[ \xa0]")

#: What is numbered, not counted: *lecture 2*.
NUMBERED = re.compile(r"(?:лекци|цифр|выход|пиксел|нейрон|номер|сло|мест)\w*[ \xa0]$", re.I)

#: A year, and the word behind it with its case.
YEAR = re.compile(r"[ \xa0](год|года|году)\b")
CASES = {"год": "n", "года": "g", "году": "p"}

#: What is counted, past its adjectives.
NOUN = re.compile(r"[ \xa0](?:\w+(?:ых|их|ым|им|ыми|ими)[ \xa0])*(?P<noun>\w+)")

#: What is counted that is feminine.
FEMININE = re.compile(
    r"(?:эпох|цифр|картин|восьм[её]р|девят|семёр|пятёр|петл|связ|стро[кч]|точ[ек]|секунд|минут|"
    r"попыт|ошиб|стрел|мет[ко]|единиц|формул|лекци|сет|трой|двой|букв|пар|част|долин|активаци|"
    r"групп|производн|сумм|функци|чувствительност|скорост|недел|страниц)\w*",
)

#: The forms of units that go with 1, with 2 to 4, and with more.
UNITS = {
    "%": ("процент", "процента", "процентов"),
    "°": ("градус", "градуса", "градусов"),
}


class Russian(Reading):
    """Reads Russian."""

    group: ClassVar = "[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
    point: ClassVar = ","
    pauses: ClassVar = Reading.pauses + "—"
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
        case = _case(numeral)
        if numeral.behind:
            words, unit = _decimal(numeral, case), UNITS.get(numeral.unit, ("", ""))[1]
        else:
            gender = "f" if _counts_feminine(numeral) else "m"
            words = num2words(numeral.value, lang="ru", case=case, gender=gender)
            unit = _unit(numeral, case)
        words = re.sub(r"^од(?:на|ной) (?=тысяч)", "", words).replace("ноля", "нуля")
        words = words.replace("нолю", "нулю").replace("ноле", "нуле")
        return f"{words} {unit}".strip(), 0

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        usual = {"2": "в квадрате", "3": "в кубе"}
        return f"{base} {usual.get(exponent, f'в степени {exponent}')} "

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        return "одна вторая" if (above, below) == ("1", "2") else f"{above} делить на {below}"


def _case(numeral: Numeral) -> str:
    """Return the case that a number is in, if what is around it tells; else the nominative."""
    if NUMBERED.search(numeral.before):
        return "n"
    noun = NOUN.match(numeral.after)
    for case, ending in ENDINGS.items():
        if noun and not numeral.unit and re.fullmatch(rf"\w{{2,}}{ending}", noun["noun"]):
            return case
    if FROM.search(numeral.before):
        many = noun and re.search("(?:ов|ей)$", noun["noun"])
        return "g" if TO.match(numeral.after) or many else "n"
    # Two, three and four have many of something only in the genitive.
    few = numeral.value % 10 in (2, 3, 4) and numeral.value % 100 not in (12, 13, 14)
    if few and noun and not numeral.behind and re.fullmatch(r"\w{2,}ов", noun["noun"]):
        return "g"
    cases = ("p", "g", "d")
    return next((each for each in cases if BEHIND[each].search(numeral.before)), "n")


def _counts_feminine(numeral: Numeral) -> bool:
    """Return whether what is counted is feminine, as far as is known."""
    noun = NOUN.match(numeral.after)
    if numeral.unit or not noun or NUMBERED.search(numeral.before):
        return False
    return bool(FEMININE.fullmatch(noun["noun"]))


def _decimal(numeral: Numeral, case: str) -> str:
    """Return a number with digits behind the comma: so many wholes, and so many tenths."""
    from num2words import num2words

    number = f"{numeral.value}.{numeral.behind}"
    place = num2words(number, lang="ru").split()[-1]
    whole, behind = (
        num2words(int(each), lang="ru", case="g" if case == "g" else "n", gender="f")
        for each in number.split(".")
    )
    wholes = "целая" if numeral.value % 10 == 1 and numeral.value % 100 != 11 else "целых"
    if case == "g":
        wholes, place = wholes.replace("ая", "ой"), re.sub("ая$", "ой", place)
    return f"{whole} {wholes} {behind} {place}"


def _unit(numeral: Numeral, case: str) -> str:
    if not numeral.unit:
        return ""
    one, few, many = UNITS[numeral.unit]
    last = 0 if numeral.value % 100 in range(11, 20) else numeral.value % 10
    if case == "g":
        return few if last == 1 else many
    return one if last == 1 else few if last in (2, 3, 4) else many


READING = Russian()
