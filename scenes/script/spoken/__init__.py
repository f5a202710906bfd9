"""What a voice is given for a line of narration: words, where letters would be read wrongly.

The line *97.1% of W @ a* becomes *ninety-seven point one percent of W at eigh*. Only letters
and the punctuation of speech are left. There is one place for each language: what is heard there
for a number, a sign, a symbol or a name stands in its module of this package.
"""

from functools import cache
from importlib import import_module

from scenes.script.languages import Language
from scenes.script.spoken.reading import Reading

__all__ = ["spoken", "unheard"]

#: Where the reading of each language is.
MODULES = {
    "en": "english",
    "hu": "hungarian",
    "ru": "russian",
    "ja": "japanese",
    "zh-Hant": "chinese",
}


def spoken(text: str, language: Language) -> str:
    """Return a line of narration as a voice of its language is to read it.

    Nothing is left of a text that has nothing to say.

    Parameters
    ----------
    text
        As captions have it, its fields filled.
    """
    return reading(language).of(text)


def unheard(text: str, language: Language) -> set[str]:
    """Return the characters of a text for which its language has no rule: they aren't spoken."""
    return reading(language).unheard(text)


@cache
def reading(language: Language) -> Reading:
    """Return how a language reads what isn't written as it is heard."""
    made: Reading = import_module(f"{__name__}.{MODULES[language.code]}").READING
    return made
