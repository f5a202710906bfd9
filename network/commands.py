"""What each command of ``python -m network`` does."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from rich.bar import Bar
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from network.digits.digits import SIDE, Split
from network.digits.scan import read_picture
from network.digits.sources import load, load_test
from network.files.archive import Provenance
from network.files.atomic import check_writable, replacing
from network.files.errors import InputError
from network.handwriting import pen
from network.measured.controls import Again
from network.measured.experiments import (
    Experiments,
    experiments_beside,
    load_experiments,
    save_experiments,
)
from network.measured.findings import (
    PAIRS,
    Findings,
    findings_beside,
    measure,
    save_findings,
)
from network.measured.studies import OF_NETWORK, STUDIES
from network.measured.study import study_file
from network.measured.trials import (
    QUICK,
    Plan,
    Trainer,
    compare_depth,
    compare_widths,
    race_again,
    time_first_step,
    try_without_hidden_layers,
)
from network.questions.measures import Examination, examine
from network.studying import study_network, study_trainings
from network.training.recipe import Recipe
from network.training.stored import (
    History,
    TrainedNetwork,
    history_beside,
    load_network,
    save_history,
    save_network,
)
from network.training.training import EpochReport, Training, check_sizes
from network.training.training import train as run_training

console = Console(highlight=False, markup=False, emoji=False)


def train(data: str, out: Path, seed: list[int] | None, **settings: Any) -> None:
    """Train with one or several seeds, keep the best by validation, store it."""
    given = {name: value for name, value in settings.items() if value is not None}
    recipes = [Recipe(**given, seed=each) for each in seed or [Recipe().seed]]
    for recipe in recipes:
        check_sizes(recipe)
    target = out / "network.npz"
    for file in (target, history_beside(target), findings_beside(target)):
        check_writable(file)
    digits = load(data)
    trainings = []
    for recipe in recipes:
        training = _train_with_progress(f"seed {recipe.seed}", recipe, digits)
        trainings.append((_trained_network(training, recipe, digits), training.history))
        if training.epochs < recipe.epochs:
            break
    for network, _ in trainings:
        _tell_result(network)
    network, history = max(trainings, key=lambda pair: pair[0].validation_accuracy)
    _store(target, network, history, measure(network.mlp, digits.test))


#: What ``experiments`` can make alone, into a file that has the rest.
EXPERIMENTS = ("widths", "linear", "depth", "again", "timing")

#: What ``experiments`` makes that depends on the network, and has to follow a new training.
OF_THE_NETWORK = ("findings", *(each.name for each in OF_NETWORK))

#: What ``experiments --only`` understands; "network" stands for all that depends on it.
PARTS = ("network", *EXPERIMENTS, "findings", *STUDIES)


def experiments(data: str, out: Path, model: Path, only: str | None, quick: bool) -> None:
    """Make anew what lectures draw besides the network: findings, trainings, timings, studies."""
    network = load_network(model)
    _check_reads_pixels(network, model)
    wanted = OF_THE_NETWORK if only == "network" else PARTS if only is None else (only,)
    target, beside = experiments_beside(out / "network.npz"), findings_beside(model)
    kept = load_experiments(target) if only in EXPERIMENTS else None
    for file in (target, beside, study_file("any", model), study_file("any", target)):
        check_writable(file)
    # A part is stored when it is whole: Ctrl-C must not leave half of it.
    if "findings" in wanted:
        findings = measure(network.mlp, load_test(data))
        save_findings(beside, findings)
        _tell_findings(findings)
        console.print(f"stored: {beside}", soft_wrap=True)
    study_network(list(wanted), data, model, quick, _tell_line)
    if set(EXPERIMENTS) & set(wanted):
        done = _experiments(QUICK if quick else Plan(), data, only, kept)
        save_experiments(target, done)
        _tell_experiments(done)
        console.print(f"stored: {target}", soft_wrap=True)
    study_trainings(list(wanted), data, out, quick, _trainer(data), _tell_line)


def _tell_line(line: str) -> None:
    console.print(line, soft_wrap=True)


def _trainer(data: str) -> Trainer:
    """Return what trains on these digits, shows its progress, and knows no half training."""
    digits = cache(lambda: load(data))

    def train(
        name: str, recipe: Recipe, snapshots: Sequence[int] | None = None, of: Split | None = None
    ) -> Training:
        training = _train_with_progress(name, recipe, of or digits(), snapshots)
        if training.epochs < recipe.epochs:  # half an experiment is none
            raise KeyboardInterrupt
        return training

    return train


def evaluate(data: str, model: Path) -> None:
    """Print accuracy per digit and the confusion matrix on test images."""
    network = load_network(model)
    digits = load_test(data)
    _check_reads_pixels(network, model)
    examination = examine(network.mlp, digits)
    console.print(
        f"{model} reads {examination.accuracy:.2%} of {len(digits):,} digits correctly "
        f"({digits.name})",
        soft_wrap=True,
    )
    console.print(_confusion_table(examination))


def info(model: Path) -> None:
    """Print what is in a model file."""
    network = load_network(model)
    mlp, recipe = network.mlp, network.recipe
    shapes = [" x ".join(map(str, w.shape)) for w in mlp.weights]
    for name, value in {
        "file": model,
        "layers": "-".join(map(str, mlp.sizes)),
        "hidden activation": mlp.activation,
        "parameters": f"{mlp.parameters.size:,}",
        "weights": f"{sum(w.size for w in mlp.weights):,} ({', '.join(shapes)})",
        "biases": f"{sum(b.size for b in mlp.biases):,}",
        "trained on": f"{network.data.name} (sha256 {network.data.sha256[:12]})",
        "epochs": f"{network.epochs} of {recipe.epochs}",
        "recipe": ", ".join(f"{k} {v}" for k, v in recipe.as_dict().items() if k != "sizes"),
        "validation accuracy": f"{network.validation_accuracy:.2%}",
        "test accuracy": f"{network.test_accuracy:.2%}",
        "fingerprint": mlp.fingerprint,
    }.items():
        console.print(f"{name:<20} {value}", soft_wrap=True)


def draw(out: Path, rows: int, columns: int, zoom: int, seed: int) -> None:
    """Write a sheet of our own handwriting as a PNG."""
    for name, value, lowest in (
        ("--rows", rows, 1),
        ("--columns", columns, 1),
        ("--zoom", zoom, 1),
        ("--seed", seed, 0),
    ):
        _check_at_least(name, value, lowest)
    if rows * columns * (SIDE * zoom) ** 2 > MOST_PIXELS:
        raise InputError(
            "--rows, --columns and --zoom",
            expected=f"a picture of at most {MOST_PIXELS // 10**6} million pixels",
            found=f"{columns * SIDE * zoom} x {rows * SIDE * zoom}",
            remedy="ask for fewer digits or a smaller zoom",
        )
    check_writable(out)
    images, _ = pen.draw(rows * columns, seed)
    sheet = images.reshape(rows, columns, SIDE, SIDE).swapaxes(1, 2)
    sheet = sheet.reshape(rows * SIDE, columns * SIDE)
    picture = Image.fromarray(np.kron(sheet, np.ones((zoom, zoom), np.uint8)))
    with replacing(out) as file:
        picture.save(file, format="PNG")
    console.print(f"{rows * columns} digits, seed {seed}: {out}", soft_wrap=True)


#: More than this is no sheet that anyone could look at.
MOST_PIXELS = 100 * 10**6


def read(picture: Path, model: Path) -> None:
    """Print what the network answers to a picture of one digit."""
    network = load_network(model)
    _check_reads_pixels(network, model)
    image = read_picture(picture)
    forward = network.mlp.forward(image / np.float32(255))
    first, second = forward.ranking[:2]
    console.print(_as_the_network_sees_it(image))
    table = Table.grid(padding=(0, 1))
    for digit, activation in enumerate(forward.output):
        style = "bold yellow" if digit == first else ""
        bar = Bar(size=1, begin=0, end=float(activation), width=40, color="yellow")
        table.add_row(Text(str(digit), style), bar, Text(f"{activation:.3f}", style))
    console.print(table)
    console.print(f"It answers {first}. Its second choice is {second}.")


def _experiments(plan: Plan, data: str, only: str | None, kept: Experiments | None) -> Experiments:
    """Return all experiments, or those that were kept with one part of them new."""
    if only == "timing":
        return replace(kept, timing=time_first_step())
    digits, train = load(data), _trainer(data)
    make = {
        "widths": compare_widths,
        "linear": try_without_hidden_layers,
        "depth": compare_depth,
    }
    parts = {name: run(plan, digits, train) for name, run in make.items() if only in (None, name)}
    if only in (None, "depth", "again"):  # another race has other rates to run again
        depth = parts["depth"] if only != "again" else kept.depth
        parts["again"] = race_again(plan, depth, train)
    return replace(kept, **parts) if kept else Experiments(**parts, timing=time_first_step())


def _tell_experiments(done: Experiments) -> None:
    widths, depth, timing = done.widths, done.depth, done.timing
    for sizes, parameters, accuracy in zip(
        widths.sizes, widths.parameters, widths.accuracy, strict=True
    ):
        shares = ", ".join(f"{share:.2%}" for share in accuracy)
        console.print(f"{'-'.join(map(str, sizes))}, {parameters:,} parameters: {shares}")
    if linear := done.linear:
        shares = ", ".join(f"{share:.2%}" for share in linear.accuracy)
        name = f"{'-'.join(map(str, linear.sizes))}, {linear.parameters:,} parameters"
        console.print(f"{name}, rate {linear.rate:g}, shift {linear.shift:g}: {shares}")
    console.print(f"{'-'.join(map(str, depth.sizes))}, {depth.epochs} epochs:")
    for run in (depth.sigmoid, depth.relu, depth.fitted):
        slopes = " ".join(f"{slope:.2g}" for slope in run.slopes)
        console.print(
            f"  {run.activation}, gain {run.gain:g}, rate {run.rate:g}: cost {run.cost[-1]:.3f}, "
            f"validation {run.accuracy[-1]:.2%}; slopes at the start {slopes}",
            soft_wrap=True,
        )
    if again := done.again:
        _tell_again(again)
    console.print(
        f"{timing.rows} x {timing.columns} sums: {timing.loop_seconds * 1e6:.0f} microseconds in "
        f"loops, {timing.product_seconds * 1e6:.1f} as a product, {timing.ratio:.0f} times faster",
        soft_wrap=True,
    )


def _tell_again(again: Again) -> None:
    for name in ("sigmoid", "relu", "fitted"):
        shares = ", ".join(f"{share:.2%}" for share in getattr(again, name))
        console.print(f"  {name}, seeds {', '.join(map(str, again.seeds))}: validation {shares}")
    console.print(
        f"  sigmoid, {again.epochs} epochs, rate {again.rate:g}: validation {again.patient[-1]:.2%}"
    )


def _tell_findings(findings: Findings) -> None:
    hand_set = findings.hand_set
    if findings.loops:
        loops, best = findings.loops, findings.loops.best
        console.print(
            f"best at telling 8 or 9: neuron {best}, AUC {loops.auc[best]:.3f}; by their best "
            f"neurons, these two are number {loops.rank} of {len(PAIRS)} pairs of digits",
            soft_wrap=True,
        )
    console.print(
        f"neuron {hand_set.neuron} set by hand: reads {hand_set.accuracy:.2%} instead of "
        f"{hand_set.accuracy_before:.2%}; tells 5 or 7 with an AUC of {hand_set.auc:.3f}",
        soft_wrap=True,
    )


def _train_with_progress(
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


def _trained_network(training: Training, recipe: Recipe, digits: Split) -> TrainedNetwork:
    on_test = examine(training.mlp, digits.test)
    return TrainedNetwork(
        mlp=training.mlp,
        recipe=recipe,
        epochs=training.epochs,
        data=Provenance(digits.name, digits.sha256, digits.folder),
        validation_accuracy=examine(training.mlp, digits.validation).accuracy,
        test_accuracy=on_test.accuracy,
        confusion=on_test.confusion,
    )


def _tell_result(network: TrainedNetwork) -> None:
    stopped = "" if network.complete else f", stopped after {network.epochs} epochs"
    console.print(
        f"seed {network.recipe.seed}: validation {network.validation_accuracy:.2%}, "
        f"test {network.test_accuracy:.2%}{stopped}"
    )


def _store(target: Path, network: TrainedNetwork, history: History, findings: Findings) -> None:
    # The network last: one without its own history or findings is noticed, by the fingerprint.
    save_history(history_beside(target), history)
    save_findings(findings_beside(target), findings)
    save_network(target, network)
    console.print(f"stored seed {network.recipe.seed}: {target}", soft_wrap=True)


def _check_reads_pixels(network: TrainedNetwork, model: Path) -> None:
    """Make sure that the network takes 28 x 28 pixels and answers with ten digits."""
    sizes = network.mlp.sizes
    if sizes[0] != SIDE * SIDE or sizes[-1] != 10:
        raise InputError(
            model,
            expected="a network with 784 inputs and 10 outputs",
            found="-".join(map(str, sizes)),
            remedy="name another network with --model, or train one",
        )


def _check_at_least(name: str, value: int, lowest: int) -> None:
    if value < lowest:
        raise InputError(
            name, expected=f"a whole number from {lowest}", found=str(value), remedy="give another"
        )


def _confusion_table(examination: Examination) -> Table:
    table = Table(title="rows: true label, columns: answer", title_justify="left")
    table.add_column("", justify="right", style="bold")
    for answer in range(len(examination.confusion)):
        table.add_column(str(answer), justify="right")
    table.add_column("correct", justify="right")
    for label, counts in enumerate(examination.confusion):
        cells = [
            Text(str(count) if count else "·", "bold" if label == answer else "dim")
            for answer, count in enumerate(counts)
        ]
        share = examination.accuracy_by_digit[label]
        table.add_row(str(label), *cells, "-" if np.isnan(share) else f"{share:.1%}")
    return table


def _as_the_network_sees_it(image: np.ndarray) -> Text:
    """Return the 28 x 28 pixels as characters, two a pixel, trimmed of empty rows."""
    shades = " .:-=+*#%@"
    rows = image.reshape(SIDE, SIDE) // 26
    inked = np.flatnonzero(rows.any(axis=1))
    rows = rows[inked[0] : inked[-1] + 1]
    return Text("\n".join("".join(2 * shades[p] for p in row) for row in rows))
