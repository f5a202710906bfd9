"""The squashing functions: what neurons make of their weighted sums."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Array = NDArray[Any]


@dataclass(frozen=True)
class Activation:
    """An activation function a = f(z) with its slope.

    Attributes
    ----------
    name
        How model files and command lines call it.
    apply
        ``apply(z, out)`` writes f(z) into ``out`` (same shape, may be ``z`` itself).
    slope
        ``slope(a, out)`` writes f'(z) into ``out``, from the *activation* a = f(z): both
        functions here let their slope be read off the result, so z need not be kept.
    highest
        What f(z) can be at most.
    lowest
        What it can be at least.
    alone
        Whether a neuron's activation hangs on its own sum only. Softmax shares 1 out among all
        outputs: there ``slope`` is ∂a_j/∂z_j, how an output answers to its own sum.
    """

    name: str
    apply: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    highest: float
    lowest: float = 0.0
    alone: bool = True

    def __call__(self, z: Array) -> Array:
        """Return f(z) as a new array of the shape of ``z``."""
        return self.apply(z, np.empty_like(z))

    def prime(self, z: Array) -> Array:
        """Return f'(z) as a new array of the shape of ``z``."""
        return self.slope(self(z), np.empty_like(z))

    def pull_back(self, a: Array, delta: Array, out: Array) -> Array:
        """Turn ∂C/∂a into ∂C/∂z, in place.

        Parameters
        ----------
        a
            The activations, shape (..., n).
        delta
            Their ∂C/∂a, of the same shape; overwritten, and returned.
        out
            Memory of the same shape, for numbers in between.
        """
        if self.alone:
            delta *= self.slope(a, out)
            return delta
        # Σ_i ∂C/∂a_i ∂a_i/∂z_j, where ∂a_i/∂z_j is a_j (1 - a_j) for i = j, else -a_i a_j.
        np.multiply(a, delta, out=out)
        delta -= out.sum(axis=-1, keepdims=True)
        delta *= a
        return delta


def _sigmoid_slope(a: Array, out: Array) -> Array:
    """Write sigmoid'(z) = a (1 - a)."""
    np.subtract(1, a, out=out)
    return np.multiply(out, a, out=out)


#: sigmoid(z) = 1 / (1 + exp(-z)), slope at most 1/4.
SIGMOID = Activation("sigmoid", lambda z, out: expit(z, out=out), _sigmoid_slope, 1.0)

#: relu(z) = max(0, z); at the kink its slope is taken as 0.
RELU = Activation(
    "relu",
    lambda z, out: np.maximum(z, 0, out=out),
    lambda a, out: np.greater(a, 0, out=out),
    np.inf,
)


def _tanh_slope(a: Array, out: Array) -> Array:
    """Write tanh'(z) = 1 - a²."""
    np.multiply(a, a, out=out)
    return np.subtract(1, out, out=out)


#: tanh(z), from -1 to 1, slope at most 1.
TANH = Activation("tanh", lambda z, out: np.tanh(z, out=out), _tanh_slope, 1.0, -1.0)


def _softmax(z: Array, out: Array) -> Array:
    """Write exp(z_j) / Σ_i exp(z_i) along the last axis; the largest sum is taken off first."""
    np.subtract(z, z.max(axis=-1, keepdims=True), out=out)
    np.exp(out, out=out)
    out /= out.sum(axis=-1, keepdims=True)
    return out


#: softmax(z)_j = exp(z_j) / Σ_i exp(z_i): all above 0, together 1.
SOFTMAX = Activation("softmax", _softmax, _sigmoid_slope, 1.0, alone=False)

#: What hidden layers can have.
ACTIVATIONS = {activation.name: activation for activation in (SIGMOID, RELU, TANH)}

#: What the output layer can have.
OUTPUTS = {activation.name: activation for activation in (SIGMOID, SOFTMAX)}
