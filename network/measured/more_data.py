"""How well a network reads that was trained with few labelled images, and with many.

All trainings have the same shape, the same settings and the same number of steps, so whoever has
few images sees each of them more often. Most are run once more with a tenth of the steps: that
tells how much is gained by seeing the same images again, in place of others.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits, Split
from network.files.errors import InputError
from network.measured.memorising import WATCHED, share_read
from network.measured.study import Origin, Study, stored
from network.measured.trials import Trainer
from network.model.activations import Array
from network.training.recipe import Recipe

#: Labelled images to learn from; steps of every training, and of the shorter ones; random starts.
COUNTS, STEPS, FEWER, SEEDS = (100, 300, 1000, 3000, 10_000, 50_000), 30_000, 3000, (0, 1, 2)

#: The same, to see that it works.
QUICK_COUNTS, QUICK_STEPS, QUICK_FEWER, QUICK_SEEDS = (50, 100), 100, 10, (0,)

#: Where chance for choosing images comes from: this, and the seed of the training.
CHOOSING = 4

#: The settings of the shipped network, but for images that are moved: these would be more images.
SETTINGS = Recipe(shift=0.0)


@dataclass(frozen=True, eq=False)
class MoreData(Study):
    """How many images are read correctly after learning from few of them and from many.

    Attributes
    ----------
    sizes, activation, rate, gain, decay, batch
        Of every training, as in a recipe; rates fall to 0.
    counts
        How many labelled images were learned from, rising. They were drawn at random, anew for
        each seed; fewer are always among more.
    steps, fewer
        Mini-batches of every training, and of every shorter one.
    seeds
        Of the random starts, and of which images are used.
    tested
        How many test images, all there are. Nothing was chosen by them.
    on_training, on_test
        Shape (counts, seeds): the share that is read correctly, of the images that were learned
        from, and of test images.
    sooner
        Shape (repeated, seeds): the same as ``on_test`` after the shorter trainings. There are
        some for the first counts, as far as an epoch isn't longer.
    """

    name: ClassVar[str] = "more-data"
    sizes: tuple[int, ...]
    activation: str
    rate: float
    gain: float
    decay: float
    batch: int
    counts: tuple[int, ...]
    steps: int
    fewer: int
    seeds: tuple[int, ...]
    tested: int
    on_training: Array = stored("counts", "seeds", shares=True)
    on_test: Array = stored("counts", "seeds", shares=True)
    sooner: Array = stored("repeated", "seeds", shares=True)

    @classmethod
    def measure(cls, digits: Split, train: Trainer, quick: bool) -> "MoreData":
        """Train with every number of images that there are, from each start.

        Raises
        ------
        InputError
            If there are so few that nothing can be compared.
        """
        all_counts, steps, fewer, seeds = (
            (QUICK_COUNTS, QUICK_STEPS, QUICK_FEWER, QUICK_SEEDS)
            if quick
            else (COUNTS, STEPS, FEWER, SEEDS)
        )
        counts = _at_most(all_counts, digits)
        repeated = [each for each in counts if fewer % (each // SETTINGS.batch) == 0]
        shape = len(counts), len(seeds)
        on_training, on_test = np.empty(shape), np.empty(shape)
        sooner = np.empty((len(repeated), len(seeds)))
        for i, j in np.ndindex(shape):
            few = chosen(digits.train, counts[i], seeds[j])
            on_training[i, j], on_test[i, j] = _learn(few, steps, seeds[j], digits, train)
            if i < len(repeated):
                _, sooner[i, j] = _learn(few, fewer, seeds[j], digits, train)
        return cls(
            Origin.of_training(digits, max(counts)),
            sizes=SETTINGS.sizes,
            activation=SETTINGS.activation,
            rate=SETTINGS.rate,
            gain=SETTINGS.gain,
            decay=SETTINGS.decay,
            batch=SETTINGS.batch,
            counts=counts,
            steps=steps,
            fewer=fewer,
            seeds=seeds,
            tested=len(digits.test),
            on_training=on_training,
            on_test=on_test,
            sooner=sooner,
        )

    @property
    def times(self) -> tuple[int, ...]:
        """How often each image was used, for every count."""
        return tuple(self.steps * self.batch // count for count in self.counts)

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        found = *self.on_test.shape, len(self.sooner)
        wanted = len(self.counts), len(self.seeds)
        if found[:2] != wanted or found[2] > wanted[0]:
            return f"counts and seeds: {wanted}, and no more of them sooner", str(found)
        if len(self.counts) < 2 or not (np.diff(self.counts) > 0).all():
            return "two or more numbers of images, rising", str(self.counts)
        return None


def chosen(digits: Digits, count: int, seed: int) -> Digits:
    """Return so many digits, drawn at random: fewer are the first ones of more."""
    return digits[np.random.default_rng([seed, CHOOSING]).permutation(len(digits))[:count]]


def _at_most(counts: tuple[int, ...], digits: Split) -> tuple[int, ...]:
    """Return the numbers of images that there are enough for: two, at least."""
    few = tuple(each for each in counts if each <= len(digits.train))
    if len(few) < 2:
        raise InputError(
            "--data",
            expected=f"{counts[1]:,} training images, at least",
            found=f"{len(digits.train):,}",
            remedy="name a larger collection",
        )
    return few


def _learn(
    few: Digits, steps: int, seed: int, digits: Split, train: Trainer
) -> tuple[float, float]:
    """Return the share that is read correctly after a training: of its images, and of others."""
    recipe = replace(SETTINGS, epochs=steps * SETTINGS.batch // len(few), seed=seed)
    part = Split(few, digits.validation[:WATCHED], digits.test, digits.name)
    mlp = train(f"{len(few):,} images, {steps:,} steps, seed {seed}", recipe, [], part).mlp
    return share_read(mlp, few), share_read(mlp, digits.test)
