"""Ten paths from one neuron to the cost, one over each output, and what each contributes."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, Group, Line, VGroup
from numpy.typing import NDArray

from scenes.calculus.drawings.last_layers import LastLayers
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import words

Array = NDArray[np.floating]

#: Thickness of paths.
THICK = 4

#: How far below a row's middle its numbers stand.
BELOW = 0.1


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


class PathTable(VGroup):
    """A row for each path, as high as its output: three factors, and their product.

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
        colours = (look.weight, look.words, look.words, look.wrong)
        self.rows = VGroup()
        for index, (three, term, y) in enumerate(zip(factors, terms, heights, strict=True)):
            row = VGroup(words("{index}", look.note, look.quiet, index=index))
            row[0].stand_at(xs[0] - 1.1, y - BELOW)
            for value, x, digits, colour in zip((*three, term), xs, decimals, colours, strict=True):
                number = Numeral(float(value), digits, look.note, colour)
                row.add(number.move_point_to(np.array([x, y - BELOW, 0])))
            self.rows.add(row)
        super().__init__(*self.rows)

    def rule(self, y: float) -> Line:
        """Return the line under the terms, at a height."""
        terms = VGroup(*(row[-1] for row in self.rows))
        left, right = terms.get_left()[0] - 0.15, terms.get_right()[0] + 0.15
        return Line([left, y, 0], [right, y, 0], color=theme().quiet, stroke_width=2)
