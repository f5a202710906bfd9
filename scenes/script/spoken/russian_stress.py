"""Where Russian words are stressed that voices stress wrongly."""

import re

#: Stands behind the vowel that is stressed; voices know it.
ACUTE = "\N{COMBINING ACUTE ACCENT}"

#: Words as they are stressed, an apostrophe behind the vowel; whatever ending follows a hyphen.
STRESSED = (
    "антиградие'нт-",
    "больши'х",
    "ба'тчами",
    "доли'н",
    "Леку'н",
    "неакти'вн-",
    "от руки'",
    "перцептро'н-",
    "права'",
    "связе'й",
    "слова'",
    "тому'",
    "уже'",
    "Хорома'нск-",
)

#: The same letters are *of a weight* behind these words, and else *weights*.
ONE_WEIGHT = r"(?:\w+ого|у|из|от|для|вместо|изменение|два|три|четыре)"

#: The same letters are *of numbers*, counted, behind these words, and else *numbers*.
COUNTED = r"(?:два|три|четыре|одного|для)"


def _plain(word: str) -> str:
    return word.replace("'", "").rstrip("-")


def _pattern(word: str) -> str:
    end = "" if word.endswith("-") else r"\b"
    return rf"\b{_plain(word)}{end}"


MARKS = {_plain(word).lower(): word.index("'") for word in STRESSED}
MARKED = re.compile("|".join(map(_pattern, STRESSED)), re.I)
WEIGHTS = re.compile(r"(?P<before>\b\w+ )?\bвеса\b", re.I)
NUMBERS = re.compile(rf"\b(?P<before>{COUNTED} чис)ла\b", re.I)


def stressed(text: str) -> str:
    """Return a text of words with an acute where a voice would stress something else."""
    text = MARKED.sub(_marked, text)
    text = WEIGHTS.sub(_weights, text)
    return NUMBERS.sub(rf"\g<before>ла{ACUTE}", text)


def _marked(found: re.Match[str]) -> str:
    place = MARKS[found[0].lower()]
    return f"{found[0][:place]}{ACUTE}{found[0][place:]}"


def _weights(found: re.Match[str]) -> str:
    one = re.fullmatch(ONE_WEIGHT, (found["before"] or "").strip(), re.I)
    return found[0] if one else f"{found[0]}{ACUTE}"
