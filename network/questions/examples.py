"""Digits to show, chosen by what the network makes of them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import SIDE, Digits
from network.files.errors import InputError
from network.model.mlp import MLP, ForwardPass

#: An output this bright leaves little doubt.
BRIGHT = 0.8


@dataclass(frozen=True, eq=False)
class Example:
    """A digit with what the network held while it read it.

    Attributes
    ----------
    pixels
        Shape (784,), 0 to 1.
    label
        What it is, or ``None`` if nobody said.
    forward
        The network's forward pass.
    """

    pixels: NDArray[np.float32]
    label: int | None
    forward: ForwardPass

    @property
    def picture(self) -> NDArray[np.float32]:
        """The pixels row by row, shape (28, 28)."""
        return self.pixels.reshape(SIDE, SIDE)

    @property
    def answer(self) -> int:
        """The digit whose output neuron is brightest."""
        return int(self.forward.answer)

    @property
    def runner_up(self) -> int:
        """The digit whose output neuron is second brightest."""
        return int(self.forward.ranking[1])

    @property
    def confidence(self) -> float:
        """The brightest output's activation. It is not a probability."""
        return float(self.forward.output[self.answer])

    @property
    def misread(self) -> bool:
        """Whether the answer isn't the label."""
        return self.label is not None and self.answer != self.label


class Examples:
    """A set of labelled digits that can be asked for by what the network does.

    Parameters
    ----------
    mlp
        The network that reads them.
    digits
        From where to choose.
    """

    def __init__(self, mlp: MLP, digits: Digits) -> None:
        self.mlp, self.digits = mlp, digits

    @cached_property
    def outputs(self) -> NDArray[np.float32]:
        """What the network answers to all of them: shape (n, 10)."""
        return self.mlp.forward(self.digits.pixels).output

    def __getitem__(self, index: int) -> Example:
        image = self.digits.image(index)
        return Example(image, int(self.digits.labels[index]), self.mlp.forward(image))

    def first(
        self,
        *,
        label: int | None = None,
        read_as: int | None = None,
        correct: bool | None = None,
        at_least: float = 0.0,
    ) -> Example:
        """Return the first digit that fits everything asked for.

        Parameters
        ----------
        label
            Its true label.
        read_as
            What the network answers.
        correct
            Whether that is right.
        at_least
            How bright the brightest output must be.

        Raises
        ------
        InputError
            If there is no such digit.
        """
        answers = self.outputs.argmax(axis=1)
        fits = self.outputs.max(axis=1) >= at_least
        if label is not None:
            fits &= self.digits.labels == label
        if read_as is not None:
            fits &= answers == read_as
        if correct is not None:
            fits &= (answers == self.digits.labels) == correct
        if not fits.any():
            asked = {"label": label, "read_as": read_as, "correct": correct, "at_least": at_least}
            raise InputError(
                self.digits.name,
                expected=f"a digit with {', '.join(f'{k} {v}' for k, v in asked.items() if v)}",
                found=f"none among {len(self.digits):,}",
                remedy="train the network longer, or ask for something it does",
            )
        return self[int(np.argmax(fits))]

    def clear(self, label: int) -> Example:
        """Return the first digit of this label that is read correctly and brightly.

        Where the network reads none so well, any that it reads correctly will do; where it
        never reads this label correctly, the first one is returned, misread.
        """
        for wish in ({"correct": True, "at_least": BRIGHT}, {"correct": True}):
            try:
                return self.first(label=label, **wish)
            except InputError:
                continue
        return self.first(label=label)

    def nearest_to(self, value: float, output: int) -> Example:
        """Return the digit that brings an output as near to a value as any does."""
        return self[int(np.abs(self.outputs[:, output] - value).argmin())]

    def familiar(self, label: int) -> Example:
        """Return the clear digit of this label, or, if it is misread, any that is read correctly.

        Raises
        ------
        InputError
            If none is.
        """
        clear = self.clear(label)
        return self.first(correct=True) if clear.misread else clear

    def telling_mistake(self) -> Example:
        """Return the misread digit with the brightest wrong answer.

        If the network misreads none of them, the digit it is least sure of is returned.
        """
        brightness = self.outputs.max(axis=1)
        wrong = self.outputs.argmax(axis=1) != self.digits.labels
        index = np.where(wrong, brightness, -1).argmax() if wrong.any() else brightness.argmin()
        return self[int(index)]


def telling_run(picture: NDArray[np.floating], length: int) -> range:
    """Return pixels side by side in one row that differ most: dark and bright ones.

    Parameters
    ----------
    picture
        Shape (28, 28), 0 to 1.
    length
        How many pixels.

    Returns
    -------
    range
        Where they are in the flat image.
    """
    runs = np.lib.stride_tricks.sliding_window_view(picture, length, axis=1)
    row, column = np.unravel_index(int(runs.std(axis=2).argmax()), runs.shape[:2])
    start = int(row) * SIDE + int(column)
    return range(start, start + length)


def telling_pixels(image: NDArray[np.floating]) -> list[int]:
    """Return three pixels to point at, uppermost first: a full, a grey and a bare one.

    The full one is the first of the greatest value; the grey one that nearest to 1/2, from five
    rows below it on, if there is ink; the bare one the last of the least value.

    Parameters
    ----------
    image
        Shape (784,), 0 to 1.
    """
    full = int(image.argmax())
    distance = np.abs(image - 0.5)
    below = (full // SIDE + 5) * SIDE
    grey = below + int(distance[below:].argmin()) if image[below:].any() else distance.argmin()
    bare = int(len(image) - 1 - image[::-1].argmin())
    return sorted([full, int(grey), bare])
