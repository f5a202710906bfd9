"""What the words around a Russian number tell about it: its case, its gender, that it is a thing.

Cases are named by their first letters: nominative, genitive, dative, accusative, instrumental and
prepositional.
"""

import re

from scenes.script.spoken.reading import Numeral

#: Words before a number, and the case in which they have it; the first that fits counts.
BEFORE = {
    "p": r"при|об?|(?:на|во?|при) (?:всех|этих|остальных|тех же|своих)|останов\w+ на",
    "i": "между|со? (?:его|её|их)",
    "d": r"к|всем|этим|помога\w+|равн\w+(?: ровно| примерно)?|равен|средн\w+ по",
    "g": r"из|до|от|для|без|у|около|после|кроме|среди|выше|ниже|больше|меньше|со?|"
    "всех|этих|остальных|своих|тех же",
    "a": r"на|во?|за|через|\w{2,}(?<!и)(?<!тел)(?<!средн)[еёи]м",  # *let us take*
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

#: What is counted, past its adjectives.
NOUN = re.compile(r"[ \xa0](?:\w+(?:ых|их|ым|им|ыми|ими)[ \xa0])*(?P<noun>\w+)")

#: What is counted that is feminine.
FEMININE = re.compile(
    r"(?:эпох|цифр|картин|восьм[её]р|девят|семёр|пятёр|петл|связ|стро[кч]|точ[ек]|секунд|минут|"
    r"попыт|ошиб|стрел|мет[ко]|единиц|формул|лекци|сет|трой|двой|букв|пар|част|долин|активаци|"
    r"групп|производн|сумм|функци|чувствительност|скорост|недел|страниц)\w*",
)


def case_of(numeral: Numeral) -> str:
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


def gender_of(numeral: Numeral) -> str:
    """Return the gender of what is counted, as far as is known."""
    noun = NOUN.match(numeral.after)
    if numeral.unit or not noun or NUMBERED.search(numeral.before):
        return "m"
    if FEMININE.fullmatch(noun["noun"]):
        return "f"
    return "n" if re.fullmatch(r"\w{3,}(?:о|ие)", noun["noun"]) else "m"


def is_one(numeral: Numeral) -> bool:
    """Return whether a number is one, and not one of something."""
    noun = NOUN.match(numeral.after)
    counts = noun and not SMALL_WORDS.fullmatch(noun["noun"])
    return numeral.whole == "1" and not (
        numeral.unit
        or counts
        or NUMBERED.search(numeral.before)
        or OF_SEVERAL.search(numeral.before)
    )


def name_of(numeral: Numeral) -> str:
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
