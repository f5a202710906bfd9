"""A network that listens to one image only; and how much all images ask of each layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import Digits
from network.model.backprop import Backpropagation, cost, gradient, one_hot
from network.model.mlp import MLP

Array = NDArray[np.float64]

#: How many digits are followed at a time: few enough for the processor's cache.
AT_A_TIME = 500


@dataclass(frozen=True)
class Listening:
    """A network after so many steps for one image.

    Attributes
    ----------
    steps
        How many.
    mlp
        The network.
    cost, answer
        Of that image.
    mean_cost, accuracy
        Of all the others that were asked, and of itself if it is among them.
    """

    steps: int
    mlp: MLP
    cost: float
    answer: int
    mean_cost: float
    accuracy: float


def listen_to(
    mlp: MLP, pixels: Array, wanted: Array, digits: Digits, size: float, stops: Sequence[int]
) -> list[Listening]:
    """Go down the cost of one image, and tell what happens to many, too.

    Parameters
    ----------
    mlp
        From where.
    pixels, wanted
        The image and the outputs wanted: shapes (n[0],) and (n[K],).
    digits
        The many.
    size
        Each step is so many negative gradients long.
    stops
        After how many steps to ask, rising.
    """
    told, steps = [], 0
    for stop in stops:
        for _ in range(stop - steps):
            way = gradient(mlp, pixels, wanted).vector
            mlp = mlp.with_parameters(mlp.parameters - size * way)
        steps = stop
        passed = mlp.forward(pixels)
        costs, right = _of_many(mlp, digits)
        own = cost(passed.output, wanted)
        told.append(Listening(stop, mlp, own, int(passed.answer), costs, right))
    return told


def asked_of_layers(mlp: MLP, digits: Digits) -> list[float]:
    """Return how much is asked of a neuron, layer by layer, on average over digits and neurons.

    That is the mean of |∂C/∂a|; the first number belongs to layer 1, the last one to the outputs.
    """
    sums = np.zeros(mlp.steps)
    for images, labels in _some_at_a_time(digits):
        run = Backpropagation.of(mlp, len(images), np.float64)
        run(mlp.weights, mlp.biases, images, one_hot(labels))
        asked = [run.delta[k] @ mlp.weights[k] for k in range(1, mlp.steps)]
        asked.append(2 * (run.a[-1] - one_hot(labels)))
        sums += [float(np.abs(each).mean(axis=1).sum()) for each in asked]
    return (sums / len(digits)).tolist()


def _of_many(mlp: MLP, digits: Digits) -> tuple[float, float]:
    """Return the mean cost of digits, and the share that is read correctly."""
    costs, right = 0.0, 0
    for images, labels in _some_at_a_time(digits):
        output = mlp.forward(images).output
        costs += cost(output, one_hot(labels)) * len(labels)
        right += int((output.argmax(axis=1) == labels).sum())
    return costs / len(digits), right / len(digits)


def _some_at_a_time(digits: Digits) -> Iterator[tuple[Array, NDArray[np.integer]]]:
    """Yield images, shape (n, pixels), 0 to 1, with their labels."""
    for start in range(0, len(digits), AT_A_TIME):
        part = slice(start, start + AT_A_TIME)
        yield digits.images[part] / 255, digits.labels[part]
