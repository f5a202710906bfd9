"""Model and history files: plain .npz archives, checked to the last number when read."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from network.digits.classes import check_classes
from network.files.archive import Archive, Provenance, digest, write_archive
from network.files.errors import InputError
from network.model.activations import ACTIVATIONS, OUTPUTS, Array
from network.model.mlp import MLP, parameter_count
from network.training.recipe import Recipe

MODEL, HISTORY = "trained network", "training history"

#: The network that comes with the project. Its history lies beside it.
SHIPPED_NETWORK = Path(__file__).resolve().parent.parent.parent / "assets" / "network.npz"


def history_beside(network: Path) -> Path:
    """Return where the training history of a stored network lies."""
    return network.with_name("history.npz")


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """A network with all that must be known to trust it, and to make it again.

    Attributes
    ----------
    mlp
        The network, float32.
    recipe
        How it was trained, seed included; ``None``, if that happened elsewhere.
    epochs
        How many epochs were completed: fewer than the recipe's if someone stopped it; ``None``,
        if nobody knows.
    data
        On what; of a network trained elsewhere, what it was tested on.
    validation_accuracy, test_accuracy
        Shares of images read correctly, between 0 and 1; the first is ``None`` where validation
        was somebody else's.
    confusion
        Shape (classes, classes), counts on the test images: [true label, answer].
    source
        The file that a network trained elsewhere was imported from, and its format; else empty.
    classes
        What the classes are called, that of output 0 first; ``None``, if they are digits.
    """

    mlp: MLP
    recipe: Recipe | None
    epochs: int | None
    data: Provenance
    validation_accuracy: float | None
    test_accuracy: float
    confusion: Array
    source: str = ""
    classes: tuple[str, ...] | None = None

    @property
    def complete(self) -> bool:
        """Whether the whole recipe was followed, as far as one is known."""
        return self.recipe is None or self.epochs == self.recipe.epochs


@dataclass(frozen=True, eq=False)
class History:
    """A training, recorded so that it can be played back.

    A "step" here counts mini-batches used up; 0 is the random start.

    Attributes
    ----------
    sizes, activation, output
        The kind of network.
    fingerprint
        That of the network this training ended with.
    steps_per_epoch
        How many mini-batches make an epoch; 0, if nobody knows.
    step, step_cost
        Shape (m,): cost of the mini-batches, averaged from the entry before to ``step``.
    epoch_cost
        Shape (epochs,): mean mini-batch cost of each epoch.
    validation_cost, validation_accuracy
        Shape (epochs,): on the validation images, at the end of each epoch.
    snapshot_step
        Shape (s,), rising from 0: after how many steps each snapshot was taken.
    snapshots
        Shape (s, parameter_count), float16: all parameters, as in
        :func:`network.model.mlp.unpack`. Half precision is right to three digits.
    snapshot_cost, snapshot_accuracy
        Shape (s,): each snapshot on the validation images, measured in full precision.
    """

    sizes: tuple[int, ...]
    activation: str
    fingerprint: str
    steps_per_epoch: int
    step: Array
    step_cost: Array
    epoch_cost: Array
    validation_cost: Array
    validation_accuracy: Array
    snapshot_step: Array
    snapshots: Array
    snapshot_cost: Array
    snapshot_accuracy: Array
    output: str = "sigmoid"

    def network(self, index: int) -> MLP:
        """Return the network of snapshot ``index``, float32."""
        parameters = self.snapshots[index].astype(np.float32)
        return MLP(self.sizes, parameters, self.activation, self.output)


#: The arrays of a history file, each with its type of number and its number of axes.
HISTORY_ARRAYS = {
    "step": ("int64", 1),
    "step_cost": ("float32", 1),
    "epoch_cost": ("float32", 1),
    "validation_cost": ("float32", 1),
    "validation_accuracy": ("float32", 1),
    "snapshot_step": ("int64", 1),
    "snapshots": ("float16", 2),
    "snapshot_cost": ("float32", 1),
    "snapshot_accuracy": ("float32", 1),
}


def save_network(path: str | Path, network: TrainedNetwork) -> None:
    """Write a trained network, in single precision.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched.
    """
    mlp = network.mlp.astype(np.float32)
    about = {
        **_kind(mlp.activation, mlp.output),
        "fingerprint": mlp.fingerprint,
        "data": network.data.as_dict(),
        "test_accuracy": network.test_accuracy,
    }
    if network.recipe is None:
        about |= {"source": network.source}
    else:
        about |= {"recipe": network.recipe.as_dict()}
    for name in ("epochs", "validation_accuracy", "classes"):
        if getattr(network, name) is not None:
            about[name] = getattr(network, name)
    arrays = {"sizes": np.array(mlp.sizes), "confusion": network.confusion}
    for k, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        arrays |= {f"weights_{k}": weights, f"biases_{k}": biases}
    write_archive(path, MODEL, about, arrays)


def load_network(path: str | Path) -> TrainedNetwork:
    """Read a trained network and check everything that can be checked.

    Raises
    ------
    InputError
        If the file is missing, damaged, of another kind or a newer version, or contradicts
        itself: shapes that don't chain, numbers that aren't finite, a fingerprint that isn't
        that of its parameters, a recipe for another shape.
    """
    archive = Archive(path, MODEL)
    mlp = _read_mlp(archive)
    if archive.text("fingerprint") != mlp.fingerprint:
        raise archive.problem(
            f"parameters with the fingerprint {archive.text('fingerprint')[:12]}",
            f"parameters with the fingerprint {mlp.fingerprint[:12]}: some number was changed",
        )
    classes, imported = mlp.sizes[-1], archive.describes("source")
    told = archive.describes  # of a network trained here, all of it has to be there
    return TrainedNetwork(
        mlp=mlp,
        recipe=None if imported else _read_recipe(archive, mlp),
        epochs=archive.count("epochs") if not imported or told("epochs") else None,
        data=archive.provenance(),
        validation_accuracy=archive.share("validation_accuracy")
        if not imported or told("validation_accuracy")
        else None,
        test_accuracy=archive.share("test_accuracy"),
        confusion=archive.array("confusion", "int64", (classes, classes)),
        source=archive.text("source") if imported else "",
        classes=_read_classes(archive) if told("classes") else None,
    )


def save_history(path: str | Path, history: History) -> None:
    """Write a training history.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched.
    """
    arrays = {name: getattr(history, name) for name in HISTORY_ARRAYS}
    about = {
        **_kind(history.activation, history.output),
        "fingerprint": history.fingerprint,
        "steps_per_epoch": history.steps_per_epoch,
        "digest": digest(arrays),
    }
    write_archive(path, HISTORY, about, {"sizes": np.array(history.sizes), **arrays})


def load_history(path: str | Path) -> History:
    """Read a training history and check it.

    Raises
    ------
    InputError
        As :func:`load_network`.
    """
    archive = Archive(path, HISTORY)
    sizes, activation, output = _read_kind(archive)
    lengths = {
        "step": archive.length("step"),
        "epoch": archive.length("epoch_cost"),
        "snapshot": archive.length("snapshot_step"),
    }
    arrays = {}
    for name, (dtype, axes) in HISTORY_ARRAYS.items():
        rows = lengths[
            "epoch" if name.startswith("validation") else name.partition("_")[0].rstrip("s")
        ]
        shape = (rows,) if axes == 1 else (rows, parameter_count(sizes))
        arrays[name] = archive.array(name, dtype, shape)
    archive.check_digest(arrays)
    return History(
        sizes=sizes,
        activation=activation,
        fingerprint=archive.text("fingerprint"),
        steps_per_epoch=archive.count("steps_per_epoch"),
        output=output,
        **arrays,
    )


def _kind(activation: str, output: str) -> dict[str, str]:
    """Return the entries for the functions; sigmoids at the end go without saying."""
    return {"activation": activation} | ({} if output == "sigmoid" else {"output": output})


def _read_kind(archive: Archive) -> tuple[tuple[int, ...], str, str]:
    """Return sizes, and what hidden layers and outputs do."""
    sizes = archive.array("sizes", "int64", (archive.length("sizes"),))
    activation = archive.text("activation")
    if len(sizes) < 2 or sizes.min() < 1:
        raise archive.problem("two or more layer sizes above 0", str(sizes.tolist()))
    if activation not in ACTIVATIONS:
        raise archive.problem(f"an activation out of {', '.join(ACTIVATIONS)}", activation)
    output = archive.text("output") if archive.describes("output") else "sigmoid"
    if output not in OUTPUTS:
        raise archive.problem(f"an output out of {', '.join(OUTPUTS)}", output)
    return tuple(sizes.tolist()), activation, output


def _read_classes(archive: Archive) -> tuple[str, ...]:
    try:
        return check_classes(archive.numbers("classes", str), archive.path)
    except InputError as error:
        raise archive.problem(f"names of classes: {error.expected}", error.found) from error


def _read_mlp(archive: Archive) -> MLP:
    sizes, activation, output = _read_kind(archive)
    steps = range(len(sizes) - 1)
    weights = [archive.array(f"weights_{k}", "float32", (sizes[k + 1], sizes[k])) for k in steps]
    biases = [archive.array(f"biases_{k}", "float32", (sizes[k + 1],)) for k in steps]
    return MLP.from_arrays(weights, biases, activation, output)


def _read_recipe(archive: Archive, mlp: MLP) -> Recipe:
    """Return the recipe of a network that was trained here."""
    try:
        recipe = Recipe.from_dict(archive.value("recipe", dict))
    except (TypeError, InputError) as error:
        raise archive.problem(
            "a recipe this version knows", " ".join(str(error).split())
        ) from error
    if (recipe.sizes, recipe.activation) != (mlp.sizes, mlp.activation):
        raise archive.problem(
            f"a recipe for this network, {mlp.sizes} {mlp.activation}",
            f"one for {recipe.sizes} {recipe.activation}",
        )
    return recipe


def check_reads_pixels(network: TrainedNetwork, model: Path) -> None:
    """Make sure that a network takes 28 x 28 pixels and answers with ten digits.

    Parameters
    ----------
    network
        The network.
    model
        The file that it is from.

    Raises
    ------
    InputError
        If it doesn't.
    """
    sizes = network.mlp.sizes
    if sizes[0] != 784 or sizes[-1] != 10:
        raise InputError(
            model,
            expected="a network with 784 inputs and 10 outputs",
            found="-".join(map(str, sizes)),
            remedy="name another network with --model, or train one",
        )
