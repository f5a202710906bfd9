"""What a network answers to what is no digit: noise, digits in pieces, and what it likes best."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from network.digits.digits import PIXELS
from network.model.activations import Array
from network.model.backprop import Backpropagation
from network.model.mlp import MLP

#: Seeds of pixels that are random, and of pixels that change places.
NOISE_SEED, SHUFFLE_SEED = 9, 1

#: An output above this is an answer that one might believe.
FIRM = 0.5


@dataclass(frozen=True, eq=False)
class Answers:
    """What a network answers to n images.

    Attributes
    ----------
    outputs
        Shape (n, 10).
    """

    outputs: Array

    @property
    def count(self) -> int:
        """How many images."""
        return len(self.outputs)

    @property
    def brightest(self) -> Array:
        """The activation of the brightest output: shape (n,)."""
        return self.outputs.max(axis=1)

    @property
    def answer(self) -> Array:
        """Which output that is: shape (n,)."""
        return self.outputs.argmax(axis=1)

    @property
    def firm(self) -> int:
        """For how many images an output is brighter than :data:`FIRM`."""
        return int((self.brightest > FIRM).sum())

    @property
    def middling(self) -> int:
        """The image whose brightest output is neither high nor low: the lower median."""
        return int(np.argsort(self.brightest, kind="stable")[(self.count - 1) // 2])


def answers(mlp: MLP, images: Array) -> Answers:
    """Let a network read images, shape (n, 784), 0 to 1."""
    return Answers(mlp.forward(images).output)


def noise(count: int, seed: int = NOISE_SEED) -> Array:
    """Return images in which each pixel is random, evenly from 0 to 1: shape (count, 784)."""
    return np.random.default_rng(seed).random((count, PIXELS), np.float32)


def scrambled(images: Array, seed: int = SHUFFLE_SEED) -> Array:
    """Return images, shape (n, 784), with each one's pixels in an order of chance."""
    return np.random.default_rng(seed).permuted(images, axis=1)


def liked_best(mlp: MLP, digit: int, steps: int = 160, length: float = 0.25) -> Array:
    """Change a blank page, step by step, so that one output rises and the others sink.

    Gradient descent on the pixels instead of the weights: each step goes down the slope of the
    cost Σ_j (a_j - y_j)² with respect to the image, and what leaves paper and ink is cut off
    (activation maximisation: Erhan, Bengio, Courville and Vincent, "Visualizing higher-layer
    features of a deep network", 2009). Where there is no slope, it stays.

    Parameters
    ----------
    digit
        The output that is to rise.
    length
        Of each step in the space of all pixels.

    Returns
    -------
    ndarray of float64, shape (steps + 1, 784)
        The blank page first.
    """
    mlp = mlp.astype(np.float64)
    run = Backpropagation.of(mlp, 1, np.float64)
    wanted = np.eye(mlp.sizes[-1])[[digit]]
    pages = np.zeros((steps + 1, mlp.sizes[0]))
    for before, page in pairwise(pages):
        run(mlp.weights, mlp.biases, before[None], wanted)
        slope = mlp.weights[0].T @ run.delta[0][0]
        steepness = np.linalg.norm(slope)
        step = slope * (length / steepness) if steepness else slope
        page[:] = np.clip(before - step, 0, 1)
    return pages
