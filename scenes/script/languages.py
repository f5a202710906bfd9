"""The languages of films and captions: how each writes, breaks lines, and how fast it is read."""

import os
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from network.files.errors import InputError
from scenes.script.fields import Lookup, Sentence
from scenes.script.hungarian import Hungarian
from scenes.script.localised import Localised

#: The environment variable that names the language of a film.
VARIABLE = "LECTURE_LANGUAGE"

#: Runs that no line break may divide, whatever a phrase splitter thinks.
SOLID = re.compile(r"[0-9A-Za-z.,:%+\N{MINUS SIGN}_()=/^-]")

#: Characters that must not begin a line, and such that must not end one (JIS X 4051 and
#: CLREQ, the ones that lectures use).
NOT_FIRST = "、。，．・：；？！）」』】〉》〕％…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)],.!?:;%"
NOT_LAST = "（「『【〈《〔(["

#: What must not begin a line in a language, and what must not end one, though it could be read.
CLINGS = {
    "zh-Hant": ("的了地得嗎呢吧", ("第", "每", "這", "那", "最")),
    "ja": ("", ("この", "その", "最も", "一番")),
}

#: Words of the trade that are never divided.
TERMS = {
    "zh-Hant": ("神經元", "神經網路", "測試影像", "相關係數", "手寫數字", "活化函數", "隱藏層"),
    "ja": (
        "ニューロン",
        "ニューラルネットワーク",
        "テスト画像",
        "相関係数",
        "手書き数字",
        "活性化関数",
        "隠れ層",
        "しきい値",
    ),
}


@dataclass(frozen=True)
class Language:
    """A language of films and captions.

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
    quotes
        Its quotation marks, those within them, and its apostrophe.
    grouped_from
        How many digits a number has at least whose digits are divided into groups.
    family
        The letters it needs besides those that come with Typst, if it needs any.
    """

    code: str
    track: str
    name: str
    line: float
    speed: float
    voice: str
    quotes: str = "“”‘’’"
    grouped_from: int = 4
    family: str = ""

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
        solid, end = _inside_terms(text, self.code), 0
        for phrase in _phrases(self.code).parse(text):
            if made and (end in solid or not _may_break(made[-1], phrase, self.code)):
                made[-1] += phrase
            else:
                made.append(phrase)
            end += len(phrase)
        return made

    def sentence(self, lookup: Lookup = str) -> Sentence:
        """Return what puts values into messages of this language.

        Parameters
        ----------
        lookup
            Finds translations of the messages among the values.
        """
        if self.code == "en":
            return Sentence(lookup)
        kind = Hungarian if self.code == "hu" else Localised
        return kind(self.code, lookup, self.grouped_from)


#: The quotation marks of full-width languages.
CORNERS = "「」『』’"

#: English is what scenes are written in; the others are translations.
LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "eng", "English", 42, 21, "en"),
        Language(
            "zh-Hant", "zho", "繁體中文", 19, 9, "cmn", "「」『』’", family="Noto Sans CJK TC"
        ),
        Language("ja", "jpn", "日本語", 20, 9, "ja", "「」『』’", family="Noto Sans CJK JP"),
        Language("hu", "hun", "magyar", 42, 21, "hu", "„”»«’", grouped_from=5),
        Language("ru", "rus", "русский", 42, 21, "ru", "«»„“’", grouped_from=5),
    )
}

SOURCE = LANGUAGES["en"]


def language(code: str) -> Language:
    """Return a language by its code.

    Raises
    ------
    InputError
        If films and captions don't exist in it.
    """
    if code not in LANGUAGES:
        raise InputError(
            f"language {code}",
            expected=" or ".join(LANGUAGES),
            found="one that films know nothing about",
            remedy="choose one of these, or add it to scenes/script/languages.py and assets/locale",
        )
    return LANGUAGES[code]


def film_language() -> Language:
    """Return the language that films are made in now, as the environment has it.

    Raises
    ------
    InputError
        If it is none that they can be made in.
    """
    return language(os.environ.get(VARIABLE) or SOURCE.code)


@cache
def _phrases(code: str) -> Any:
    """Return what divides a text into phrases."""
    import budoux  # takes a moment, which English films need not wait for

    if code.startswith("ja"):
        return budoux.load_default_japanese_parser()
    return budoux.load_default_traditional_chinese_parser()


def _may_break(before: str, after: str, code: str) -> bool:
    not_first, not_last = CLINGS.get(code, ("", ()))
    if after[0] in NOT_FIRST + not_first or before[-1] in NOT_LAST or before.endswith(not_last):
        return False
    if before[-1].isdigit() and after[0].isalpha():
        return False  # 784個
    return not (SOLID.match(before[-1]) and SOLID.match(after[0]))


def _inside_terms(text: str, code: str) -> set[int]:
    """Return the places in a text, as numbers of characters before them, that lie in a term."""
    return {
        place
        for term in TERMS.get(code, ())
        for found in re.finditer(term, text)
        for place in range(found.start() + 1, found.end())
    }
