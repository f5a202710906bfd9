"""What networks with more hidden neurons, and with fewer, read: a dot a training."""

from collections.abc import Sequence

from numpy.typing import NDArray

from scenes.mobjects.charts.dots_by_kind import DotsByKind
from scenes.script.catalogue import message
from scenes.script.message import Message


def widths_tried(
    accuracy: NDArray, sizes: Sequence[Sequence[int]], data: Message | str, epochs: int
) -> DotsByKind:
    """Return the chart of trainings of several networks.

    Parameters
    ----------
    accuracy
        Shape (networks, trainings), 0 to 1: the share of test images that each reads correctly.
    sizes
        Neurons per layer of each network.
    data
        What was learned and tested on.
    epochs
        Of every training.
    """
    source = message(
        "{data}; {epochs:,} {epochs:epoch|epochs} of training; lines: the mean of {seeds} "
        "{seeds:training|trainings}",
        data=data,
        epochs=epochs,
        seeds=accuracy.shape[1],
    )
    names = [hidden_neurons(each) for each in sizes]
    title = message("test images read correctly")
    return DotsByKind(accuracy, names, title, (message("neurons in the hidden layers"), source))


def hidden_neurons(sizes: Sequence[int]) -> str:
    """Return how many neurons the hidden layers have, one after the other: 16 + 16."""
    return " + ".join(map(str, sizes[1:-1]))
