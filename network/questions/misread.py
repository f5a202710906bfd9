"""Which digits a network misreads, and what their like are, so that mistakes can be judged."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import Digits
from network.questions.examples import Examples
from network.questions.measures import Examination, examine

#: So many digits are asked what a misread one is like; for so many misread ones, the first, that
#: are shown, and for so many that are counted; and so many at a time.
ASKED, TRIED, COUNTED, BLOCK = 5, 24, 1000, 100


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
        """Labels of the digits most like the first misread ones: shape (COUNTED or n, ASKED)."""
        return labels_of_like(self.examples.digits, self.places[:COUNTED])

    @property
    def asked(self) -> int:
        """For how many misread digits it was asked what they are like: all, unless it's many."""
        return len(self.like)

    @property
    def like_answer(self) -> int:
        """Of how many of these the like are all what they are read as."""
        return int(self._like_answer.sum())

    @property
    def like_label(self) -> int:
        """Of how many of these the like are all what they are."""
        return int(self._like_label.sum())

    @property
    def _like_answer(self) -> NDArray[np.bool_]:
        return (self.like == self.answers[: self.asked, None]).all(axis=1)

    @property
    def _like_label(self) -> NDArray[np.bool_]:
        return (self.like == self.labels[: self.asked, None]).all(axis=1)

    @property
    def to_be_understood(self) -> int | None:
        """The first misread digit, of those that are shown, whose like are what it is read as."""
        return _first(self._like_answer[:TRIED])

    @property
    def without_excuse(self) -> int | None:
        """The first misread digit, of those that are shown, whose like are all what it is."""
        return _first(self._like_label[:TRIED])


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
    squares, nearest = (images**2).sum(axis=1), np.empty((len(places), count), np.int64)
    for start in range(0, len(places), BLOCK):
        some = places[start : start + BLOCK]
        apart = squares - 2 * images[some] @ images.T
        apart[np.arange(len(some)), some] = np.inf
        nearest[start : start + BLOCK] = np.argsort(apart, axis=1, kind="stable")[:, :count]
    return digits.labels[nearest].astype(np.int64)


def _first(fits: NDArray[np.bool_]) -> int | None:
    """Return the first that fits, or none."""
    found = np.flatnonzero(fits)
    return int(found[0]) if len(found) else None
