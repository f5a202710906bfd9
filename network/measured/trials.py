"""Trainings and timings for :mod:`network.measured.experiments`."""

import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

from network.digits.digits import CLASSES, PIXELS, Digits, Split
from network.files.archive import Provenance
from network.files.errors import InputError
from network.measured.controls import Again, Linear
from network.measured.experiments import DeepRun, Depth, Timing, Widths
from network.model.backprop import cost, one_hot
from network.questions.measures import examine
from network.questions.steepness import mean_slopes
from network.training.recipe import Recipe
from network.training.training import Training, start_of


class Trainer(Protocol):
    """Trains networks on the digits of an experiment, and shows whoever is watching."""

    def __call__(
        self,
        name: str,
        recipe: Recipe,
        snapshots: Sequence[int] | None = None,
        of: Split | None = None,
    ) -> Training:
        """Train by a recipe, shown under a name, on other digits if they are given.

        See :func:`network.training.training.train`.
        """


#: Training images that costs along the way, and slopes at the start, are measured on.
COST_IMAGES, SLOPE_IMAGES = 5000, 1000

#: Points of the curves, about: half of them dense early, half of them evenly spread.
POINTS = 100


@dataclass(frozen=True)
class Plan:
    """How much is to be tried.

    Attributes
    ----------
    hidden, seeds, width_epochs
        Hidden layers of the networks to compare, and how each is trained.
    deep, rates, depth_epochs
        Hidden layers of the deep network, and how it is trained.
    again, patience, patient_rates
        Other starts of the deep networks; epochs of the longer trainings, and rates for these.
    linear_rates, shifts, linear_epochs
        What is tried with a network without hidden layers: rates with the first of the shifts,
        then the other shifts with the best rate.
    """

    hidden: tuple[tuple[int, ...], ...] = ((8, 8), (16, 16), (32, 32))
    seeds: tuple[int, ...] = (0, 1, 2)
    width_epochs: int = 40
    deep: tuple[int, ...] = (32,) * 6
    rates: tuple[float, ...] = (0.03, 0.1, 0.3, 1.0, 3.0)
    depth_epochs: int = 10
    again: tuple[int, ...] = (1, 2)
    patience: int = 60
    patient_rates: tuple[float, ...] = (1.0, 3.0)
    linear_rates: tuple[float, ...] = (0.1, 0.5, 2.0)
    shifts: tuple[float, ...] = (0.0, 1.0)
    linear_epochs: int = 40


#: Enough to see that everything works.
QUICK = Plan(
    seeds=(0,),
    width_epochs=2,
    rates=(0.1, 1.0),
    depth_epochs=2,
    again=(1,),
    patience=3,
    patient_rates=(1.0,),
    linear_rates=(0.5,),
    linear_epochs=2,
)


# --- widths ----------------------------------------------------------------------------------


def compare_widths(plan: Plan, digits: Split, train: Trainer) -> Widths:
    """Train networks of several widths with several seeds each, and test them all."""
    sizes = tuple((PIXELS, *hidden, CLASSES) for hidden in plan.hidden)
    accuracy = np.empty((len(sizes), len(plan.seeds)))
    for i, each in enumerate(sizes):
        for j, seed in enumerate(plan.seeds):
            recipe = Recipe(sizes=each, epochs=plan.width_epochs, seed=seed)
            training = train(f"{'-'.join(map(str, each))}, seed {seed}", recipe, ())
            accuracy[i, j] = examine(training.mlp, digits.test).accuracy
    return Widths(
        sizes=sizes,
        seeds=plan.seeds,
        epochs=plan.width_epochs,
        data=Provenance(digits.name, digits.sha256),
        accuracy=accuracy,
    )


def try_without_hidden_layers(plan: Plan, digits: Split, train: Trainer) -> Linear:
    """Train a network of nothing but ten sums, with the settings that suit it best; test it."""
    sizes, first = (PIXELS, CLASSES), plan.seeds[0]

    def run(rate: float, shift: float, seed: int) -> Training:
        recipe = Recipe(sizes=sizes, epochs=plan.linear_epochs, rate=rate, shift=shift, seed=seed)
        return train(f"784-10, rate {rate:g}, shift {shift:g}, seed {seed}", recipe, ())

    unmoved, *moved = plan.shifts
    at_rates = {rate: run(rate, unmoved, first) for rate in plan.linear_rates}
    rate = max(at_rates, key=lambda each: _ending(at_rates[each]))
    at_shifts = {unmoved: at_rates[rate]} | {each: run(rate, each, first) for each in moved}
    shift = max(at_shifts, key=lambda each: _ending(at_shifts[each]))
    chosen = [at_shifts[shift], *(run(rate, shift, seed) for seed in plan.seeds[1:])]
    return Linear(
        sizes=sizes,
        epochs=plan.linear_epochs,
        data=Provenance(digits.name, digits.sha256),
        rates=plan.linear_rates,
        shifts=plan.shifts,
        at_rates=np.array([_ending(each)[0] for each in at_rates.values()]),
        at_shifts=np.array([_ending(each)[0] for each in at_shifts.values()]),
        rate=rate,
        shift=shift,
        seeds=plan.seeds,
        accuracy=np.array([examine(each.mlp, digits.test).accuracy for each in chosen]),
    )


# --- depth -----------------------------------------------------------------------------------


def compare_depth(plan: Plan, digits: Split, train: Trainer) -> Depth:
    """Train a deep network of sigmoids and of ReLU, each at the rate that suits it best."""
    recipe = Recipe(
        sizes=(PIXELS, *plan.deep, CLASSES), epochs=plan.depth_epochs, decay=0.0, shift=0.0
    )
    points = _points(recipe.epochs * (len(digits.train) // recipe.batch))
    runs = {}
    for name, activation, gain in (
        ("sigmoid", "sigmoid", 1.0),
        ("relu", "relu", 1.0),
        ("fitted", "sigmoid", 4.0),
    ):
        mine = replace(recipe, activation=activation, gain=gain)
        best, training, accuracies = _at_best_rate(
            mine, plan.rates, partial(train, snapshots=points)
        )
        runs[name] = _deep_run(best, training, accuracies, digits.train)
    return Depth(
        sizes=recipe.sizes,
        epochs=recipe.epochs,
        batch=recipe.batch,
        seed=recipe.seed,
        data=Provenance(digits.name, digits.sha256),
        rates=plan.rates,
        cost_images=len(digits.train[:COST_IMAGES]),
        slope_images=len(digits.train[:SLOPE_IMAGES]),
        step=np.array([0, *points]),
        **runs,
    )


def race_again(plan: Plan, depth: Depth, train: Trainer) -> Again:
    """Run the race of deep networks from other starts, and let sigmoids learn for longer."""
    endings = {
        name: np.array([_ending_from(seed, depth, name, train) for seed in plan.again])
        for name in ("sigmoid", "relu", "fitted")
    }
    patient = replace(_recipe_of(depth, "sigmoid"), epochs=plan.patience)
    best, training, accuracies = _at_best_rate(
        patient, plan.patient_rates, partial(train, snapshots=())
    )
    return Again(
        seeds=plan.again,
        epochs=plan.patience,
        rates=plan.patient_rates,
        rate=best.rate,
        rate_accuracy=np.array(accuracies),
        patient=training.history.validation_accuracy.astype(np.float64),
        **endings,
    )


def _recipe_of(depth: Depth, name: str) -> Recipe:
    """Return how one of the deep networks was trained."""
    run: DeepRun = getattr(depth, name)
    return Recipe(
        sizes=depth.sizes,
        activation=run.activation,
        epochs=depth.epochs,
        rate=run.rate,
        batch=depth.batch,
        gain=run.gain,
        seed=depth.seed,
        decay=0.0,
        shift=0.0,
    )


def _ending_from(seed: int, depth: Depth, name: str, train: Trainer) -> float:
    """Return the validation accuracy that a deep network ends with from another start."""
    recipe = replace(_recipe_of(depth, name), seed=seed)
    try:
        told = f"{recipe.activation}, gain {recipe.gain:g}, rate {recipe.rate:g}, seed {seed}"
        return _ending(train(told, recipe, ()))[0]
    except InputError:  # it ran away
        return 0.0


def _points(total: int) -> list[int]:
    """Return the steps, from 1 to the last, after which curves have a point."""
    half = POINTS // 2
    steps = np.concatenate([np.geomspace(1, total, half), np.linspace(1, total, half)])
    return np.unique(steps.round().astype(int)).tolist()


def _at_best_rate(
    recipe: Recipe, rates: Sequence[float], train: Trainer
) -> tuple[Recipe, Training, list[float]]:
    """Return recipe and training that end best, and the validation accuracy all rates end with."""
    tried, accuracies, problem = [], [], None
    for rate in rates:
        mine = replace(recipe, rate=rate)
        try:
            name = f"{recipe.activation}, gain {recipe.gain:g}, rate {rate:g}"
            tried.append((mine, train(name, mine)))
        except InputError as error:  # it ran away; another rate may do
            problem = error
            accuracies.append(0.0)
        else:
            accuracies.append(_ending(tried[-1][1])[0])
    if not tried:
        raise problem
    return *max(tried, key=lambda each: _ending(each[1])), accuracies


def _ending(training: Training) -> tuple[float, float]:
    """Return how good a training ends: validation accuracy and, where that is equal, cost."""
    history = training.history
    return float(history.validation_accuracy[-1]), -float(history.validation_cost[-1])


def _deep_run(
    recipe: Recipe, training: Training, accuracies: list[float], images: Digits
) -> DeepRun:
    history, judged = training.history, images[:COST_IMAGES]
    pixels, wanted = judged.pixels, one_hot(judged.labels)
    networks = map(history.network, range(len(history.snapshot_step)))
    return DeepRun(
        activation=recipe.activation,
        gain=recipe.gain,
        rate=recipe.rate,
        rate_accuracy=np.array(accuracies),
        cost=np.array([cost(mlp.forward(pixels).output, wanted) for mlp in networks]),
        accuracy=history.snapshot_accuracy.astype(np.float64),
        slopes=mean_slopes(start_of(recipe), images[:SLOPE_IMAGES]),
    )


# --- timing ----------------------------------------------------------------------------------


def time_first_step(repeats: int = 201) -> Timing:
    """Time the 784 -> 16 sums of the shipped network's shape; the numbers in it don't matter."""
    to, before = Recipe().sizes[1], Recipe().sizes[0]
    rng = np.random.default_rng(0)
    weights = rng.standard_normal((to, before), np.float32)
    biases, image = rng.random(to, np.float32), rng.random(before, np.float32)
    lists = weights.tolist(), biases.tolist(), image.tolist()
    return Timing(
        rows=to,
        columns=before,
        loop_seconds=_median_seconds(lambda: looped_sums(*lists), repeats, 1),
        product_seconds=_median_seconds(lambda: weights @ image + biases, repeats, 100),
        python=platform.python_version(),
        numpy=np.__version__,
        processor=_processor(),
    )


def looped_sums(weights: list[list[float]], biases: list[float], image: list[float]) -> list[float]:
    """Return W a + b, calculated as one would write it down the first time."""
    sums = []
    for row, bias in zip(weights, biases, strict=True):
        total = bias
        for weight, activation in zip(row, image, strict=True):
            total += weight * activation
        sums.append(total)
    return sums


def _median_seconds(work: Callable[[], object], repeats: int, at_once: int) -> float:
    """Return the seconds a call takes; quick ones are timed ``at_once`` so many."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        for _ in range(at_once):
            work()
        seconds.append((time.perf_counter() - start) / at_once)
    return statistics.median(seconds)


def _processor() -> str:
    """Return the processor's name, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2] for line in lines if line.startswith("model name")]
    return names[0].strip() if names else platform.processor() or platform.machine()
