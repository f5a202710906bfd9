"""A training that happened elsewhere, from the networks that were kept along the way."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np

from network.digits.digits import Digits
from network.files.errors import InputError
from network.model.activations import Array
from network.model.backprop import cost, one_hot
from network.model.mlp import MLP
from network.training.stored import History
from network.training.training import LARGEST_PARAMETER, SNAPSHOT_BYTES, SNAPSHOTS

#: Files of checkpoints: what else lies in their folder is nothing of ours.
SUFFIXES = (".safetensors", ".npz", ".onnx", ".json")


def checkpoints_in(folder: Path) -> dict[int, Path]:
    """Return the checkpoints in a folder by the last number in their names, rising.

    Raises
    ------
    InputError
        If there are fewer than two, or two with the same number.
    """
    found: dict[int, Path] = {}
    try:
        files = sorted(folder.iterdir())
    except OSError as error:
        raise _problem(folder, error.strerror or str(error)) from error
    for file in files:
        numbers = re.findall(r"\d+", file.stem)
        if file.suffix.lower() not in SUFFIXES or not numbers or not file.is_file():
            continue
        number = int(numbers[-1])
        if number in found:
            raise _problem(folder, f"{found[number].name} and {file.name}, both {number}")
        found[number] = file
    if len(found) < 2:
        raise _problem(folder, f"{len(found)} with a number in its name")
    return dict(sorted(found.items()))


def thinned(numbers: list[int], parameters: int) -> list[int]:
    """Return as many of the checkpoints' numbers as a history holds: dense early, sparse late.

    The first and the last are always among them.
    """
    most = max(2, min(SNAPSHOTS, SNAPSHOT_BYTES // (parameters * np.dtype(np.float16).itemsize)))
    if len(numbers) <= most:
        return numbers
    clocks = np.log1p(numbers)
    wanted = np.linspace(clocks[0], clocks[-1], most)
    nearest = np.abs(clocks[None, :] - wanted[:, None]).argmin(axis=1)
    return [numbers[place] for place in sorted(set(nearest.tolist()))]


def history_of(
    checkpoints: dict[int, Path],
    network: MLP,
    read: Callable[[Path], MLP],
    digits: Digits,
    folder: Path,
) -> History:
    """Return the training that led to a network.

    Parameters
    ----------
    checkpoints
        Files by number, rising; a step of the history is what the numbers count: epochs, if
        their names say so.
    network
        What the training ended with.
    read
        Returns the network in a file.
    digits
        To measure with: what was never learned from, if that can be.
    folder
        Where the checkpoints are, for errors.

    Raises
    ------
    InputError
        If one is another kind of network, if its numbers are too large to be kept, or if the
        last one isn't the network.
    """
    numbers = thinned(list(checkpoints), network.parameters.size)
    pixels, wanted = digits.pixels, one_hot(digits.labels)
    snapshots, costs, accuracies = [], [], []
    for number in numbers:
        mlp = read(checkpoints[number])
        _check_kind(mlp, network, checkpoints[number])
        output = mlp.forward(pixels).output
        snapshots.append(mlp.parameters.astype(np.float16))
        costs.append(cost(output, wanted))
        accuracies.append(np.mean(output.argmax(axis=1) == digits.labels))
    if mlp.fingerprint != network.fingerprint:
        apart = np.abs(mlp.parameters - network.parameters).max()
        raise InputError(
            folder,
            expected="the network itself as the last checkpoint",
            found=f"another one in {checkpoints[number].name}: weights differ by up to {apart:.3g}",
            remedy="import the last checkpoint, or give the network a number above theirs",
        )
    nothing = np.empty(0, np.float32)
    return History(
        sizes=network.sizes,
        activation=network.activation,
        output=network.output,
        fingerprint=network.fingerprint,
        steps_per_epoch=int("epoch" in checkpoints[numbers[-1]].stem.lower()),
        step=np.empty(0, np.int64),
        step_cost=nothing,
        epoch_cost=nothing,
        validation_cost=nothing,
        validation_accuracy=nothing,
        snapshot_step=np.array(numbers, np.int64),
        snapshots=np.stack(snapshots),
        snapshot_cost=_column(costs),
        snapshot_accuracy=_column(accuracies),
    )


def _column(figures: list[float]) -> Array:
    return np.array(figures, np.float32)


def _check_kind(mlp: MLP, network: MLP, path: Path) -> None:
    if mlp.sizes != network.sizes:
        raise InputError(
            path,
            expected=f"a checkpoint of the network, {'-'.join(map(str, network.sizes))}",
            found="-".join(map(str, mlp.sizes)),
            remedy="keep checkpoints of one training alone in the folder",
        )
    largest = float(np.abs(mlp.parameters).max())
    if largest > LARGEST_PARAMETER:
        raise InputError(
            path,
            expected=f"weights and biases up to {LARGEST_PARAMETER:,.0f}, as a history keeps them",
            found=f"{largest:,.0f}",
            remedy="import without --history",
        )


def _problem(folder: Path, found: str) -> InputError:
    return InputError(
        folder,
        expected="a folder with two or more checkpoints, each with its own number in its name",
        found=found,
        remedy="name them like step-100.safetensors; .npz, .onnx and .json are read, too",
    )
