"""What the algorithm in a few lines reaches: lecture 3 shows them, and says so."""

import time
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits, Split
from network.measured.memorising import share_read
from network.measured.study import Origin, Study, stored
from network.measured.trials import Trainer
from network.model.activations import Array
from network.model.backprop import one_hot
from network.model.mlp import MLP, unpack
from network.training.in_a_few_lines import learn
from network.training.recipe import Recipe
from network.training.training import start_of

#: How often each image is used, step sizes that are tried, and random starts.
EPOCHS, RATES, SEEDS = 10, (0.5, 1.0, 2.0), (0, 1, 2)

#: The same, to see that it works, and on how many images.
QUICK_EPOCHS, QUICK_RATES, QUICK_SEEDS, QUICK_IMAGES = 2, (0.5,), (0,), 200

#: The shipped network's shape, batch and random start.
RECIPE = Recipe()


@dataclass(frozen=True, eq=False)
class FewLines(Study):
    """How well networks read that :func:`network.training.in_a_few_lines.learn` trained.

    Attributes
    ----------
    sizes, batch, epochs
        Of all trainings.
    rates
        Step sizes that were tried, from the first start; they stay the same during a training.
    rate
        The one that ends best on the validation images.
    seeds
        Of the random starts, and of the order of the images.
    tested
        How many unseen images: all test images.
    seconds
        Processor time of a training with ``rate``: the mean of all starts.
    tried
        Shape (rates,): the share of validation images that are read correctly at the end.
    on_test
        Shape (seeds, epochs + 1): the share of test images that are read correctly, before the
        training and after each epoch.
    """

    name: ClassVar[str] = "few-lines"
    sizes: tuple[int, ...]
    batch: int
    epochs: int
    rates: tuple[float, ...]
    rate: float
    seeds: tuple[int, ...]
    tested: int
    seconds: float
    tried: Array = stored("rates", shares=True)
    on_test: Array = stored("seeds", "moments", shares=True)

    @classmethod
    def measure(cls, digits: Split, train: Trainer, quick: bool) -> "FewLines":
        """Train with all step sizes, and with the best one from all starts; no other trainer."""
        epochs, rates, seeds = (
            (QUICK_EPOCHS, QUICK_RATES, QUICK_SEEDS) if quick else (EPOCHS, RATES, SEEDS)
        )
        few = replace(digits, train=digits.train[:QUICK_IMAGES]) if quick else digits
        tried = [_Run(few, epochs, rate, seeds[0]) for rate in rates]
        shares = [share_read(run.networks[-1], digits.validation) for run in tried]
        best = int(np.argmax(shares))
        runs = [tried[best], *(_Run(few, epochs, rates[best], seed) for seed in seeds[1:])]
        return cls(
            Origin.of_training(digits, len(few.train)),
            sizes=RECIPE.sizes,
            batch=RECIPE.batch,
            epochs=epochs,
            rates=rates,
            rate=float(rates[best]),
            seeds=seeds,
            tested=len(digits.test),
            seconds=float(np.mean([run.seconds for run in runs])),
            tried=np.array(shares),
            on_test=np.array([[share_read(m, digits.test) for m in r.networks] for r in runs]),
        )

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        wanted = len(self.rates), len(self.seeds), self.epochs + 1
        found = *self.tried.shape, *self.on_test.shape
        if found != wanted:
            return f"step sizes, seeds and moments: {wanted}", str(found)
        if self.rate not in self.rates or self.seconds < 0:
            return "a step size that was tried, and time that passed", str(self.rate)
        return None


class _Run:
    """One training by the few lines, and what it took: networks after each epoch, seconds."""

    def __init__(self, digits: Split, epochs: int, rate: float, seed: int) -> None:
        mlp = start_of(replace(RECIPE, seed=seed))
        parameters = mlp.parameters.copy()
        W, b = map(list, unpack(mlp.sizes, parameters))
        images, wanted = _as_arrays(digits.train)
        rng = np.random.default_rng([seed, 2])
        self.networks, self.seconds = [mlp], 0.0
        for _ in range(epochs):
            start = time.process_time()
            learn(W, b, images, wanted, rate, RECIPE.batch, rng)
            self.seconds += time.process_time() - start
            self.networks.append(MLP(mlp.sizes, parameters))


def _as_arrays(digits: Digits) -> tuple[Array, Array]:
    return digits.pixels, one_hot(digits.labels)
