"""What the sections about one neuron have in common: which one it is, and what is known of it."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import SIDE
from network.model.activations import Activation
from network.questions.edge_detector import EdgeDetector
from network.questions.measures import telling_neuron
from scenes.mobjects.writing.words import Formula, formula
from scenes.script.catalogue import Message, message
from scenes.stage.lecture import LectureScene

#: A neuron this near to the least that it can hold is off; its counterpart is on.
OFF = 0.05

#: What a neuron makes of a number x, and of a sum, in Typst's notation.
CURVES = {
    "sigmoid": "sigma(x) = 1 / (1 + e^(-x))",
    "relu": "f(x) = max(0, x)",
    "tanh": "tanh(x) = (e^x - e^(-x)) / (e^x + e^(-x))",
}
SQUISHED = {"sigmoid": "sigma({})", "relu": "max(0, {})", "tanh": "tanh({})"}


class OneNeuron(LectureScene):
    """A scene about the neuron of the first hidden layer that looks most like a picture."""

    least_hidden_layers = 1

    @cached_property
    def neuron(self) -> int:
        """Its number in its layer."""
        return telling_neuron(self.network.mlp)

    @property
    def is_relu(self) -> bool:
        """Whether it is a ReLU: it has no ceiling."""
        return self.network.mlp.activation == "relu"

    @property
    def is_tanh(self) -> bool:
        """Whether it squeezes with tanh: it may hold less than 0."""
        return self.network.mlp.activation == "tanh"

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Its weights, shape (784,)."""
        return self.network.mlp.weights[0][self.neuron].astype(float)

    @property
    def weight_picture(self) -> NDArray[np.float64]:
        """Its weights, laid out like the pixels: shape (28, 28)."""
        return self.weights.reshape(SIDE, SIDE)

    @property
    def largest_weight(self) -> float:
        """The size of weight that gets full colour."""
        return float(np.abs(self.weights).max()) or 1.0

    @property
    def bias(self) -> float:
        """What is added to its sum."""
        return float(self.network.mlp.biases[0][self.neuron])

    @property
    def function(self) -> Activation:
        """What it makes of its sums: a function of arrays."""
        return self.network.mlp.activation_of(0)

    def squish(self, number: float) -> float:
        """Return what it makes of one number."""
        return float(self.function(np.array(number, float)))

    @property
    def curve_formula(self) -> str:
        """What it makes of a number x, in Typst's notation."""
        return CURVES[self.network.mlp.activation]

    @property
    def histograms(self) -> tuple[NDArray, NDArray, NDArray, NDArray]:
        """Edges and counts of its sums, bias included, and of its activations."""
        sums = self.findings.sums
        goes_in = sums.edges[self.neuron], sums.counts[self.neuron]
        return *goes_in, sums.activation_edges, sums.activation_counts[self.neuron]

    @property
    def histogram_titles(self) -> tuple[Message, Message]:
        """What to write at both histograms."""
        found = self.found_on
        sums = message("{count:,} sums: {data}", count=found.count, data=found.name)
        return sums, message("activations")

    @property
    def curve_parts(self) -> tuple:
        """Its weights, what it makes of its sums, and how often: what its curve is drawn from."""
        squish = self.function, self.curve_formula
        return self.weight_picture, *squish, self.histograms, self.histogram_titles

    @property
    def detector(self) -> EdgeDetector:
        """The neuron that is made by hand, for comparison: placed where 7s suit it best."""
        return self.findings.hand_set.detector

    def squished(self, inside: str) -> Formula:
        """Return the formula of what a neuron makes of a sum, given in Typst's notation."""
        squish = SQUISHED[self.network.mlp.activation]
        return formula(f"a = {squish.format(inside)}", self.look.label)

    @cached_property
    def held_sums(self) -> NDArray[np.floating]:
        """What the neuron adds up for every image, bias included: shape (n,)."""
        return self.network.mlp.forward(self.digits.digits.pixels).z[0][:, self.neuron]

    @cached_property
    def held(self) -> NDArray[np.floating]:
        """What it makes of that: shape (n,)."""
        return self.function(self.held_sums)

    @cached_property
    def chosen(self) -> list[int]:
        """The first image that leaves the neuron off, the least decided, the first to light it."""
        held, dark = self.held, self.function.lowest + OFF
        bright = np.quantile(held, 1 - OFF) if self.is_relu else 1 - OFF
        off = np.argmax(held < dark) if held.min() < dark else held.argmin()
        on = np.argmax(held > bright) if held.max() > bright else held.argmax()
        return [int(index) for index in (off, np.abs(self.held_sums).argmin(), on)]
