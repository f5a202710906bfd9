"""Two numbers that say how badly a network reads: how many digits it misreads, and its cost."""

from typing import NamedTuple

import numpy as np

from network.digits.digits import Digits
from network.model.backprop import cost, one_hot
from network.model.mlp import MLP, unpack


class Badness(NamedTuple):
    """How badly a network reads some digits.

    Attributes
    ----------
    mistakes
        How many digits it misreads.
    cost
        The average of Σ_j (a_j - y_j)², 0 to 10.
    """

    mistakes: int
    cost: float


def badness(mlp: MLP, digits: Digits) -> Badness:
    """Return how badly a network reads digits, calculated in double precision."""
    outputs = mlp.astype(np.float64).forward(digits.images / 255).output
    mistakes = np.count_nonzero(outputs.argmax(axis=1) != digits.labels)
    return Badness(int(mistakes), cost(outputs, one_hot(digits.labels)))


def nudged(mlp: MLP, output: int, by: float, digits: Digits) -> MLP:
    """Return the network with one weight changed: into an output, from the neuron busiest there.

    Parameters
    ----------
    output
        To which output the weight leads.
    by
        What is added to it.
    digits
        It comes from the neuron of the layer before that is brightest for these, on average.
    """
    wide = mlp.astype(np.float64)
    brightness = wide.forward(digits.images / 255).a[-2].mean(axis=0)
    parameters = wide.parameters.copy()
    unpack(wide.sizes, parameters)[0][-1][output, int(brightness.argmax())] += by
    return wide.with_parameters(parameters)
