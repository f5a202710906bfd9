"""What each of many images of a 0 or a 1 asks of a chain, and what is left of it on average."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from network.digits.digits import Digits
from network.model.activations import Array
from network.model.mlp import MLP
from network.questions.mean_ink import mean_ink, wanted_of, zeros_and_ones


@dataclass(frozen=True, eq=False)
class ChainSlopes:
    """The slopes of single images' costs, n images, along all 2 K numbers of a chain.

    Attributes
    ----------
    mlp
        The chain: a network with one neuron in every layer, float64.
    digits
        The images.
    ink, wanted
        Shape (n,): what the chain is told, and what is asked for.
    slopes
        Shape (n, 2 K): of each image, in the order of the chain's parameters, all weights and
        then all biases.
    """

    mlp: MLP
    digits: Digits
    ink: Array
    wanted: Array
    slopes: Array

    @property
    def mean(self) -> Array:
        """The gradient of the average cost: shape (2 K,)."""
        return self.slopes.mean(axis=0)

    @cached_property
    def cost(self) -> float:
        """The average cost."""
        return self.cost_of(self.mlp)

    def ratio(self, parameter: int, nudge: float) -> float:
        """Return the change of the average cost for that of one parameter, which is nudged."""
        moved = self.mlp.parameters.copy()
        moved[parameter] += nudge
        return (self.cost_of(MLP(self.mlp.sizes, moved)) - self.cost) / nudge

    def cost_of(self, mlp: MLP) -> float:
        """Return the average cost with another chain."""
        output = mlp.forward(self.ink[:, None]).output[:, 0]
        return float(np.square(output - self.wanted).mean())


def chain_slopes(mlp: MLP, digits: Digits, first: Array | None = None) -> ChainSlopes:
    """Return what every 0 and every 1 among some digits asks of a chain.

    Parameters
    ----------
    mlp
        A network with one neuron in every layer, float64.
    digits
        From where to take them.
    first
        Pixels, shape (784,), 0 to 1, of the image that comes first; the others keep their order.

    Raises
    ------
    InputError
        If there is not at least one of each.
    """
    digits = zeros_and_ones(digits)
    if first is not None:
        place = int(np.abs(digits.images / 255 - first).sum(axis=1).argmin())
        digits = digits[np.array([place, *np.delete(np.arange(len(digits)), place)])]
    ink, wanted = mean_ink(digits.images), wanted_of(digits.labels)
    return ChainSlopes(mlp, digits, ink, wanted, _slopes(mlp, ink, wanted))


def _slopes(mlp: MLP, ink: Array, wanted: Array) -> Array:
    """Return the slopes of n images' costs, shape (n, 2 K): from the last step to the first."""
    passed = mlp.forward(ink[:, None])
    slope = 2 * (passed.output[:, 0] - wanted)
    weights, biases = [], []
    for k in reversed(range(mlp.steps)):
        slope = slope * mlp.activation_of(k).prime(passed.z[k][:, 0])
        weights.insert(0, slope * passed.a[k][:, 0])
        biases.insert(0, slope)
        slope = slope * float(mlp.weights[k][0, 0])
    return np.column_stack([*weights, *biases])
