"""What the three factors of a slope look like: a neuron, a tangent, a gap; and their product."""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from manim import LEFT, RIGHT, Circle, Line, Rectangle, VGroup
from scipy.special import expit

from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.calculus.drawings.tangent_curve import TangentCurve
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.neurons.layer import Neuron

#: Height of all panels; radius of the neuron, of the bead on the string and of the ring around
#: what is wanted; width of the bar.
HEIGHT, NEURON, BEAD, RING, BAR = 2.7, 0.75, 0.17, 0.25, 0.55

#: The largest sum on the curve, and the largest product, to either side; width of the curve.
SUMS, MOST, WIDTH = 6.0, 0.16, 2.2

#: From the string to its symbols, and their size in points.
BESIDE, SIZE = 0.4, 34


class SlopeParts(NamedTuple):
    """What the slope of a cost along a weight is made of.

    Attributes
    ----------
    before
        The activation before.
    z, a
        The sum, and the activation.
    y
        What is wanted.
    """

    before: float
    z: float
    a: float
    y: float

    @property
    def steepness(self) -> float:
        """The slope of the sigmoid at the sum."""
        return float(expit(self.z) * expit(-self.z))

    @property
    def gap(self) -> float:
        """Twice the gap."""
        return 2 * (self.a - self.y)

    @property
    def product(self) -> float:
        """The slope of the cost along the weight."""
        return self.before * self.steepness * self.gap

    @property
    def values(self) -> tuple[float, float, float, float]:
        """The product, and its factors in their order."""
        return self.product, self.before, self.steepness, self.gap


class FactorPanels(VGroup):
    """Four pictures side by side: the product as a bar, the neuron before, the curve, the gap.

    Parameters
    ----------
    columns
        x of each.
    y
        Of their middles.
    factors
        What they show.

    Attributes
    ----------
    bar, before, curve, gap
        The panels.
    factors
        What is shown.
    """

    def __init__(self, columns: Sequence[float], y: float, factors: SlopeParts) -> None:
        look, places = theme(), [np.array([x, y, 0]) for x in columns]
        self.line = NumberLine(-MOST, MOST, HEIGHT, {0: ""}, upright=True).move_to(places[0])
        self.filled = Rectangle(width=BAR, height=1, stroke_width=0, fill_opacity=1)
        self.bar = VGroup(self.line, self.filled)
        self.before = Neuron(NEURON).move_to(places[1])
        symbols, marks = ("z^((L))", "a^((L))"), ({0.0: "0"}, {0.0: "0", 1.0: "1"})
        size = WIDTH, HEIGHT
        self.curve = TangentCurve(expit, symbols, (-SUMS, SUMS), (0, 1), factors.z, size, *marks)
        self.curve.shift(places[2] - self.curve.chart.get_center())
        self.string = NumberLine(0, 1, HEIGHT, {0: "0", 1: "1"}, upright=True)
        self.string.numbers.shift(RING * LEFT)
        self.string.shift(places[3] - self.string.line.get_center())
        self.between = Line(LEFT, RIGHT, color=look.wrong, stroke_width=9)
        self.goal = Circle(RING, color=look.accent, stroke_width=3.5)
        self.bead = Neuron(BEAD)
        self.names = VGroup(SymbolFormula("a^((L))", SIZE), SymbolFormula("y", SIZE))
        self.gap = VGroup(self.string, self.between, self.goal, self.bead, self.names)
        super().__init__(self.bar, self.before, self.curve, self.gap)
        self.set_factors(factors)

    def set_factors(self, factors: SlopeParts) -> Self:
        """Show others; cheap enough for every frame."""
        self.factors = factors
        self.before.set_activation(factors.before, factors.before)
        self.curve.set_x(float(np.clip(factors.z, -SUMS, SUMS)))
        self.bead.set_activation(factors.a, factors.a).move_to(self.string.place(factors.a))
        self.goal.move_to(self.string.place(factors.y))
        ends = self.string.place(factors.y), self.string.place(factors.a)
        self.between.set_points_as_corners(np.array(ends))
        for name, end in zip(self.names, reversed(ends), strict=True):
            name.next_to(end, RIGHT, buff=BESIDE)
        self.names[1].shift(self._apart(factors) * RIGHT)
        self._fill(factors.product)
        return self

    def _apart(self, factors: SlopeParts) -> float:
        """Return how far aside the wanted value's symbol steps, so that both can be read."""
        near = abs(factors.a - factors.y) * HEIGHT < self.names[0].height
        return self.names[0].width + 0.15 if near else 0.0

    def _fill(self, product: float) -> None:
        """Let the bar grow from 0, up or down."""
        look = theme()
        zero, end = self.line.place(0), self.line.place(float(np.clip(product, -MOST, MOST)))
        half = BAR / 2 * RIGHT
        corners = [zero - half, zero + half, end + half, end - half, zero - half]
        self.filled.set_points_as_corners(np.array(corners))
        self.filled.set_fill(look.positive if product > 0 else look.negative)
