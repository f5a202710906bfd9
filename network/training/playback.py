"""A recorded training, played back: the network at any moment between its snapshots.

The clock runs from 0, the random start, to 1, the trained network, and is logarithmic: after s
of S steps it shows log(1 + s) / log(1 + S). Snapshots are dense early and sparse late, so on
this clock they lie about evenly, and so does what happens. Between two snapshots all that is
known is interpolated in a straight line on the clock: every parameter, the cost, the accuracy.
At a snapshot, what was recorded is returned; at 1, the trained network itself.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from network.digits.sources import Digits
from network.files.errors import InputError
from network.model.activations import Array
from network.model.mlp import MLP
from network.training.stored import History

#: An output this bright leaves little doubt.
FIRM = 0.8

#: How many digits are asked whether they were learned late; all would take too long.
ASKED = 2000


@dataclass(frozen=True, eq=False)
class Moment:
    """The network at one moment of its training.

    Attributes
    ----------
    clock
        When: 0 at the start, 1 at the end.
    step
        How many mini-batches are used up; not a whole number between snapshots.
    mlp
        The network, float32.
    cost, accuracy
        On the validation images.
    """

    clock: float
    step: float
    mlp: MLP
    cost: float
    accuracy: float


class Chapters(NamedTuple):
    """Moments that divide a training, as numbers of snapshots.

    Until ``takeoff`` the answers are little better than guesses; from ``arrival`` on they are
    almost as good as at the end.
    """

    takeoff: int
    arrival: int


class LateDigit(NamedTuple):
    """A digit, by its index, and the snapshot from which on it is always read correctly."""

    index: int
    settled: int


class Playback:
    """A training that can be looked at, at any moment.

    Parameters
    ----------
    history
        What was recorded.
    mlp
        The network it ended with.

    Attributes
    ----------
    clocks
        Shape (s,): when the snapshots were taken.
    key
        A digest of everything above: two trainings that differ have different ones.

    Raises
    ------
    InputError
        If the history is another network's.
    """

    def __init__(self, history: History, mlp: MLP) -> None:
        if history.fingerprint != mlp.fingerprint:
            raise InputError(
                "history.npz",
                expected=f"the training of the network with the fingerprint {mlp.fingerprint[:12]}",
                found=f"that of another one, {history.fingerprint[:12]}",
                remedy="put the history beside the network it was stored with, or train again",
            )
        self.history, self.mlp = history, mlp
        self.clocks = np.log1p(history.snapshot_step) / np.log1p(max(self.last_step, 1))
        self.key = _digest(history)

    def __deepcopy__(self, memo: dict) -> "Playback":
        return self

    @property
    def last_step(self) -> int:
        """How many mini-batches the training used up."""
        return int(self.history.snapshot_step[-1])

    def clock_after(self, step: float) -> float:
        """Return what the clock shows after so many steps."""
        return float(np.log1p(step) / np.log1p(max(self.last_step, 1)))

    def network(self, index: int) -> MLP:
        """Return the network of a snapshot; the last one is the trained network itself."""
        is_last = index % len(self.clocks) == len(self.clocks) - 1
        return self.mlp if is_last else self.history.network(index)

    def at(self, clock: float) -> Moment:
        """Return the network at a moment, 0 to 1."""
        after = int(np.searchsorted(self.clocks, clock))
        if after == len(self.clocks):
            after -= 1
        if after == 0 or clock >= self.clocks[after]:
            return self._snapshot(after)
        before = after - 1
        start, end = self.clocks[before], self.clocks[after]
        share = float((clock - start) / (end - start))
        old, new = self._snapshot(before), self._snapshot(after)
        parameters = _between(old.mlp.parameters, new.mlp.parameters, np.float32(share))
        return Moment(
            clock=clock,
            step=float(np.expm1(clock * np.log1p(self.last_step))),
            mlp=self.mlp.with_parameters(parameters),
            cost=_between(old.cost, new.cost, share),
            accuracy=_between(old.accuracy, new.accuracy, share),
        )

    @cached_property
    def chapters(self) -> Chapters:
        """When the network began to read, and when it had almost learned to."""
        accuracy = self.history.snapshot_accuracy
        start, end = accuracy[0], accuracy[-1]
        levels = (start + share * (end - start) for share in (0.12, 0.9))
        return Chapters(*(_from_then_on(accuracy >= level) for level in levels))

    @property
    def halfway(self) -> int:
        """The snapshot halfway between both chapters: half of what will be learned, is."""
        return sum(self.chapters) // 2

    def late_digit(self, digits: Digits, at_most: float = 0.86) -> LateDigit | None:
        """Return a digit that the network learned late, or ``None`` if there is none.

        That is one it misread at the start and reads correctly and firmly at the end. The later
        it was learned the better, except after ``at_most``, when little time is left to enjoy
        it; and it should not have been read correctly, now and then, long before.
        """
        pixels, labels = digits.pixels[:ASKED], digits.labels[:ASKED]
        count = len(self.clocks)
        right = np.stack([self.network(k).forward(pixels).answer == labels for k in range(count)])
        output = self.mlp.forward(pixels).output
        fits = right[-1] & ~right[0] & (output.max(axis=1) >= FIRM)
        if not fits.any():
            return None
        # Counting from the end, the first snapshot that is wrong.
        settled = count - np.argmax(~right[::-1], axis=0)
        when = self.clocks[np.minimum(settled, count - 1)]
        too_soon = np.cumsum(right, axis=0)[settled - 1, np.arange(len(labels))] / settled
        worth = np.where(when <= at_most, when, at_most - when) - too_soon
        worth[~fits] = -np.inf
        index = int(worth.argmax())
        return LateDigit(index, int(settled[index]))

    def _snapshot(self, index: int) -> Moment:
        history = self.history
        return Moment(
            clock=float(self.clocks[index]),
            step=float(history.snapshot_step[index]),
            mlp=self.network(index),
            cost=float(history.snapshot_cost[index]),
            accuracy=float(history.snapshot_accuracy[index]),
        )


def end_only(mlp: MLP, accuracy: float) -> Playback:
    """Return what can be played back of a training that nobody recorded: its end.

    Parameters
    ----------
    mlp
        The network.
    accuracy
        The share of images that it reads correctly. Its cost is left open: not a number.
    """
    none, zero = np.empty(0, np.float32), np.zeros(1, np.int64)
    history = History(
        sizes=mlp.sizes,
        activation=mlp.activation,
        output=mlp.output,
        fingerprint=mlp.fingerprint,
        steps_per_epoch=1,
        step=none,
        step_cost=none,
        epoch_cost=none,
        validation_cost=none,
        validation_accuracy=none,
        snapshot_step=zero,
        snapshots=np.empty((1, 0), np.float16),
        snapshot_cost=np.full(1, np.nan, np.float32),
        snapshot_accuracy=np.full(1, accuracy, np.float32),
    )
    return Playback(history, mlp)


def neighbours_agree(weights: Array, side: int) -> float:
    """Return the correlation of the weights of pixels side by side, -1 to 1.

    It is near 0 for noise, and near 1 for patches much larger than a pixel.

    Parameters
    ----------
    weights
        Shape (neurons, side * side).
    """
    pictures = weights.reshape(-1, side, side)
    if not pictures.std():
        return 0.0
    pairs = (
        (pictures[:, :, :-1], pictures[:, :, 1:]),
        (pictures[:, :-1, :], pictures[:, 1:, :]),
    )
    one, other = (np.concatenate([pair[i].ravel() for pair in pairs]) for i in (0, 1))
    return float(np.corrcoef(one, other)[0, 1])


def _between(start: Array, end: Array, share: float) -> Array:
    """Return what lies at ``share`` between two; exactly both, where they are equal."""
    return start + share * (end - start)


def _from_then_on(fine: Array) -> int:
    """Return the first index from which on all is fine; the last index, if none is."""
    wrong = np.flatnonzero(~fine)
    return min(int(wrong[-1]) + 1, len(fine) - 1) if len(wrong) else 0


def _digest(history: History) -> str:
    arrays = (
        history.snapshot_step,
        history.snapshots,
        history.snapshot_cost,
        history.snapshot_accuracy,
    )
    digest = hashlib.sha256(history.fingerprint.encode())
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
