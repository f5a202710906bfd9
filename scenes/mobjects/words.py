"""Text and formulas, set by Typst: its fonts come along, so they look the same everywhere."""

import re

from manim import MathTypst, Typst

from scenes.theme import theme

#: Characters that mean something to Typst and nothing to a sentence.
SPECIAL = re.compile(r"([\\#$*_`<>@~\[\]=+/-])")


def words(text: str, size: int | None = None, colour: str | None = None) -> Typst:
    """Return a line of plain text.

    Parameters
    ----------
    text
        Read literally: no character has a special meaning.
    size
        In points; a label's, if left out.
    colour
        That of words, if left out.
    """
    look = theme()
    escaped = SPECIAL.sub(r"\\\1", text)
    return Typst(escaped, font_size=size or look.label, color=colour or look.words)


def formula(source: str, size: int | None = None, colour: str | None = None) -> MathTypst:
    """Return a formula in Typst's notation, such as ``a^((1)) = sigma(W a^((0)) + b)``."""
    look = theme()
    return MathTypst(source, font_size=size or look.label, color=colour or look.words)
