"""The whole network: an image, columns of neurons, and every edge between them."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import (
    RIGHT,
    Animation,
    AnimationGroup,
    Group,
    LaggedStart,
    Succession,
    VGroup,
    Wait,
    linear,
)
from numpy.typing import NDArray

from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import note, words

Array = NDArray[np.floating]

SIDE = 28

#: Where things are, in scene units.
PICTURE_AT, COLUMNS_FROM_TO, COUNTS_AT, TALLEST = (-4.3, 0.3, 0), (0.9, 5.2), 3.6, 6.2

#: Thickness of edges: where there are many, and where there are few.
THIN, THICK, MANY = 0.0075, 0.016, 4000

#: How visible edges are that carry nothing.
RESTING = 0.2


class NetworkDiagram(Group):
    """A network whose input layer is an image of 28 by 28 pixels.

    Edges are drawn twice: ``weights[k]`` shows the weight of each, faintly; ``signals[k]``
    what it carries, the weight times the activation that is sent along it.

    Parameters
    ----------
    matrices
        The weights of every step, shapes (n[k+1], n[k]); n[0] is 784.
    image
        Shape (784,), 0 to 1.

    Attributes
    ----------
    picture
        The input layer.
    layers
        The other layers, first hidden one first.
    names
        The digits beside the output neurons.
    counts
        How many neurons each layer has, above it; the input layer's comes first.
    weights, signals
        One edge field a step.
    """

    def __init__(self, matrices: Sequence[Array], image: Array) -> None:
        self.matrices = tuple(matrices)
        self.picture = PixelGrid(image.reshape(SIDE, SIDE), height=4.6).move_to(PICTURE_AT)
        self.layers = _columns([len(matrix) for matrix in self.matrices])
        self.names = VGroup(
            *(
                words(str(digit)).next_to(neuron, RIGHT, buff=0.18)
                for digit, neuron in enumerate(self.layers[-1].neurons)
            )
        )
        self.counts = self._counts()
        self.scales = [largest_but_few(weights) for weights in self.matrices]
        self.weights, self.signals = self._edges()
        super().__init__(
            self.picture, self.weights, self.signals, *self.layers, self.names, self.counts
        )
        for height, part in enumerate((self.weights, self.signals, *self.layers, self.names)):
            part.set_z_index(min(height + 1, 3))

    def rest(self) -> AnimationGroup:
        """Return the animation in which all light goes out."""
        return AnimationGroup(
            *(field.animate.set_light(behind=0) for field in self.signals),
            *(layer.animate.set_activations(np.zeros(layer.count)) for layer in self.layers),
        )

    def load(self, activations: Sequence[Array]) -> Self:
        """Get ready to show what every edge carries; nothing is lit yet.

        Parameters
        ----------
        activations
            Of every layer, input included: shapes (n[l],).
        """
        self.activations = activations
        for k, field in enumerate(self.signals):
            carried = self.matrices[k] * activations[k]
            field.set_strengths(shown_strength(carried, self.scales[k]))
            field.set_light(front=-0.2, behind=1, ahead=0, crest=0.9)
        return self

    def run_light(self, step: int, **timing: Any) -> Animation:
        """Return the animation in which light runs along a step's edges.

        What the edges carry was given to :meth:`load`.
        """
        timing.setdefault("rate_func", linear)
        return self.signals[step].animate(**timing).set_light(front=1.3)

    def fill_one_by_one(self, step: int) -> LaggedStart:
        """Return the animation in which the neurons behind a step light up, from the top."""
        return self.layers[step].fill_one_by_one(self.activations[step + 1])

    def light_up(self, step: int, run_time: float) -> AnimationGroup:
        """Return the animation in which light runs along a step and all its neurons light up."""
        layer = self.layers[step]
        return AnimationGroup(
            self.run_light(step, run_time=run_time),
            Succession(
                Wait(0.6 * run_time),
                layer.animate(run_time=0.4 * run_time).set_activations(self.activations[step + 1]),
            ),
        )

    def light_through(self, run_time: float, lag_ratio: float = 0.6) -> LaggedStart:
        """Return the animation in which light runs through all steps, each in ``run_time``."""
        steps = range(len(self.layers))
        return LaggedStart(*(self.light_up(step, run_time) for step in steps), lag_ratio=lag_ratio)

    def single_out(self, step: int, neuron: int) -> AnimationGroup:
        """Return the animation in which only the edges into one neuron stay visible."""
        fields = (self.weights[step], self.signals[step])
        return AnimationGroup(
            *(field.animate.focus(field.edges_into(neuron), 0.05) for field in fields)
        )

    def show_all(self, step: int) -> AnimationGroup:
        """Return the animation in which all edges of a step are visible again."""
        fields = (self.weights[step], self.signals[step])
        return AnimationGroup(*(field.animate.unfocus() for field in fields))

    def output(self, digit: int) -> VGroup:
        """Return the output neuron of a digit together with its name."""
        return VGroup(self.layers[-1].neurons[digit], self.names[digit])

    def _counts(self) -> VGroup:
        """Return how many neurons each layer has, written above it."""
        places = [self.picture, *self.layers]
        texts = [
            f"{self.matrices[0].shape[1]} pixels",
            *(str(len(matrix)) for matrix in self.matrices),
        ]
        return VGroup(
            *(
                note(text).move_to([place.get_x(), COUNTS_AT, 0])
                for text, place in zip(texts, places, strict=True)
            )
        )

    def _edges(self) -> tuple[Group, Group]:
        places = [self.picture.pixel_centres(), *(layer.centres() for layer in self.layers)]
        resting, carrying = Group(), Group()
        for k, weights in enumerate(self.matrices):
            width = THIN if weights.size > MANY else THICK
            strengths = shown_strength(weights, self.scales[k])
            field = EdgeField(places[k], places[k + 1], strengths, width)
            resting.add(field.set_light(behind=RESTING, ahead=RESTING))
            field = EdgeField(places[k], places[k + 1], np.zeros_like(weights), width)
            carrying.add(field.set_light(front=-0.2, ahead=0))
        return resting, carrying


def _columns(sizes: Sequence[int]) -> list[NeuronLayer]:
    """Return the layers behind the input, placed from left to right."""
    left, right = COLUMNS_FROM_TO
    xs = np.linspace(left, right, len(sizes)) if len(sizes) > 1 else [right]
    return [
        NeuronLayer(size, min(TALLEST, 0.58 * (size - 1))).move_to([x, 0, 0])
        for size, x in zip(sizes, xs, strict=True)
    ]


def largest_but_few(weights: Array) -> float:
    """Return the size that all but the largest half percent of the weights stay below."""
    return float(np.quantile(np.abs(weights), 0.995)) or 1.0


def shown_strength(values: Array, scale: float) -> Array:
    """Return edge strengths, -1 to 1, of weights or of weights times activations.

    Strength grows a little slower than the value, so that weak edges can be seen beside
    strong ones: (value / scale) ** 0.8, at most 1.
    """
    return np.sign(values) * np.minimum(np.abs(values) / scale, 1) ** 0.8
