"""What is left of something when every layer lets only a share of it through."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, Rectangle, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words

#: Middle of the first column and of the last, of the names, and the two rows' base lines.
FROM, TO, NAMES_AT, ROWS = 6.1, -3.4, -6.7, (0.75, -2.3)

#: Height of a bar that stands for all of it, the least height, and a bar's width.
FULL, LEAST, WIDTH = 1.7, 0.01, 0.6

#: From a row's base line up to its name, and down to what a bar comes to.
NAME, FIGURE = 0.65, 0.35


class PassedOn(VGroup):
    """Two rows of bars, from the right: the first stands for 1, each next one for what is left.

    Parameters
    ----------
    layers
        How many there are to pass.
    factors
        Of both rows: a layer leaves 1 / factor, a whole number.
    names, colours
        Of both rows.

    Attributes
    ----------
    columns
        One a layer passed, from none: both bars, then what each comes to.
    names
        Of the rows.
    """

    def __init__(
        self,
        layers: int,
        factors: Sequence[int],
        names: Sequence[str],
        colours: Sequence[str],
    ) -> None:
        look = theme()
        rows = list(zip(ROWS, factors, colours, strict=True))
        self.columns = VGroup()
        for passed, x in enumerate(np.linspace(FROM, TO, layers + 1)):
            column, texts = VGroup(), VGroup()
            for base, factor, colour in rows:
                height = max(FULL / factor**passed, LEAST)
                bar = Rectangle(height=height, width=WIDTH, fill_color=colour, fill_opacity=1)
                bar.set_stroke(width=0).move_to([x, base, 0], aligned_edge=DOWN)
                column.add(bar)
                text = f"1/{factor**passed:,}" if passed and factor > 1 else "1"
                texts.add(note(text).move_to([x, base - FIGURE, 0]))
            self.columns.add(column.add(*texts))
        self.names = VGroup(
            *(
                words(name, look.label, colour).move_to([NAMES_AT, base + NAME, 0], LEFT)
                for name, (base, _, colour) in zip(names, rows, strict=True)
            )
        )
        super().__init__(self.columns, self.names)
