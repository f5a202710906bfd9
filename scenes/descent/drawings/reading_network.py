"""A network that reads example after example, and what one of them costs."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, UP, VGroup
from numpy.typing import NDArray

from scenes.look.places import LEFT_RIM
from scenes.look.theme import theme
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, note, words

Array = NDArray[np.floating]

#: Where the network is: the height of its middle, and the room around that.
MIDDLE, ROOM = 0.75, Room((-5.15, 0.0, 2.9), (-2.55, -0.45), 4.5, 0.455, 0.13)

#: Baseline of what is written below the network; width of what is written above the image.
BELOW, NOTE = -2.23, 3.7


class ReadingNetwork(NamedNetwork):
    """A network in the left half of the frame.

    Parameters
    ----------
    matrices
        The weights of every step, shapes (n[k+1], n[k]).
    image
        Shape (rows, columns), or flat of a square, 0 to 1.
    scales
        One a step: the size of weight that gets a full edge.

    Attributes
    ----------
    names
        The digits beside the output neurons.
    """

    def __init__(self, matrices: Sequence[Array], image: Array, scales: Sequence[float]) -> None:
        super().__init__(matrices, image, scales, ROOM)
        self.shift(MIDDLE * UP)

    def source(self, name: str) -> Words:
        """Return the note over the image that says where it comes from; not part of the whole."""
        told = note(name, room=NOTE).next_to(self.picture, UP, buff=0.15)
        return told.align_to(self.picture, LEFT)

    def read(self, image: Array, activations: Sequence[Array]) -> "ReadingNetwork":
        """Show an image, and what the layers hold: shapes (rows, columns) and (n[l],)."""
        self.picture.set_values(image)
        self.set_activations(activations[1:])
        return self


class ExampleCost(VGroup):
    """What one example costs, written below the network that read it.

    Parameters
    ----------
    cost
        0 or more.

    Attributes
    ----------
    caption, number
        What it is called, and the cost, which may change.
    """

    def __init__(self, cost: float) -> None:
        look = theme()
        self.caption = words("cost of this example", look.label, look.wrong)
        self.caption.stand_at(LEFT_RIM, BELOW, LEFT)
        self.number = Numeral(cost, 2, look.headline, look.wrong)
        left = self.number.get_left()[0] - self.number.point[0]
        place = self.caption.get_right()[0] + 0.3 - left
        self.number.move_point_to(np.array([place, BELOW, 0]))
        super().__init__(self.caption, self.number)
