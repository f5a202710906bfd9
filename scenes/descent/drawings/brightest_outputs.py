"""How bright the brightest output is: of many images that are digits, and of many that are not."""

import numpy as np
from manim import DOWN, LEFT, UP, DashedLine, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.charts.histogram import Histogram
from scenes.mobjects.writing.words import note, words
from scenes.script.message import Message, message

#: Bins from 0 to 1; length of the line and of the longest bar, scene units.
BINS, LENGTH, LONGEST = 20, 9.0, 2.1

#: From the line to the bars that hang from it: its numbers stand between.
BELOW = 0.62

#: Room for what is counted, beside the bars, and from the line up or down to it.
NAMED, OFF = 3.1, 1.35


class BrightestOutputs(VGroup):
    """Two histograms on the numbers from 0 to 1: one stands on them, one hangs below.

    Parameters
    ----------
    above, below
        Shape (n,) each: the brightest output of each image.
    names
        What was read, above and below.
    firm
        Where a dashed line is: beyond it lie the answers that one might believe.

    Attributes
    ----------
    line, mark, title
        The numbers, the dashed line, and what the numbers are.
    bars, names, shares
        Of each: its histogram, what was read, and how many of them lie beyond the mark.
    """

    def __init__(
        self,
        above: NDArray[np.floating],
        below: NDArray[np.floating],
        names: tuple[Message, Message],
        firm: float,
    ) -> None:
        look = theme()
        self.line = NumberLine(0, 1, LENGTH, {0.0: "0", firm: f"{firm:g}", 1.0: "1"})
        self.line.shift(1.4 * np.array([1.0, 0.0, 0.0]))
        edges = np.linspace(0, 1, BINS + 1)
        counts = [np.histogram(values, edges)[0] for values in (above, below)]
        tallest = max(map(np.max, counts))
        colours, sides = (look.wrong, look.accent), (UP, DOWN)
        self.bars, self.names, self.shares = VGroup(), VGroup(), VGroup()
        left = self.line.place(0)[0] - 0.35
        for values, count, name, colour, side in zip(
            (above, below), counts, names, colours, sides, strict=True
        ):
            buff = 0.04 if side is UP else BELOW
            length = LONGEST * count.max() / tallest
            bars = Histogram(edges, count, self.line, length, side, colour=colour, buff=buff)
            self.bars.add(bars)
            height = OFF * side[1] - (0.2 if side is DOWN else 0)
            told = note(name, colour, NAMED).next_to([left, height + 0.28, 0], LEFT, buff=0)
            share = words(
                message("{firm:,} of {count:,}", firm=int((values > firm).sum()), count=len(values))
            )
            self.names.add(told)
            self.shares.add(share.next_to([left, height - 0.28, 0], LEFT, buff=0))
        place, deep = self.line.place(firm), BELOW + LONGEST
        self.mark = VGroup(
            *(
                DashedLine(place + start * UP, place + end * UP, color=look.quiet, stroke_width=2)
                for start, end in ((0, deep), (-BELOW, -deep))
            )
        )
        self.title = note("brightest output").next_to(self.line.place(0.5) + deep * UP, UP)
        parts = self.line, self.mark, self.title, self.bars, self.names, self.shares
        super().__init__(*parts)
