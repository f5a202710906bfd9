"""The same images learned with their true labels and with shuffled ones: lecture 2's last question.

Shuffled labels have nothing to do with their images, so nothing but the images themselves can be
learned: that is memorising. A network that is wide enough does it; the shape of the shipped network
is tried, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits, Split
from network.measured.study import Origin, Study, stored
from network.measured.trials import Trainer
from network.model.activations import Array
from network.model.mlp import MLP, parameter_count
from network.training.recipe import Recipe
from network.training.training import Training

#: Which of two labellings: places in the arrays of :class:`Memorising`.
TRUE, SHUFFLED = 0, 1

#: What they are called while they are trained with.
LABELS = "true", "shuffled"

#: Images to learn from, unseen ones to be judged on, how often each is used, random starts.
IMAGES, TESTED, EPOCHS, SEEDS = 1000, 2000, 60, (0, 1, 2)

#: The same, to see that it works.
QUICK_IMAGES, QUICK_EPOCHS, QUICK_SEEDS = 100, 3, (0,)

#: So many validation images are looked at after each epoch, by whoever waits. Nothing follows.
WATCHED = 100

#: Where chance for the shuffling comes from: this, and the seed of the training.
SHUFFLING = 3

#: Both networks: the wide one first, then the shipped shape, each as its neurons like it. Nothing
#: stands in the way of memorising: images stay where they are, and weights don't decay.
WIDE = Recipe((784, 512, 10), "relu", schedule="constant", decay=0.0, shift=0.0, epochs=EPOCHS)
SMALL = replace(WIDE, sizes=Recipe().sizes, activation="sigmoid", rate=None, gain=None)


@dataclass(frozen=True, eq=False)
class Memorising(Study):
    """How much of two labellings several networks had learned after each epoch.

    Attributes
    ----------
    sizes, activations, rates, gains
        Of each network, as in a recipe; the wide one first.
    epochs, batch
        Of every training.
    seeds
        Of the random starts; each has its own shuffling, too.
    tested
        How many test images, the first ones.
    still_right
        Shape (seeds,): the share of images whose shuffled label is the true one, by chance.
    on_training
        Shape (networks, 2, seeds, epochs + 1): the share of training images that are answered
        with the label that was learned, with true labels (0) and shuffled ones (1), before the
        training and after each epoch.
    on_test
        The share of unseen images that are read correctly; the same shape.
    """

    name: ClassVar[str] = "memorising"
    sizes: tuple[tuple[int, ...], ...]
    activations: tuple[str, ...]
    rates: tuple[float, ...]
    gains: tuple[float, ...]
    epochs: int
    batch: int
    seeds: tuple[int, ...]
    tested: int
    still_right: Array = stored("seeds", shares=True)
    on_training: Array = stored("networks", 2, "seeds", "moments", shares=True)
    on_test: Array = stored("networks", 2, "seeds", "moments", shares=True)

    @classmethod
    def measure(cls, digits: Split, train: Trainer, quick: bool) -> "Memorising":
        """Train each network with each labelling from each start."""
        count, epochs, seeds = (
            (QUICK_IMAGES, QUICK_EPOCHS, QUICK_SEEDS) if quick else (IMAGES, EPOCHS, SEEDS)
        )
        few, unseen = digits.train[:count], digits.test[:TESTED]
        recipes = [replace(each, epochs=epochs) for each in (WIDE, SMALL)]
        shape = len(recipes), 2, len(seeds), epochs + 1
        on_training, on_test = np.empty(shape), np.empty(shape)
        for i, j, k in np.ndindex(shape[:3]):
            recipe = replace(recipes[i], seed=seeds[k])
            images = shuffled(few, seeds[k]) if j == SHUFFLED else few
            name = f"{'-'.join(map(str, recipe.sizes))}, {LABELS[j]} labels, seed {recipe.seed}"
            part = Split(images, digits.validation[:WATCHED], unseen, digits.name)
            training = train(name, recipe, _epoch_ends(recipe, images), part)
            for m, mlp in enumerate(_networks(training)):
                on_training[i, j, k, m] = share_read(mlp, images)
                on_test[i, j, k, m] = share_read(mlp, unseen)
        return cls(
            Origin.of_training(digits, len(few)),
            sizes=tuple(each.sizes for each in recipes),
            activations=tuple(each.activation for each in recipes),
            rates=tuple(each.rate for each in recipes),
            gains=tuple(each.gain for each in recipes),
            epochs=epochs,
            batch=WIDE.batch,
            seeds=seeds,
            tested=len(unseen),
            still_right=np.array([np.mean(shuffled(few, s).labels == few.labels) for s in seeds]),
            on_training=on_training,
            on_test=on_test,
        )

    @property
    def parameters(self) -> tuple[int, ...]:
        """How many weights and biases each network has."""
        return tuple(map(parameter_count, self.sizes))

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        networks, _, seeds, moments = self.on_training.shape
        found = networks, seeds, moments
        wanted = len(self.sizes), len(self.seeds), self.epochs + 1
        if found != wanted:
            return f"networks, seeds and moments: {wanted}", str(found)
        return None


def shuffled(digits: Digits, seed: int) -> Digits:
    """Return the same images with the same labels in another order; some fit by chance."""
    return Digits(digits.images, digits.labels[shuffling(len(digits), seed)], digits.name)


def shuffling(count: int, seed: int) -> Array:
    """Return which of so many labels goes to each image: shape (count,)."""
    return np.random.default_rng([seed, SHUFFLING]).permutation(count)


def share_read(mlp: MLP, digits: Digits) -> float:
    """Return the share of digits that a network answers with their labels."""
    return float(np.mean(mlp.forward(digits.pixels).answer == digits.labels))


def _epoch_ends(recipe: Recipe, images: Digits) -> range:
    """Return after how many steps epochs end."""
    steps = len(images) // recipe.batch
    return range(steps, recipe.epochs * steps + 1, steps)


def _networks(training: Training) -> Iterator[MLP]:
    """Yield the networks that were kept, at the end the trained one itself."""
    for index in range(len(training.history.snapshot_step) - 1):
        yield training.history.network(index)
    yield training.mlp
