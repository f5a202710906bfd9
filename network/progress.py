"""Trainings, shown while they run."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from network.digits.digits import Split
from network.training.recipe import Recipe
from network.training.training import EpochReport, Training
from network.training.training import train as run_training

#: Where commands write.
console = Console(highlight=False, markup=False, emoji=False)


def train_with_progress(
    name: str, recipe: Recipe, digits: Split, snapshots: Sequence[int] | None = None
) -> Training:
    """Train, shown under this name."""
    images = digits.train, digits.validation
    if not console.is_terminal:

        def tell(report: EpochReport) -> None:
            console.print(
                f"{name}, epoch {report.epoch}: cost {report.cost:.4f}, "
                f"validation {report.validation_accuracy:.2%}"
            )

        return run_training(recipe, *images, tell, snapshots)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("epoch {task.completed}/{task.total}"),
        TextColumn("cost {task.fields[cost]:.4f}"),
        TextColumn("validation {task.fields[accuracy]:.2%}"),
        TimeRemainingColumn(),
        console=console,
    )
    with bar:
        task = bar.add_task(name, total=recipe.epochs, cost=0.0, accuracy=0.0)

        def show(report: EpochReport) -> None:
            bar.update(
                task,
                completed=report.epoch,
                cost=report.cost,
                accuracy=report.validation_accuracy,
            )

        return run_training(recipe, *images, show, snapshots)
