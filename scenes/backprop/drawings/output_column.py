"""What outputs are called and what they hold, written beside them."""

from typing import Self

import numpy as np
from manim import LEFT, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.number import Numeral
from scenes.script.classes import have_names

#: From the neurons' middles to those of their names, and to the decimal marks of what they hold.
NAME, NUMBER = 0.42, 0.98

#: Names of classes begin beside the neuron, so wide at most; numbers are so much further away.
BESIDE, ROOM, FURTHER = 0.28, 0.6, 0.24

#: Digits behind the decimal mark.
DECIMALS = 2


class OutputColumn(VGroup):
    """The digits beside ten outputs, and how bright each of them is, in numbers.

    Parameters
    ----------
    layer
        The outputs, where they stand.
    outputs
        What they hold, shape (10,).
    label
        The digit that should be bright; its name has the colour of the answer.

    Attributes
    ----------
    names, numbers
        Both one an output.
    """

    def __init__(self, layer: NeuronLayer, outputs: NDArray[np.floating], label: int) -> None:
        look = theme()
        self.names, self.numbers = VGroup(), VGroup()
        for digit, (x, y) in enumerate(layer.centres()):
            colour = look.accent if digit == label else look.words
            name = label_of(digit, look.note, colour, ROOM)
            base = y + name.baseline - name.get_y()
            if have_names():
                name.stand_at(x + BESIDE, base, LEFT)
            else:
                name.stand_at(x + NAME, base)
            self.names.add(name)
            number = Numeral(0, DECIMALS, look.note, colour)
            away = x + NUMBER + (FURTHER if have_names() else 0)
            self.numbers.add(number.move_point_to(np.array([away, base, 0])))
        super().__init__(self.names, self.numbers)
        self.set_outputs(outputs)

    def set_outputs(self, outputs: NDArray[np.floating]) -> Self:
        """Write other numbers, shape (10,); cheap enough for every frame, and can be animated."""
        for number, output in zip(self.numbers, outputs, strict=True):
            number.set_value(float(output))
        return self
