"""How well each neuron of a layer tells one thing from another."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, Rectangle, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.writing.words import words


class DetectorBars(VGroup):
    """One bar a neuron, from 1/2 (it tells nothing) to 1 (it tells everything).

    A neuron whose share is below 1/2 tells as much, but by going dark: its bar is as long as
    that of 1 - share, and hollow.

    Parameters
    ----------
    shares
        Shape (n,), 0 to 1: how often the neuron is brighter for the one thing than the other.
    heights
        Where the bars are, scene units: shape (n,).
    line
        From 1/2 to 1; the bars begin above its start.

    Attributes
    ----------
    shares
        How often each neuron is right, by its light or by its darkness: shape (n,), 1/2 to 1.
    bars
        One a neuron.
    """

    def __init__(
        self, shares: NDArray[np.floating], heights: Sequence[float], line: NumberLine
    ) -> None:
        look = theme()
        thick = 0.62 * (abs(heights[0] - heights[1]) if len(heights) > 1 else 0.4)
        self.bars = VGroup()
        start = line.place(0.5)
        self.shares = np.maximum(shares, 1 - np.asarray(shares))
        lengths = np.maximum(line.place(self.shares)[:, 0] - start[0], 0.01)
        for share, length, y in zip(shares, lengths, heights, strict=True):
            bar = Rectangle(height=thick, width=length, color=look.accent, stroke_width=2)
            bar.set_fill(look.accent, 0.9 if share >= 0.5 else 0)
            self.bars.add(bar.move_to([start[0], y, 0], aligned_edge=LEFT))
        super().__init__(self.bars)

    def value(self, neuron: int) -> VGroup:
        """Return a neuron's share, to stand at the end of its bar."""
        share = words("{share:.0%}", colour=theme().accent, share=self.shares[neuron])
        return share.next_to(self.bars[neuron], RIGHT, buff=0.15)
