"""The recorded training, small enough to come along with a page."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.model.mlp import MLP
from network.training.playback import Playback
from page.packing import deflated
from page.subject import Subject
from scenes.mobjects.edges.strength import largest_but_few

#: How finely parameters are told: weights of the first step, of which hundreds add up in a neuron,
#: and all others. Small errors of many weights cancel; those of a few are seen.
FINENESS, FINER = 1 / 128, 1 / 512

#: A parameter is at most so many times as large as it is finely told: two of them, and their
#: difference, fit two bytes.
LARGEST = 16_000

#: Room for the snapshots between the first and the last, in characters.
ROOM = 620_000


def training(subject: Subject) -> dict[str, Any]:
    """Return the training of the network: snapshots, and what was measured with each.

    Snapshots are all that were recorded, or every second, fourth ... if they take too much room;
    what is left out is left out of cost and accuracy, too. The first one is told exactly, the last
    one is the page's network; those between come as ``changes``, see :func:`changes_of`. A network
    without a record gives an empty table.

    Raises
    ------
    InputError
        If there is a record, and it is unsound or another network's.
    """
    playback = subject.replay
    if not playback:
        return {}
    history = playback.history
    fineness = fineness_of(playback)
    kept, changes = fitting(playback, fineness)
    return {
        "clocks": [float(playback.clocks[k]) for k in kept],
        "lastStep": playback.last_step,
        "stepsPerEpoch": history.steps_per_epoch,
        "cost": _numbers(history.snapshot_cost[kept]),
        "accuracy": _numbers(history.snapshot_accuracy[kept]),
        "scales": [largest_but_few(weights) for weights in subject.network.mlp.weights],
        "start": deflated(playback.network(0).parameters),
        "fineness": [list(run) for run in _runs(fineness)],
        "changes": changes,
    }


def fineness_of(playback: Playback) -> NDArray[np.float64]:
    """Return the unit in which each parameter is told: shape (parameter_count,)."""
    mlp = playback.mlp
    units = np.full(mlp.parameters.size, FINER)
    units[: mlp.weights[0].size] = FINENESS
    largest = max(np.abs(playback.network(k).parameters).max() for k in range(_count(playback)))
    return np.maximum(units, float(largest) / LARGEST)


def fitting(playback: Playback, fineness: NDArray[np.float64]) -> tuple[list[int], str]:
    """Return which snapshots there is room for, and those between the first and the last."""
    last = _count(playback) - 1
    apart = 1
    while True:
        kept = [*range(0, last, apart), last]
        changes = deflated(changes_of([playback.network(k) for k in kept[:-1]], fineness))
        if len(changes) <= ROOM or len(kept) <= 2:
            return kept, changes
        apart *= 2


def changes_of(networks: Sequence[MLP], fineness: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return how parameters change from each network to the next: shape (2, n - 1, parameters).

    In whole numbers of their units, of even sign and odd: 0, -1, 1, -2 become 0, 1, 2, 3. Low
    bytes first, then all high bytes, most of which are 0.
    """
    told = np.stack([np.rint(each.parameters / fineness) for each in networks]).astype(np.int64)
    change = np.diff(told, axis=0)
    unsigned = (change << 1) ^ (change >> 63)
    return np.stack([unsigned & 255, unsigned >> 8]).astype(np.uint8)


def _count(playback: Playback) -> int:
    return len(playback.clocks)


def _numbers(array: NDArray[np.floating]) -> list[float]:
    return [round(float(each), 5) for each in array]


def _runs(values: NDArray[np.float64]) -> Iterator[tuple[int, float]]:
    """Yield how often each value comes in a row, and the value."""
    starts = np.flatnonzero(np.diff(values, prepend=np.nan))
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        yield int(end - start), float(values[start])
