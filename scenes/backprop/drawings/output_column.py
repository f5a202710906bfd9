"""What outputs are called and what they hold, written beside them."""

from typing import Self

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.number import Numeral

#: From the neurons' middles to those of their names, and to the decimal marks of what they hold.
NAME, NUMBER = 0.42, 0.98

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
            name = label_of(digit, look.note, colour, 2 * (NAME - 0.2))
            base = y + name.baseline - name.get_y()
            self.names.add(name.stand_at(x + NAME, base))
            number = Numeral(0, DECIMALS, look.note, colour)
            self.numbers.add(number.move_point_to(np.array([x + NUMBER, base, 0])))
        super().__init__(self.names, self.numbers)
        self.set_outputs(outputs)

    def set_outputs(self, outputs: NDArray[np.floating]) -> Self:
        """Write other numbers, shape (10,); cheap enough for every frame, and can be animated."""
        for number, output in zip(self.numbers, outputs, strict=True):
            number.set_value(float(output))
        return self
