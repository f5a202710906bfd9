"""Few long looks or many small steps: lecture 3's two paths down the same land.

One network learns with the gradient of all images at once, another with batches of a few, from the
same random start. Both look at the same number of images. Each does it with several step sizes, and
the one that ends lowest is kept. The land is the cost on the plane that holds the random start and
both ends, so these three lie on it exactly; on the way, both leave it.
"""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits, Split
from network.measured.cost_plane import Plane
from network.measured.memorising import WATCHED, share_read
from network.measured.study import Origin, Study, stored
from network.measured.trials import Trainer
from network.model.activations import Array
from network.model.backprop import Backpropagation, one_hot
from network.model.mlp import MLP
from network.training.recipe import Recipe
from network.training.training import Training, start_of

#: Which of two ways to learn: places in the arrays of :class:`SmallSteps`.
FULL, SMALL = 0, 1

#: Images to learn from, unseen ones to be judged on, how often each is used, step sizes that are
#: tried, and random starts.
IMAGES, TESTED, EPOCHS = 5000, 2000, 60
RATES, SEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0), (0, 1, 2)

#: The same, to see that it works.
QUICK_IMAGES, QUICK_EPOCHS, QUICK_RATES, QUICK_SEEDS = 100, 4, (0.5, 2.0), (0,)

#: Points along each side of the land, and how long a side is, as a multiple of the paths' extent.
POINTS, QUICK_POINTS, ROOM = 61, 9, 1.3

#: Small steps are all kept at first; then their number grows by this factor from one to the next.
FIRST, FACTOR = 40, 1.03

#: How often steps are timed; of several runs, the middle one counts.
TIMED = 7

#: The shipped network's shape and batches. Nothing but the gradient decides where a step leads:
#: images stay where they are, weights don't decay, and the step size stays the same.
RECIPE = Recipe(schedule="constant", decay=0.0, shift=0.0)


@dataclass(frozen=True, eq=False)
class SmallSteps(Study):
    """What two ways to learn had come to, after the same number of images.

    The first way takes a step each time that it has seen all images (0), the second one after each
    batch (1).

    Attributes
    ----------
    sizes, batch, epochs
        Of all trainings; ``batch`` is that of the small steps.
    rates
        Step sizes that were tried: factors of the mean gradient.
    chosen
        The one of each way that is kept: it ends at the lowest cost, from the first start.
    seeds
        Of the random starts.
    tested
        How many test images, the first ones.
    seconds
        Shape (2,): processor time that a step of each takes.
    tried
        Shape (2, rates): the cost at the end, from the first start.
    steps
        Shape (moments,): after how many small steps ``small_cost`` and ``small_path`` are known.
    full_cost, small_cost
        Shapes (seeds, epochs + 1) and (seeds, moments): the mean cost of all images, at the
        random start and after each full step, or so many small ones.
    unseen
        Shape (2, seeds): the share of test images that are read correctly at the end.
    across, upward
        Shapes (columns,) and (rows,): x and y of the land's grid, rising, equally far apart. x
        leads from the start to the end of the small steps.
    cost
        Shape (rows, columns): the mean cost there.
    full_path, small_path
        Shapes (epochs + 1, 2) and (moments, 2): where the networks of the first start lie on the
        plane; the start is (0, 0).
    """

    name: ClassVar[str] = "small-steps"
    sizes: tuple[int, ...]
    batch: int
    epochs: int
    rates: tuple[float, ...]
    chosen: tuple[float, ...]
    seeds: tuple[int, ...]
    tested: int
    seconds: Array = stored(2)
    tried: Array = stored(2, "rates")
    steps: Array = stored("moments", dtype="int64")
    full_cost: Array = stored("seeds", "full")
    small_cost: Array = stored("seeds", "moments")
    unseen: Array = stored(2, "seeds", shares=True)
    across: Array = stored("columns")
    upward: Array = stored("rows")
    cost: Array = stored("rows", "columns")
    full_path: Array = stored("full", 2)
    small_path: Array = stored("moments", 2)

    @classmethod
    def measure(cls, digits: Split, train: Trainer, quick: bool) -> "SmallSteps":
        """Train in both ways with all step sizes, and with the best ones from all starts."""
        count, epochs, rates, seeds = (
            (QUICK_IMAGES, QUICK_EPOCHS, QUICK_RATES, QUICK_SEEDS)
            if quick
            else (IMAGES, EPOCHS, RATES, SEEDS)
        )
        few, unseen = digits.train[:count], digits.test[:TESTED]
        part = Split(few, digits.validation[:WATCHED], unseen, digits.name)
        steps = kept_steps(epochs * (len(few) // RECIPE.batch))
        ways = (
            _Way("all at once", len(few), range(1, epochs + 1), part, train),
            _Way("small steps", RECIPE.batch, steps[1:], part, train),
        )
        tried = [[way.train(rate, epochs, seeds[0]) for rate in rates] for way in ways]
        ends = np.array([[mean_cost(each.mlp, few) for each in way] for way in tried])
        best = ends.argmin(axis=1)
        chosen = tuple(float(rates[k]) for k in best)
        runs = [
            [one[k], *(way.train(rates[k], epochs, seed) for seed in seeds[1:])]
            for way, one, k in zip(ways, tried, best, strict=True)
        ]
        costs = [np.array([[mean_cost(m, few) for m in _path(r)] for r in way]) for way in runs]
        parameters = [_parameters(way[0]) for way in runs]
        land = _Land(*parameters, few, QUICK_POINTS if quick else POINTS)
        return cls(
            Origin.of_training(digits, len(few)),
            sizes=RECIPE.sizes,
            batch=RECIPE.batch,
            epochs=epochs,
            rates=rates,
            chosen=chosen,
            seeds=seeds,
            tested=len(unseen),
            seconds=np.array([seconds_a_step(few, each) for each in (len(few), RECIPE.batch)]),
            tried=ends,
            steps=np.array(steps),
            full_cost=costs[FULL],
            small_cost=costs[SMALL],
            unseen=np.array([[share_read(r.mlp, unseen) for r in way] for way in runs]),
            across=land.across,
            upward=land.upward,
            cost=land.cost,
            full_path=land.paths[FULL],
            small_path=land.paths[SMALL],
        )

    @property
    def steps_in_the_same_time(self) -> int:
        """How many small steps take as long as all full ones: no more than were taken."""
        return min(int(self.epochs * self.seconds[FULL] / self.seconds[SMALL]), int(self.steps[-1]))

    def small_cost_after(self, steps: float) -> Array:
        """Return the cost of each start after so many small steps: shape (seeds,)."""
        return np.array([np.interp(steps, self.steps, costs) for costs in self.small_cost])

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        lengths = len(self.seeds), len(self.rates), self.epochs + 1
        found = (*self.unseen.shape[1:], *self.tried.shape[1:], self.full_cost.shape[1])
        if found != lengths:
            return f"seeds, step sizes and full steps: {lengths}", str(found)
        if not (np.diff(self.steps) > 0).all() or not (self.seconds > 0).all():
            return "rising steps that take time", "others"
        costs = self.tried, self.full_cost, self.small_cost, self.cost
        lowest, highest = min(map(np.min, costs)), max(map(np.max, costs))
        if not 0 <= lowest <= highest <= 10 + 1e-9:
            return "costs from 0 to 10", f"{lowest:g} to {highest:g}"
        inside = all(
            axis[0] <= places.min() and places.max() <= axis[-1]
            for path in (self.full_path, self.small_path)
            for axis, places in zip((self.across, self.upward), path.T, strict=True)
        )
        return None if inside else ("paths on the grid", "one that leaves it")


@dataclass(frozen=True)
class _Way:
    """One of two ways to learn."""

    name: str
    batch: int
    kept: Sequence[int]
    part: Split
    trainer: Trainer

    def train(self, rate: float, epochs: int, seed: int) -> Training:
        recipe = replace(RECIPE, batch=self.batch, rate=rate, epochs=epochs, seed=seed)
        name = f"{self.name}, step size {rate:g}, seed {seed}"
        return self.trainer(name, recipe, self.kept, self.part)


class _Land:
    """The plane that holds a start and two ends: its grid, its costs, and both paths on it."""

    def __init__(self, full: Array, small: Array, digits: Digits, points: int) -> None:
        start = full[0]
        directions = plane_through(small[-1] - start, full[-1] - start)
        self.paths = [(each - start) @ directions.T for each in (full, small)]
        both = np.concatenate(self.paths)
        low, high = both.min(axis=0), both.max(axis=0)
        side = ROOM * float((high - low).max())
        grid = np.linspace(-side / 2, side / 2, points)
        self.across, self.upward = ((low + high)[:, None] / 2 + grid).copy()
        places = np.stack(np.meshgrid(self.across, self.upward), axis=-1).reshape(-1, 2)
        plane = Plane(MLP(RECIPE.sizes, start, RECIPE.activation), directions)
        self.cost = plane.costs(places, digits).reshape(points, points)


def plane_through(first: Array, second: Array) -> Array:
    """Return two directions of length 1 at right angles, shape (2, p), whose plane holds both.

    The first one is that of ``first``; along the other one, ``second`` is positive.
    """
    across = first / np.linalg.norm(first)
    rest = second - (second @ across) * across
    return np.stack([across, rest / np.linalg.norm(rest)])


def kept_steps(last: int) -> list[int]:
    """Return after which small steps networks are kept: the start and the last one among them."""
    steps = list(range(min(FIRST, last) + 1))
    while steps[-1] < last:
        steps.append(min(last, max(steps[-1] + 1, round(FACTOR * steps[-1]))))
    return steps


def mean_cost(mlp: MLP, digits: Digits) -> float:
    """Return the mean cost of all digits."""
    difference = mlp.forward(digits.pixels).output - one_hot(digits.labels)
    return float(np.square(difference, dtype=np.float64).sum(axis=1).mean())


def seconds_a_step(digits: Digits, batch: int) -> float:
    """Return the processor time that a step takes, in the trainer's own arithmetic; the median.

    What is timed is a gradient and the step along it, for as many batches as there are digits for.
    """
    mlp = start_of(RECIPE)
    run = Backpropagation.of(mlp, batch)
    pixels, wanted = digits.pixels, one_hot(digits.labels)
    places, found = range(0, len(digits) - batch + 1, batch), []
    for _ in range(TIMED):
        parameters, start = mlp.parameters.copy(), time.process_time()
        for k in places:
            here = slice(k, k + batch)
            parameters -= run(mlp.weights, mlp.biases, pixels[here], wanted[here], 1 / batch).vector
        found.append((time.process_time() - start) / len(places))
    return max(statistics.median(found), 1e-9)  # a clock may be too coarse to see any


def _path(training: Training) -> Iterator[MLP]:
    """Yield the networks that were kept, at the end the trained one itself."""
    for index in range(len(training.history.snapshot_step) - 1):
        yield training.history.network(index)
    yield training.mlp


def _parameters(training: Training) -> Array:
    """Return the parameters of all networks that were kept: shape (moments, p), float64."""
    return np.stack([mlp.parameters.astype(float) for mlp in _path(training)])
