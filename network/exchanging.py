"""The commands ``import`` and ``export``: networks from elsewhere, and to elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from shlex import join

from network.commands import confusion_table, named_classes
from network.digits.digits import CLASSES
from network.exchange.diagnosis import GUESSED
from network.exchange.importing import (
    Imported,
    Wishes,
    import_file,
    import_history,
    trial_digits,
)
from network.exchange.pixels import VIEWS, Pixels, parse_order
from network.exchange.trying import AS_IT_IS
from network.exchange.writing import FORMATS
from network.files.atomic import check_writable
from network.measured.findings import findings_beside, measure, save_findings
from network.progress import console
from network.suspicions import tell
from network.training.stored import (
    history_beside,
    load_network,
    save_history,
    save_network,
)

#: How a file that was exported is used elsewhere.
USED = {
    "safetensors": """\
in PyTorch: model = nn.Sequential({layers})
            model.load_state_dict(safetensors.torch.load_file("{out}"))""",
    "onnx": """\
session = onnxruntime.InferenceSession("{out}")
session.run(None, {{"pixels": x}}), where x is float32 of shape (n, 784), 0 paper to 1 ink""",
    "json": "json.load(...): weights and biases by step, matrices as (out, in)",
}

#: PyTorch's names.
MODULES = {"sigmoid": "Sigmoid()", "relu": "ReLU()", "tanh": "Tanh()", "softmax": "Softmax(-1)"}


def import_network(
    file: Path,
    out: Path,
    data: str | None,
    classes: Path | None,
    activation: str | None,
    output: str | None,
    pixels: str | None,
    views: Sequence[str],
    order: str | None,
    transpose: bool,
    history: Path | None,
) -> None:
    """Make a network of this project out of a file; try it; store it with its findings."""
    wishes = Wishes(
        activation=activation,
        output=output,
        pixels=Pixels.parse(pixels) if pixels else None,
        views=tuple(view for view in VIEWS if view in views),
        order=parse_order(order) if order else AS_IT_IS,
        turn=transpose,
    )
    target = out / "network.npz"
    for each in (target, findings_beside(target), history_beside(target)):
        check_writable(each)
    names, source = (None, None)
    if data or classes:
        names, source = named_classes(data or "mnist", classes)
    trial = trial_digits(source, tell)
    imported = import_file(file, wishes, trial, names)
    for sentence in imported.told:
        console.print(sentence, soft_wrap=True)
    _tell_result(imported)
    if imported.poor:
        given = {"--data": data, "--classes": classes, "--history": history}
        again = [str(file), "--out", str(out)]
        again += [str(each) for pair in given.items() if pair[1] for each in pair]
        _tell_cause(imported, join(again))
    played = import_history(history, imported, wishes, trial) if history else None
    findings = measure(imported.network.mlp, trial.test)
    # The network last: one without its own history or findings is noticed, by the fingerprint.
    if played:
        save_history(history_beside(target), played)
        steps = played.snapshot_step
        console.print(
            f"history: {len(steps)} checkpoints, from {steps[0]:,} to {steps[-1]:,} as their names "
            "count; films that play back the training begin at the first",
            soft_wrap=True,
        )
    save_findings(findings_beside(target), findings)
    save_network(target, imported.network)
    console.print(f"stored: {target}", soft_wrap=True)


def export_network(model: Path, form: str, out: Path) -> None:
    """Write a network as other tools read it, to the last bit."""
    check_writable(out)
    mlp = load_network(model).mlp
    FORMATS[form](out, mlp)
    modules = [
        f"nn.Linear({before}, {to}), nn.{MODULES[function.name]}"
        for before, to, function in zip(mlp.sizes, mlp.sizes[1:], mlp.functions, strict=False)
    ]
    console.print(f"{'-'.join(map(str, mlp.sizes))}, {form}: {out}", soft_wrap=True)
    console.print(USED[form].format(layers=", ".join(modules), out=out), soft_wrap=True)


def _tell_result(imported: Imported) -> None:
    network, examination = imported.network, imported.examination
    mlp = network.mlp
    kind = f"{mlp.activation}, " if mlp.steps > 1 else ""
    console.print(
        f"{'-'.join(map(str, mlp.sizes))}, {kind}{mlp.output} at the end: reads "
        f"{examination.accuracy:.2%} of {examination.count:,} digits correctly "
        f"({network.data.name})",
        soft_wrap=True,
    )
    console.print(confusion_table(examination, network.classes))


def _tell_cause(imported: Imported, again: str) -> None:
    """Tell why a network reads badly, and how it is imported better: ``again``, and more."""
    accuracy, cause = imported.examination.accuracy, imported.cause
    guessing = ", which is what guessing would" if abs(accuracy - GUESSED) < 0.03 else ""
    console.print(f"that is poor: {accuracy:.1%}{guessing}", soft_wrap=True)
    if cause is None:
        console.print(
            "no cause was found: other pixel scales, functions, pictures transposed, mirrored, "
            f"upside down or inverted, and other orders of the {CLASSES} outputs were tried; the "
            "network may be untrained, or have learned something else than digits",
            soft_wrap=True,
        )
        return
    console.print(
        f"likely cause: {cause.told(imported.settings)}; so understood it reads "
        f"{cause.accuracy:.1%} of those tried. Import it so:",
        soft_wrap=True,
    )
    console.print(f"python -m network import {again} {cause.options()}", soft_wrap=True)
