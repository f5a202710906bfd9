"""Which digits look alike and which don't, if one only counts pixels, and how far that leads."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from network.files.errors import InputError
from network.questions.examples import Example, Examples

#: How much more or less ink a digit of the same label may have: that a fat pen differs from a
#: fine one would be too easy.
BOLDNESS = 1.35


class Lookalikes:
    """Digits by how many of their pixels disagree with another's.

    Two pixels disagree if only one of them is lit. Digits that the network misreads are left
    out, so that only clear ones are left; but not if thereby a label would go.

    Parameters
    ----------
    examples
        From where to choose.
    lit
        A pixel is lit from this value on.
    asked
        How many digits to look at, the first ones.
    """

    def __init__(self, examples: Examples, lit: float = 0.5, asked: int = 1000) -> None:
        self.examples, self.lit, self.asked = examples, lit, min(asked, len(examples.digits))
        digits = examples.digits[:asked]
        self.labels = digits.labels
        self.is_lit = digits.pixels >= lit
        self.right = examples.mlp.forward(digits.pixels).answer == digits.labels

    @property
    def only_clear(self) -> bool:
        """Whether misread digits are left out: of each label, there are others."""
        return set(self.labels[self.right]) == set(self.labels)

    def nearest(self, label: int, to: Example) -> Example:
        """Return the digit of a label with the fewest pixels that disagree."""
        places = self._places(label)
        return self.examples[int(places[self._counts(places, to).argmin()])]

    def furthest(self, label: int, others: Sequence[Example]) -> Example:
        """Return the digit of a label that differs most from all of these, the first's boldness.

        It is the one whose nearest of them is the furthest. It is another picture than these,
        wherever there is one: first boldness is given up for that, then being clear.
        """
        places = np.flatnonzero(self._of(label))
        counts = np.min([self._counts(places, other) for other in others], axis=0)
        ink = self.is_lit[places].sum(axis=1) / max(1, (others[0].pixels >= self.lit).sum())
        other = counts > 0
        right = other & (self.right[places] | (not self.only_clear))
        bold = right & (ink <= BOLDNESS) & (ink >= 1 / BOLDNESS)
        pool = next((pool for pool in (bold, right, other) if pool.any()), ~other)
        return self.examples[int(places[np.where(pool, counts, -1).argmax()])]

    def share_read_by_nearest(self) -> float:
        """Return how often a digit has the label of the one nearest to it, 0 to 1.

        The digits looked at are compared with all there are, but not with themselves: as a way
        of reading, this needs all of them at hand, each time. Where several are equally near, it
        counts how many of them have the label.
        """
        lit = (self.examples.digits.pixels >= self.lit).astype(np.float32)
        ours, ink = lit[: self.asked], lit.sum(axis=1)
        # Whole numbers below 2 ** 24 are exact in float32.
        apart = ink[: self.asked, None] + ink - 2 * ours @ lit.T
        np.fill_diagonal(apart, np.inf)
        nearest = apart == apart.min(axis=1, keepdims=True)
        alike = nearest & (self.examples.digits.labels == self.labels[:, None])
        return float((alike.sum(axis=1) / nearest.sum(axis=1)).mean())

    def _of(self, label: int) -> NDArray[np.bool_]:
        """Return which of the digits looked at have a label.

        Raises
        ------
        InputError
            If none has.
        """
        of_label = self.labels == label
        if not of_label.any():
            raise InputError(
                self.examples.digits.name,
                expected=f"a digit {label} among the first {self.asked:,} digits",
                found="none",
                remedy="shuffle the digits, or show others",
            )
        return of_label

    def _places(self, label: int) -> NDArray[np.intp]:
        """Return where digits of a label are: clear ones, or all of them."""
        return np.flatnonzero(self._of(label) & (self.right | (not self.only_clear)))

    def _counts(self, places: NDArray[np.intp], other: Example) -> NDArray[np.intp]:
        return (self.is_lit[places] != (other.pixels >= self.lit)).sum(axis=1)
