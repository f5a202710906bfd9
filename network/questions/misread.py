"""Which digits a network misreads, and what their like are, so that mistakes can be judged."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import Digits
from network.questions.examples import Examples
from network.questions.measures import Examination, examine

#: So many digits are asked what a misread one is like, and for so many misread ones, the first.
ASKED, TRIED = 5, 24


class Misread:
    """The digits that a network misreads, n of them, in the order in which they come.

    Parameters
    ----------
    examples
        All digits, and the network that reads them.

    Attributes
    ----------
    right
        Shape (digits,), bool: which are read correctly.
    places
        Shape (n,): where those are that aren't.
    labels, answers
        Shape (n,): what they are, and what the network says.
    """

    def __init__(self, examples: Examples) -> None:
        self.examples, digits = examples, examples.digits
        answers = examples.outputs.argmax(axis=1)
        self.right = answers == digits.labels
        self.places = np.flatnonzero(~self.right)
        self.labels = digits.labels[self.places].astype(np.int64)
        self.answers = answers[self.places].astype(np.int64)

    def __len__(self) -> int:
        return len(self.places)

    @cached_property
    def examination(self) -> Examination:
        """How all digits are read, label by label."""
        return examine(self.examples.mlp, self.examples.digits)

    @property
    def confused(self) -> list[tuple[int, int]]:
        """Label and answer of every mistake that was made, the most frequent first."""
        counts = self.examination.confusion
        pairs = [(label, answer) for (label, answer), n in np.ndenumerate(counts) if n]
        mistakes = [(label, answer) for label, answer in pairs if label != answer]
        return sorted(mistakes, key=lambda pair: -counts[pair])

    @cached_property
    def like(self) -> NDArray[np.int64]:
        """Labels of the digits most like the first misread ones: shape (TRIED or n, ASKED)."""
        return labels_of_like(self.examples.digits, self.places[:TRIED])

    @property
    def to_be_understood(self) -> int | None:
        """The first misread digit, counted among these, whose like are all what it is read as."""
        return _first(self.like == self.answers[: len(self.like), None])

    @property
    def without_excuse(self) -> int | None:
        """The first misread digit, counted among these, whose like are all what it is."""
        return _first(self.like == self.labels[: len(self.like), None])


def labels_of_like(
    digits: Digits, places: NDArray[np.integer], count: int = ASKED
) -> NDArray[np.int64]:
    """Return the labels of the digits most like some of them, the likest first.

    Digits are alike if the squared differences of their pixels add up to little; of equals, the
    first. None is compared with itself.

    Returns
    -------
    NDArray[np.int64]
        Shape (places, count).
    """
    images = digits.images.astype(np.float64)  # whole numbers: every sum is exact
    apart = (images**2).sum(axis=1) - 2 * images[places] @ images.T
    apart[np.arange(len(places)), places] = np.inf
    nearest = np.argsort(apart, axis=1, kind="stable")[:, :count]
    return digits.labels[nearest].astype(np.int64)


def _first(fits: NDArray[np.bool_]) -> int | None:
    """Return the first row that fits throughout, or none."""
    found = np.flatnonzero(fits.all(axis=1))
    return int(found[0]) if len(found) else None
