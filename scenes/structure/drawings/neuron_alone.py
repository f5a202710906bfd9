"""A neuron with nothing but what it takes and what it gives."""

import numpy as np
from manim import RIGHT, AnimationGroup, Arrow, Group
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.neurons.diagram import THIN
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Numeral

#: Where the neuron and its inputs come to stand, and the largest height of these.
ALONE_AT, INPUTS_AT, INPUTS_HEIGHT = (0.6, 0.55, 0), (-4.6, 0.55, 0), 4.8

#: How much larger the neuron gets; thickness of the edges to it, where they are not many.
LARGER, FAN_WIDTH, MANY_INPUTS = 1.3, 0.035, 100


class NeuronAlone(Group):
    """A neuron, the layer before it, the edges between, and what it gives.

    Parameters
    ----------
    inputs, neuron
        Where they are in a network: the layer before, or the image; and the neuron.
    carried
        Shape (inputs,), -1 to 1: how strong the edges are.
    given
        What it gives.
    decimals
        Of that, written.

    Attributes
    ----------
    inputs, neuron
        Copies that :meth:`gather` brings to their places.
    fan, arrow, given
        The edges, an arrow away from the neuron, and the number at its end.
    """

    def __init__(
        self,
        inputs: PixelGrid | NeuronLayer,
        neuron: NeuronLayer,
        carried: NDArray[np.floating],
        given: float,
        decimals: int = 2,
    ) -> None:
        look = theme()
        self.inputs, self.neuron = inputs.copy(), neuron.copy()
        goal = self._gathered(self.inputs.copy())
        is_image = isinstance(goal, PixelGrid)
        starts = goal.pixel_centres() if is_image else goal.centres()
        width = FAN_WIDTH if carried.size < MANY_INPUTS else THIN
        self.fan = EdgeField(starts, [ALONE_AT[:2]], carried[None], width).set_z_index(-1)
        start = self._enlarged(self.neuron.copy()).get_right() + 0.15 * RIGHT
        end = start + 1.6 * RIGHT
        self.arrow = Arrow(start, end, buff=0, color=look.words, stroke_width=4)
        self.given = Numeral(given, decimals, 60, look.accent).next_to(self.arrow, RIGHT, buff=0.25)
        super().__init__(self.inputs, self.neuron, self.fan, self.arrow, self.given)

    def gather(self) -> AnimationGroup:
        """Return the animation in which neuron and inputs come to their places."""
        return AnimationGroup(
            self._gathered(self.inputs.animate), self._enlarged(self.neuron.animate)
        )

    def _gathered(self, inputs):
        return inputs.scale(min(1, INPUTS_HEIGHT / self.inputs.height)).move_to(INPUTS_AT)

    def _enlarged(self, neuron):
        return neuron.scale(LARGER).move_to(ALONE_AT)
