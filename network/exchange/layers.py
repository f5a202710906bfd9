"""What was found in a file: dense layers, in order, and what they are known to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from network.files.errors import InputError
from network.model.activations import Array
from network.model.mlp import MLP
from network.training.recipe import MOST_PARAMETERS

#: Parameters of networks that were found are in float32, and none of them is beyond this.
LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class Tensors:
    """Named arrays, as a file holds them.

    Attributes
    ----------
    subject
        The file.
    arrays
        Of any shape, by name, in the file's order.
    facts
        Texts beside them, such as ``activation``: ``relu``.
    """

    subject: str
    arrays: dict[str, Array]
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Layers:
    """Dense layers.

    Attributes
    ----------
    subject
        The file they are from.
    weights, biases
        By step, shapes (n[k+1], n[k]) and (n[k+1],), floating.
    activation, output
        Of the hidden layers, and of the last; ``None`` where the file doesn't say.
    pixels
        Which pixels they expect, as ``--pixels`` names them; ``None`` where it doesn't say.
    told
        How they were found: sentences without full stops, for the person at the keyboard.
    square
        Which matrices are square, by step, so that shapes don't tell which way they go.
    """

    subject: str
    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    activation: str | None = None
    output: str | None = None
    pixels: str | None = None
    told: tuple[str, ...] = ()
    square: tuple[int, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons per layer, input first."""
        return (self.weights[0].shape[1], *(w.shape[0] for w in self.weights))

    def telling(self, *sentences: str) -> Self:
        """Return the same layers, with more to tell."""
        return replace(self, told=(*self.told, *sentences))

    def with_first(self, weights: Array, biases: Array) -> Self:
        """Return them with other numbers in the first step, of the shapes there were."""
        return replace(
            self, weights=(weights, *self.weights[1:]), biases=(biases, *self.biases[1:])
        )

    def turned(self) -> Self:
        """Return them with every square matrix the other way round."""
        weights = [w.T if k in self.square else w for k, w in enumerate(self.weights)]
        return replace(self, weights=tuple(weights))

    def checked(self) -> Self:
        """Return the layers themselves: they take 28 x 28 pixels and answer with ten digits.

        Raises
        ------
        InputError
            If they don't, if they are too many, or if a number is none that float32 can hold.
        """
        sizes = self.sizes
        if sizes[0] != 784 or sizes[-1] != 10:
            raise InputError(
                self.subject,
                expected="a network with 784 inputs, a pixel each of 28 x 28, and 10 outputs",
                found=f"{'-'.join(map(str, sizes))}{_picture_of(sizes[0])}",
                remedy="import another network; this one reads other images, or answers otherwise",
            )
        count = sum(each.size for each in (*self.weights, *self.biases))
        if count > MOST_PARAMETERS:
            raise InputError(
                self.subject,
                expected=f"up to {MOST_PARAMETERS // 10**6} million weights and biases",
                found=f"{count:,}: {'-'.join(map(str, sizes))}",
                remedy="import a smaller network; no picture could show this one",
            )
        for k, (w, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            if not all(np.all(np.abs(each) <= LARGEST) for each in (w, b)):  # NaN isn't either
                raise InputError(
                    self.subject,
                    expected="finite weights and biases",
                    found=f"NaN, infinity or a number beyond float32 in step {k + 1}",
                    remedy="import a network whose training didn't run away",
                )
        return self

    def mlp(self, activation: str, output: str) -> MLP:
        """Return the network in float32, which is what the project calculates in."""
        return MLP.from_arrays(
            [w.astype(np.float32) for w in self.weights],
            [b.astype(np.float32) for b in self.biases],
            activation,
            output,
        )


def shape_of(array: Array) -> str:
    """Return a shape for people: ``16 x 784``."""
    return " x ".join(map(str, array.shape)) or "one number"


def listed(names: Iterable[str], most: int = 8) -> str:
    """Return names with commas between them; of many, the first."""
    names = list(names)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _picture_of(inputs: int) -> str:
    """Tell which pictures a network with so many inputs may read."""
    for channels, kind in ((1, "grey"), (3, "coloured")):
        side = round((inputs / channels) ** 0.5)
        if side > 1 and side != 28 and side * side * channels == inputs:
            return f"; {inputs} inputs fit {kind} pictures of {side} x {side}"
    if inputs == 3 * 784:
        return f"; {inputs} inputs fit coloured pictures of 28 x 28"
    return ""
