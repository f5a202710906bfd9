"""How well the weights of neurons agree with those beside them, on one scale."""

from collections.abc import Sequence

import numpy as np
from manim import Dot, Mobject, VGroup

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.writing.words import Words, note, words
from scenes.structure.drawings.through_the_curve import round_marks

#: Middle of the line, its length, and the baseline of its title.
LINE_AT, LENGTH, TITLE = (0.0, -3.2, 0), 9.0, -2.85

#: Neighbours that agree more than this form patches; less than this is noise to the eye.
PATCHY = 0.3

#: From a picture of weights down to what is told below it.
BELOW = 0.68


class Agreement(VGroup):
    """A number line up to 1, with a dot for every neuron's correlation of neighbours.

    Parameters
    ----------
    correlations
        Of each neuron, -1 to 1.
    ours
        The neuron that is marked.

    Attributes
    ----------
    line, title
        The line, and what it says.
    ours, others
        The dot of the marked neuron, and those of the others.
    """

    def __init__(self, correlations: Sequence[float], ours: int) -> None:
        look = theme()
        low = min(-0.2, np.floor(10 * min(correlations)) / 10)
        self.line = NumberLine(low, 1, LENGTH, round_marks(low, 1, most=6)).shift(LINE_AT)
        self.title = note("correlation of weights side by side")
        self.title.stand_at(LINE_AT[0], TITLE)
        dots = [self.dot_at(each, look.quiet) for each in correlations]
        self.ours = dots.pop(ours).set_color(look.accent)
        self.others = VGroup(*dots)
        super().__init__(self.line, self.title, self.others, self.ours)

    def told_below(self, picture: Mobject, correlation: float, colour: str) -> Words:
        """Return a correlation to stand below a picture of weights."""
        told = words("correlation: {value:.2f}", colour=colour, value=correlation)
        return told.stand_at(picture.get_x(), picture.get_bottom()[1] - BELOW)

    def dot_at(self, correlation: float, colour: str) -> Dot:
        """Return a dot on the line; the scale doesn't hold it."""
        return Dot(self.line.place(correlation), 0.09, color=colour)
