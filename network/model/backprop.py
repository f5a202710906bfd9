"""Cost, gradient, and what one example wishes for: backpropagation.

The lecture's cost of one example is C = Σ_j (a_j - y_j)², without a factor 1/2, and the cost
of a batch is the mean over its examples. With delta[k] = ∂C/∂z[k], the chain rule gives, from
the last step backwards (Rumelhart, Hinton and Williams, "Learning representations by
back-propagating errors", Nature 323, 1986):

    ∂C/∂a[K]       = 2 (a[K] - y)
    delta[k]       = ∂C/∂a[k+1] * f'(z[k])          (softmax at the end: see Activation.pull_back)
    ∂C/∂weights[k] = delta[k] a[k]ᵀ
    ∂C/∂biases[k]  = delta[k]
    ∂C/∂a[k]       = weights[k]ᵀ delta[k]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from network.model.activations import Array
from network.model.mlp import MLP, ForwardPass, functions_of, parameter_count, unpack


def one_hot(labels: Array, classes: int = 10) -> Array:
    """Return the wanted outputs: 1 at the label, else 0; shape (..., classes), float32.

    Raises
    ------
    IndexError
        If a label is not below ``classes``.
    """
    return np.eye(classes, dtype=np.float32)[labels]


def cost(output: Array, wanted: Array) -> float:
    """Return Σ_j (a_j - y_j)², averaged over the batch if there is one.

    Parameters
    ----------
    output, wanted
        Shape (10,) or (n, 10), both the same.
    """
    return float(np.mean(np.sum(np.square(output - wanted), axis=-1)))


class Gradient:
    """The slope of the cost along every parameter.

    Attributes
    ----------
    vector
        Shape (parameter_count,), in the order of :func:`network.model.mlp.unpack`.
    weights, biases
        The same numbers by step, as views: shapes (n[k+1], n[k]) and (n[k+1],).
    """

    def __init__(self, sizes: Sequence[int], vector: Array) -> None:
        self.vector = vector
        self.weights, self.biases = unpack(sizes, vector)


class Backpropagation:
    """Reusable arrays for the gradient of batches of one size.

    Training calls this hundreds of thousands of times, with matrices so small that making
    new arrays would cost as much as filling them; hence everything is written in place,
    products are ``np.dot``: the numbers of ``np.matmul``, at less expense around them, and what
    all layers need alike is worked out for all at once.

    Parameters
    ----------
    sizes, activation, output
        As in :class:`network.model.mlp.MLP`.
    batch
        How many examples every call brings.
    dtype
        In what to calculate.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activation: str,
        batch: int,
        dtype: type = np.float32,
        output: str = "sigmoid",
    ) -> None:
        self.steps = len(sizes) - 1
        self.functions = functions_of(self.steps, activation, output)
        # Activations but for the input's, and f'(z): each layer's follow those of the one before.
        self._held, self._slopes = np.empty((2, batch * sum(sizes[1:])), dtype)
        #: Activations by layer, (batch, n[l]); a[0] is set by each call.
        self.a: list[Array] = [np.empty((batch, sizes[0]), dtype)]
        self.a += _by_layer(self._held, batch, sizes[1:])
        #: ∂C/∂z by step, (batch, n[k+1]).
        self.delta: list[Array] = [np.empty((batch, n), dtype) for n in sizes[1:]]
        self._slope = _by_layer(self._slopes, batch, sizes[1:])
        first = self.functions[0]
        self._same = first.alone and all(each is first for each in self.functions)
        self.gradient = Gradient(sizes, np.empty(parameter_count(sizes), dtype))
        #: Cost of the last batch, summed over its examples.
        self.summed_cost = 0.0

    @classmethod
    def of(cls, mlp: MLP, batch: int, dtype: type | None = None) -> Self:
        """Return one for networks of a kind; without a dtype, it calculates in that one's."""
        dtype = dtype or mlp.parameters.dtype.type
        return cls(mlp.sizes, mlp.activation, batch, dtype, mlp.output)

    def __call__(
        self,
        weights: Sequence[Array],
        biases: Sequence[Array],
        x: Array,
        wanted: Array,
        scale: float = 1.0,
    ) -> Gradient:
        """Return ``scale`` times the gradient of the batch's *summed* cost.

        Parameters
        ----------
        weights, biases
            Shapes (n[k+1], n[k]) and (n[k+1],).
        x, wanted
            Shapes (batch, n[0]) and (batch, n[K]).
        scale
            1 / batch gives the gradient of the mean; a descent step of rate η takes
            η / batch. Applied where the numbers are fewest, at the outputs.

        Returns
        -------
        Gradient
            This object's own, overwritten by the next call. So are ``a`` and ``delta``,
            in which the factor is contained too.
        """
        self._forward(weights, biases, x)
        self._backward(weights, wanted, 2 * scale)
        return self.gradient

    def _forward(self, weights: Sequence[Array], biases: Sequence[Array], x: Array) -> None:
        self.a[0] = x
        for k in range(self.steps):
            a = np.dot(self.a[k], weights[k].T, out=self.a[k + 1])
            a += biases[k]
            self.functions[k].apply(a, a)

    def _backward(self, weights: Sequence[Array], wanted: Array, factor: float) -> None:
        delta = np.subtract(self.a[-1], wanted, out=self.delta[-1])
        self.summed_cost = float(np.vdot(delta, delta))
        delta *= factor
        if self._same:
            self.functions[0].slope(self._held, self._slopes)
        for k in range(self.steps - 1, -1, -1):
            delta = self.delta[k]
            if self._same:
                delta *= self._slope[k]
            else:
                self.functions[k].pull_back(self.a[k + 1], delta, self._slope[k])
            np.dot(delta.T, self.a[k], out=self.gradient.weights[k])
            np.add.reduce(delta, axis=0, out=self.gradient.biases[k])
            if k:
                np.dot(delta, weights[k], out=self.delta[k - 1])


def _by_layer(numbers: Array, batch: int, sizes: Sequence[int]) -> list[Array]:
    """Look at numbers that lie layer after layer as matrices, (batch, n) each."""
    ends = batch * np.cumsum(sizes)
    parts = np.split(numbers, ends[:-1])
    return [part.reshape(batch, n) for part, n in zip(parts, sizes, strict=True)]


def gradient(mlp: MLP, x: Array, wanted: Array) -> Gradient:
    """Return the gradient of the mean cost over a batch.

    Parameters
    ----------
    mlp
        The network; its dtype is calculated in.
    x, wanted
        One example, shapes (n[0],) and (n[K],), or a batch, (n, n[0]) and (n, n[K]).

    Raises
    ------
    ValueError
        If the shapes don't fit the network.
    """
    x, wanted = _as_batch(mlp, x, wanted)
    run = Backpropagation.of(mlp, len(x))
    return run(mlp.weights, mlp.biases, x, wanted, 1 / len(x))


@dataclass(frozen=True, eq=False)
class Trace:
    """One example's way back through the network, as lectures on backpropagation draw it.

    Attributes
    ----------
    forward
        What the neurons held.
    wanted
        The outputs asked for, shape (n[K],).
    cost
        Σ_j (a_j - y_j)².
    delta
        ∂C/∂z by step: ``delta[k]`` has shape (n[k+1],).
    wishes
        -∂C/∂a by layer, input included: in which direction, and how much, this example would
        have each activation change; ``wishes[l]`` has shape (n[l],).
    gradient
        ∂C/∂w and ∂C/∂b of this one example.
    """

    forward: ForwardPass
    wanted: Array
    cost: float
    delta: tuple[Array, ...]
    wishes: tuple[Array, ...]
    gradient: Gradient


def trace(mlp: MLP, x: Array, wanted: Array) -> Trace:
    """Follow one example, shapes (n[0],) and (n[K],), forward and back.

    Raises
    ------
    ValueError
        If the shapes don't fit the network.
    """
    batch, targets = _as_batch(mlp, x, wanted)
    if len(batch) != 1:
        raise ValueError(f"a trace follows one example, not {len(batch)}")
    run = Backpropagation.of(mlp, 1)
    slopes = run(mlp.weights, mlp.biases, batch, targets)
    delta = tuple(d[0] for d in run.delta)
    passed = mlp.forward(batch[0])
    back = [-(W.T @ d) for W, d in zip(mlp.weights, delta, strict=True)]
    wishes = (*back, -2 * (passed.output - targets[0]))
    return Trace(passed, targets[0], cost(passed.output, targets[0]), delta, wishes, slopes)


def _as_batch(mlp: MLP, x: Array, wanted: Array) -> tuple[Array, Array]:
    """Return both as (n, ·) in the network's dtype."""
    x = np.atleast_2d(np.asarray(x, mlp.parameters.dtype))
    wanted = np.atleast_2d(np.asarray(wanted, mlp.parameters.dtype))
    if x.shape[1:] != mlp.sizes[:1] or wanted.shape != (len(x), mlp.sizes[-1]):
        raise ValueError(
            f"expected shapes (n, {mlp.sizes[0]}) and (n, {mlp.sizes[-1]}), "
            f"not {x.shape} and {wanted.shape}"
        )
    return x, wanted
