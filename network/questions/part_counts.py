"""How many images a network learned from, how many were kept back, how many it was judged on."""

from typing import NamedTuple

from network.digits.digits import Split
from network.digits.sources import HANDWRITING_COUNTS, is_mnist
from network.training.stored import History, TrainedNetwork

#: The parts of MNIST: our own handwriting was given as many.
MNIST_COUNTS = HANDWRITING_COUNTS


class PartCounts(NamedTuple):
    """How many images each part of the data has.

    Attributes
    ----------
    learned
        That the network learned from.
    kept_back
        Kept back to choose by; ``None`` where nobody noted it.
    judged
        That it was judged on in the end.
    """

    learned: int
    kept_back: int | None
    judged: int


def part_counts(
    network: TrainedNetwork, history: History, parts: Split | None = None
) -> PartCounts:
    """Return how many images there were of each kind, as far as it is known.

    Parameters
    ----------
    network, history
        The network and how it was trained. What an epoch used up is what it learned from, to
        less than a step.
    parts
        What it was trained on, if that is on this machine.
    """
    judged = int(network.confusion.sum())
    if parts is not None:
        return PartCounts(len(parts.train), len(parts.validation), judged)
    if is_mnist(network.data):
        return PartCounts(*MNIST_COUNTS[:2], judged)
    return PartCounts(history.steps_per_epoch * network.recipe.batch, None, judged)
