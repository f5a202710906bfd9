"""A network anywhere on the stage, its outputs named, that lights up and answers."""

from collections.abc import Sequence

import numpy as np
from manim import AnimationGroup, LaggedStart, SurroundingRectangle, VGroup, linear
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.diagram import NAME, Network, Room
from scenes.mobjects.neurons.verdict import answer_colour, box_around, output_of
from scenes.mobjects.writing.class_label import label_of

Array = NDArray[np.floating]

#: Names are as tall as this share of the way from one output to the next, at most.
TALL = 0.9

#: How much later light leaves a layer than the one before, as a share of a step.
LAG = 0.6

#: When a neuron begins to follow the light, as a share of a step.
LATE = 0.6


class NamedNetwork(Network):
    """A network with the digits beside its outputs.

    Parameters
    ----------
    matrices
        The weights of every step, shapes (n[k+1], n[k]).
    image
        Shape (rows, columns), or flat of a square, 0 to 1.
    scales
        One a step: the size of weight that gets a full edge.
    room
        Where everything goes.

    Attributes
    ----------
    names
        The digits beside the output neurons.
    """

    def __init__(
        self, matrices: Sequence[Array], image: Array, scales: Sequence[float], room: Room
    ) -> None:
        look = theme()
        super().__init__(matrices, image, scales, room=room.for_names(look.note))
        outputs = self.layers[-1]
        pitch = np.ptp(outputs.centres()[:, 1]) / (outputs.count - 1)
        size = min(look.note, look.note * TALL * pitch / 0.3)
        names = [label_of(digit, size, room=NAME) for digit in range(outputs.count)]
        self.names = outputs.labels(names, buff=0.14)
        self.add(self.names.set_z_index(3))

    def light_through(self, activations: Sequence[Array], run_time: float) -> LaggedStart:
        """Return the animation in which light runs through all layers, each in ``run_time``.

        Parameters
        ----------
        activations
            Of every layer, the input first: shapes (n[l],).
        run_time
            Seconds.
        """
        steps = []
        for field, layer, held in zip(self.weights, self.layers, activations[1:], strict=True):
            field.set_light(front=-0.2, crest=1)
            run = field.animate(run_time=run_time, rate_func=linear).set_light(front=1.3)
            fill = layer.animate(run_time=run_time, rate_func=late).set_activations(held)
            steps.append(AnimationGroup(run, fill))
        return LaggedStart(*steps, lag_ratio=LAG)

    def answer(self, digit: int, label: int | None) -> SurroundingRectangle:
        """Return the box around the answer: in the colour of mistakes, if it is one."""
        return box_around(self.output(digit), answer_colour(digit, label))

    def output(self, digit: int) -> VGroup:
        """Return the output neuron of a digit together with its name."""
        return output_of(self.layers[-1].neurons[digit], self.names[digit], self.names)


def late(share: float) -> float:
    """Wait until light has come through an edge, then follow it."""
    return float(np.clip((share - LATE) / (1 - LATE), 0, 1))
