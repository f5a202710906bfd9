"""Which digits look alike and which don't, if one only counts pixels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from network.questions.examples import Example, Examples

#: How much more or less ink a digit of the same label may have: that a fat pen differs from a
#: fine one would be too easy.
BOLDNESS = 1.35


class Lookalikes:
    """Digits by how many of their pixels disagree with another's.

    Two pixels disagree if only one of them is lit. Digits that the network reads correctly are
    preferred: they are clear ones.

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
        self.examples, self.lit = examples, lit
        digits = examples.digits[:asked]
        self.labels = digits.labels
        self.is_lit = digits.pixels >= lit
        self.right = examples.mlp.forward(digits.pixels).answer == digits.labels

    def nearest(self, label: int, to: Example) -> Example:
        """Return the digit of a label with the fewest pixels that disagree."""
        places = self._places(label)
        return self.examples[int(places[self._counts(places, to).argmin()])]

    def furthest(self, label: int, others: Sequence[Example]) -> Example:
        """Return the digit of a label that differs most from all of these, the first's boldness.

        It is the one whose nearest of them is the furthest.
        """
        places = self._places(label)
        ink = self.is_lit[places].sum(axis=1) / max(1, (others[0].pixels >= self.lit).sum())
        alike = (ink <= BOLDNESS) & (ink >= 1 / BOLDNESS)
        places = places[alike] if alike.any() else places
        counts = np.min([self._counts(places, other) for other in others], axis=0)
        return self.examples[int(places[counts.argmax()])]

    def _places(self, label: int) -> NDArray[np.intp]:
        """Return where digits of a label are: those read correctly, if there are any."""
        of_label = self.labels == label
        right = of_label & self.right
        return np.flatnonzero(right if right.any() else of_label)

    def _counts(self, places: NDArray[np.intp], other: Example) -> NDArray[np.intp]:
        return (self.is_lit[places] != (other.pixels >= self.lit)).sum(axis=1)
