"""Ten paths from one neuron to the cost, one over each output, and what each contributes."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, Animation, Create, Group, LaggedStart, Line, VGroup
from numpy.typing import NDArray

from scenes.calculus.drawings.last_layers import LastLayers
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import words

Array = NDArray[np.floating]

#: Thickness of paths.
THICK = 4

#: How bright paths are that aren't talked about.
RESTING = 0.22

#: How far below a row's middle its numbers stand.
BELOW = 0.1

#: From the first factor's decimal mark to the row's index; from the last row to the line below it,
#: and to the sum.
BESIDE, TO_RULE, TO_SUM = 1.0, 0.28, 0.66


class Paths(Group):
    """From one neuron over each of the outputs to the cost.

    Parameters
    ----------
    layers
        Where the neurons are.
    start
        The neuron before from which all paths begin.
    place
        Where the cost's symbol is: x and y.
    size
        Of that symbol, in points.

    Attributes
    ----------
    cost
        The symbol.
    paths
        One an output, two lines each; they can't be seen before they are lit.
    """

    def __init__(
        self, layers: LastLayers, start: int, place: tuple[float, float], size: float
    ) -> None:
        look = theme()
        self.cost = SymbolFormula("C_0", size).move_to([*place, 0])
        begin, end = layers.before.neurons[start], self.cost.get_left() + 0.2 * LEFT
        style = {"color": look.accent, "stroke_width": THICK}
        self.paths = VGroup(
            *(
                VGroup(
                    Line(begin.get_center(), neuron.get_center(), **style),
                    Line(neuron.get_center(), end, **style),
                )
                for neuron in layers.outputs.neurons
            )
        )
        self.paths.set_z_index(1.5)
        super().__init__(self.cost, self.paths)

    def light(self, *lit: int) -> list[Animation]:
        """Return the animations in which only some paths are bright."""
        return [
            path.animate.set_stroke(opacity=1 if each in lit else RESTING)
            for each, path in enumerate(self.paths)
        ]

    def grow(self, run_time: float) -> LaggedStart:
        """Return the animation in which one path after the other is drawn."""
        drawn = (LaggedStart(*map(Create, path), lag_ratio=1) for path in self.paths)
        return LaggedStart(*drawn, lag_ratio=0.25, run_time=run_time)


class PathTable(VGroup):
    """A row for each path, as high as its output: three factors, and their product; and the sum.

    Parameters
    ----------
    factors
        Shape (n[K], 3).
    terms
        Shape (n[K],): as they are shown, they add up.
    heights
        Of the rows, shape (n[K],).
    xs
        Of the decimal marks: three factors, and the product.
    decimals
        Of each of these four columns.

    Attributes
    ----------
    rows
        Index of the output, three factors and the term each.
    rule, total, named
        The line below the terms, their sum so far, and what it is called.
    """

    def __init__(
        self,
        factors: Array,
        terms: Sequence[float],
        heights: Array,
        xs: Sequence[float],
        decimals: Sequence[int],
    ) -> None:
        look = theme()
        colours = (look.weight, *3 * [look.words])
        self.rows = VGroup()
        for index, (three, term, y) in enumerate(zip(factors, terms, heights, strict=True)):
            row = VGroup(words("{index}", look.note, look.quiet, index=index))
            row[0].stand_at(xs[0] - BESIDE, y - BELOW)
            for value, x, digits, colour in zip((*three, term), xs, decimals, colours, strict=True):
                number = Numeral(float(value), digits, look.note, colour)
                row.add(number.move_point_to(np.array([x, y - BELOW, 0])))
            self.rows.add(row)
        low, x = float(np.min(heights)), xs[-1]
        self.total = Numeral(0, decimals[-1], look.label)
        self.total.move_point_to(np.array([x, low - TO_SUM, 0]))
        self.named = words("sum over j", room=3.4).stand_at(x - 1.0, low - TO_SUM, RIGHT)
        reach = (x - 0.5, x + 0.75)
        ends = [np.array([each, low - TO_RULE, 0]) for each in reach]
        self.rule = Line(*ends, color=look.quiet, stroke_width=2)
        super().__init__(self.rows, self.rule, self.total, self.named)
