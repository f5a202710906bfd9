"""What is in images and labels: what can't be right is refused, what is odd is told.

Only data that aren't MNIST's own are looked at.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import CLASSES, PIXELS, SIDE, Digits, Split
from network.files.errors import InputError

LOOKED_AT = 1000
"""So many images are enough to see how a data set is."""

BRIGHT_RIM = 127
"""An image whose rim is brighter than this on average is one of dark ink on bright paper."""

UNRELATED = 0.1
"""Below this correlation, pixels side by side have nothing to do with each other."""

BETTER = 0.2
"""A trained network reads a share of images more when it sees them as it should."""

UNREADABLE = 0.6
"""Where a trained network reads a greater share than this, nothing is wrong with the images."""

FAIR_RUNS = 3.0
"""Standard deviations by which chance alone hardly ever exceeds what it gives on average."""

#: Takes pixels, (n, 784) from 0 to 1; gives answers, (n,).
Reader = Callable[[NDArray[np.float32]], NDArray[np.intp]]


class Sign(NamedTuple):
    """Something odd about data.

    Attributes
    ----------
    found
        What was seen.
    todo
        What to do about it.
    """

    found: str
    todo: str

    def __str__(self) -> str:
        return f"{self.found}: {self.todo}"


def as_images(path: Path, array: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return an array, (n, 28, 28), once it is clear that it can be images.

    Raises
    ------
    InputError
        If it can't.
    """
    if array.ndim == 1:
        _refuse(path, f"images of {SIDE}x{SIDE} pixels", f"an array of {len(array)}: labels")
    if array.shape[1:] != (SIDE, SIDE) or not len(array):
        _refuse(path, f"images of {SIDE}x{SIDE} pixels", _shape(array))
    return array


def as_labels(path: Path, array: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return an array, (n,), once it is clear that it can be labels of ten classes.

    Raises
    ------
    InputError
        If it can't.
    """
    if array.ndim != 1:
        what = ": images" if array.ndim == 3 else ""
        _refuse(path, "one label per image", _shape(array) + what)
    if len(array) and array.max() >= CLASSES:
        place, kinds = int(array.argmax()), np.unique(array)
        found = f"{array[place]} as label {place:,}"
        if kinds[0] == 1 and kinds[-1] == CLASSES and len(kinds) == CLASSES:
            _refuse(
                path,
                "labels from 0 to 9",
                f"{found}: they go from 1 to {CLASSES}",
                "count classes from 0: take 1 from each label",
            )
        if len(kinds) > CLASSES:
            _refuse(
                path,
                "labels from 0 to 9",
                f"{found}, and {len(kinds)} classes",
                "networks here have ten outputs: keep the images of ten classes",
            )
        _refuse(path, "labels from 0 to 9", found)
    return array


def check_pair(image_file: Path, label_file: Path, images: int, labels: int) -> None:
    """Refuse files of images and labels that are not as many.

    Raises
    ------
    InputError
        If they aren't.
    """
    if images != labels:
        _refuse(
            f"{image_file} and {label_file}",
            "as many labels as images",
            f"{images:,} images and {labels:,} labels",
        )


def check_to_learn_from(image_file: Path, label_file: Path, digits: Digits) -> None:
    """Refuse images that nothing can be learned from.

    Raises
    ------
    InputError
        If all have one label, or all are equal.
    """
    if (digits.labels == digits.labels[0]).all():
        _refuse(
            label_file,
            "labels of more than one class",
            f"{digits.labels[0]} for all {len(digits):,} images",
        )
    if (digits.images == digits.images[0]).all():
        what = "blank" if (digits.images[0] == digits.images[0, 0]).all() else "the same"
        _refuse(image_file, "images of which one can learn", f"all {len(digits):,} are {what}")


def signs(
    digits: Split, folder: str, reader: Reader | None = None, other_way: str = "idx-turned"
) -> Iterator[Sign]:
    """Yield what is odd about data, and what to do.

    Parameters
    ----------
    folder
        Where they are.
    reader
        A network that reads digits, if these are digits: it tells how they lie.
    other_way
        How to have them turned over.
    """
    for part in (digits.train, digits.validation, digits.test):
        yield from _missing_classes(part)
    blank = sum(_blank(part) for part in (digits.train, digits.validation, digits.test))
    if blank:
        yield Sign(
            f"{blank:,} {'images are' if blank > 1 else 'image is'} blank",
            "leave them out, or see what became of them",
        )
    some = digits.train.images[:LOOKED_AT].reshape(-1, SIDE, SIDE)
    if float(_rims(some).mean()) > BRIGHT_RIM:
        yield Sign(
            "most images are bright at their rim, as dark ink on white paper is; MNIST's ink is "
            "255, its paper 0",
            f"if yours are so, say --data idx-inverted:{folder}",
        )
    if _relation(some) < UNRELATED:
        yield Sign(
            "pixels side by side have nothing to do with each other, as in noise",
            "look at the images: is their size in the header right?",
        )
    if reader:
        yield from _how_they_lie(digits.train[:LOOKED_AT], reader, f"{other_way}:{folder}")


def rescaled(images: NDArray[np.uint8], tell: Callable[[str], None]) -> NDArray[np.uint8]:
    """Return images whose pixels are 0 or 1 with 0 and 255 instead, and say so."""
    if not images.size or images.max() != 1:
        return images
    tell("all pixels are 0 or 1: 1 was taken for full ink, 255")
    return images * np.uint8(255)


def is_guessing(accuracy: float, labels: NDArray[np.uint8]) -> bool:
    """Return whether always giving the most frequent answer would do as well.

    Parameters
    ----------
    accuracy
        Share that was read correctly of images with these labels.
    """
    if not len(labels):
        return False
    share = np.bincount(labels, minlength=CLASSES).max() / len(labels)
    return bool(accuracy <= share + FAIR_RUNS * np.sqrt(share * (1 - share) / len(labels)))


def _missing_classes(part: Digits) -> Iterator[Sign]:
    missing = sorted({*range(CLASSES)} - {*np.unique(part.labels).tolist()})
    if missing:
        named = ", ".join(map(str, missing))
        yield Sign(
            f"{part.name}: no image of {named}",
            "what they are is not learned, or not tested; add such images",
        )


def _blank(part: Digits) -> int:
    return int((part.images.max(axis=1) == part.images.min(axis=1)).sum())


def _rims(images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return how bright the rim of each image is on average: (n,)."""
    inside = images[:, 1:-1, 1:-1].reshape(len(images), -1).sum(axis=1, dtype=np.int64)
    whole = images.reshape(len(images), -1).sum(axis=1, dtype=np.int64)
    return (whole - inside) / (PIXELS - (SIDE - 2) ** 2)


def _relation(images: NDArray[np.uint8]) -> float:
    """Return the correlation of pixels side by side, each from the mean of its place."""
    away = images - images.mean(axis=0)
    left, right = away[:, :, :-1].ravel(), away[:, :, 1:].ravel()
    size = np.sqrt((left**2).sum() * (right**2).sum())
    return float(left @ right / size) if size else 1.0


def _how_they_lie(some: Digits, reader: Reader, source: str) -> Iterator[Sign]:
    """Yield that images are transposed, if a network that reads digits reads them better so."""
    pixels = some.pixels
    as_they_lie = float((reader(pixels) == some.labels).mean())
    over = pixels.reshape(-1, SIDE, SIDE).swapaxes(1, 2).reshape(-1, PIXELS)
    turned = float((reader(over) == some.labels).mean())
    if as_they_lie < UNREADABLE and turned > as_they_lie + BETTER:
        yield Sign(
            f"the network that comes with the project reads {as_they_lie:.0%} of these digits, "
            f"and {turned:.0%} of them turned over, rows for columns",
            f"if they should be, say --data {source}",
        )


def _shape(array: NDArray) -> str:
    return "an array of " + " x ".join(map(str, array.shape))


def _refuse(
    subject: Path | str,
    expected: str,
    found: str,
    remedy: str = "get the files again, all four from one place",
) -> None:
    raise InputError(subject, expected=expected, found=found, remedy=remedy)
