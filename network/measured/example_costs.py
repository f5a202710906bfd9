"""What single examples cost, before and after training: lecture 2's running means."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits
from network.measured.study import Origin, Study, stored
from network.model.activations import Array
from network.model.backprop import one_hot
from network.model.mlp import MLP
from network.training.playback import Playback


@dataclass(frozen=True, eq=False)
class ExampleCosts(Study):
    """The cost Σ_j (a_j - y_j)² of each of n examples, in their order.

    Attributes
    ----------
    start, trained
        Shape (n,), float64, 0 to 10: at the random start, and at the end of the training.
    """

    name: ClassVar[str] = "example-costs"
    start: Array = stored("examples")
    trained: Array = stored("examples")

    @classmethod
    def measure(cls, playback: Playback, digits: Digits, origin: Origin) -> "ExampleCosts":
        """Let both networks read all digits, of which there must be some."""
        networks = playback.network(0), playback.mlp
        start, trained = (costs_of(mlp, digits) for mlp in networks)
        return cls(origin, start, trained)

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        both = np.concatenate([self.start, self.trained])
        if not len(both) or both.min() < 0 or both.max() > 10 + 1e-9:
            return "costs from 0 to 10", "others" if len(both) else "none"
        return None


def costs_of(mlp: MLP, digits: Digits) -> Array:
    """Return what each digit costs: shape (n,), calculated in double precision."""
    outputs = mlp.astype(np.float64).forward(digits.images / 255).output
    return np.square(outputs - one_hot(digits.labels)).sum(axis=1)
