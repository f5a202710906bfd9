"""Mini-batch stochastic gradient descent, recorded so that films can play it back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from network.digits.digits import CLASSES, PIXELS, Digits
from network.files.errors import InputError
from network.model.activations import Array
from network.model.backprop import Backpropagation, cost, one_hot
from network.model.mlp import MLP, parameter_count, unpack
from network.training.ahead import Ahead, order_of
from network.training.recipe import Recipe
from network.training.stored import History

#: How many snapshots a history holds at most, and how many bytes they may take together.
SNAPSHOTS, SNAPSHOT_BYTES = 128, 3_400_000

#: A history holds at most this many costs of mini-batches, each the mean of a stretch.
STEP_COSTS = 4000

#: Parameters beyond this can't be stored in a history, and no training that works needs them.
LARGEST_PARAMETER = float(np.finfo(np.float16).max)

#: Images turned to floating point at a time; more would no longer fit the processor's cache.
BLOCK = 200


@dataclass(frozen=True)
class EpochReport:
    """How the training stands after an epoch.

    Attributes
    ----------
    epoch
        How many are over.
    cost
        Mean mini-batch cost in this one.
    validation_cost, validation_accuracy
        On images that nothing is learned from.
    """

    epoch: int
    cost: float
    validation_cost: float
    validation_accuracy: float


@dataclass(frozen=True, eq=False)
class Training:
    """What a training ended with.

    Attributes
    ----------
    mlp
        The trained network, float32.
    history
        How it got there.
    epochs
        How many epochs were completed; fewer than the recipe's if it was interrupted.
    """

    mlp: MLP
    history: History
    epochs: int


def train(
    recipe: Recipe,
    images: Digits,
    validation: Digits,
    report: Callable[[EpochReport], None] = lambda _: None,
    snapshots: Iterable[int] | None = None,
) -> Training:
    """Train a network.

    Ctrl-C ends the training early and returns what has been learned so far.

    Parameters
    ----------
    recipe
        All settings; the same recipe and data give the same network on the same machine.
    images
        To learn from.
    validation
        To measure with, never learned from.
    report
        Called after every epoch.
    snapshots
        After how many steps to keep a network, besides the random start and the last one. If
        nothing is said they are dense early and sparse late, as many as a file can hold.

    Raises
    ------
    InputError
        If the data don't fit the recipe, or the parameters grow beyond all bounds.
    """
    check_sizes(recipe)
    _check_batch(recipe, images)
    run = _Run(recipe, images, validation, snapshots)
    try:
        for epoch in range(recipe.epochs):
            report(run.epoch(epoch))
    except KeyboardInterrupt:
        run.interrupt()
    finally:
        run.close()
    return run.result()


def check_sizes(recipe: Recipe) -> None:
    """Make sure that a network takes the pixels of digits and answers with digits.

    Raises
    ------
    InputError
        If not.
    """
    if recipe.sizes[0] != PIXELS or recipe.sizes[-1] != CLASSES:
        raise InputError(
            "--sizes",
            expected=f"{PIXELS} first (the pixels) and {CLASSES} last (the digits)",
            found=" ".join(map(str, recipe.sizes)),
            remedy=f"change only what is between {PIXELS} and {CLASSES}",
        )


def _check_batch(recipe: Recipe, images: Digits) -> None:
    if recipe.batch > len(images):
        raise InputError(
            "--batch",
            expected=f"at most {len(images)}, the number of training images",
            found=str(recipe.batch),
            remedy="give a smaller batch, or more images",
        )


class _Run:
    """A training under way: the parameters, and everything that is done to them."""

    def __init__(
        self,
        recipe: Recipe,
        images: Digits,
        validation: Digits,
        snapshots: Iterable[int] | None = None,
    ) -> None:
        self.recipe, self.images, self.validation = recipe, images, validation
        self.wanted = one_hot(images.labels, recipe.sizes[-1])
        self.validation_pixels = validation.pixels
        self.validation_wanted = one_hot(validation.labels, recipe.sizes[-1])
        self.parameters = start_of(recipe).parameters.copy()
        self.weights, self.biases = unpack(recipe.sizes, self.parameters)
        # The weights lie before the biases, so one multiplication shrinks them all.
        self.all_weights = self.parameters[: sum(w.size for w in self.weights)]
        self.backpropagate = Backpropagation(recipe.sizes, recipe.activation, recipe.batch)
        self.steps_per_epoch = len(images) // recipe.batch
        self.step = 0
        self.log = _Log(recipe, self.steps_per_epoch, snapshots)
        self.ahead = Ahead(images.images, recipe.shift, recipe.seed, recipe.epochs)
        self._take_snapshot()

    def epoch(self, number: int) -> EpochReport:
        """Use every training image once, in a new order."""
        images = self.ahead.images_of(number)
        costs = np.empty(self.steps_per_epoch, np.float32)
        with np.errstate(over="ignore", invalid="ignore"):  # _network() will notice
            for index, (x, wanted) in enumerate(self._batches(number, images)):
                costs[index] = self._descend(x, wanted)
                if self.log.wants_snapshot(self.step):
                    self._take_snapshot()
        report = EpochReport(number + 1, float(costs.mean()), *self._validate(self._network()))
        self.log.epoch(costs, report)
        return report

    def interrupt(self) -> None:
        """Take note of where the training was stopped."""
        if self.log.snapshots[-1].step != self.step:
            self._take_snapshot()

    def close(self) -> None:
        """Let go what moves images."""
        self.ahead.close()

    def result(self) -> Training:
        """Return the trained network with its history."""
        mlp = self._network()
        return Training(mlp, self.log.history(mlp), len(self.log.epochs))

    def _descend(self, x: Array, wanted: Array) -> float:
        """Take one step downhill; return the mean cost of the batch before it."""
        recipe = self.recipe
        rate = recipe.rate_at(self.step / (recipe.epochs * self.steps_per_epoch))
        step = self.backpropagate(self.weights, self.biases, x, wanted, rate / recipe.batch)
        if recipe.decay:
            self.all_weights *= 1 - rate * recipe.decay
        self.parameters -= step.vector
        self.step += 1
        return self.backpropagate.summed_cost / recipe.batch

    def _network(self) -> MLP:
        """Return the network as it is now."""
        largest = np.abs(self.parameters).max()
        if not largest <= LARGEST_PARAMETER:  # NaN isn't either
            raise InputError(
                "--rate",
                expected="settings with which weights and biases stay moderate",
                found=f"one of {largest:.3g} after {self.step} steps at rate {self.recipe.rate}",
                remedy="train again with a lower rate or gain",
            )
        return MLP(self.recipe.sizes, self.parameters, self.recipe.activation)

    def _validate(self, mlp: MLP) -> tuple[float, float]:
        """Return cost and accuracy on the validation images."""
        output = mlp.forward(self.validation_pixels).output
        accuracy = float(np.mean(output.argmax(axis=1) == self.validation.labels))
        return cost(output, self.validation_wanted), accuracy

    def _take_snapshot(self) -> None:
        mlp = self._network()
        parameters = mlp.parameters.astype(np.float16)
        self.log.snapshots.append(_Snapshot(self.step, parameters, *self._validate(mlp)))

    def _batches(self, epoch: int, images: Array) -> Iterator[tuple[Array, Array]]:
        """Yield each step's images (batch, 784) and wanted outputs (batch, 10).

        What doesn't fill a batch is left out; another epoch leaves out others. Images are those of
        a moment: the memory is used again.

        Parameters
        ----------
        epoch
            Which one, from 0.
        images
            Shape (n, 784) uint8, in this epoch's order.
        """
        batch = self.recipe.batch
        wanted = self.wanted[order_of(len(images), self.recipe.seed, epoch)]
        end = self.steps_per_epoch * batch
        block = max(1, BLOCK // batch) * batch
        memory = np.empty((block, images.shape[1]), np.float32)
        for start in range(0, end, block):
            some = images[start : min(start + block, end)]
            pixels = np.multiply(some, np.float32(1 / 255), out=memory[: len(some)])
            for i in range(0, len(some), batch):
                yield pixels[i : i + batch], wanted[start + i : start + i + batch]


def start_of(recipe: Recipe) -> MLP:
    """Return the random network a training begins with."""
    seed = np.random.default_rng([recipe.seed, 0])
    return MLP.random(recipe.sizes, recipe.activation, seed=seed, gain=recipe.gain)


class _Snapshot(NamedTuple):
    """A network along the way: its parameters as float16, and how it did on validation."""

    step: int
    parameters: Array
    cost: float
    accuracy: float


class _Log:
    """Collects what a history will tell.

    Ctrl-C may come at any moment, so whatever belongs together is added together.
    """

    def __init__(
        self, recipe: Recipe, steps_per_epoch: int, snapshots: Iterable[int] | None = None
    ) -> None:
        self.recipe, self.steps_per_epoch = recipe, steps_per_epoch
        if snapshots is None:
            self.wanted_steps = _snapshot_steps(recipe, steps_per_epoch)
        else:
            self.wanted_steps = frozenset([*snapshots, recipe.epochs * steps_per_epoch])
        self.snapshots: list[_Snapshot] = []
        #: Costs of each epoch's mini-batches, with its report.
        self.epochs: list[tuple[Array, EpochReport]] = []

    def wants_snapshot(self, step: int) -> bool:
        """Whether this step is one of those to be kept."""
        return step in self.wanted_steps

    def epoch(self, costs: Array, report: EpochReport) -> None:
        """Keep an epoch's mini-batch costs and its report."""
        self.epochs.append((costs, report))

    def history(self, mlp: MLP) -> History:
        """Return the record of a training that ended with this network."""
        step, step_cost = _thinned([costs for costs, _ in self.epochs])
        steps, parameters, costs, accuracies = zip(*self.snapshots, strict=True)
        return History(
            sizes=mlp.sizes,
            activation=mlp.activation,
            fingerprint=mlp.fingerprint,
            steps_per_epoch=self.steps_per_epoch,
            step=step,
            step_cost=step_cost,
            epoch_cost=self._column("cost"),
            validation_cost=self._column("validation_cost"),
            validation_accuracy=self._column("validation_accuracy"),
            snapshot_step=np.array(steps),
            snapshots=np.stack(parameters),
            snapshot_cost=np.array(costs, np.float32),
            snapshot_accuracy=np.array(accuracies, np.float32),
        )

    def _column(self, name: str) -> Array:
        """Return one figure of every epoch: (epochs,)."""
        return np.array([getattr(report, name) for _, report in self.epochs], np.float32)


def _snapshot_steps(recipe: Recipe, steps_per_epoch: int) -> frozenset[int]:
    """Return the steps after which to keep a network: dense early, sparse late, and the last.

    The gaps grow in proportion to the steps taken, as the interest falls.
    """
    total = recipe.epochs * steps_per_epoch
    size = np.dtype(np.float16).itemsize * parameter_count(recipe.sizes)
    count = max(2, min(SNAPSHOTS, SNAPSHOT_BYTES // size))
    steps = np.geomspace(1, total, count - 1).round().astype(int)
    return frozenset([*steps.tolist(), total])


def _thinned(step_costs: list[Array]) -> tuple[Array, Array]:
    """Return (steps, mean costs), both (m,), with at most about STEP_COSTS entries."""
    costs = np.concatenate(step_costs) if step_costs else np.empty(0, np.float32)
    stretch = max(1, -(-len(costs) // STEP_COSTS))
    ends = np.arange(stretch, len(costs) + 1, stretch)
    means = costs[: len(ends) * stretch].reshape(len(ends), stretch).mean(axis=1)
    return ends, means
