"""The neurons of a layer in a row, and above or below each how it should change."""

from typing import Self

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.backprop.drawings.wish_arrows import WishArrows
from scenes.mobjects.neurons.layer import NeuronLayer

Array = NDArray[np.floating]

#: How wide the row is, its neurons' radius, and the longest arrow, scene units.
WIDTH, RADIUS, LONGEST = 5.5, 0.135, 1.75

#: From a neuron's rim to where its arrow begins.
AWAY = 0.1


class RowOfWishes(VGroup):
    """A row of neurons, the first at the left; arrows that lead up stand on them, others hang.

    Parameters
    ----------
    before
        What the neurons hold, shape (n,).
    wishes
        How each should change, shape (n,): arrows are as long in proportion.

    Attributes
    ----------
    row, arrows
        The neurons, and an arrow for each.
    """

    def __init__(self, before: Array, wishes: Array) -> None:
        # A column that was turned to the left: the first neuron comes first.
        self.row = NeuronLayer(len(before), WIDTH, RADIUS).rotate(np.pi / 2)
        scale = LONGEST / (np.abs(wishes).max() or 1)
        radius = self.row.neurons[0].width / 2
        places = self.row.centres()
        places[:, 1] += np.sign(wishes) * (radius + AWAY + scale * np.abs(wishes) / 2)
        self.arrows = WishArrows(wishes, scale, places)
        super().__init__(self.row, self.arrows)
        self.set_held(before)

    def set_held(self, before: Array) -> Self:
        """Fill the neurons, shape (n,)."""
        self.row.set_activations(before)
        return self

    def of_sign(self, sign: int) -> VGroup:
        """Return the arrows that lead up, 1, or down, -1."""
        return VGroup(*(arrow for arrow in self.arrows if np.sign(arrow.value) == sign))
