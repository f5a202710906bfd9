"""The languages of the captions: how each writes numbers, breaks lines, and how fast it is read."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import babel
import budoux

from network.files.errors import InputError
from scenes.script.narration import Sentence

#: Runs that no line break may divide, whatever a phrase splitter thinks.
SOLID = re.compile(r"[0-9A-Za-z.,:%+\N{MINUS SIGN}_()=/^-]")

#: Characters that must not begin a line, and such that must not end one (JIS X 4051 and
#: CLREQ, the ones that lectures use).
NOT_FIRST = "、。，．・：；？！）」』】〉》〕％…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)],.!?:;%"
NOT_LAST = "（「『【〈《〔(["


@dataclass(frozen=True)
class Language:
    """A language of captions.

    Attributes
    ----------
    code
        As in ``assets/locale`` and in file names: BCP 47.
    track
        ISO 639-2, for film containers.
    name
        As its speakers write it.
    line
        Widest line of a caption, in characters; full-width ones count as one, others in a
        language of full-width characters as a half.
    speed
        Characters a second that can be read comfortably, counted in the same way.
    voice
        Its name for espeak-ng.
    """

    code: str
    track: str
    name: str
    line: float
    speed: float
    voice: str

    @property
    def full_width(self) -> bool:
        """Whether it is written in full-width characters, without spaces."""
        return self.code.split("-")[0] in ("zh", "ja")

    def length(self, text: str) -> float:
        """Return the length of a text, in characters as ``line`` and ``speed`` count them."""
        if not self.full_width:
            return len(text)
        wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
        return wide + (len(text) - wide) / 2

    def pieces(self, text: str) -> list[str]:
        """Return the pieces of a text between which a line may break; together they are it."""
        if not self.full_width:
            # A no-break space is part of what it stands in, a dash of what it stands behind.
            return re.findall(r"[^ \n]+(?:[ \n]+[–—](?=[ \n]))*[ \n]*", text)
        made: list[str] = []
        for phrase in _phrases(self.code).parse(text):
            if made and not _may_break(made[-1], phrase):
                made[-1] += phrase
            else:
                made.append(phrase)
        return made

    @property
    def sentence(self) -> Sentence:
        """What puts values into messages of this language."""
        return _Localised(babel.Locale.parse(self.code, sep="-"))


#: English is what scenes are written in; the others are translations.
LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "eng", "English", 42, 21, "en"),
        Language("zh-Hant", "zho", "繁體中文", 19, 9, "cmn"),
        Language("ja", "jpn", "日本語", 20, 9, "ja"),
        Language("hu", "hun", "magyar", 42, 21, "hu"),
        Language("ru", "rus", "русский", 42, 21, "ru"),
    )
}

SOURCE = LANGUAGES["en"]


def language(code: str) -> Language:
    """Return a language by its code.

    Raises
    ------
    InputError
        If captions don't exist in it.
    """
    if code not in LANGUAGES:
        raise InputError(
            f"language {code}",
            expected=" or ".join(LANGUAGES),
            found="one that films has no captions in",
            remedy="choose one of these, or add it to scenes/script/languages.py and assets/locale",
        )
    return LANGUAGES[code]


class _Localised(Sentence):
    """Writes numbers as a locale does."""

    def __init__(self, locale: babel.Locale) -> None:
        symbols = locale.number_symbols["latn"]
        self.marks = str.maketrans(
            {",": symbols["group"], ".": symbols["decimal"], "-": "\N{MINUS SIGN}"}
        )
        self.percent = locale.percent_formats[None].pattern.lstrip("#,0")

    def number(self, text: str) -> str:
        """Return a number as the locale writes it, from how Python writes it."""
        return text.translate(self.marks).replace("%", self.percent)


@cache
def _phrases(code: str) -> Any:
    """Return what divides a text into phrases."""
    if code.startswith("ja"):
        return budoux.load_default_japanese_parser()
    return budoux.load_default_traditional_chinese_parser()


def _may_break(before: str, after: str) -> bool:
    if after[0] in NOT_FIRST or before[-1] in NOT_LAST:
        return False
    return not (SOLID.match(before[-1]) and SOLID.match(after[0]))
