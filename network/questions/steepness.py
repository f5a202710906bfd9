"""How steep the cost is along the sums of neurons, layer by layer: how much arrives there."""

import numpy as np

from network.digits.digits import Digits
from network.model.activations import Array
from network.model.backprop import Backpropagation, one_hot
from network.model.mlp import MLP


def steepness(mlp: MLP, digits: Digits) -> tuple[Array, ...]:
    """Return the mean |∂C/∂z| of every neuron, over the digits: shapes (n[k+1],), step by step.

    C is the cost of one digit, not the mean of several. A neuron's ∂C/∂z is the slope along its
    bias, too.
    """
    return tuple(np.abs(delta).mean(axis=0) for delta in backward(mlp, digits).delta)


def mean_slopes(mlp: MLP, digits: Digits) -> Array:
    """Return the mean |∂C/∂z| of each step, over its neurons and the digits: shape (steps,)."""
    return np.array([each.mean() for each in steepness(mlp, digits)])


def slopes_left_out(mlp: MLP, digits: Digits) -> Array:
    """Return what :func:`mean_slopes` would be, if the way back left out the hidden layers' slopes.

    That is no gradient, but a trial: forward nothing changes, and outputs send back what they
    do. From there on, weights are all that acts.
    """
    delta = backward(mlp, digits).delta[-1]
    sizes = [np.abs(delta).mean()]
    for weights in mlp.astype(np.float64).weights[:0:-1]:
        delta = delta @ weights
        sizes.append(np.abs(delta).mean())
    return np.array(sizes[::-1])


def backward(mlp: MLP, digits: Digits) -> Backpropagation:
    """Return the way back of all digits at once, in double precision; costs are summed."""
    double = mlp.astype(np.float64)
    run = Backpropagation.of(mlp, len(digits), np.float64)
    run(double.weights, double.biases, digits.images / 255, one_hot(digits.labels))
    return run
