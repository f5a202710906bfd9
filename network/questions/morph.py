"""One image turns into another, and the network reads everything between."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from network.model.activations import Array
from network.model.mlp import MLP, ForwardPass

#: How many images between two are looked at to find the morph that a neuron answers to most.
TRIED = 65


@dataclass(frozen=True, eq=False)
class Morph:
    """The straight way from one image to another.

    Attributes
    ----------
    mlp
        The network that reads the images.
    start, end
        Shape (784,).
    """

    mlp: MLP
    start: Array
    end: Array

    def image(self, share: float) -> Array:
        """Return the image at a share of the way, 0 to 1: (1 - share) start + share end."""
        return np.float32(1 - share) * self.start + np.float32(share) * self.end

    def forward(self, share: float) -> ForwardPass:
        """Let the network read that image."""
        return self.mlp.forward(self.image(share))

    def activations(self, layer: int, shares: Array) -> Array:
        """Return what a layer holds at each of these shares: shape (n, neurons)."""
        images = np.stack([self.image(share) for share in shares])
        return self.mlp.forward(images).a[layer]


def liveliest(mlp: MLP, start: Array, ends: Sequence[Array]) -> tuple[int, int]:
    """Return the end and the neuron of the last hidden layer that together show most.

    That is where the neuron's activation goes up and down farthest in all on the way from
    ``start``: its total variation is largest.

    Returns
    -------
    int
        Index in ``ends``.
    int
        The neuron.
    """
    shares = np.linspace(0, 1, TRIED)
    ways = [
        np.abs(np.diff(Morph(mlp, start, end).activations(-2, shares), axis=0)).sum(axis=0)
        for end in ends
    ]
    end, neuron = np.unravel_index(int(np.argmax(ways)), np.shape(ways))
    return int(end), int(neuron)
