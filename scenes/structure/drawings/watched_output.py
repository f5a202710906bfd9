"""One output that is looked at closely, while several digits are read."""

from typing import Any

import numpy as np
from manim import RIGHT, Group, Mobject, VGroup

from scenes.look.theme import theme
from scenes.mobjects.neurons.single_neuron import lone_neuron
from scenes.mobjects.neurons.verdict import box_around
from scenes.mobjects.writing.words import Words, words


class WatchedOutput(Group):
    """A box around an output, the neuron again beside it, enlarged, and what it held before.

    Parameters
    ----------
    output
        The neuron with the digit beside it.

    Attributes
    ----------
    box, neuron
        Its parts.
    results
        Small pictures that were kept, each followed by what the output held.
    """

    def __init__(self, output: VGroup) -> None:
        self.box = box_around(output, theme().accent)
        self.neuron = lone_neuron(0.42, decimals=2)
        self.neuron.next_to(self.box, RIGHT, buff=0.24)
        self.results = Group()
        super().__init__(self.box, self.neuron, self.results)

    @property
    def value(self) -> float:
        """What the enlarged neuron holds."""
        return float(self.neuron.activations[0])

    def hold(self, value: float) -> Any:
        """Return the change, to be played, in which the enlarged neuron takes on a value."""
        return self.neuron.animate.set_activations(np.array([value]))

    def figure_beside(self, small: Mobject) -> Words:
        """Return the value it holds, written beside a small picture."""
        text = words("{value:.2f}", colour=theme().accent, value=self.value)
        return text.next_to(small, RIGHT, buff=0.12)
