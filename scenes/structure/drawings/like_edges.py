"""Weights of some neurons that look like an edge, each with how much it does."""

from collections.abc import Mapping

import numpy as np
from manim import DOWN, Group
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.words import note

#: So many are shown at most, in so many columns; how large each is.
MOST, COLUMNS, SIZE = 4, 2, 1.8

#: From a picture of weights down to the baseline of its likeness.
BELOW = 0.3


class LikeEdges(Group):
    """Pictures of weights, the likest first, each with its likeness below.

    Parameters
    ----------
    matrix
        Weights of all neurons of a layer, shape (n, 784).
    found
        How much some of them look like an edge, by their place, -1 to 1; below 0 if signs are
        swapped.
    chance
        How much shuffled weights do.

    Attributes
    ----------
    grids, shares
        Weights and texts, neuron by neuron.
    scale
        What these numbers mean, in two lines.
    """

    def __init__(
        self, matrix: NDArray[np.floating], found: Mapping[int, float], chance: float
    ) -> None:
        self.grids, self.shares, cells = Group(), Group(), Group()
        for place, likeness in list(found.items())[:MOST]:
            weights = matrix[place].astype(float)
            grid = WeightGrid(weights, float(np.abs(weights).max()) or 1.0, SIZE)
            share = note("{share:.2f}", theme().words, share=abs(likeness))
            share.stand_at(grid.get_x(), grid.get_bottom()[1] - BELOW)
            self.grids.add(grid)
            self.shares.add(share)
            cells.add(Group(grid, share))
        cells.arrange_in_grid(cols=COLUMNS, buff=(0.4, 0.15))
        self.scale = Group(
            note("likeness to an edge: 1 is perfect,", theme().words),
            note("shuffled weights have {chance:.2f}", theme().words, chance=chance),
        )
        self.scale.arrange(DOWN, buff=0.12).next_to(cells, DOWN, buff=0.25)
        super().__init__(*cells, self.scale)
