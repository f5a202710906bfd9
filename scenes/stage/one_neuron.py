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

#: A neuron this dark is off; its counterpart is on.
OFF = 0.05


class OneNeuron(LectureScene):
    """A scene about the neuron of the first hidden layer that looks most like a picture."""

    least_hidden_layers = 1

    @cached_property
    def neuron(self) -> int:
        """Its number in its layer."""
        return telling_neuron(self.network.mlp)

    @property
    def is_sigmoid(self) -> bool:
        """Whether it is one; otherwise it is a ReLU."""
        return self.network.mlp.activation == "sigmoid"

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
        return "sigma(x) = 1 / (1 + e^(-x))" if self.is_sigmoid else "f(x) = max(0, x)"

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
    def detector(self) -> EdgeDetector:
        """The neuron that is made by hand, for comparison: placed where 7s suit it best."""
        return self.findings.hand_set.detector

    def squished(self, inside: str) -> Formula:
        """Return the formula of what a neuron makes of a sum, given in Typst's notation."""
        source = f"a = sigma({inside})" if self.is_sigmoid else f"a = max(0, {inside})"
        return formula(source, self.look.label)

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
        """The first image that leaves the neuron dark, the least decided, the first to light it."""
        held = self.held
        bright = 1 - OFF if self.is_sigmoid else np.quantile(held, 1 - OFF)
        off = np.argmax(held < OFF) if held.min() < OFF else held.argmin()
        on = np.argmax(held > bright) if held.max() > bright else held.argmax()
        return [int(index) for index in (off, np.abs(self.held_sums).argmin(), on)]
