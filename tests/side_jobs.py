"""Work to be done side by side: from a module that takes processes no time to import."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np

from network.digits.digits import Split
from network.files.errors import InputError
from network.training.recipe import Recipe
from tests.bars import bars

RECIPE = Recipe(sizes=(784, 3, 10), epochs=2, batch=10)


def few() -> Split:
    """Forty digits to learn from, as many to choose by."""
    part = bars(40, 3)
    return Split(part, part, part, "few")


def learn(seed: int, trainer: Callable) -> np.ndarray:
    """Train a network on them, and return its parameters."""
    return trainer(f"seed {seed}", replace(RECIPE, seed=seed)).mlp.parameters


def fail(trainer: Callable) -> None:
    """Go wrong.

    Raises
    ------
    InputError
        Always.
    """
    raise InputError("nothing", expected="something", found="nothing", remedy="try again")


class Threads(ThreadPoolExecutor):
    """Does in this process, which has all imported, what a pool of new processes does."""

    _processes = None

    def __init__(self, workers: int, _: Any, initializer: Callable, initargs: tuple) -> None:
        super().__init__(workers, initializer=initializer, initargs=initargs)
