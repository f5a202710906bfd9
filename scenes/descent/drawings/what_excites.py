"""What excites a neuron: its weights, the image that no other outdoes, and real ones."""

from collections.abc import Sequence

import numpy as np
from manim import Group, VGroup
from numpy.typing import NDArray

from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.rows import in_rows
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.words import note, words
from scenes.script.message import Message

#: Middles of weights, best image and real images; height of the first two, and of a real one.
WEIGHTS_AT, BEST_AT, REAL_AT = (-4.9, 0.4, 0), (-1.3, 0.4, 0), (3.95, 0.4, 0)
HEIGHT, SMALL = 3.2, 1.25

#: Room for what is written about all real images; from pictures to baselines above and below.
WIDE, ABOVE, BELOW = 5.4, 0.25, 0.5


class WhatExcites(Group):
    """Three pictures side by side, the last one several small ones in two rows.

    Parameters
    ----------
    weights
        Of the neuron, shape (784,).
    scale
        The size of weight that gets full colour.
    best_sum
        The neuron's sum for the image with the highest one.
    images
        Real images that excite it, shape (784,) each.
    highest
        The highest of their sums.
    source
        Where they come from.

    Attributes
    ----------
    weights, best, real
        The pictures; the best image is empty at first.
    names, sums
        What stands above the pictures, and below the last two.
    """

    def __init__(
        self,
        weights: NDArray[np.floating],
        scale: float,
        best_sum: float,
        images: Sequence[NDArray[np.floating]],
        highest: float,
        source: Message,
    ) -> None:
        self.weights = WeightGrid(weights, scale, HEIGHT).move_to(WEIGHTS_AT)
        self.best = PixelGrid(np.zeros(in_rows(weights).shape), HEIGHT).move_to(BEST_AT)
        self.real = Group(*(PixelGrid(in_rows(image), SMALL) for image in images))
        self.real.arrange_in_grid(rows=2, buff=0.15).move_to(REAL_AT)
        top = WEIGHTS_AT[1] + HEIGHT / 2 + ABOVE
        low = WEIGHTS_AT[1] - HEIGHT / 2 - BELOW
        self.names = VGroup(
            note("its weights", room=HEIGHT).stand_at(WEIGHTS_AT[0], top),
            note("excites it most", room=HEIGHT).stand_at(BEST_AT[0], top),
            note(source, room=WIDE).stand_at(REAL_AT[0], top),
        )
        self.sums = VGroup(
            words("sum: {value:+.1f}", room=HEIGHT, value=best_sum).stand_at(BEST_AT[0], low),
            words("sum: {value:+.1f} or less", room=WIDE, value=highest).stand_at(REAL_AT[0], low),
        )
        super().__init__(self.weights, self.best, self.real, self.names, self.sums)
