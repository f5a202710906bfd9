"""How large the entries of a column are: a bar beside each."""

import numpy as np
from manim import LEFT, Rectangle, VGroup

from scenes.look.theme import theme
from scenes.mobjects.formulas.parameter_column import ParameterColumn
from scenes.mobjects.writing.words import note

#: A bar's thickness as a share of an entry's height, from the brackets to the bars, and the least
#: length that is drawn.
THICK, BESIDE, LEAST = 1.3, 0.3, 1e-3


class BarsBeside(VGroup):
    """Bars beside a column's entries, as long as these are large, in the colours of their signs.

    Parameters
    ----------
    column
        Where its entries are.
    longest
        Length of the longest bar, scene units.
    title
        What stands over the bars: a message.

    Attributes
    ----------
    title, bars
        Its parts; one bar an entry that is drawn.
    """

    def __init__(self, column: ParameterColumn, longest: float, title: str) -> None:
        look, entries = theme(), [entry for (entry,) in column.column.entries]
        left = max(part.get_right()[0] for part in (column.column, column.title)) + BESIDE
        largest = max(abs(entry.value) for entry in entries) or 1.0
        self.title = note(title, room=longest).stand_at(left, column.title.baseline, LEFT)
        self.bars = VGroup()
        for entry in entries:
            size, sign = abs(entry.value) / largest, np.sign(entry.value)
            colour = {1: look.positive, -1: look.negative, 0: look.quiet}[int(sign)]
            length = max(longest * size, LEAST)
            bar = Rectangle(width=length, height=THICK * entry.height)
            bar.set_stroke(width=0).set_fill(colour, 0.9)
            self.bars.add(bar.move_to([left, entry.get_y(), 0], LEFT))
        super().__init__(self.title, self.bars)
