"""Model and history files: plain .npz archives, checked to the last number when read.

A file holds ``format`` (the version of its layout), ``kind`` and ``about`` (a JSON text),
besides its arrays. Nothing is ever unpickled, and the same contents give the same bytes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from network.activations import ACTIVATIONS, Array
from network.errors import InputError
from network.files import replacing
from network.mlp import MLP, parameter_count
from network.recipe import Recipe

#: Version of the layout below. Raise it when an older reader would misunderstand.
FORMAT = 1

#: No network worth drawing takes more bytes; guards against archives made to be huge.
LARGEST = 1 << 30

MODEL, HISTORY = "trained network", "training history"

#: The network that comes with the project. Its history lies beside it.
SHIPPED_NETWORK = Path(__file__).resolve().parent.parent / "assets" / "network.npz"


def history_beside(network: Path) -> Path:
    """Return where the training history of a stored network lies."""
    return network.with_name("history.npz")


@dataclass(frozen=True)
class Provenance:
    """Which data something was made from."""

    name: str
    sha256: str


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """A network with all that must be known to trust it, and to make it again.

    Attributes
    ----------
    mlp
        The network, float32.
    recipe
        How it was trained, seed included.
    epochs
        How many epochs were completed: fewer than the recipe's if someone stopped it.
    data
        On what.
    validation_accuracy, test_accuracy
        Shares of images read correctly, between 0 and 1.
    confusion
        Shape (classes, classes), counts on the test images: [true label, answer].
    """

    mlp: MLP
    recipe: Recipe
    epochs: int
    data: Provenance
    validation_accuracy: float
    test_accuracy: float
    confusion: Array

    @property
    def complete(self) -> bool:
        """Whether the whole recipe was followed."""
        return self.epochs == self.recipe.epochs


@dataclass(frozen=True, eq=False)
class History:
    """A training, recorded so that it can be played back.

    A "step" here counts mini-batches used up; 0 is the random start.

    Attributes
    ----------
    sizes, activation
        The network's shape.
    fingerprint
        That of the network this training ended with.
    steps_per_epoch
        How many mini-batches make an epoch.
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
        :func:`network.mlp.unpack`. Half precision is right to three digits.
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

    def network(self, index: int) -> MLP:
        """Return the network of snapshot ``index``, float32."""
        return MLP(self.sizes, self.snapshots[index].astype(np.float32), self.activation)


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
    """Write a trained network.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched.
    """
    mlp = network.mlp
    about = {
        "activation": mlp.activation,
        "fingerprint": mlp.fingerprint,
        "recipe": network.recipe.as_dict(),
        "epochs": network.epochs,
        "data": {"name": network.data.name, "sha256": network.data.sha256},
        "validation_accuracy": network.validation_accuracy,
        "test_accuracy": network.test_accuracy,
    }
    arrays = {"sizes": np.array(mlp.sizes), "confusion": network.confusion}
    for k, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        arrays |= {f"weights_{k}": weights, f"biases_{k}": biases}
    _write(path, MODEL, about, arrays)


def load_network(path: str | Path) -> TrainedNetwork:
    """Read a trained network and check everything that can be checked.

    Raises
    ------
    InputError
        If the file is missing, damaged, of another kind or a newer version, or contradicts
        itself: shapes that don't chain, numbers that aren't finite, a fingerprint that isn't
        that of its parameters, a recipe for another shape.
    """
    archive = _Archive(path, MODEL)
    mlp = _read_mlp(archive)
    if archive.text("fingerprint") != mlp.fingerprint:
        raise archive.problem(
            f"parameters with the fingerprint {archive.text('fingerprint')[:12]}",
            f"parameters with the fingerprint {mlp.fingerprint[:12]}: some number was changed",
        )
    recipe = _read_recipe(archive)
    if (recipe.sizes, recipe.activation) != (mlp.sizes, mlp.activation):
        raise archive.problem(
            f"a recipe for this network, {mlp.sizes} {mlp.activation}",
            f"one for {recipe.sizes} {recipe.activation}",
        )
    classes = mlp.sizes[-1]
    return TrainedNetwork(
        mlp=mlp,
        recipe=recipe,
        epochs=archive.count("epochs"),
        data=_read_provenance(archive),
        validation_accuracy=archive.share("validation_accuracy"),
        test_accuracy=archive.share("test_accuracy"),
        confusion=archive.array("confusion", "int64", (classes, classes)),
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
        "activation": history.activation,
        "fingerprint": history.fingerprint,
        "steps_per_epoch": history.steps_per_epoch,
        "digest": _digest(arrays),
    }
    _write(path, HISTORY, about, {"sizes": np.array(history.sizes), **arrays})


def load_history(path: str | Path) -> History:
    """Read a training history and check it.

    Raises
    ------
    InputError
        As :func:`load_network`.
    """
    archive = _Archive(path, HISTORY)
    sizes, activation = _read_shape(archive)
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
    if archive.text("digest") != _digest(arrays):
        raise archive.problem("the numbers it was written with", "numbers that were changed")
    return History(
        sizes=sizes,
        activation=activation,
        fingerprint=archive.text("fingerprint"),
        steps_per_epoch=archive.count("steps_per_epoch"),
        **arrays,
    )


class _Archive:
    """An open .npz file that answers with checked values or a clear error."""

    def __init__(self, path: str | Path, kind: str) -> None:
        self.path, self.kind = Path(path), kind
        self._arrays = self._read_arrays()
        version = self.array("format", "int64", ())
        if version > FORMAT:
            raise InputError(
                self.path,
                expected=f"a file of format {FORMAT} or older",
                found=f"format {version}, written by a newer version of this project",
                remedy="update the project, or train again with this version",
            )
        self._about = self._read_about()
        if self.text("kind") != kind:
            raise self.problem(f"a {kind}", f"a {self.text('kind')}")

    def problem(self, expected: str, found: str) -> InputError:
        """Return the error that this file, of this kind, isn't what it should be."""
        return InputError(
            self.path,
            expected=expected,
            found=found,
            remedy="get the file again, or make it with `python -m network train`",
        )

    def array(self, name: str, dtype: str, shape: tuple[int, ...]) -> Array:
        """Return an array of exactly this dtype and shape, read-only."""
        array = self._get(name)
        if array.dtype != dtype or array.shape != shape:
            raise self.problem(
                f"{name}: {dtype} of shape {shape}", f"{array.dtype} of shape {array.shape}"
            )
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise self.problem(f"{name}: finite numbers", "NaN or infinity among them")
        array.setflags(write=False)
        return array

    def length(self, name: str) -> int:
        """Return how many rows an array has."""
        return len(np.atleast_1d(self._get(name)))

    def text(self, name: str) -> str:
        """Return a text out of the description."""
        return str(self.value(name, str))

    def count(self, name: str) -> int:
        """Return a number from 0 out of the description."""
        value = self.value(name, int)
        if value < 0:
            raise self.problem(f"{name} from 0", str(value))
        return value

    def share(self, name: str) -> float:
        """Return a number between 0 and 1 out of the description."""
        value = self.value(name, float)
        if not 0 <= value <= 1:
            raise self.problem(f"{name} between 0 and 1", str(value))
        return value

    def value(self, name: str, kind: type) -> Any:
        """Return an entry of the description, which must be of exactly this type."""
        if type(self._about.get(name)) is not kind:
            raise self.problem(f"a description with {name}", f"{self._about.get(name)!r}")
        return self._about[name]

    def _get(self, name: str) -> Array:
        if name not in self._arrays:
            raise self.problem(
                f"a {self.kind} with an array {name!r}",
                f"arrays {', '.join(self._arrays) or '- none'}",
            )
        return self._arrays[name]

    def _read_arrays(self) -> dict[str, Array]:
        expected = f"an .npz file with a {self.kind}"
        try:
            with zipfile.ZipFile(self.path) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                    raise self.problem(expected, "an archive of more than 1 GiB, unpacked")
                return {
                    entry.filename.removesuffix(".npy"): _read_array(archive.read(entry))
                    for entry in archive.infolist()
                }
        except InputError:
            raise
        except OSError as error:
            raise self.problem(expected, error.strerror or str(error)) from error
        except Exception as error:  # a damaged archive can fail in every way there is
            raise self.problem(expected, self._what_else(error)) from error

    def _what_else(self, error: Exception) -> str:
        """Tell what a file is that isn't a sound archive."""
        with self.path.open("rb") as file:
            start = file.read(2)
        if start == b"PK":
            reason = " ".join(str(error).split()) or type(error).__name__
            return f"an archive that is damaged, cut short or unsafe to read ({reason})"
        if start[:1] == b"\x80":
            return "a Python pickle, which could run any program and is never opened"
        return "another kind of file" if start else "an empty file"

    def _read_about(self) -> Mapping[str, Any]:
        text = self._get("about")
        try:
            if text.dtype.kind != "U" or text.shape != ():
                raise ValueError(f"{text.dtype} of shape {text.shape}")
            about = json.loads(str(text))
            if not isinstance(about, dict):
                raise ValueError("not a table of names and values")
        except (ValueError, RecursionError) as error:
            raise self.problem("a description in JSON", str(error)) from error
        return about


def _read_array(content: bytes) -> Array:
    """Return the array in an .npy file whose bytes, by their checksum, are as written.

    Raises
    ------
    Exception
        Of any kind, if there is none, or one of Python objects.
    """
    return np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)


def _read_shape(archive: _Archive) -> tuple[tuple[int, ...], str]:
    """Return sizes and activation."""
    sizes = archive.array("sizes", "int64", (archive.length("sizes"),))
    activation = archive.text("activation")
    if len(sizes) < 2 or sizes.min() < 1:
        raise archive.problem("two or more layer sizes above 0", str(sizes.tolist()))
    if activation not in ACTIVATIONS:
        raise archive.problem(f"an activation out of {', '.join(ACTIVATIONS)}", activation)
    return tuple(sizes.tolist()), activation


def _read_mlp(archive: _Archive) -> MLP:
    sizes, activation = _read_shape(archive)
    steps = range(len(sizes) - 1)
    weights = [archive.array(f"weights_{k}", "float32", (sizes[k + 1], sizes[k])) for k in steps]
    biases = [archive.array(f"biases_{k}", "float32", (sizes[k + 1],)) for k in steps]
    return MLP.from_arrays(weights, biases, activation)


def _read_recipe(archive: _Archive) -> Recipe:
    try:
        return Recipe.from_dict(archive.value("recipe", dict))
    except (TypeError, InputError) as error:
        raise archive.problem(
            "a recipe this version knows", " ".join(str(error).split())
        ) from error


def _read_provenance(archive: _Archive) -> Provenance:
    data = archive.value("data", dict)
    if not all(isinstance(data.get(key), str) for key in ("name", "sha256")):
        raise archive.problem("the name and sha256 of the training data", repr(data))
    return Provenance(data["name"], data["sha256"])


def _digest(arrays: Mapping[str, Array]) -> str:
    """Return the sha256 of named arrays."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def _write(
    path: str | Path, kind: str, about: Mapping[str, Any], arrays: Mapping[str, Array]
) -> None:
    text = json.dumps({"kind": kind, **about}, sort_keys=True)
    with replacing(path) as file:
        np.savez_compressed(file, format=np.array(FORMAT), about=np.array(text), **arrays)
