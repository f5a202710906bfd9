"""A network with many layers; light runs back through it, and gets weaker as the gradient does."""

from collections.abc import Sequence

import numpy as np
from manim import Animation, AnimationGroup, Group, LaggedStart, VGroup, linear
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import largest_but_few, shown_strength
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.named_network import late

Array = NDArray[np.floating]

#: Thickness of edges; how visible they are before light has come.
THIN, RESTING = 0.008, 0.16

#: How bright a size is grows as this power of its share of the largest: else, what is left after
#: a few layers couldn't be seen at all.
BRIGHT = 0.6

#: Radius of a neuron, at most; how tall the outputs' column is, as a share of a hidden layer's.
RADIUS, OUTPUTS = 0.07, 0.62


class DeepNetwork(Group):
    """The layers behind the input, and all edges between them, in grey.

    Parameters
    ----------
    matrices
        The weights of every step but the first, shapes (n[k+1], n[k]).
    columns
        x of every layer, the first hidden one first, scene units.
    height
        Of a hidden layer.

    Attributes
    ----------
    layers
        The hidden layers and the outputs.
    web
        The edges in grey, as strong as their weights; one field a step.
    light
        The same edges as what runs back along them; unlit.
    """

    def __init__(self, matrices: Sequence[Array], columns: Sequence[float], height: float) -> None:
        self.matrices = tuple(np.abs(matrix) for matrix in matrices)
        sizes = [matrices[0].shape[1], *map(len, matrices)]
        heights = [*[height] * (len(sizes) - 1), OUTPUTS * height]
        self.layers = VGroup(
            *(
                NeuronLayer(size, tall, RADIUS).move_to([x, 0, 0])
                for size, tall, x in zip(sizes, heights, columns, strict=True)
            )
        )
        look = theme()
        self.web, self.light = (
            Group(*(self._field(k, colour) for k in range(len(matrices))))
            for colour in (look.quiet, look.accent)
        )
        self.light.set_z_index(1)
        self.layers.set_z_index(2)
        super().__init__(self.web, self.light, self.layers)
        self._draw_web()
        for field in self.light:
            field.set_light(backward=True, front=-0.2, behind=1, ahead=0, crest=0)

    def set_weights(self, matrices: Sequence[Array]) -> "DeepNetwork":
        """Take other weights, of the same shapes."""
        self.matrices = tuple(np.abs(matrix) for matrix in matrices)
        self._draw_web()
        return self

    def load(self, sizes: Sequence[Array]) -> "DeepNetwork":
        """Get ready to show what arrives; all is dark until it is sent.

        Parameters
        ----------
        sizes
            Of every layer, the first hidden one first, shapes (n[l],): how large what arrives at
            each neuron is. An edge carries its weight times the size at its end.
        """
        most = max(float(each.max()) for each in sizes) or 1.0
        self.shown = [np.clip(each / most, 0, 1) ** BRIGHT for each in sizes]
        carried = [
            matrix * each[:, None] for matrix, each in zip(self.matrices, sizes[1:], strict=True)
        ]
        largest = max(map(largest_but_few, carried))
        for field, values in zip(self.light, carried, strict=True):
            strengths = np.clip(values / largest, 0, 1) ** BRIGHT
            field.set_strengths(strengths).set_light(front=-0.2, behind=1)
            field.crest = float(strengths.max())
        for layer in self.layers:
            layer.set_activations(np.zeros(layer.count))
        return self

    def forget(self) -> Animation:
        """Return the animation in which all light goes out."""
        return AnimationGroup(
            *(field.animate.set_light(behind=0) for field in self.light),
            *(layer.animate.set_activations(np.zeros(layer.count)) for layer in self.layers),
        )

    def send_back(self, run_time: float) -> Animation:
        """Return the animation in which light runs from the outputs back to the first layer.

        Parameters
        ----------
        run_time
            Of one step, seconds.
        """
        last = len(self.layers) - 1
        first = self.layers[last].animate(run_time=run_time / 2).set_activations(self.shown[last])
        steps = [self._step_back(k, run_time) for k in range(last - 1, -1, -1)]
        return LaggedStart(first, *steps, lag_ratio=0.6)

    def _step_back(self, step: int, run_time: float) -> Animation:
        light = self.light[step].animate(run_time=run_time, rate_func=linear).set_light(front=1.3)
        layer = self.layers[step].animate(run_time=run_time, rate_func=late)
        return AnimationGroup(light, layer.set_activations(self.shown[step]))

    def _field(self, step: int, colour: str) -> EdgeField:
        starts, ends = (self.layers[step + k].centres() for k in (0, 1))
        nothing = np.zeros((len(ends), len(starts)))
        return EdgeField(starts, ends, nothing, THIN, (colour, colour))

    def _draw_web(self) -> None:
        for field, matrix in zip(self.web, self.matrices, strict=True):
            field.set_strengths(shown_strength(matrix, largest_but_few(matrix)))
            field.set_light(behind=RESTING, ahead=RESTING)
