"""Other networks of the shipped shape, trained quickly from other random starts.

A picture that one network likes may be a quirk of that network. What the others see in it tells.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from network.digits.digits import Split
from network.measured.study import Origin, Study, stored
from network.measured.trials import Trainer
from network.model.activations import Array
from network.model.mlp import MLP, parameter_count
from network.training.recipe import Recipe

#: How each is trained, but for its seed: as the shipped network, which starts from another one, and
#: for a few epochs.
RECIPE = Recipe(epochs=4)

#: Seeds of the starts.
SEEDS = (1, 2, 3)

#: The same, to see that it works.
QUICK_EPOCHS, QUICK_SEEDS = 1, (1,)


@dataclass(frozen=True, eq=False)
class OtherStarts(Study):
    """Several networks that learned the same digits from other random starts.

    Attributes
    ----------
    sizes, activation
        Theirs.
    epochs
        For how long each was trained.
    seeds
        Of each network's start, and of the order of its images and their shifts.
    tested
        How many test images.
    accuracy
        Shape (seeds,): the share of these that is read correctly.
    parameters
        Shape (seeds, parameters), float32.
    """

    name: ClassVar[str] = "other-starts"
    sizes: tuple[int, ...]
    activation: str
    epochs: int
    seeds: tuple[int, ...]
    tested: int
    accuracy: Array = stored("seeds", shares=True)
    parameters: Array = stored("seeds", "parameters", dtype="float32")

    @classmethod
    def measure(cls, digits: Split, train: Trainer, quick: bool) -> "OtherStarts":
        """Train a network from each start."""
        epochs, seeds = (QUICK_EPOCHS, QUICK_SEEDS) if quick else (RECIPE.epochs, SEEDS)
        recipes = [replace(RECIPE, epochs=epochs, seed=seed) for seed in seeds]
        # Only what comes out is asked for: nothing is kept on the way.
        trained = [train(f"another start, seed {one.seed}", one, ()).mlp for one in recipes]
        pixels, labels = digits.test.pixels, digits.test.labels
        right = [np.mean(mlp.forward(pixels).answer == labels) for mlp in trained]
        return cls(
            Origin.of_training(digits, len(digits.train)),
            sizes=RECIPE.sizes,
            activation=RECIPE.activation,
            epochs=epochs,
            seeds=seeds,
            tested=len(labels),
            accuracy=np.array(right),
            parameters=np.stack([mlp.parameters for mlp in trained]),
        )

    @property
    def networks(self) -> list[MLP]:
        """The networks, in the order of their seeds."""
        return [MLP(self.sizes, each, self.activation) for each in self.parameters]

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        wanted, found = parameter_count(self.sizes), self.parameters.shape[1]
        if wanted != found:
            return f"{wanted} parameters of a network {self.sizes}", str(found)
        if len(self.seeds) != len(self.parameters):
            return f"{len(self.seeds)} networks", str(len(self.parameters))
        return None
