"""Whether a network can be taught to doubt: it goes on learning, with noise among the digits.

What it wants then is ten zeros. That is the intervention behind "nothing in its training ever
asked for doubt": if the reason is right, asking for it must help.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from network.digits.digits import CLASSES, Digits
from network.measured.study import Origin, Study, stored
from network.model.activations import Array
from network.model.backprop import Backpropagation, one_hot
from network.model.mlp import MLP, parameter_count, unpack
from network.questions.strange import noise
from network.training.playback import Playback

#: How it goes on learning: once through everything, in small batches, at a rate that falls to 0.
RATE, BATCH, SEED = 0.05, 10, 0

#: Seed of the noise that is learned from, which is never asked about.
NOISE_SEED = 5


@dataclass(frozen=True, eq=False)
class Doubt(Study):
    """Two networks that went on learning for a while.

    Attributes
    ----------
    sizes, activation
        Theirs.
    rate, batch
        Learning rate at the start, falling linearly to 0; images per step.
    images, noises
        How many digits, and how many images of noise, were learned from, each once.
    taught
        Shape (parameters,), float32: of the network that saw digits and noise.
    control
        The same of the one that saw these digits, each twice, and no noise: as many steps.
    """

    name: ClassVar[str] = "doubt"
    sizes: tuple[int, ...]
    activation: str
    rate: float
    batch: int
    images: int
    noises: int
    taught: Array = stored("parameters", dtype="float32")
    control: Array = stored("parameters", dtype="float32")

    @classmethod
    def measure(cls, playback: Playback, digits: Digits, origin: Origin) -> "Doubt":
        """Let the trained network go on learning from digits, of which there must be a batch."""
        mlp, count = playback.mlp, len(digits)
        images, wanted = digits.images / 255, one_hot(digits.labels).astype(np.float64)
        nothing = noise(count, NOISE_SEED), np.zeros((count, CLASSES))
        return cls(
            origin,
            sizes=tuple(mlp.sizes),
            activation=mlp.activation,
            rate=RATE,
            batch=BATCH,
            images=count,
            noises=count,
            taught=go_on(mlp, np.r_[images, nothing[0]], np.r_[wanted, nothing[1]]),
            control=go_on(mlp, np.r_[images, images], np.r_[wanted, wanted]),
        )

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        count = parameter_count(self.sizes)
        if len(self.taught) == count:
            return None
        return f"{count} parameters of a network {self.sizes}", str(len(self.taught))


def go_on(mlp: MLP, images: Array, wanted: Array) -> Array:
    """Return the parameters after one more pass, in an order of chance, float32.

    Parameters
    ----------
    mlp
        Where to start from.
    images, wanted
        Shapes (n, 784) and (n, 10).
    """
    parameters = mlp.parameters.astype(np.float64)
    weights, biases = unpack(mlp.sizes, parameters)
    run = Backpropagation.of(mlp, BATCH, np.float64)
    order = np.random.default_rng(SEED).permutation(len(images))
    steps = len(order) // BATCH
    for step, batch in enumerate(order[: steps * BATCH].reshape(steps, BATCH)):
        rate = RATE * (1 - step / steps)
        parameters -= run(weights, biases, images[batch], wanted[batch], rate / BATCH).vector
    return parameters.astype(np.float32)
