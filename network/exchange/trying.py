"""What a file doesn't say, found out by letting the network read digits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.special import expit, log_softmax

from network.digits.digits import CLASSES, Digits
from network.exchange.layers import Layers
from network.exchange.pixels import USUAL, Pixels, in_order, seen_as
from network.model.activations import ACTIVATIONS, Array
from network.model.mlp import MLP

#: As many digits are read at each try, if the network is none of the largest.
TRIED = 2000

#: Of large networks fewer digits are read, so that all tries together take no more products than
#: this; but so many at least.
PRODUCTS, FEWEST = 5e10, 100

#: Tries whose accuracies differ by less than so many standard errors are equally good.
ERRORS = 2.0

#: Outputs of sigmoids that were trained as such add up to about 1; those of a softmax network,
#: taken for sigmoids, to more or less. On average over digits, so far from 1 is still about 1.
ABOUT_ONE = 0.35

#: Losses of up to so many times the least are alike.
ALIKE = 1.05

#: Who reads a smaller share is hardly better than guessing, whatever is best of that.
HARDLY = 0.35

AS_IT_IS = tuple(range(CLASSES))


@dataclass(frozen=True)
class Settings:
    """How a file's numbers are to be understood.

    Attributes
    ----------
    activation, output
        Functions of hidden layers and of outputs.
    pixels
        What the network takes for pixels.
    views
        How pictures lay before it, see :data:`network.exchange.pixels.VIEWS`.
    order
        Which digit each output stands for.
    """

    activation: str = "sigmoid"
    output: str = "softmax"
    pixels: Pixels = USUAL[0]
    views: tuple[str, ...] = ()
    order: tuple[int, ...] = AS_IT_IS

    def applied(self, layers: Layers) -> Layers:
        """Return layers that take our pixels, and answer with our digits."""
        layers = seen_as(self.pixels.folded_into(layers), self.views)
        return layers if self.order == AS_IT_IS else in_order(layers, self.order)

    def network(self, layers: Layers) -> MLP:
        """Return the network in float32."""
        return self.applied(layers).mlp(self.activation, self.output)


@dataclass(frozen=True, eq=False)
class Try:
    """How a network reads digits under some settings.

    Attributes
    ----------
    settings
        The settings.
    sums
        Of its outputs, before their function: shape (n, 10).
    labels
        Shape (n,).
    """

    settings: Settings
    sums: Array
    labels: Array

    @property
    def accuracy(self) -> float:
        """Share read correctly."""
        return float(np.mean(self.sums.argmax(axis=1) == self.labels))

    @property
    def doubt(self) -> float:
        """Standard error of the accuracy."""
        share = self.accuracy
        return float(np.sqrt(max(share * (1 - share), 0.25 / len(self.labels)) / len(self.labels)))

    @cached_property
    def loss(self) -> float:
        """Mean of -log p(label), of softmax: large where a network is too sure, or not enough."""
        logs = log_softmax(self.sums.astype(np.float64), axis=1)
        return float(-logs[np.arange(len(self.labels)), self.labels].mean())


class Reader:
    """Reads digits with a network, again and again, under other settings.

    The products of pixels and first weights are what takes time. Whatever is done to the pixels'
    values changes their sums by what can be worked out, so that they are needed once for each way
    in which pictures lie.

    Parameters
    ----------
    layers
        What is in the file.
    digits
        To read.
    tries
        How many are to come.
    most
        How many digits to read at most.
    """

    def __init__(self, layers: Layers, digits: Digits, tries: int, most: int = TRIED) -> None:
        size = sum(w.size for w in layers.weights)
        count = int(min(most, max(FEWEST, PRODUCTS / (size * tries))))
        self.digits = digits.subset(slice(count), digits.name)
        self.layers = layers
        self._pixels = self.digits.pixels
        self._rest = [
            (w.T.astype(np.float32), b.astype(np.float32))
            for w, b in zip(layers.weights[1:], layers.biases[1:], strict=True)
        ]
        self._products: dict[tuple[str, ...], Array] = {}

    def read(self, settings: Settings) -> Try:
        """Let the network read the digits."""
        curve = ACTIVATIONS[settings.activation]
        with np.errstate(over="ignore", invalid="ignore"):  # a wrong try may well overflow
            sums = self._first_sums(settings)
            for weights, biases in self._rest:
                sums = curve(sums) @ weights + biases
        sums = np.nan_to_num(sums)[:, np.argsort(settings.order)]
        return Try(settings, sums, self.digits.labels)

    def _first_sums(self, settings: Settings) -> Array:
        """Return z of the first step, shape (n, neurons)."""
        lying = tuple(view for view in settings.views if view != "inverted")
        if lying not in self._products:
            weights = seen_as(self.layers, lying).weights[0].astype(np.float32)
            self._products[lying] = self._pixels @ weights.T
        products = self._products[lying]
        all_ink = self.layers.weights[0].sum(axis=1, dtype=np.float64)
        if "inverted" in settings.views:
            products = all_ink - products
        pixels = settings.pixels
        sums = pixels.factor * products + (pixels.offset * all_ink + self.layers.biases[0])
        return sums.astype(np.float32)


def best(tries: Iterable[Try]) -> Try:
    """Return the most accurate; of those about as accurate, the one that is surest rightly.

    If several are alike in both, it is the first of them; so it is, if none reads much more than
    by guessing.
    """
    tries = list(tries)
    top = max(tries, key=lambda each: each.accuracy)
    if top.accuracy < HARDLY:
        return tries[0]
    close = [t for t in tries if t.accuracy >= top.accuracy - ERRORS * top.doubt]
    least = min(each.loss for each in close)
    return next(each for each in close if each.loss <= ALIKE * least)


def found_settings(
    layers: Layers, asked: Settings, open_to: Sequence[str], digits: Digits
) -> tuple[Settings, list[str]]:
    """Find the settings that neither the file nor the command line tells.

    Parameters
    ----------
    layers
        What is in the file.
    asked
        What is known; the rest doesn't matter.
    open_to
        What isn't: ``activation``, ``output``, ``pixels``.
    digits
        To try with; the first :data:`TRIED` of them at most.

    Returns
    -------
    tuple[Settings, list[str]]
        All settings, and sentences that tell how they were found.
    """
    hidden = len(layers.weights) > 1
    activations = ACTIVATIONS if "activation" in open_to and hidden else (asked.activation,)
    pixels = USUAL if "pixels" in open_to else (asked.pixels,)
    reader = Reader(layers, digits, len(activations) * len(pixels))
    tries = [
        reader.read(replace(asked, activation=activation, pixels=each))
        for activation in activations
        for each in pixels
    ]
    chosen = best(tries)
    told = []
    for name, options in (("activation", activations), ("pixels", pixels)):
        if len(options) > 1:
            told.append(_compared(name, tries, chosen, reader.digits))
    if "output" not in open_to:
        return chosen.settings, told
    output, sentence = likely_output(chosen.sums)
    return replace(chosen.settings, output=output), [*told, sentence]


def likely_output(sums: Array) -> tuple[str, str]:
    """Return which function outputs with these sums, shape (n, 10), probably have; and why."""
    total = float(expit(sums).sum(axis=1).mean())
    output = "sigmoid" if abs(total - 1) < ABOUT_ONE else "softmax"
    as_usual = "about 1, as" if output == "sigmoid" else "not about 1, as it would be"
    return output, (
        f"output: taken as {output}, which no answer depends on: with sigmoids, its outputs add up "
        f"to {total:.2f} on average, {as_usual} in networks trained with them (--output overrules)"
    )


def _compared(name: str, tries: Sequence[Try], chosen: Try, digits: Digits) -> str:
    """Tell how well the network reads with each value of a setting, all others as chosen."""
    rivals = [
        t for t in tries if replace(t.settings, **{name: _of(chosen, name)}) == chosen.settings
    ]
    shares = ", ".join(f"{_named(_of(t, name))} {t.accuracy:.1%}" for t in rivals)
    if chosen.accuracy < HARDLY:
        return f"{name}: tried on {len(digits):,} {digits.name}, {shares}; that tells nothing"
    others = [t for t in rivals if t is not chosen]
    close = [t for t in others if t.accuracy >= chosen.accuracy - ERRORS * chosen.doubt]
    hint = (
        f"; {', '.join(_named(_of(t, name)) for t in close)} would do about as well"
        if close
        else ""
    )
    return (
        f"{name}: tried on {len(digits):,} {digits.name}, {shares}; taken as "
        f"{_named(_of(chosen, name))}{hint} (--{name} overrules)"
    )


def _of(each: Try, name: str) -> str | Pixels:
    return getattr(each.settings, name)


def _named(value: str | Pixels) -> str:
    return value.name if isinstance(value, Pixels) else value
