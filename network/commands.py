"""What each command of ``python -m network`` does."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from rich.table import Table
from rich.text import Text

from network.digits.digits import SIDE, Split
from network.digits.sources import class_names, load, load_test
from network.files.atomic import check_writable, replacing
from network.files.errors import InputError
from network.handwriting import pen
from network.measured.findings import (
    Findings,
    findings_beside,
    measure,
    save_findings,
)
from network.progress import console, train_with_progress
from network.questions.measures import Examination, examine
from network.suspicions import tell, tell_guessing, tell_signs
from network.training.recipe import Recipe
from network.training.stored import (
    History,
    TrainedNetwork,
    check_reads_pixels,
    history_beside,
    load_network,
    save_history,
    save_network,
)
from network.training.training import Training, check_sizes


def train(
    data: str, out: Path, seed: list[int] | None, classes: Path | None = None, **settings: Any
) -> None:
    """Train with one or several seeds, keep the best by validation, store it."""
    given = {name: value for name, value in settings.items() if value is not None}
    recipes = [Recipe(**given, seed=each) for each in seed or [Recipe().seed]]
    for recipe in recipes:
        check_sizes(recipe)
    target = out / "network.npz"
    for file in (target, history_beside(target), findings_beside(target)):
        check_writable(file)
    names, data = named_classes(data, classes)
    digits = load(data, tell)
    tell_signs(digits, names)
    trainings = []
    for recipe in recipes:
        training = train_with_progress(f"seed {recipe.seed}", recipe, digits)
        trainings.append((_trained_network(training, recipe, digits, names), training.history))
        if training.epochs < recipe.epochs:
            break
    for network, _ in trainings:
        _tell_result(network)
    network, history = max(trainings, key=lambda pair: pair[0].validation_accuracy)
    tell_guessing(network, digits)
    _store(target, network, history, measure(network.mlp, digits.test))


def named_classes(data: str, file: Path | None) -> tuple[tuple[str, ...] | None, str]:
    """Return what the classes are called, and the source: a folder whose classes have names."""
    names = class_names(data, file)
    other = names is not None and not data.startswith("idx")
    return names, f"idx:{data}" if other else data


def evaluate(data: str, model: Path, classes: Path | None = None) -> None:
    """Print accuracy per digit and the confusion matrix on test images."""
    network = load_network(model)
    names, data = named_classes(data, classes)
    digits = load_test(data, tell)
    check_reads_pixels(network, model)
    examination = examine(network.mlp, digits)
    console.print(
        f"{model} reads {examination.accuracy:.2%} of {len(digits):,} digits correctly "
        f"({digits.name})",
        soft_wrap=True,
    )
    console.print(confusion_table(examination, names or network.classes))


def info(model: Path) -> None:
    """Print what is in a model file."""
    network = load_network(model)
    mlp = network.mlp
    shapes = [" x ".join(map(str, w.shape)) for w in mlp.weights]
    for name, value in {
        "file": model,
        "layers": "-".join(map(str, mlp.sizes)),
        "hidden activation": mlp.activation,
        "outputs": mlp.output,
        "parameters": f"{mlp.parameters.size:,}",
        "weights": f"{sum(w.size for w in mlp.weights):,} ({', '.join(shapes)})",
        "biases": f"{sum(b.size for b in mlp.biases):,}",
        **({"classes": ", ".join(network.classes)} if network.classes else {}),
        **_how_trained(network),
        "test accuracy": f"{network.test_accuracy:.2%}",
        "fingerprint": mlp.fingerprint,
    }.items():
        console.print(f"{name:<20} {value}", soft_wrap=True)


def _how_trained(network: TrainedNetwork) -> dict[str, str]:
    """Return what is known of a network's training, by name."""
    data = f"{network.data.name} (sha256 {network.data.sha256[:12]})"
    if network.recipe is None:
        return {"imported from": network.source, "tested on": data}
    settings = network.recipe.as_dict()
    return {
        "trained on": data,
        "epochs": f"{network.epochs} of {network.recipe.epochs}",
        "recipe": ", ".join(f"{k} {v}" for k, v in settings.items() if k != "sizes"),
        "validation accuracy": f"{network.validation_accuracy:.2%}",
    }


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


def _trained_network(
    training: Training, recipe: Recipe, digits: Split, classes: tuple[str, ...] | None
) -> TrainedNetwork:
    on_test = examine(training.mlp, digits.test)
    return TrainedNetwork(
        mlp=training.mlp,
        recipe=recipe,
        epochs=training.epochs,
        data=digits.provenance,
        validation_accuracy=examine(training.mlp, digits.validation).accuracy,
        test_accuracy=on_test.accuracy,
        confusion=on_test.confusion,
        classes=classes,
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


def _check_at_least(name: str, value: int, lowest: int) -> None:
    if value < lowest:
        raise InputError(
            name, expected=f"a whole number from {lowest}", found=str(value), remedy="give another"
        )


def confusion_table(examination: Examination, classes: tuple[str, ...] | None) -> Table:
    """Return how often each label got each answer."""
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
        name = f"{label} {classes[label]}" if classes else str(label)
        table.add_row(name, *cells, "-" if np.isnan(share) else f"{share:.1%}")
    return table
