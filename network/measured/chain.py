"""The smallest network with all that a large one has: one neuron a layer, which really learned.

It is told how much ink an image has, and is to say whether that is a 0 or a 1. All that it can do
so is to draw a line somewhere between light and dark; so the control is the best such line.
"""

import math
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits, Split
from network.measured.study import Origin, Study, stored
from network.measured.trials import Trainer
from network.model.activations import Array
from network.model.backprop import Backpropagation
from network.model.mlp import MLP, unpack
from network.questions import mean_ink as ink
from network.training.recipe import Recipe
from network.training.training import start_of

#: Neurons a layer, how often each image is used, and random starts.
SIZES, EPOCHS, SEEDS = (1, 1, 1, 1), 10, (0, 1, 2)

#: The same, to see that it works.
QUICK_EPOCHS, QUICK_SEEDS = 2, (0,)

#: The shipped network's batches, its step size that falls to 0, its kind of random start. There
#: are six parameters and no pixels: nothing to be shrunk, nothing to be moved.
RECIPE = Recipe(sizes=SIZES, decay=0.0, shift=0.0)

#: An output above it says 0; the others say 1.
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Chain(Study):
    """What networks with one neuron a layer learned to tell by the mean ink of an image.

    The input is the mean of the pixels, 0 to 1; the output should be 1 for a 0, and 0 for a 1.

    Attributes
    ----------
    zero, one
        The two digits, as labels.
    sizes, batch, rate, epochs
        Of all trainings; the step size falls from ``rate`` to 0.
    seeds
        Of the random starts, and of the order of the images.
    chosen
        The seed whose network reads most validation images correctly; of several, the first.
    learned_from, validated, tested
        How many images there are of these two digits, in the three parts of the data.
    on_test
        The share of test images that the chosen one reads correctly: no other was tested.
    threshold
        The control: the mean ink above which an image is called a 0, chosen so that most training
        images are called what they are.
    threshold_on_test
        The share of test images that are called correctly so.
    commoner
        The share of test images that is right if one always says the digit that is commoner among
        the training images.
    mean_ink
        Shape (2,): of the training images of a 0, and of a 1.
    parameters
        Shape (seeds, 6): in the order of :func:`network.model.mlp.unpack`, three weights and then
        three biases, float64.
    validation
        Shape (seeds,): the share of validation images that are read correctly at the end.
    """

    name: ClassVar[str] = "chain"
    zero: ClassVar[int] = ink.ZERO
    one: ClassVar[int] = ink.ONE
    sizes: tuple[int, ...]
    batch: int
    rate: float
    epochs: int
    seeds: tuple[int, ...]
    chosen: int
    learned_from: int
    validated: int
    tested: int
    on_test: float
    threshold: float
    threshold_on_test: float
    commoner: float
    mean_ink: Array = stored(2, shares=True)
    parameters: Array = stored("seeds", 6)
    validation: Array = stored("seeds", shares=True)

    @classmethod
    def measure(cls, digits: Split, train: Trainer, quick: bool) -> "Chain":
        """Train from all starts; the trainer, which knows pixels only, has nothing to do.

        Raises
        ------
        InputError
            If a part of the data has no 0, or no 1.
        """
        epochs, seeds = (QUICK_EPOCHS, QUICK_SEEDS) if quick else (EPOCHS, SEEDS)
        parts = digits.train, digits.validation, digits.test
        learn, choose, test = (_Inks(ink.zeros_and_ones(part)) for part in parts)
        networks = [_trained(learn, epochs, seed) for seed in seeds]
        shares = [choose.share_read(each) for each in networks]
        best = int(np.argmax(shares))
        threshold = learn.best_threshold()
        return cls(
            Origin.of_training(digits, len(digits.train)),
            sizes=SIZES,
            batch=learn.batch,
            rate=RECIPE.rate,
            epochs=epochs,
            seeds=seeds,
            chosen=seeds[best],
            learned_from=len(learn.ink),
            validated=len(choose.ink),
            tested=len(test.ink),
            on_test=test.share_read(networks[best]),
            threshold=threshold,
            threshold_on_test=test.share_called(test.ink > threshold),
            commoner=test.share_called(np.full(len(test.ink), learn.zeros.mean() > HALF)),
            mean_ink=np.array([learn.ink[learn.zeros].mean(), learn.ink[~learn.zeros].mean()]),
            parameters=np.stack([each.parameters for each in networks]),
            validation=np.array(shares),
        )

    @property
    def mlp(self) -> MLP:
        """The chosen network, float64."""
        return MLP(self.sizes, self.parameters[self.seeds.index(self.chosen)])

    @property
    def turning_point(self) -> float | None:
        """The mean ink at which the chosen network's output is 1/2; ``None`` if it never is."""
        z, a, mlp = 0.0, 0.0, self.mlp
        for weights, biases in zip(mlp.weights[::-1], mlp.biases[::-1], strict=True):
            weight, bias = weights.item(), biases.item()
            a = (z - bias) / weight if weight else 0.0
            if not 0 < a < 1:
                return None
            z = math.log(a / (1 - a))
        return a

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        if self.sizes != SIZES:
            return f"a network of {SIZES}", str(self.sizes)
        if len(self.seeds) != len(self.validation) or not self.seeds:
            return f"as many networks as seeds: {self.seeds}", str(len(self.validation))
        best = self.seeds[int(self.validation.argmax())]
        if self.chosen != best:
            return f"the seed that reads validation images best: {best}", str(self.chosen)
        if not 0 < self.learned_from <= self.origin.count or min(self.validated, self.tested) < 1:
            return f"images of two digits, at most {self.origin.count}", str(self.learned_from)
        shares = self.on_test, self.threshold_on_test, self.commoner, self.threshold
        if not 0 <= min(shares) <= max(shares) <= 1:
            return "shares from 0 to 1", str(shares)
        return None


class _Inks:
    """The mean inks of images of a 0 or a 1, shape (n,), and which are of a 0, shape (n,)."""

    def __init__(self, digits: Digits) -> None:
        self.ink, self.zeros = ink.mean_ink(digits.images), digits.labels == ink.ZERO
        self.wanted = ink.wanted_of(digits.labels)
        #: How many are used at once: all, if there are too few.
        self.batch = min(RECIPE.batch, len(self.ink))

    def share_called(self, zero: Array) -> float:
        """Return for which share it is true that they are of a 0, or not; shape (n,), bool."""
        return float(np.mean(zero == self.zeros))

    def share_read(self, mlp: MLP) -> float:
        """Return the share that a network reads correctly."""
        return self.share_called(mlp.forward(self.ink[:, None]).output[:, 0] > HALF)

    def best_threshold(self) -> float:
        """Return the ink above which most are rightly called a 0: the lowest of the best ones.

        It lies halfway between the inks of two images, or is 0, when all are called a 0, or 1,
        when none is.
        """
        inks = np.unique(self.ink)
        cuts = np.array([0.0, *(inks[:-1] + inks[1:]) / 2, 1.0])
        zeros, ones = np.sort(self.ink[self.zeros]), np.sort(self.ink[~self.zeros])
        missed = np.searchsorted(zeros, cuts, side="right")
        rightly = np.searchsorted(ones, cuts, side="right")
        return float(cuts[int(np.argmax(rightly - missed))])


def _trained(inks: _Inks, epochs: int, seed: int) -> MLP:
    """Return the network that a start has become, float64; incomplete batches are left out."""
    start = start_of(replace(RECIPE, seed=seed)).astype(np.float64)
    parameters, batch = start.parameters.copy(), inks.batch
    weights, biases = unpack(SIZES, parameters)
    run = Backpropagation(SIZES, start.activation, batch, np.float64)
    steps = len(inks.ink) // batch
    for epoch in range(epochs):
        order = np.random.default_rng([seed, 2, epoch]).permutation(len(inks.ink))
        x, wanted = inks.ink[order, None], inks.wanted[order, None]
        for step in range(steps):
            here = slice(step * batch, (step + 1) * batch)
            rate = RECIPE.rate_at((epoch + step / steps) / epochs)
            parameters -= run(weights, biases, x[here], wanted[here], rate / batch).vector
    return MLP(SIZES, parameters)
