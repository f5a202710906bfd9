"""Images of digits with their labels."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.files.archive import Provenance

SIDE = 28
"""Height and width of every image in pixels."""

PIXELS = SIDE * SIDE

CLASSES = 10


@dataclass(frozen=True, eq=False)
class Digits:
    """Images of digits and which digits they are.

    Attributes
    ----------
    images
        Shape (count, 784), uint8, read-only: pixels row by row, 0 paper to 255 ink.
    labels
        Shape (count,), uint8, read-only: 0 to 9.
    name
        What they are, in words for people: "MNIST test images".

    Raises
    ------
    ValueError
        If the arrays aren't of these types and shapes, or a label is above 9.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    name: str

    def __post_init__(self) -> None:
        for field in ("images", "labels"):
            array = getattr(self, field)
            if array.dtype != np.uint8:
                raise ValueError(f"{field} must be uint8, not {array.dtype}")
            if array.flags.writeable:
                array = array.copy()
                array.flags.writeable = False
                object.__setattr__(self, field, array)
        if self.images.ndim != 2 or self.images.shape[1] != PIXELS:
            raise ValueError(f"images must have shape (count, {PIXELS}), not {self.images.shape}")
        if self.labels.shape != self.images.shape[:1]:
            raise ValueError(f"{len(self.images)} images need labels, not {self.labels.shape}")
        if (self.labels >= CLASSES).any():
            raise ValueError(f"labels must lie between 0 and 9, not at {self.labels.max()}")

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, which: slice | NDArray) -> "Digits":
        return self.subset(which)

    def subset(self, which: slice | NDArray, name: str | None = None) -> "Digits":
        """Return some of the digits, under the same name unless another is given.

        Parameters
        ----------
        which
            A slice, an array of places, or an array that says yes or no to each.
        """
        if not isinstance(which, slice):
            which = np.asarray(which)
            if which.ndim != 1:
                raise TypeError("digits are picked by a slice or a 1-dimensional array")
        return Digits(self.images[which], self.labels[which], name or self.name)

    def image(self, index: int) -> NDArray[np.float32]:
        """Return one image as a network takes it: shape (784,), 0 paper to 1 ink."""
        return self.images[index] * np.float32(1 / 255)

    @property
    def pixels(self) -> NDArray[np.float32]:
        """The images as a network takes them: shape (count, 784), 0 paper to 1 ink."""
        return self.images * np.float32(1 / 255)

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of images and labels in hexadecimal; the name doesn't matter."""
        digest = hashlib.sha256(np.ascontiguousarray(self.images))
        digest.update(np.ascontiguousarray(self.labels))
        return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class Split:
    """Digits to learn from, to choose by, and to be tested on once.

    Attributes
    ----------
    train, validation, test
        The three parts.
    name
        What they are together: "MNIST".
    folder
        Where their files are, if a folder was named; otherwise empty. Before it stands how they
        are read, if that isn't as usual: see :mod:`network.digits.sources`.
    """

    train: Digits
    validation: Digits
    test: Digits
    name: str
    folder: str = ""

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the three parts in hexadecimal."""
        parts = (self.train, self.validation, self.test)
        return hashlib.sha256("".join(part.sha256 for part in parts).encode()).hexdigest()

    @property
    def provenance(self) -> Provenance:
        """What they are and where from, as files remember it."""
        return Provenance(self.name, self.sha256, self.folder)
