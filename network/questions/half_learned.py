"""A network in the middle of its training, and a digit that it does not read well as yet."""

from dataclasses import dataclass

import numpy as np

from network.digits.digits import Digits
from network.model.backprop import Trace, one_hot, trace
from network.model.mlp import MLP
from network.questions.examples import Example
from network.training.playback import Playback

#: How many of the digits are looked at, and how bright the output should be that they ask for.
LOOKED_AT, WANTED = 1000, 0.2


@dataclass(frozen=True, eq=False)
class HalfLearned:
    """A digit, as the network read it when it had learned half of what it would learn.

    Attributes
    ----------
    snapshot
        Which of the training's snapshots.
    step
        How many mini-batches were used up by then.
    accuracy
        The share of the validation images that the network read correctly by then, 0 to 1.
    mlp
        The network at that time, float64.
    example
        The digit, with that network's forward pass. Its label is never ``None``.
    trace
        What this digit wishes for: forward pass, deltas, wishes, gradient; float64.
    looked_at
        From how many digits it was chosen.
    """

    snapshot: int
    step: int
    accuracy: float
    mlp: MLP
    example: Example
    trace: Trace
    looked_at: int


def half_learned(playback: Playback, digits: Digits, label: int) -> HalfLearned:
    """Return the digit of a label whose own output is nearest to a fifth.

    The moment is halfway between the training's two chapters. Of the first thousand digits, those
    are preferred that are misread then and read correctly in the end; then those that are misread
    then; then all of this label. Where no digit has this label, others will do.

    Parameters
    ----------
    playback
        The training.
    digits
        From where to choose; at least one.
    label
        0 to 9.
    """
    snapshot = playback.halfway
    mlp = playback.network(snapshot).astype(np.float64)
    some = digits[:LOOKED_AT]
    output = mlp.forward(some.images / 255).output
    labelled = some.labels == label
    if not labelled.any():
        labelled[:] = True
    misread = labelled & (output.argmax(axis=1) != some.labels)
    learned = misread & (playback.mlp.forward(some.pixels).answer == some.labels)
    fits = next(each for each in (learned, misread, labelled) if each.any())
    own = np.take_along_axis(output, some.labels[:, None].astype(int), axis=1)[:, 0]
    index = int(np.where(fits, np.abs(own - WANTED), np.inf).argmin())
    return _about(playback, snapshot, mlp, some, index)


def _about(playback: Playback, snapshot: int, mlp: MLP, digits: Digits, index: int) -> HalfLearned:
    """Return all there is to say about one of the digits."""
    pixels, chosen = digits.images[index] / 255, int(digits.labels[index])
    history = playback.history
    return HalfLearned(
        snapshot,
        int(history.snapshot_step[snapshot]),
        float(history.snapshot_accuracy[snapshot]),
        mlp,
        Example(digits.image(index), chosen, mlp.forward(pixels)),
        trace(mlp, pixels, one_hot(np.array(chosen))),
        len(digits),
    )
