"""Code of which some lines are talked about."""

from collections.abc import Iterable
from typing import Self

import numpy as np
from manim import Line, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.source_code import SourceCode

#: How visible lines are that aren't talked about.
DIM = 0.3

#: From the code to the bar before it.
APART = 0.18


class ToldCode(VGroup):
    """Python, with a bar before the lines that are talked about; all others are dim then.

    Parameters
    ----------
    text
        The code.
    width
        Of it, scene units.

    Attributes
    ----------
    code
        The lines.
    bar
        Stands before those that are talked about.
    """

    def __init__(self, text: str, width: float) -> None:
        self.code = SourceCode(text)
        self.code.scale_to_fit_width(width)
        self.count = len(text.split("\n"))
        x, top = self.code.get_left()[0] - APART, self.code.get_top()[1]
        ends = np.array([x, top, 0]), np.array([x, top - APART, 0])
        self.bar = Line(*ends, stroke_width=4, stroke_opacity=0, color=theme().accent)
        super().__init__(self.code, self.bar)

    def lines_with(self, *beginnings: str) -> list[int]:
        """Return which lines begin so, from 0, blanks apart.

        Raises
        ------
        ValueError
            If a beginning isn't found exactly once.
        """
        lines = [line.strip() for line in self.code.text.split("\n")]
        found = [[k for k, line in enumerate(lines) if line.startswith(b)] for b in beginnings]
        for beginning, places in zip(beginnings, found, strict=True):
            if len(places) != 1:
                raise ValueError(f"{beginning!r} begins {len(places)} lines of the code, not one")
        return [places[0] for places in found]

    def talk_about(self, lines: Iterable[int]) -> Self:
        """Let only these lines be bright, with the bar before them; can be animated."""
        chosen = set(lines)
        shown = VGroup(*(self.code.line(k) for k in chosen if len(self.code.line(k))))
        x = self.code.get_left()[0] - APART
        self.bar.put_start_and_end_on([x, shown.get_top()[1], 0], [x, shown.get_bottom()[1], 0])
        self.bar.set_stroke(opacity=1)
        return self._brighten(chosen)

    def let_go(self) -> Self:
        """Let all lines be bright again, without the bar; can be animated."""
        self.bar.set_stroke(opacity=0)
        return self._brighten(set(range(self.count)))

    def _brighten(self, lines: set[int]) -> Self:
        for k in range(self.count):
            self.code.line(k).set_opacity(1.0 if k in lines else DIM)
        return self
