"""Russian as it is heard: numerals in their gender, and in their case where that is certain."""

import re
from typing import ClassVar

from scenes.script.spoken.reading import MOST_DIGITS, Numeral, Reading
from scenes.script.spoken.russian_stress import ACUTE, stressed

#: Words before a number, and the case in which they have it; the first that fits counts.
BEFORE = {
    "p": r"при|об?|(?:на|во?|при) (?:всех|этих|остальных|тех же|своих)|останов\w+ на",
    "i": "между|со? (?:его|её|их)",
    "d": r"к|всем|этим|помога\w+|равн\w+(?: ровно| примерно)?|равен|средн\w+ по",
    "g": r"из|до|от|для|без|у|около|после|кроме|среди|выше|ниже|больше|меньше|со?|"
    "всех|этих|остальных|своих|тех же",
    "a": r"на|во?|за|через|\w{2,}(?<!и)(?<!тел)(?<!средн)[еёи]м",  # behind *let us raise*
}
BEHIND = {case: re.compile(rf"(?:^|\W)(?:{words})[ \xa0]$", re.I) for case, words in BEFORE.items()}

#: Numbers and signs between such a word and a number: they are all in its case.
BETWEEN = re.compile(
    r"(?:\d+(?:[\xa0\u202f]\d{3})*(?:,\d+)?(?:[ \xa0]?%)?(?:, | и | или | [+] ))+$"
    r"|(?:[−+±≈]|минус)\s*$"
)

#: Endings of what is counted, and the case in which it is then.
ENDINGS = {"p": "[ая]х", "d": "[ая]м", "i": "[ая]ми"}

#: *in 88 % of all*, *on 117 of them*, *on 5000 images* are where it is so.
PLACE = re.compile(r"(?:^|\W)(?:на|во?)[ \xa0]$", re.I)
SHARE = re.compile(r"[ \xa0](?:—|\w+(?:[оеё]в|ей|ий|[иы]х|ар)\b)")
AMONG = re.compile(r"[ \xa0]из\b")
SHOWN = re.compile(r"[ \xa0](?:\w+[иы]х[ \xa0])*(?:изображени|цифр|пример|картин)")

#: A sum of ten, images of ten others.
PARTS = re.compile(r"(?:^|\W)(?:сумм\w+|изображения)[ \xa0]$", re.I)

#: *by a thousand*, *by one*; but by ten as it is.
EACH = re.compile(r"(?:^|\W)по[ \xa0]$", re.I)

#: *from pixel 546 to 549*.
RANGE = re.compile(r"(?:^|\W)с[ \xa0]$", re.I), re.compile(r"[ \xa0]по[ \xa0]\d")
RANGE_END = re.compile(r"(?:^|\W)с[ \xa0]\d+[ \xa0]по[ \xa0]$", re.I)

#: What is numbered, not counted: *lecture 2*.
NUMBERED = re.compile(r"(?:лекци|цифр|выход|пиксел|нейрон|номер|сло|мест)\w*[ \xa0]$", re.I)

#: A digit that is a thing has a name of its own: *this 9*.
DETERMINED = re.compile(
    r"(?P<before>.*)\b(?:эт|наш|втор|ни одн|\w+(?=ую|ая))(?P<ending>а|у|ой|ей|ую|ая)[ \xa0]$",
    re.I | re.S,
)
NAMES = {
    "1": "единиц",
    "2": "двойк",
    "3": "тройк",
    "4": "четвёрк",
    "5": "пятёрк",
    "6": "шестёрк",
    "7": "семёрк",
    "8": "восьмёрк",
    "9": "девятк",
}

#: One, not of something, is a thing too, but not in the nominative.
UNIT = {"g": "единицы", "d": "единице", "i": "единицей", "p": "единице"}
SMALL_WORDS = re.compile("и|а|но|или|до|у|на|в|с|к|по|не|так")
OF_SEVERAL = re.compile(r"(?:^|\W)(?:из|по|после|всех|этим|этих|остальных)[ \xa0]$", re.I)

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
        case = _case(numeral)
        if len(numeral.behind) > MOST_DIGITS:
            return f"{_part(numeral.value, 'цел', case)} {self.digits(numeral.behind)}", 0
        if numeral.behind:
            unit = UNITS[numeral.unit] + "а" if numeral.unit else ""
            return f"{_decimal(numeral, case)} {unit}".strip(), 0
        words = _named(numeral) or (UNIT.get(case) if _is_one(numeral) else None)
        words = words or _cardinal(numeral.value, case, _gender(numeral))
        return f"{words} {_unit(numeral, case)}".strip(), 0

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        usual = {"2": "в квадрате", "3": "в кубе"}
        return f"{base} {usual.get(exponent, f'в степени {exponent}')} "

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        return "одна вторая" if (above, below) == ("1", "2") else f"{above} делить на {below}"


def _case(numeral: Numeral) -> str:
    """Return the case that a number is in, if what is around it tells; else the nominative."""
    before = numeral.before
    while (shorter := BETWEEN.sub("", before)) != before:
        before = shorter
    if NUMBERED.search(before):
        return "n"
    noun = None if numeral.unit else NOUN.match(numeral.after)
    for case, ending in ENDINGS.items():
        if noun and re.fullmatch(rf"\w{{2,}}{ending}", noun["noun"]):
            return case
    # Two, three and four have many of something only in the genitive.
    few = numeral.value % 10 in (2, 3, 4) and numeral.value % 100 not in (12, 13, 14)
    if few and noun and not numeral.behind and re.fullmatch(r"\w{2,}ов", noun["noun"]):
        return "g"
    if PLACE.search(before) and _is_place(numeral):
        return "p"
    if noun and noun["noun"] != "раз" and PARTS.search(before):
        return "g"
    if EACH.search(before) and not numeral.behind and numeral.whole.strip("0") == "1":
        return "d" if numeral.value in (1, 1000, 10**6) else "n"
    return next((case for case, words in BEHIND.items() if words.search(before)), "n")


def _is_place(numeral: Numeral) -> bool:
    """Return whether a number behind *in* or *on* tells where, not how far."""
    if numeral.unit:
        return bool(SHARE.match(numeral.after))
    many = numeral.value and numeral.value % 1000 == 0
    return not numeral.behind and bool(
        AMONG.match(numeral.after) or (many and SHOWN.match(numeral.after))
    )


def _gender(numeral: Numeral) -> str:
    """Return the gender of what is counted, as far as is known."""
    noun = NOUN.match(numeral.after)
    if numeral.unit or not noun or NUMBERED.search(numeral.before):
        return "m"
    if FEMININE.fullmatch(noun["noun"]):
        return "f"
    return "n" if re.fullmatch(r"\w{3,}(?:о|ие)", noun["noun"]) else "m"


def _is_one(numeral: Numeral) -> bool:
    """Return whether a number is one, and not one of something."""
    noun = NOUN.match(numeral.after)
    counts = noun and not SMALL_WORDS.fullmatch(noun["noun"])
    return numeral.whole == "1" and not (
        numeral.unit
        or counts
        or NUMBERED.search(numeral.before)
        or OF_SEVERAL.search(numeral.before)
    )


def _named(numeral: Numeral) -> str:
    """Return the name of a digit that is meant as a thing; nothing, if it isn't."""
    found = DETERMINED.fullmatch(numeral.before[-40:])
    if not found or numeral.unit or numeral.whole not in NAMES:
        return ""
    name, ending = NAMES[numeral.whole], found["ending"]
    if ending[0] in "ау":
        return name + ending[0]
    if BEHIND["g"].search(found["before"]):
        return name + ("ы" if name.endswith("ц") else "и")
    return f"{name}е"


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
