"""How well a layer's best neuron tells two digits from the others, for all pairs of digits."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, UP, VGroup
from numpy.typing import NDArray

from scenes.descent.drawings.dot_rows import DotRows
from scenes.look.places import HEAD, LEFT_RIM
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message

#: Where the line begins, and its length; room for dots above it, and how far up they are.
BEGIN, LENGTH, HIGH, RAISED = (-3.1, -1.6, 0), 9.2, 3.2, 0.9

#: From the highest dots near the marked one up to its name, and how near that is.
ABOVE, NEAR = 0.45, 0.9


class PairRow(VGroup):
    """A dot a pair of digits on a line from 1/2 to 1; one is marked.

    Parameters
    ----------
    shares
        One a pair, 1/2 to 1.
    pairs
        These pairs.
    marked
        The pair that is marked.

    Attributes
    ----------
    axis, dots
        The line, and one dot a pair.
    ours
        The dot that is marked.
    mark
        A ring around it, and its name.
    title, caption
        What is measured, and of what.
    """

    def __init__(
        self,
        shares: NDArray[np.floating],
        pairs: Sequence[tuple[int, int]],
        marked: tuple[int, int],
    ) -> None:
        look = theme()
        marks = {0.5: message("half: no idea"), 1.0: message("always")}
        marks |= {each: message("{share:.0%}", share=each) for each in (0.6, 0.7, 0.8, 0.9)}
        self.axis = NumberLine(0.5, 1, LENGTH, marks)
        self.axis.shift(np.array(BEGIN) - self.axis.line.get_start())
        told = message("{count} pairs of digits", count=len(pairs))
        row = DotRows([shares], [told], [look.words], self.axis, HIGH, 3).row(0)
        self.caption, self.dots = row.shift(RAISED * UP)
        self.ours = self.dots[list(pairs).index(marked)]
        x = self.ours.get_x()
        top = max(dot.get_top()[1] for dot in self.dots if abs(dot.get_x() - x) < NEAR)
        name = words("{a} and {b}", colour=look.accent, a=marked[0], b=marked[1])
        self.mark = VGroup(ring(self.ours, 1.1), name.move_to([x, top + ABOVE, 0]))
        self.title = note(
            "how often the best neuron tells two digits from all others, pair by pair", look.words
        )
        self.title.stand_at(LEFT_RIM, HEAD, LEFT)
        super().__init__(self.axis, self.caption, self.dots, self.mark, self.title)
