"""Why a network reads badly: likely causes, each of them tried."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from network.digits.digits import CLASSES, Digits
from network.exchange.layers import Layers
from network.exchange.pixels import USUAL, VIEWS
from network.exchange.trying import AS_IT_IS, Reader, Settings, Try
from network.model.activations import ACTIVATIONS

#: A network that reads a smaller share than this is looked into.
POOR = 0.75

#: A cause is named if without it the network reads a share larger by at least this.
GAIN = 0.2

#: And only if it reads as large a share at least: of hundreds of tries with few digits, each in
#: the order of outputs that suits it, some read a third by chance.
AT_LEAST = 0.5

#: As many digits are read at most at each of hundreds of tries.
TRIED = 500

#: What is guessed right on average where nothing is known.
GUESSED = 1 / CLASSES


@dataclass(frozen=True)
class Cause:
    """What keeps a network from reading well.

    Attributes
    ----------
    settings
        With which it does better.
    turned
        Whether its square matrices have to go another way for it than they were taken.
    accuracy
        What it reads then, as a share of the digits tried.
    transpose
        Whether they were taken the other way already.
    """

    settings: Settings
    turned: bool
    accuracy: float
    transpose: bool = False

    def told(self, instead_of: Settings) -> str:
        """Name what is different, in words."""
        settings, differences = self.settings, []
        views = [view for view in VIEWS if view in settings.views]
        if settings.views != instead_of.views:
            seen = " and ".join(views) or "upright and not inverted"
            differences.append(f"it expects pictures {seen}")
        if settings.pixels != instead_of.pixels:
            differences.append(f"it expects pixels {settings.pixels.name}")
        if settings.activation != instead_of.activation:
            differences.append(f"its hidden layers are {settings.activation}")
        if self.turned:
            differences.append("its square matrices go the other way")
        if settings.order != instead_of.order:
            order = ", ".join(map(str, settings.order))
            differences.append(f"its outputs stand for {order}, in this order")
        return " and ".join(differences)

    def options(self) -> str:
        """Return what the command line has to say for it."""
        settings = self.settings
        parts = [f"--activation {settings.activation}", f"--pixels {settings.pixels.name}"]
        if settings.views:
            parts.append(f"--as {' '.join(settings.views)}")
        if settings.order != AS_IT_IS:
            parts.append(f"--order {','.join(map(str, settings.order))}")
        if self.turned != self.transpose:
            parts.append("--transpose")
        return " ".join(parts)


def find_cause(
    layers: Layers, settings: Settings, known_activation: bool, digits: Digits
) -> Cause | None:
    """Try what usually goes wrong; return what helps most, or nothing if nothing helps much.

    Parameters
    ----------
    layers
        What is in the file.
    settings
        With which it reads badly.
    known_activation
        Whether the file itself tells what hidden layers do.
    digits
        To try with.
    """
    causes = [
        Cause(better.settings, turned, better.accuracy)
        for turned, found in _tries(layers, settings, known_activation, digits)
        for better in _reordered(found)
    ]
    # Of equals the first, whose tries differ least from what was: they come first.
    most = max(causes, key=lambda cause: round(cause.accuracy, 2))
    enough = max(causes[0].accuracy + GAIN, AT_LEAST)
    return most if most.accuracy >= enough else None


def _tries(
    layers: Layers, settings: Settings, known_activation: bool, digits: Digits
) -> Iterator[tuple[bool, Try]]:
    """Yield the tries, the one that changes nothing first; and whether matrices were turned."""
    hidden = len(layers.weights) > 1
    other = [a for a in ACTIVATIONS if a != settings.activation]
    activations = [settings.activation, *([] if known_activation or not hidden else other)]
    scales = [settings.pixels, *(each for each in USUAL if each != settings.pixels)]
    sets = [views for n in range(len(VIEWS) + 1) for views in itertools.combinations(VIEWS, n)]
    sets = [settings.views, *(views for views in sets if views != settings.views)]
    ways = (False, True) if layers.square else (False,)
    tries = len(ways) * len(sets) * len(scales) * len(activations)
    for turned in ways:
        reader = Reader(layers.turned() if turned else layers, digits, tries, TRIED)
        for views, pixels, activation in itertools.product(sets, scales, activations):
            changed = replace(settings, views=views, pixels=pixels, activation=activation)
            yield turned, reader.read(changed)


def _reordered(found: Try) -> Iterator[Try]:
    """Yield a try as it is, and with outputs in the order in which they answer best."""
    yield found
    confusion = np.zeros((CLASSES, CLASSES), np.int64)
    np.add.at(confusion, (found.sums.argmax(axis=1), found.labels), 1)
    order = linear_sum_assignment(confusion, maximize=True)[1]
    if (order != np.arange(CLASSES)).any():
        settings = replace(found.settings, order=_after(found.settings.order, order))
        yield Try(settings, found.sums[:, np.argsort(order)], found.labels)


def _after(order: tuple[int, ...], found: np.ndarray) -> tuple[int, ...]:
    """Return which digit each output of the file stands for, if ``order`` was taken off before."""
    return tuple(int(found[digit]) for digit in order)
