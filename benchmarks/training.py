"""How fast training is, next to the loop that every introduction shows.

    python -m benchmarks.training [--json FILE]

The other side is the classic one: column vectors, one example at a time, one layer at a time,
the slopes of a mini-batch added up before each step. It is there twice: as it is usually
written, and tuned as far as the idea allows (a compiled sigmoid, nothing worked out twice,
sums in place). All run in this process, by turns, in single precision and on one thread; what
is compared is processor time.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when NumPy is first imported

import argparse
import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import psutil  # comes with Snakemake
from rich.console import Console
from rich.table import Table
from scipy.special import expit

from network.digits.digits import Digits, Split
from network.digits.sources import find_mnist, own_split
from network.files.atomic import check_writable, replacing
from network.files.errors import run
from network.model.activations import Array
from network.model.backprop import gradient, one_hot
from network.model.mlp import MLP
from network.training.recipe import Recipe
from network.training.training import EpochReport, _Run, train

#: The epochs compared: images not moved and no decay, as the classic loop has it.
PLAIN = Recipe(shift=0, decay=0, schedule="constant")

#: The network, and the settings, at which the classic loop is usually shown. Its rate of 3 is
#: for a cost with a factor 1/2, and is 1.5 for ours.
CLASSIC = Recipe(sizes=(784, 30, 10), rate=1.5, shift=0, decay=0, schedule="constant")

#: How we get to 95 %: the same network, a falling rate, and another random start.
OURS = Recipe(sizes=(784, 30, 10), epochs=2, shift=0, gain=1)

#: The lecture's network has fewer neurons and takes a little longer.
SHIPPED = Recipe(epochs=8, shift=0, gain=1)

GOAL = 0.95

#: The classic loop is given up after so many epochs.
MOST_EPOCHS = 60

console = Console(highlight=False, width=100)

Pair = tuple[Array, Array]


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + exp(-z)): 0, as it should be, even where the power overflows."""
    return 1 / (1 + np.exp(-z))


def sigmoid_slope(z: Array) -> Array:
    """Return the sigmoid's slope at z."""
    return sigmoid(z) * (1 - sigmoid(z))


class ClassicNetwork:
    """A sigmoid network that learns from one example at a time.

    Parameters
    ----------
    weights, biases
        Shapes (n[k+1], n[k]) and (n[k+1], 1); copied.
    """

    def __init__(self, weights: Sequence[Array], biases: Sequence[Array]) -> None:
        self.weights = [w.copy() for w in weights]
        self.biases = [b.reshape(-1, 1).copy() for b in biases]

    @classmethod
    def random(cls, sizes: Sequence[int], rng: np.random.Generator) -> Self:
        """Return a network with all weights and biases N(0, 1), the classic start."""

        def normal(rows: int, columns: int) -> Array:
            return rng.standard_normal((rows, columns), np.float32)

        weights = [normal(to, before) for before, to in itertools.pairwise(sizes)]
        return cls(weights, [normal(to, 1) for to in sizes[1:]])

    def slopes(self, x: Array, y: Array) -> tuple[list[Array], list[Array]]:
        """Return ∂C/∂weights and ∂C/∂biases for one example: x (n[0], 1), y (n[K], 1)."""
        a, z = [x], []
        for w, b in zip(self.weights, self.biases, strict=True):
            z.append(np.dot(w, a[-1]) + b)
            a.append(sigmoid(z[-1]))
        delta = 2 * (a[-1] - y) * sigmoid_slope(z[-1])
        of_weights, of_biases = [np.dot(delta, a[-2].T)], [delta]
        for k in range(len(self.weights) - 1, 0, -1):
            delta = np.dot(self.weights[k].T, delta) * sigmoid_slope(z[k - 1])
            of_weights.insert(0, np.dot(delta, a[k - 1].T))
            of_biases.insert(0, delta)
        return of_weights, of_biases

    def summed_slopes(self, pairs: Sequence[Pair]) -> tuple[list[Array], list[Array]]:
        """Return the slopes of a mini-batch, added up example by example."""
        of_weights = [np.zeros_like(w) for w in self.weights]
        of_biases = [np.zeros_like(b) for b in self.biases]
        for x, y in pairs:
            more_weights, more_biases = self.slopes(x, y)
            of_weights = [t + more for t, more in zip(of_weights, more_weights, strict=True)]
            of_biases = [t + more for t, more in zip(of_biases, more_biases, strict=True)]
        return of_weights, of_biases

    def epoch(self, pairs: list[Pair], batch: int, rate: float, rng: np.random.Generator) -> None:
        """Use every example once, in a new order."""
        order = rng.permutation(len(pairs))
        for start in range(0, len(pairs) - batch + 1, batch):
            chosen = [pairs[i] for i in order[start : start + batch]]
            of_weights, of_biases = self.summed_slopes(chosen)
            for w, slope in zip(self.weights, of_weights, strict=True):
                w -= rate / batch * slope
            for b, slope in zip(self.biases, of_biases, strict=True):
                b -= rate / batch * slope

    def mlp(self) -> MLP:
        """Return the same network in our form."""
        return MLP.from_arrays(self.weights, [b.ravel() for b in self.biases])


class TunedNetwork(ClassicNetwork):
    """The same, as fast as it gets with one example at a time."""

    def slopes(self, x: Array, y: Array) -> tuple[list[Array], list[Array]]:
        """Return the slopes, those of the sigmoid from what the forward pass left."""
        a = [x]
        for w, b in zip(self.weights, self.biases, strict=True):
            a.append(expit(w @ a[-1] + b))
        delta = 2 * (a[-1] - y) * a[-1] * (1 - a[-1])
        of_weights, of_biases = [delta @ a[-2].T], [delta]
        for k in range(len(self.weights) - 1, 0, -1):
            delta = (self.weights[k].T @ delta) * a[k] * (1 - a[k])
            of_weights.insert(0, delta @ a[k - 1].T)
            of_biases.insert(0, delta)
        return of_weights, of_biases

    def summed_slopes(self, pairs: Sequence[Pair]) -> tuple[list[Array], list[Array]]:
        """Return the sums, without making new arrays for each example."""
        of_weights, of_biases = self.slopes(*pairs[0])
        for x, y in pairs[1:]:
            more_weights, more_biases = self.slopes(x, y)
            for total, more in zip(of_weights, more_weights, strict=True):
                total += more
            for total, more in zip(of_biases, more_biases, strict=True):
                total += more
        return of_weights, of_biases


def as_pairs(digits: Digits) -> list[Pair]:
    """Return images and wanted outputs as column vectors, made before the clock starts."""
    wanted = one_hot(digits.labels)
    return [
        (x.reshape(-1, 1), y.reshape(-1, 1)) for x, y in zip(digits.pixels, wanted, strict=True)
    ]


def check_agreement(digits: Digits, sizes: Sequence[int] = PLAIN.sizes) -> float:
    """Make sure that all sides work out the same slopes; return how far they are apart.

    Relative to the largest slope of a mini-batch of ten.
    """
    mlp = MLP.random(sizes, seed=5)
    some = digits.subset(slice(10))
    ours = gradient(mlp, some.pixels, one_hot(some.labels))
    apart = 0.0
    for kind in (ClassicNetwork, TunedNetwork):
        weights, biases = kind(mlp.weights, mlp.biases).summed_slopes(as_pairs(some))
        theirs = np.concatenate([s.ravel() for s in (*weights, *biases)]) / len(some)
        apart = max(apart, float(np.abs(ours.vector - theirs).max() / np.abs(theirs).max()))
    assert apart < 1e-5, f"all sides should have the same slopes, but they are {apart:g} apart"
    return apart


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that something takes."""
    start = time.process_time()
    with np.errstate(over="ignore"):  # see sigmoid()
        work()
    return time.process_time() - start


def compare_epochs(digits: Digits, batch: int, repetitions: int) -> dict[str, object]:
    """Time an epoch of each side, by turns: the steps alone, shuffling included."""
    recipe = replace(PLAIN, batch=batch)
    pairs, rng = as_pairs(digits), np.random.default_rng(0)
    start = MLP.random(recipe.sizes, seed=0)
    classic = ClassicNetwork(start.weights, start.biases)
    tuned = TunedNetwork(start.weights, start.biases)
    run = _Run(recipe, digits, digits.subset(slice(10)))

    def our_epoch() -> None:
        for x, wanted in run._batches(0, run.ahead.images_of(0)):
            run._descend(x, wanted)

    sides = {
        "classic": lambda: classic.epoch(pairs, batch, recipe.rate, rng),
        "tuned": lambda: tuned.epoch(pairs, batch, recipe.rate, rng),
        "ours": our_epoch,
    }
    times: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(repetitions):
        for side, epoch in sides.items():
            times[side].append(seconds(epoch))
    run.close()
    usual = {side: statistics.median(each) for side, each in times.items()}
    return {
        "ratio": usual["classic"] / usual["ours"],
        "ratio_tuned": usual["tuned"] / usual["ours"],
        "seconds": usual,
        "spread": {side: (max(each) - min(each)) / usual[side] for side, each in times.items()},
        "microseconds_per_step": 1e6 * usual["ours"] / run.steps_per_epoch,
        "images": len(digits),
    }


def classic_time_to_goal(split: Split, goal: float, most_epochs: int) -> tuple[float, int, float]:
    """Run the classic loop until it reads this share of the validation images correctly.

    Returns
    -------
    seconds
        Of training alone, without the measuring.
    epochs, accuracy
        How long it took, and what was reached.
    """
    rng = np.random.default_rng(0)
    network = ClassicNetwork.random(CLASSIC.sizes, rng)
    pairs, needed, reached, epochs = as_pairs(split.train), 0.0, 0.0, 0
    while reached < goal and epochs < most_epochs:
        needed += seconds(lambda: network.epoch(pairs, CLASSIC.batch, CLASSIC.rate, rng))
        reached, epochs = _accuracy(network.mlp(), split.validation), epochs + 1
    return needed, epochs, reached


def our_time_to_goal(recipe: Recipe, split: Split, goal: float) -> tuple[float, int, float]:
    """Run our training until it reads this share of the validation images correctly.

    Returns
    -------
    seconds
        Of everything: measuring and recording for the history included.
    epochs, accuracy
        How long it took, and what was reached.
    """
    reports: list[EpochReport] = []

    def stop_at_goal(report: EpochReport) -> None:
        reports.append(report)
        if report.validation_accuracy >= goal:
            raise KeyboardInterrupt

    needed = seconds(lambda: train(recipe, split.train, split.validation, stop_at_goal))
    return needed, len(reports), reports[-1].validation_accuracy


def compare_time_to_goal(
    split: Split, goal: float, most_epochs: int, repetitions: int
) -> dict[str, object]:
    """Time both sides up to a goal: the classic one once, ours with several seeds."""
    runs = {"classic 784-30-10": [classic_time_to_goal(split, goal, most_epochs)]}
    for recipe in (OURS, SHIPPED):
        runs["ours " + "-".join(map(str, recipe.sizes))] = [
            our_time_to_goal(replace(recipe, seed=seed), split, goal) for seed in range(repetitions)
        ]
    sides: dict[str, dict[str, Any]] = {
        side: {
            "seconds": statistics.median(needed for needed, _, _ in tries),
            "epochs": [epochs for _, epochs, _ in tries],
            "accuracy": [accuracy for _, _, accuracy in tries],
        }
        for side, tries in runs.items()
    }
    classic, ours, _ = (side["seconds"] for side in sides.values())
    return {"ratio": classic / ours, "goal": goal, "images": len(split.train), "sides": sides}


def whole_training(split: Split, recipe: Recipe | None = None, epochs: int = 3) -> dict[str, float]:
    """Time some epochs of a recipe, the shipped one if none is given; tell what all of them take.

    Everything is counted: moved images, which another process makes ahead, measuring, recording.

    Returns
    -------
    dict
        ``"seconds"`` by the clock, and ``"processor"``, seconds of both processes together.
    """
    recipe = recipe or Recipe()
    run = _Run(recipe, split.train, split.validation)
    try:
        run.epoch(0)  # waits for its images, as none of the others does
        clock, processor = time.perf_counter(), _processor_seconds()
        for epoch in range(1, 1 + epochs):
            run.epoch(epoch)
        clock, processor = time.perf_counter() - clock, _processor_seconds() - processor
    finally:
        run.close()
    share = recipe.epochs / epochs
    return {"seconds": clock * share, "processor": processor * share}


def _processor_seconds() -> float:
    """Return what this process and those it has started have used."""
    children = [each.cpu_times() for each in psutil.Process().children(recursive=True)]
    return time.process_time() + sum(each.user + each.system for each in children)


def machine_noise(repetitions: int = 15) -> float:
    """Return how much the time of always the same work varies, (max - min) / median."""
    matrix = np.random.default_rng(0).random((300, 300))

    def work() -> None:
        for _ in range(20):
            matrix @ matrix

    times = [seconds(work) for _ in range(repetitions)]
    return (max(times) - min(times)) / statistics.median(times)


def _accuracy(mlp: MLP, digits: Digits) -> float:
    return float(np.mean(mlp.forward(digits.pixels).output.argmax(axis=1) == digits.labels))


def _show_epochs(results: dict[int, dict]) -> None:
    count = next(iter(results.values()))["images"]
    table = Table(title=f"one epoch of {count:,} images, 784-16-16-10, one thread")
    sides = ("classic", "tuned", "ours")
    for column in ("batch", *sides, "classic/ours", "tuned/ours", "spread", "µs/step"):
        table.add_column(column, justify="right")
    for batch, result in results.items():
        table.add_row(
            str(batch),
            *(f"{each:.3f} s" for each in result["seconds"].values()),
            f"{result['ratio']:.1f}",
            f"{result['ratio_tuned']:.1f}",
            " / ".join(f"{spread:.0%}" for spread in result["spread"].values()),
            f"{result['microseconds_per_step']:.0f}",
        )
    console.print(table)


def _show_goal(result: dict) -> None:
    title = f"until {result['goal']:.0%} of the validation images are read correctly"
    table = Table(title=title)
    for column in ("", "seconds", "epochs", "reached"):
        table.add_column(column, justify="right")
    for side, figures in result["sides"].items():
        table.add_row(
            side,
            f"{figures['seconds']:.2f}",
            " ".join(map(str, figures["epochs"])),
            " ".join(f"{accuracy:.2%}" for accuracy in figures["accuracy"]),
        )
    console.print(table)
    console.print(
        f"classic / ours at 784-30-10: {result['ratio']:.1f}. Classic: batch 10, rate 1.5 on the "
        "cost without 1/2, start N(0, 1), one run, measuring not counted. Ours: batch 10, rate 2 "
        f"falling to 0, start with gain {OURS.gain:g}, images not moved, measuring and recording "
        "counted."
    )


def _digits() -> Split:
    mnist = find_mnist()
    if mnist is None:
        console.print("MNIST isn't at hand: our own handwriting, 12,000 digits")
        return own_split((10_000, 2_000, 10))
    return mnist


def main(arguments: Sequence[str] | None = None, split: Split | None = None) -> int:
    """Measure, print tables, and store the figures if asked to."""
    parser = argparse.ArgumentParser("python -m benchmarks.training", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", type=Path, metavar="FILE", help="store all figures there")
    parser.add_argument("--images", type=int, default=10_000, help="in an epoch (default 10000)")
    parser.add_argument("--repetitions", type=int, default=7, help="of each epoch (default 7)")
    parser.add_argument("--goal", type=float, default=GOAL, help="accuracy (default 0.95)")
    parser.add_argument("--epochs", type=int, default=MOST_EPOCHS, help="at most (default 60)")
    options = parser.parse_args(arguments)
    return run(lambda: _measure_and_store(options, split))


def _measure_and_store(options: argparse.Namespace, split: Split | None) -> None:
    """Measure on these digits, or on those there are, and store the figures if asked to."""
    if options.json:
        check_writable(options.json)
    split = split or _digits()
    some = split.train.subset(slice(options.images))
    apart = check_agreement(some)
    console.print(f"{split.name}; the slopes of all sides agree to {apart:.1g}")
    noise = machine_noise()
    epochs = {batch: compare_epochs(some, batch, options.repetitions) for batch in (10, 100)}
    _show_epochs(epochs)
    to_goal = compare_time_to_goal(split, options.goal, options.epochs, 3)
    _show_goal(to_goal)
    whole = whole_training(split)
    console.print(
        f"The shipped recipe, {Recipe().epochs} epochs, would take {whole['seconds'] / 60:.1f} "
        f"minutes now, and {whole['processor'] / 60:.1f} of processor time."
    )
    noise = max(noise, machine_noise())
    console.print(f"the same work took times that vary by {noise:.0%} on this machine")
    figures = {
        "epoch_batch10": epochs[10]["ratio"],
        "epoch_batch100": epochs[100]["ratio"],
        "time_to_95": to_goal["ratio"],
        "noise": noise,
        "data": split.name,
        "details": {"epochs": epochs, "time_to_95": to_goal, "whole_training": whole},
    }
    if options.json:
        with replacing(options.json) as file:
            file.write(json.dumps(figures, indent=2).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
