"""How sum and bias make an activation, image by image."""

from collections.abc import Sequence

import numpy as np
from manim import Group, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.single_neuron import decimals_inside, lone_neuron, widest_of
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Numeral, by_sign
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import message

#: Middles of the columns: image, sum, bias, both together, neuron; and of the rows.
COLUMNS, ROWS = (-1.6, 0.6, 2.3, 4.15, 6.0), (2.1, 0.7, -0.7, -2.1)

#: Baseline of the columns' names; size of the images; radius of the neurons.
HEADS, SIZE, RADIUS = 3.0, 1.15, 0.45


class SumAndBias(Group):
    """A table: images, what a neuron adds up of each, its bias, both, and what it holds.

    What is written adds up: the third number is the sum of the two before it as they are shown.

    Parameters
    ----------
    images
        Shape (rows, columns) each, 0 to 1; no more than there are ``ROWS``.
    sums, activations
        Of each.
    bias
        The neuron's.

    Attributes
    ----------
    heads
        What stands above the columns.
    rows
        For each image, the picture, three numbers, and the neuron.
    """

    def __init__(
        self,
        images: Sequence[NDArray[np.floating]],
        sums: Sequence[float],
        bias: float,
        activations: Sequence[float],
    ) -> None:
        names = message("sum"), message("bias"), message("sum + bias"), message("activation")
        heads = zip(names, COLUMNS[1:], strict=True)
        self.heads = VGroup(*(note(name).stand_at(x, HEADS) for name, x in heads))
        widest = widest_of(np.array(activations))
        decimals = decimals_inside(abs(widest))
        self.rows = []
        for image, total, held, y in zip(images, sums, activations, ROWS, strict=False):
            picture = PixelGrid(image, SIZE).move_to([COLUMNS[0], y, 0])
            together = round(total, 2) + round(bias, 2)
            numbers = (
                Numeral(value, 2, theme().label, by_sign, plus=True).move_to([x, y, 0])
                for x, value in zip(COLUMNS[1:4], (total, bias, together), strict=True)
            )
            neuron = lone_neuron(RADIUS, decimals, widest).move_to([COLUMNS[4], y, 0])
            neuron.set_activations(np.array([held]))
            self.rows.append(Group(picture, *numbers, neuron))
        super().__init__(self.heads, *self.rows)
