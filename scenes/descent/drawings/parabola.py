"""A curve so simple that its lowest point can be calculated."""

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes.descent.drawings.cost_curve import CostCurve, Slope
from scenes.look.theme import theme
from scenes.mobjects.writing.words import formula, row_of_words, words

#: The chart's width and height, and how far from its middle the calculation begins.
SIZE, BESIDE = (5.6, 3.9), 4.35


class Parabola(VGroup):
    """C(w) = w² - 4 w + 5, its level tangent, and where it is, calculated.

    Attributes
    ----------
    ground
        The curve on its chart.
    level
        Its slope at the lowest point.
    lines
        The calculation, three lines.
    """

    def __init__(self) -> None:
        look = theme()
        x = np.linspace(-1, 5, 61)
        self.ground = CostCurve(
            x, height(x), height, lambda x: 2 * x - 4, size=SIZE, colour=look.outline
        )
        self.level = Slope(self.ground, 2)
        self.lines = VGroup(
            formula("C(w) = w^2 - 4 w + 5"),
            row_of_words(words("slope:"), formula("2 w - 4"), buff=0.3),
            formula("2 w - 4 = 0 quad arrow.r quad w = 2", None, look.accent),
        ).arrange(DOWN, buff=0.55, aligned_edge=LEFT)
        self.lines.shift([BESIDE - self.lines.get_left()[0], -self.lines.get_y(), 0])
        super().__init__(self.ground, self.level, self.lines)


def height(x: np.ndarray) -> np.ndarray:
    """Return how high the parabola is at places."""
    return x**2 - 4 * x + 5
