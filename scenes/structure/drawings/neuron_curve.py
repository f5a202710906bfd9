"""What one neuron makes of its sums: its weights, the curve, and many numbers that pass it."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.words import formula
from scenes.structure.drawings.through_the_curve import ThroughTheCurve

#: Where the weights stay in sight, and their height.
CORNER, SMALL_GRID = (-6.05, 2.85, 0), 1.2

#: The chart's lower left corner, and the middle of the curve's formula.
CHART, FORMULA = (-4.5, -1.0, 0), (0.95, 2.95, 0)


class NeuronCurve(Group):
    """The picture with which one section about a neuron ends, and the next one begins.

    Parameters
    ----------
    weights
        The neuron's, shape (rows, columns).
    function
        Of arrays: what it makes of its sums.
    source
        That function's formula, in Typst's notation.
    histograms
        Edges and counts of what goes in, then of what comes out; see :class:`ThroughTheCurve`.
    titles
        What to call what goes in, and what comes out.

    Attributes
    ----------
    grid, passage, formula
        Its parts.
    """

    def __init__(
        self,
        weights: NDArray[np.floating],
        function: Callable[[NDArray], NDArray],
        source: str,
        histograms: Sequence[NDArray],
        titles: tuple[str, str],
    ) -> None:
        scale = float(np.abs(weights).max()) or 1.0
        self.grid = WeightGrid(weights, scale, SMALL_GRID).move_to(CORNER)
        self.passage = ThroughTheCurve(function, *histograms, titles)
        chart = self.passage.chart
        self.passage.shift(CHART - chart.place(chart.across.low, chart.upward.low))
        self.formula = formula(source, theme().headline).move_to(FORMULA)
        super().__init__(self.grid, self.passage, self.formula)
