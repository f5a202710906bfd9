"""Long work, several pieces at once: each in a process of its own, with one report for all.

A training is a chain of small products, one after the other, on one processor; two of them leave
two processors no time to rest.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Lock
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from network.digits.digits import Split
from network.measured.trials import Trainer
from network.model.mlp import parameter_count
from network.training.recipe import Recipe
from network.training.training import EpochReport, Training
from network.training.training import train as run_training

#: A piece of work: is given what trains, and returns what it made.
Job = Callable[[Trainer], Any]

#: Seconds between two looks at whether something was reported.
LOOK = 0.2


@dataclass(frozen=True)
class Report:
    """An epoch of some training is over.

    Attributes
    ----------
    job, training
        Which piece of work, and which training in it.
    epoch, epochs
        How many are over, and of how many.
    work
        What this epoch took; see :func:`work_of`.
    cost, accuracy
        How it stands.
    """

    job: str
    training: str
    epoch: int
    epochs: int
    work: int
    cost: float
    accuracy: float


def work_of(recipe: Recipe) -> int:
    """Return how much there is to do in an epoch: in the number of parameters."""
    return parameter_count(recipe.sizes)


def side_by_side(
    jobs: Mapping[str, Job], load: Callable[[], Split], total: int, console: Console
) -> Iterator[tuple[str, Any]]:
    """Do all jobs, as many at once as there are processors; yield each one's name and result.

    Parameters
    ----------
    jobs
        Pieces of work that don't need each other, the longest first; can be sent to a process.
    load
        Fetches the digits to learn from, in each process; can be sent, too.
    total
        How much there is to do in all, in the sum of :func:`work_of` over epochs.
    console
        Where progress is shown.

    Raises
    ------
    InputError
        What a job raises. Then, and when interrupted, the others are stopped.
    """
    workers = max(1, min(len(jobs), os.cpu_count() or 1))
    spawn = multiprocessing.get_context("spawn")
    reports, ours = spawn.Pipe(duplex=False)
    with reports, ours, _shown(console, total) as show:
        pool = ProcessPoolExecutor(workers, spawn, _begin, (ours, spawn.Lock()))
        try:
            waiting = {pool.submit(_do, name, job, load): name for name, job in jobs.items()}
            yield from _as_they_end(waiting, reports, show)
        finally:
            for process in list((pool._processes or {}).values()):
                process.terminate()
            pool.shutdown(cancel_futures=True)


def _as_they_end(
    waiting: dict[Future, str], reports: Connection, show: Callable[[Report], None]
) -> Iterator[tuple[str, Any]]:
    while waiting:
        done = [each for each in waiting if each.done()]
        if reports.poll(0 if done else LOOK):  # all that a job reported comes before its end
            show(reports.recv())
            continue
        for job in done:
            yield waiting.pop(job), job.result()


def _begin(reports: Connection, one_at_a_time: Lock) -> None:
    """Tell a process that begins where to report to."""
    global _report

    def report(what: Report) -> None:
        with one_at_a_time:
            reports.send(what)

    _report = report


#: Reports to the process that waits for all; see ``_begin``.
_report: Callable[[Report], None]


def _do(name: str, job: Job, load: Callable[[], Split]) -> Any:
    """Do one job, in a process of its own."""
    digits = load()

    def train(
        training: str,
        recipe: Recipe,
        snapshots: Sequence[int] | None = None,
        of: Split | None = None,
    ) -> Training:
        images = of or digits

        def tell(report: EpochReport) -> None:
            _report(
                Report(
                    job=name,
                    training=training,
                    epoch=report.epoch,
                    epochs=recipe.epochs,
                    work=work_of(recipe),
                    cost=report.cost,
                    accuracy=report.validation_accuracy,
                )
            )

        made = run_training(recipe, images.train, images.validation, tell, snapshots)
        if made.epochs < recipe.epochs:  # half an experiment is none
            raise KeyboardInterrupt
        return made

    return job(train)


@contextmanager
def _shown(console: Console, total: int) -> Iterator[Callable[[Report], None]]:
    """Return what shows reports: bars where there is a terminal, else a line a training."""
    if not console.is_terminal:

        def tell(report: Report) -> None:
            if report.epoch == report.epochs:
                console.print(
                    f"{report.job}: {report.training}: cost {report.cost:.4f}, "
                    f"validation {report.accuracy:.2%}",
                    soft_wrap=True,
                )

        yield tell
        return
    bars: dict[str, TaskID] = {}
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:.0f}%"),
        TimeRemainingColumn(),
        console=console,
    )
    with progress:
        all_of_it = progress.add_task("everything", total=total)

        def show(report: Report) -> None:
            if report.job not in bars:
                bars[report.job] = progress.add_task(report.job)
            told = f"{report.job}: {report.training}"
            progress.update(
                bars[report.job],
                description=told,
                completed=report.epoch,
                total=report.epochs,
            )
            progress.advance(all_of_it, report.work)

        yield show
