"""A trainer for studies in little time, which keeps all that it has trained."""

from typing import Any, NamedTuple

from network.digits.digits import Split
from network.training.recipe import Recipe
from network.training.training import Training, train
from tests.bars import bars_split


class Kept(NamedTuple):
    """A training: how, on which digits, and what came of it."""

    recipe: Recipe
    of: Split
    training: Training


def measured_quickly(kind: Any) -> tuple[Any, list[Kept]]:
    """Return a study of trainings on a few bars, and all of these trainings."""
    kept: list[Kept] = []

    def run(_: str, recipe: Recipe, snapshots: Any, of: Split) -> Training:
        training = train(recipe, of.train, of.validation, snapshots=snapshots)
        kept.append(Kept(recipe, of, training))
        return training

    return kind.measure(few_bars(), run, quick=True), kept


def few_bars() -> Split:
    """Return bars to learn from, the same at every call."""
    return bars_split(120)
