"""The last step of a network for one image: slopes factor by factor, and what nudges really do."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.model.backprop import Trace, cost
from network.model.mlp import MLP

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LastStep:
    """How one image's cost hangs on the last weights and on the activations before them.

    The derivatives are products only where each output has a sigmoid of its own; what nudges do
    is true of softmax, too.

    Attributes
    ----------
    mlp
        The network, in double precision.
    trace
        The image's way through it.
    """

    mlp: MLP
    trace: Trace

    @property
    def weights(self) -> Array:
        """The last matrix, shape (n[K], n[K - 1]): row j leads to output j."""
        return self.mlp.weights[-1]

    @property
    def before(self) -> Array:
        """The activations before, shape (n[K - 1],)."""
        return self.trace.forward.a[-2]

    @property
    def output(self) -> Array:
        """The outputs, shape (n[K],)."""
        return self.trace.forward.output

    @property
    def squares(self) -> Array:
        """The terms of the cost, shape (n[K],)."""
        return np.square(self.output - self.trace.wanted)

    @property
    def squish_slopes(self) -> Array:
        """The slopes of the sigmoid where the outputs' sums are, shape (n[K],)."""
        return self.output * (1 - self.output)

    @property
    def gap_slopes(self) -> Array:
        """The derivatives of the cost by the outputs, 2 (a - y): shape (n[K],)."""
        return 2 * (self.output - self.trace.wanted)

    @property
    def steepest_weight(self) -> tuple[int, int]:
        """The last weight along which the cost changes most: to, from."""
        slopes = np.abs(self.trace.gradient.weights[-1])
        to, start = np.unravel_index(int(slopes.argmax()), slopes.shape)
        return int(to), int(start)

    @property
    def steepest_before(self) -> int:
        """The neuron before along whose activation the cost changes most."""
        return int(np.abs(self.trace.wishes[-2]).argmax())

    def weight_factors(self, to: int, start: int) -> tuple[float, float, float]:
        """Return what the derivative by a weight is the product of."""
        return (
            float(self.before[start]),
            float(self.squish_slopes[to]),
            float(self.gap_slopes[to]),
        )

    def paths(self, start: int) -> Array:
        """Return the factors along each path from a neuron before to the cost: shape (n[K], 3)."""
        return np.column_stack([self.weights[:, start], self.squish_slopes, self.gap_slopes])

    def raised_weight(self, to: int, start: int, by: float) -> float:
        """Return by how much the cost really changes when a weight is raised."""
        sums = self.trace.forward.z[-1].copy()
        sums[to] += by * self.before[start]
        return self._change(sums)

    def raised_before(self, start: int, by: float) -> float:
        """Return by how much the cost really changes when an activation is, as if set by hand."""
        return self._change(self.trace.forward.z[-1] + by * self.weights[:, start])

    def _change(self, sums: Array) -> float:
        """Return by how much the cost is higher with other weighted sums: shape (n[K],)."""
        output = np.empty_like(sums)
        self.mlp.functions[-1].apply(sums, output)
        return cost(output, self.trace.wanted) - self.trace.cost
