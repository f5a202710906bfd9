"""Whether backpropagation is right: its slopes, and what the cost does when parameters move."""

from dataclasses import dataclass

import numpy as np

from network.model.activations import Array
from network.model.backprop import trace
from network.model.mlp import MLP, unpack

#: How far a parameter is moved both ways, for its size where that is above 1. Of the powers of ten,
#: this one brings the shipped network's slopes nearest: farther, and the cost's curve shows;
#: less far, and the rounding of the cost does.
NUDGE = 1e-4

#: Slopes below this share of the steepest one are faint: a change of the cost that is so small is
#: made of rounding to a good part, and what differs there is not the slope.
FAINT = 1e-6

#: So many costs are calculated at once.
AT_ONCE = 500


@dataclass(frozen=True, eq=False)
class CheckedSlopes:
    """Slopes of one example's cost along n parameters, found in two ways; float64.

    Attributes
    ----------
    indices
        Shape (n,), rising: which parameters, in the order of :func:`network.model.mlp.unpack`.
    exact
        Shape (n,): what backpropagation says.
    measured
        Shape (n,): how much the cost changes for a parameter that is moved both ways a little.
    nudge
        How much that is: for a parameter below 1 just that, for others a share of their size.
    steepest
        The size of the steepest slope of all, by backpropagation; also of those not drawn.
    """

    indices: Array
    exact: Array
    measured: Array
    nudge: float
    steepest: float

    @property
    def differences(self) -> Array:
        """Shape (n,): how far both are apart, for the larger one; 0 to 2. 0 if both are 0."""
        return relative_difference(self.measured, self.exact)

    @property
    def moving(self) -> Array:
        """Shape (n,): whether the cost depends on it, by either way."""
        return (self.exact != 0) | (self.measured != 0)

    @property
    def still(self) -> int:
        """For how many parameters both slopes are exactly 0: nothing can be compared there."""
        return int(len(self.indices) - self.moving.sum())

    @property
    def compared(self) -> int:
        """How many parameters are left, of which ``largest`` is true."""
        return int(self.moving.sum())

    @property
    def clear(self) -> Array:
        """Shape (n,): whether a slope, by backpropagation, is not faint: see :data:`FAINT`."""
        return self.moving & (np.abs(self.exact) >= FAINT * self.steepest)

    @property
    def largest_clear(self) -> float:
        """The largest of the differences where slopes are clear; 0 if none is."""
        return float(self.differences[self.clear].max(initial=0.0))

    @property
    def overall(self) -> float:
        """The length of the difference of both, as vectors, for the length of ``exact``."""
        length = float(np.linalg.norm(self.exact))
        return float(np.linalg.norm(self.measured - self.exact)) / length if length else 0.0

    @property
    def largest(self) -> float:
        """The largest of all differences; where slopes are faint, it tells of rounding."""
        return float(self.differences.max())

    @property
    def worst(self) -> int:
        """Which parameter it is of."""
        return int(self.indices[self.differences.argmax()])


def checked_slopes(
    mlp: MLP,
    x: Array,
    wanted: Array,
    count: int | None = None,
    *,
    seed: int = 0,
    nudge: float = NUDGE,
) -> CheckedSlopes:
    """Compare slopes of an example's cost by backpropagation with those that are measured.

    Each parameter is moved up and down, and the sum of its neuron, all that comes after it, and
    the cost are calculated anew each time, in double precision. Where a ReLU has its kink in
    between, there is no one slope, and both may rightly differ.

    Parameters
    ----------
    mlp
        The network.
    x, wanted
        The example: shapes (n[0],) and (n[K],).
    count
        How many parameters, drawn without putting back; all of them if left out, or if there are
        no more.
    seed
        Of the draw.
    nudge
        How far parameters are moved, above 0: see :class:`CheckedSlopes`.

    Raises
    ------
    ValueError
        If the shapes don't fit the network.
    """
    double = mlp.astype(np.float64)
    exact = trace(double, x, wanted).gradient.vector
    indices = np.arange(len(exact))
    if count is not None and count < len(exact):
        indices = np.sort(np.random.default_rng(seed).choice(len(exact), count, replace=False))
    measured = _Measured(double, np.asarray(x, float), np.asarray(wanted, float), nudge)
    slopes = measured.slopes(indices)
    return CheckedSlopes(indices, exact[indices], slopes, nudge, float(np.abs(exact).max()))


def relative_difference(one: Array, other: Array) -> Array:
    """Return |one - other| for the larger of |one| and |other|; 0 where both are 0.

    All of the same shape.
    """
    size = np.maximum(np.abs(one), np.abs(other))
    return np.divide(np.abs(one - other), size, out=np.zeros_like(size), where=size > 0)


class _Measured:
    """Measures slopes of one example's cost; the network is in double precision."""

    def __init__(self, mlp: MLP, x: Array, wanted: Array, nudge: float) -> None:
        self.mlp, self.wanted, self.nudge = mlp, wanted, nudge
        self.passed = mlp.forward(x)

    def slopes(self, indices: Array) -> Array:
        """Return the slopes along some parameters, shape (n,), rising: shape (n,)."""
        found = np.empty(len(self.mlp.parameters))
        chosen = np.zeros(len(found), bool)
        chosen[indices] = True
        weights, biases = unpack(self.mlp.sizes, np.arange(len(found)))
        for step in range(self.mlp.steps):
            to, before = np.nonzero(chosen[weights[step]])
            some = np.nonzero(chosen[biases[step]])[0]
            for k in range(0, len(to), AT_ONCE):
                here = slice(k, k + AT_ONCE)
                places = to[here], before[here]
                found[weights[step][places]] = self._along_weights(step, *places)
            for k in range(0, len(some), AT_ONCE):
                place = some[k : k + AT_ONCE]
                found[biases[step][place]] = self._along_biases(step, place)
        return found[indices]

    def _along_weights(self, step: int, to: Array, before: Array) -> Array:
        """Return the slopes along m weights of a step: shape (m,), as ``to`` and ``before``."""
        W, b, a = self.mlp.weights[step], self.mlp.biases[step], self.passed.a[step]
        each = np.arange(len(to))
        up, down = self._both_ways(W[to, before])
        costs = []
        for moved in (up, down):
            rows = W[to]
            rows[each, before] = moved
            costs.append(self._costs(step, to, rows @ a + b[to]))
        return (costs[0] - costs[1]) / (up - down)

    def _along_biases(self, step: int, to: Array) -> Array:
        """Return the slopes along m biases of a step: shape (m,), as ``to``."""
        up, down = self._both_ways(self.mlp.biases[step][to])
        sums = self.mlp.weights[step][to] @ self.passed.a[step]
        costs = [self._costs(step, to, sums + moved) for moved in (up, down)]
        return (costs[0] - costs[1]) / (up - down)

    def _both_ways(self, parameters: Array) -> tuple[Array, Array]:
        by = self.nudge * np.maximum(1, np.abs(parameters))
        return parameters + by, parameters - by

    def _costs(self, step: int, to: Array, sums: Array) -> Array:
        """Return the cost if the sum of one neuron of a step were another one: m trials, (m,)."""
        z = np.repeat(self.passed.z[step][None], len(to), axis=0)
        z[np.arange(len(to)), to] = sums
        a = self.mlp.activation_of(step)(z)
        for k in range(step + 1, self.mlp.steps):
            a = self.mlp.activation_of(k)(a @ self.mlp.weights[k].T + self.mlp.biases[k])
        return np.square(a - self.wanted).sum(axis=1)
