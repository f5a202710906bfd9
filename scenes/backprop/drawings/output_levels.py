"""Outputs as beads on strings from 0 to 1, and arrows from where they are to what is wanted."""

from typing import Self

import numpy as np
from manim import LEFT, Circle, DashedLine, Line, VGroup
from numpy.typing import NDArray

from scenes.backprop.drawings.wish_arrows import WishArrows
from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import Neuron
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import words

Array = NDArray[np.floating]

#: Radius of a bead and of the ring around what is wanted, and how large arrows are.
BEAD, RING, ARROW = 0.165, 0.23, 1.45

#: From the strings' lower end to the digits and to the numbers, their baselines.
NAMES, NUMBERS = 0.72, 1.2

#: How far the levels of 0 and 1 reach beyond the outermost strings.
BEYOND = 0.45


class OutputLevels(VGroup):
    """Ten outputs at the height of what they hold; its middle is the strings' middle.

    Parameters
    ----------
    outputs
        Shape (10,), 0 to 1.
    label
        The one that should be 1; all others should be 0.
    height
        From 0 to 1, scene units.
    pitch
        From one string to the next.

    Attributes
    ----------
    levels
        The lines of 0 and of 1, each with its number.
    strings, beads, names, numbers
        One an output: the string, a neuron on it, its digit, and what it holds.
    goals
        Rings around what is wanted.
    arrows
        From each output to what is wanted; they come out from behind the beads.
    """

    def __init__(self, outputs: Array, label: int, height: float, pitch: float) -> None:
        look, count = theme(), len(outputs)
        self.height_of_one, self.label = height, label
        self.xs = pitch * (np.arange(count) - (count - 1) / 2)
        self.wanted = np.eye(count)[label]
        self.levels = VGroup(*(self._level(value) for value in (0, 1)))
        self.strings, self.beads, self.goals, self.names, self.numbers = (
            VGroup() for _ in range(5)
        )
        for digit, x in enumerate(self.xs):
            colour = look.accent if digit == label else look.words
            ends = [x, -height / 2, 0], [x, height / 2, 0]
            self.strings.add(Line(*ends, color=look.outline, stroke_width=1.5, stroke_opacity=0.4))
            self.beads.add(Neuron(BEAD))
            goal = Circle(RING, color=look.accent, stroke_width=2.5)
            self.goals.add(goal.move_to([x, height * (self.wanted[digit] - 0.5), 0]))
            name = label_of(digit, look.label, colour, 0.92 * pitch)
            self.names.add(name.stand_at(x, -height / 2 - NAMES))
            self.numbers.add(Numeral(0, 2, look.note, colour))
        gaps = self.wanted - np.asarray(outputs, float)
        self.arrows = WishArrows(gaps, height, np.zeros((count, 2)), ARROW)
        super().__init__(
            self.levels, self.strings, self.goals, self.arrows, self.beads, self.names, self.numbers
        )
        for height, part in enumerate((self.goals, self.arrows, self.beads), start=1):
            part.set_z_index(height)
        self.set_outputs(outputs)

    @property
    def middle(self) -> Array:
        """The middle of all strings, shape (3,)."""
        return (self.strings[0].get_center() + self.strings[-1].get_center()) / 2

    def set_outputs(self, outputs: Array) -> Self:
        """Put the beads at other heights, shape (10,); arrows and numbers follow."""
        middle = self.middle
        gaps = self.wanted - np.asarray(outputs, float)
        self.arrows.set_values(gaps)
        rows = zip(self.xs, outputs, self.beads, self.arrows, self.numbers, strict=True)
        for gap, (x, output, bead, arrow, number) in zip(gaps, rows, strict=True):
            level = self.height_of_one * (float(output) - 0.5)
            bead.set_activation(float(output), float(output))
            bead.move_to(middle + np.array([x, level, 0]))
            halfway = level + self.height_of_one * gap / 2
            arrow.shift(middle + np.array([x, halfway, 0]) - arrow.middle)
            number.set_value(float(output))
            base = -self.height_of_one / 2 - NUMBERS
            number.shift(middle + np.array([x - number.get_x(), base - number.point[1], 0]))
        return self

    def _level(self, value: int) -> VGroup:
        look, y = theme(), self.height_of_one * (value - 0.5)
        left, right = self.xs[0] - BEYOND, self.xs[-1] + BEYOND
        line = DashedLine([left, y, 0], [right, y, 0], dash_length=0.08)
        line.set_stroke(look.quiet, 1.5, 0.6)
        number = words(str(value), look.note, look.quiet)
        return VGroup(line, number.next_to(line, LEFT, buff=0.18))
