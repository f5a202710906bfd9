"""A number line that a function squeezes into another one."""

from collections.abc import Callable
from typing import Self

import numpy as np
from manim import BackgroundRectangle, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine

#: Half the height of a mark that moves, scene units; there are at most so many.
MARK, MOST = 0.09, 60

#: Numbers stand above strings, each on a ground that reaches this far around it.
ABOVE_STRINGS, AROUND = 1, 0.05


class Squeeze(VGroup):
    """Marks that move from one level number line to another, each to what a function makes of it.

    Behind each a string is left, in the colour of the number's sign: strings that stay apart
    belong to numbers that do.

    Parameters
    ----------
    before, after
        The lines.
    values
        Shape (n,), rising: the numbers that are marked.
    function
        Of arrays: from numbers on ``before`` to numbers on ``after``.

    Attributes
    ----------
    strings
        Those of negative numbers, and those of the others.
    marks
        The marks, and the line through them.
    """

    def __init__(
        self,
        before: NumberLine,
        after: NumberLine,
        values: ArrayLike,
        function: Callable[[NDArray], NDArray],
    ) -> None:
        look = theme()
        self.values = np.asarray(values, float)
        self.starts, self.ends = before.place(self.values), after.place(function(self.values))
        thin = {"stroke_width": 1.5, "stroke_opacity": 0.7}
        self.strings = VGroup(
            VMobject(color=look.negative, **thin), VMobject(color=look.positive, **thin)
        )
        self.marks = VMobject(color=look.words, stroke_width=2)
        super().__init__(self.strings, self.marks)
        self.set_share(0)

    def set_share(self, share: float) -> Self:
        """Move all marks from the first line, 0, to the second, 1; can be animated."""
        self.share = float(share)
        now = self.starts + self.share * (self.ends - self.starts)
        negative = self.values < 0
        for string, chosen in zip(self.strings, (negative, ~negative), strict=True):
            _draw_lines(string, self.starts[chosen], now[chosen])
        up = np.array([0, MARK, 0])
        _draw_lines(self.marks, np.array([*(now - up), now[0]]), np.array([*(now + up), now[-1]]))
        return self


def marks_between(low: float, high: float) -> NDArray[np.float64]:
    """Return whole numbers between two, equally far apart, 0 among them if it lies there."""
    step = max(1, int(np.ceil((high - low) / MOST)))
    return step * np.arange(np.ceil(low / step), np.floor(high / step) + 1)


def on_grounds(line: NumberLine) -> VGroup:
    """Let a line's numbers stand above strings; return what hides strings behind each of them."""
    ground = {"color": theme().stage, "fill_opacity": 1, "buff": AROUND}
    grounds = VGroup(*(BackgroundRectangle(number, **ground) for number in line.numbers))
    line.numbers.set_z_index(ABOVE_STRINGS + 1)
    return grounds.set_z_index(ABOVE_STRINGS)


def _draw_lines(mobject: VMobject, starts: NDArray, ends: NDArray) -> None:
    """Let a mobject be straight lines between points of shape (n, 3) each."""
    share = np.linspace(0, 1, 4)[:, None]
    mobject.points = (starts[:, None] + share * (ends - starts)[:, None]).reshape(-1, 3)
