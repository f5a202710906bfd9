"""The squashing functions: what a neuron makes of its weighted sum."""

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
        What f(z) can be at most; at least, it is 0.
    """

    name: str
    apply: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    highest: float

    def __call__(self, z: Array) -> Array:
        """Return f(z) as a new array of the shape of ``z``."""
        return self.apply(z, np.empty_like(z))

    def prime(self, z: Array) -> Array:
        """Return f'(z) as a new array of the shape of ``z``."""
        return self.slope(self(z), np.empty_like(z))


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

ACTIVATIONS = {activation.name: activation for activation in (SIGMOID, RELU)}
