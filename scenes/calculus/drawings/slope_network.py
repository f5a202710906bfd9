"""A network through which light runs forward, and then back with the slopes of the cost."""

from collections.abc import Sequence

import numpy as np
from manim import Animation, AnimationGroup, Group, linear
from numpy.typing import NDArray

from scenes.look.colours import mixed
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import edge_strength, shown_strength
from scenes.mobjects.neurons.diagram import WHOLE_FRAME, NetworkDiagram, Room

Array = NDArray[np.floating]


class SlopeNetwork(NetworkDiagram):
    """A network that can show the slopes of the cost along all its weights and biases.

    Forward, light runs as in every :class:`NetworkDiagram`. Backward, edges get the colours of the
    slopes along their weights, and neurons those along their biases: sign by hue, size by
    brightness. All edges have one scale, and so have all neurons.

    Parameters
    ----------
    matrices, image, room
        See :class:`NetworkDiagram`.
    weights_slopes
        ∂C/∂w of every step, shapes (n[k+1], n[k]).
    biases_slopes
        ∂C/∂b of every step, which is ∂C/∂z: shapes (n[k+1],).

    Attributes
    ----------
    slopes
        One edge field a step; unlit.
    full, steepest
        The size of a slope whose edge is as bright as can be, and whose neuron is.
    """

    strength = staticmethod(edge_strength)

    def __init__(
        self,
        matrices: Sequence[Array],
        image: Array,
        weights_slopes: Sequence[Array],
        biases_slopes: Sequence[Array],
        room: Room = WHOLE_FRAME,
    ) -> None:
        super().__init__(matrices, image, room)
        self.biases_slopes = biases_slopes
        self.full, self.steepest = map(_largest, (weights_slopes, biases_slopes))
        self.slopes = self._fields()
        for field, values in zip(self.slopes, weights_slopes, strict=True):
            field.set_strengths(shown_strength(values, self.full))
            field.set_light(backward=True, front=-0.2, behind=1, ahead=0, crest=1)
        self.remove(self.counts)
        self.add(self.slopes)
        self.slopes.set_z_index(1)
        # Edges come out from behind the image: it stays as it is while light runs.
        self.picture.set_z_index(2)

    def colours_of(self, step: int) -> list:
        """Return the colour that each neuron behind a step has by its slope."""
        look, slopes = theme(), self.biases_slopes[step]
        shares = np.abs(shown_strength(slopes, self.steepest))
        return [
            mixed(look.resting, look.positive if slope > 0 else look.negative, share)
            for slope, share in zip(slopes, shares, strict=True)
        ]

    def colour_neurons(self, step: int, run_time: float) -> Animation:
        """Return the animation in which the neurons behind a step show their slopes."""
        pairs = zip(self.layers[step].neurons, self.colours_of(step), strict=True)
        return AnimationGroup(
            *(neuron.animate.set_fill(colour, opacity=1) for neuron, colour in pairs),
            run_time=run_time,
        )

    def send_back(self, step: int, run_time: float) -> Animation:
        """Return the animation in which light runs back along a step and leaves its slopes."""
        run = self.slopes[step].animate(run_time=run_time, rate_func=linear)
        return run.set_light(front=1.3)

    def put_out(self, *fields: Group) -> list[Animation]:
        """Return the animations in which edges go dark: ``signals``, ``slopes`` or both."""
        return [field.animate.set_light(behind=0) for group in fields for field in group]


def _largest(arrays: Sequence[Array]) -> float:
    """Return the size of the largest of all numbers; 1 if all are 0."""
    return max(float(np.abs(each).max()) for each in arrays) or 1.0
