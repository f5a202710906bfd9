"""Python code as text."""

import io
import keyword
import tokenize

from manim import Typst, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import STRUT, OnALine


class SourceCode(OnALine, Typst):
    """Lines of Python in a typewriter's letters: keywords, numbers and comments stand out.

    Parameters
    ----------
    text
        The code; it must be complete, so that it can be run as it stands.
    size
        In points; a label's, if left out: typewriters' letters are small.

    Attributes
    ----------
    text
        What was asked for.

    Raises
    ------
    SyntaxError
        If Python doesn't understand it.
    """

    def __init__(self, text: str, size: float | None = None) -> None:
        look = theme()
        compile(text, "<shown>", "exec")
        literal = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        self._base_share = 0.0
        super().__init__(
            f'#raw("{literal}"){STRUT}', font_size=size or look.label, color=look.words
        )
        self._take_away_strut()
        self.text = self.typst_code = text
        self._glyph_of = _count_glyphs(text)
        self._paint_tokens()

    def line(self, number: int) -> VGroup:
        """Return the glyphs of a line, counted from 0."""
        lines = self.text.split("\n")
        start = len("".join("".join(lines[:number]).split()))
        return VGroup(*self.submobjects[start : start + len("".join(lines[number].split()))])

    def _paint_tokens(self) -> None:
        look = theme()
        colours = {tokenize.NUMBER: look.negative, tokenize.COMMENT: look.quiet}
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            colour = colours.get(token.type)
            if token.type == tokenize.NAME and keyword.iskeyword(token.string):
                colour = look.positive
            if colour:
                first, end = self._glyph_of[token.start], self._glyph_of[token.end]
                for glyph in self.submobjects[first:end]:
                    glyph.set_color(colour)


def _count_glyphs(text: str) -> dict[tuple[int, int], int]:
    """Return how many glyphs come before each place, (line from 1, column): blanks have none."""
    count, found = 0, {}
    for number, line in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(line):
            found[number, column] = count
            count += not character.isspace()
        found[number, len(line)] = count
    return found
