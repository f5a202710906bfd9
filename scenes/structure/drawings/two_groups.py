"""How the numbers of two groups lie over each other."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, UP, AnimationGroup, VGroup
from numpy.typing import NDArray

from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.charts.histogram import Histogram
from scenes.mobjects.writing.words import words

#: How far one group's bars let the other's be seen.
OPACITY = 0.6


class TwoGroups(VGroup):
    """Two histograms over each other, each as shares of its own group, to the same scale.

    Parameters
    ----------
    edges
        Shape (bins + 1,), rising.
    counts
        Of each group: shape (2, bins).
    line
        The numbers; bars stand on it.
    height
        Of the longest bar, scene units.
    colours
        Of the two groups.

    Attributes
    ----------
    shares
        Of each group's numbers that lie in each bin: shape (2, bins).
    lengths
        Of the bars, as shares of the longest: shape (2, bins).
    bars
        Of each group.
    """

    def __init__(
        self,
        edges: NDArray[np.floating],
        counts: NDArray[np.integer],
        line: NumberLine,
        height: float,
        colours: Sequence[str],
    ) -> None:
        totals = np.maximum(np.sum(counts, axis=1, keepdims=True), 1)
        self.shares = np.asarray(counts, float) / totals
        # The longest of all bars is 1: what is less than 1 isn't stretched.
        self.lengths = self.shares / self.shares.max()
        self.colours, self.bars = tuple(colours), VGroup()
        for lengths, colour in zip(self.lengths, colours, strict=True):
            bars = Histogram(edges, lengths, line, height, UP, colour=colour)
            self.bars.add(bars.set_fill(opacity=OPACITY))
        super().__init__(self.bars)

    def corner(self, bin_: int) -> NDArray[np.float64]:
        """Return the middle of the upper end of a bin's longer bar, fully grown: shape (3,)."""
        longer = int(self.shares[:, bin_].argmax())
        points = self.bars[longer].points.reshape(self.shares.shape[1], -1, 3)[bin_]
        return np.array([points[:, 0].mean(), points[:, 1].max(), 0])

    def values(self, bin_: int) -> VGroup:
        """Return both groups' shares in a bin, to stand above its longer bar, fully grown."""
        pairs = zip(self.shares[:, bin_], self.colours, strict=True)
        texts = (words(f"{share:.0%}", None, colour) for share, colour in pairs)
        return VGroup(*texts).arrange(RIGHT, buff=0.3).move_to(self.corner(bin_) + 0.3 * UP)

    def lie_flat(self) -> "TwoGroups":
        """Give all bars no length, so that they can grow."""
        for bars in self.bars:
            bars.set_counts(np.zeros_like(bars.counts))
        return self

    def grow(self, group: int) -> AnimationGroup:
        """Return the animation in which a group's bars get their length."""
        return AnimationGroup(self.bars[group].animate.set_counts(self.lengths[group]))


def merged(
    edges: NDArray[np.floating], counts: NDArray[np.integer], by: int
) -> tuple[NDArray[np.floating], NDArray[np.integer]]:
    """Return edges and counts, shape (..., bins), with every ``by`` bins made one."""
    return edges[::by], counts.reshape(*counts.shape[:-1], -1, by).sum(axis=-1)
