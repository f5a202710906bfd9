"""How much of the gradient arrives in deep networks that haven't learned anything yet.

The same random weights are tried with sigmoids and with ReLU, and, in sigmoids, four times as
large. And once more the slopes of the squishing function are left out on the way back: that shows
whether they are what makes it fade.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from network.digits.digits import CLASSES, PIXELS, Split
from network.measured.study import Origin, Study, stored
from network.measured.trials import Trainer
from network.model.activations import Array
from network.model.mlp import MLP
from network.questions.steepness import slopes_left_out, steepness
from network.training.recipe import Recipe
from network.training.training import start_of

#: The networks' layers: those of the race in lecture 1.
SIZES = (PIXELS, *(32,) * 6, CLASSES)

#: Activation and spread of the start, kind by kind: places in the arrays of :class:`Fading`.
KINDS = (("sigmoid", 1.0), ("sigmoid", 4.0), ("relu", 1.0))
SIGMOID, LARGER, RELU = range(len(KINDS))

#: Images that are looked at, and random starts.
IMAGES, SEEDS = 1000, tuple(range(10))

#: The same, to see that it works.
QUICK_IMAGES, QUICK_SEEDS = 50, (0, 1)


@dataclass(frozen=True, eq=False)
class Fading(Study):
    """How steep the cost is at random starts, layer by layer; all in double precision.

    Attributes
    ----------
    sizes
        Neurons per layer, the same for all kinds.
    activations, gains
        Of each kind: see :class:`network.model.mlp.MLP`. One seed's weights are the same in all
        kinds, up to the factor of the gain; biases are 0.
    seeds
        Of the random starts.
    neurons
        Shape (kinds, seeds, neurons): the mean |∂C/∂b| of every neuron behind the input, over
        the images, C being the cost of one image. Layer by layer, the first hidden one first.
    left_out
        Shape (kinds, seeds, steps): the mean over each layer's neurons, had the way back left
        out the slopes of the hidden layers: see
        :func:`network.questions.steepness.slopes_left_out`.
    """

    name: ClassVar[str] = "fading"
    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    gains: tuple[float, ...]
    seeds: tuple[int, ...]
    neurons: Array = stored("kinds", "seeds", "neurons")
    left_out: Array = stored("kinds", "seeds", "steps")

    @classmethod
    def measure(cls, digits: Split, train: Trainer, quick: bool) -> "Fading":
        """Look at all kinds from each start; nothing is trained."""
        count, seeds = (QUICK_IMAGES, QUICK_SEEDS) if quick else (IMAGES, SEEDS)
        few = digits.train[:count]
        shape = len(KINDS), len(seeds)
        neurons = np.empty((*shape, sum(SIZES[1:])))
        left_out = np.empty((*shape, len(SIZES) - 1))
        for i, j in np.ndindex(shape):
            mlp = _start(SIZES, *KINDS[i], seeds[j])
            neurons[i, j] = np.concatenate(steepness(mlp, few))
            left_out[i, j] = slopes_left_out(mlp, few)
        activations, gains = zip(*KINDS, strict=True)
        origin = Origin.of_training(digits, len(few))
        return cls(origin, SIZES, activations, gains, seeds, neurons, left_out)

    def network(self, kind: int, seed: int) -> MLP:
        """Return one of the networks, by the places of its kind and its seed."""
        return _start(self.sizes, self.activations[kind], self.gains[kind], self.seeds[seed])

    def by_layer(self, kind: int, seed: int) -> list[Array]:
        """Return ``neurons`` of one network, layer by layer: shapes (n[k+1],)."""
        return np.split(self.neurons[kind, seed], np.cumsum(self.sizes[1:-1]))

    @property
    def slopes(self) -> Array:
        """The mean |∂C/∂b| of each layer: shape (kinds, seeds, steps)."""
        layers = np.split(self.neurons, np.cumsum(self.sizes[1:-1]), axis=-1)
        return np.stack([each.mean(axis=-1) for each in layers], axis=-1)

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        kinds, seeds, neurons = self.neurons.shape
        found = kinds, kinds, seeds, neurons, self.left_out.shape[-1]
        counts = len(self.activations), len(self.gains), len(self.seeds)
        wanted = *counts, sum(self.sizes[1:]), len(self.sizes) - 1
        if found != wanted:
            return f"kinds, seeds, neurons and steps: {wanted}", str(found)
        if min(self.neurons.min(), self.left_out.min()) < 0 or not self.slopes[..., -1].all():
            return "sizes of slopes, and outputs that have some", "others"
        return None


def _start(sizes: tuple[int, ...], activation: str, gain: float, seed: int) -> MLP:
    return start_of(Recipe(sizes=sizes, activation=activation, gain=gain, seed=seed))
