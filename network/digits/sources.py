"""Labelled digits to learn from and to be tested on.

Where they come from is said by a short text, the *source*:

``mnist``
    The 70,000 digits of MNIST: from the folder that ``NETWORK_DATA`` names if it is set, else
    from the cache, else from the internet, once. Only the real thing is accepted: the SHA-256
    of each unpacked file is compared with the one it is known to have.
``handwriting``
    Our own digits, drawn by `network.handwriting.pen`.
*a folder*
    MNIST in that folder, under its usual names, packed by gzip or not; checked as above.
``idx:`` *folder*
    Any digits in that folder, in files of the same names, format and image size. Nothing is
    compared with MNIST's hashes.

The cache is a folder of the user's (or the one ``NETWORK_CACHE`` names); what is damaged there
is noticed and made or fetched again.
"""

import hashlib
import inspect
import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import PIL
import scipy
from numpy.typing import NDArray

from network.digits.digits import CLASSES, PIXELS, SIDE, Digits, Split
from network.digits.idx import content_sha256, read_idx
from network.digits.mnist import (
    MNIST_SHA256,
    SPLIT_SHA256,
    TEST_IMAGES,
    TEST_LABELS,
    TEST_SHA256,
    TRAINING_IMAGES,
    TRAINING_LABELS,
    cache_folder,
    fetch,
    is_cached,
)
from network.files.archive import Provenance
from network.files.atomic import replacing
from network.files.errors import InputError
from network.handwriting import framing, glyphs, pen

VALIDATION_SHARE = 6
"""The last one of so many training images is kept back to choose by: MNIST's last 10,000."""

HANDWRITING_COUNTS = (50_000, 10_000, 10_000)
"""Own digits to train on, to validate and to test: as many as MNIST has."""

OWN_NAME = "our own handwriting"

log = logging.getLogger(__name__)


# --- by source -------------------------------------------------------------------------------


def load(source: str | Path = "mnist") -> Split:
    """Return the digits of a source (see the top of this module), fetched or drawn if need be.

    The last sixth of a training file (MNIST's last 10,000 images) becomes the validation part.

    Raises
    ------
    InputError
        If files are missing, damaged, not in the format or not MNIST's where MNIST is wanted;
        if images and labels differ in number; or if there is neither MNIST nor internet.
    """
    if source == "handwriting":
        return own_split(HANDWRITING_COUNTS)
    folder, name, known = _place(source)
    digits = _split(folder, name, known)
    return digits if source == "mnist" else replace(digits, folder=str(folder.resolve()))


def load_test(source: str | Path = "mnist") -> Digits:
    """Return only the test part of a source, without reading (or drawing) the rest.

    Raises
    ------
    InputError
        As `load`.
    """
    if source == "handwriting":
        return own_digits(HANDWRITING_COUNTS[2], _own_seeds(0)[2])
    folder, name, known = _place(source, [TEST_IMAGES, TEST_LABELS])
    return _pair(folder, TEST_IMAGES, TEST_LABELS, f"{name} test images", known)


def find_mnist() -> Split | None:
    """Return MNIST if it is on this machine already, and None if it would have to be fetched.

    Raises
    ------
    InputError
        If ``NETWORK_DATA`` is set and there is something wrong with what it names.
    """
    return load() if _at_hand(MNIST_SHA256) else None


def find_mnist_test() -> Digits | None:
    """Return MNIST's test images if they are on this machine already, and otherwise None.

    Raises
    ------
    InputError
        If ``NETWORK_DATA`` is set and there is something wrong with what it names.
    """
    return load_test() if _at_hand([TEST_IMAGES, TEST_LABELS]) else None


# --- again, what something was made from -------------------------------------------------------


def is_mnist(data: Provenance) -> bool:
    """Return whether this is MNIST, or its test part: by fingerprint, whatever it is called."""
    return data.sha256 in (SPLIT_SHA256, TEST_SHA256)


def is_own(data: Provenance) -> bool:
    """Return whether this is our own handwriting, from whatever seed."""
    return data.name.startswith(OWN_NAME)


def source_of(data: Provenance, named: str | Path | None = None) -> str | None:
    """Return the source that data can be had from again on this machine, or ``None``.

    Parameters
    ----------
    data
        MNIST or our own handwriting; or other digits, which are looked for in the folder that
        ``named`` is and in the one they came from, and must be the same to the last bit.
    named
        A folder; that of ``NETWORK_DATA``, if left out.

    Raises
    ------
    InputError
        If there is no folder of the name in ``NETWORK_DATA``.
    """
    if is_own(data):
        return "handwriting"
    named = named or _named_folder()
    test = (TEST_IMAGES, TEST_LABELS)
    if is_mnist(data) and (named or all(map(is_cached, test))):
        return "mnist"
    for folder in filter(None, (named, data.folder)):
        # A folder with something else in it, or none any more, is no help and no mistake.
        with suppress(InputError):
            source = f"{folder}" if is_mnist(data) else f"idx:{folder}"
            if load(source).sha256 == data.sha256:
                return source
    return None


def files_of(source: str | None, named: str | Path | None = None) -> list[Path]:
    """Return the files that the test part of a source is read from, and is known by.

    Parameters
    ----------
    source
        What :func:`source_of` returned.
    named
        A folder with MNIST; that of ``NETWORK_DATA``, if left out.
    """
    if source in (None, "handwriting"):
        return []
    if source == "mnist":
        return _starting_with("t10k-", Path(named or _named_folder() or cache_folder()))
    return _starting_with(("t10k-", "train-"), Path(source.removeprefix("idx:")))


def _starting_with(start: str | tuple[str, ...], folder: Path) -> list[Path]:
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(file for file in files if file.name.startswith(start) and file.is_file())


# --- places ------------------------------------------------------------------------------------


def _place(source: str | Path, files: Iterable[str] = MNIST_SHA256) -> tuple[Path, str, bool]:
    """Return the folder of a source, what its digits are called, and if hashes must be compared.

    MNIST's `files` are fetched when they are nowhere.
    """
    text = str(source)
    if text.startswith("idx:"):
        folder = _folder(text.removeprefix("idx:"), text)
        return folder, folder.resolve().name, False
    if text != "mnist":
        return _folder(text, text), "MNIST", True
    named = _named_folder()
    if named is not None:
        return named, "MNIST", True
    for file in files:
        fetch(file)  # compares the hashes itself
    return cache_folder(), "MNIST", False


def _at_hand(files: Iterable[str]) -> bool:
    """Say whether MNIST's `files` can be had without the internet."""
    return _named_folder() is not None or all(is_cached(file) for file in files)


def _named_folder() -> Path | None:
    """Return the folder that ``NETWORK_DATA`` names, or None."""
    value = os.environ.get("NETWORK_DATA")
    return _folder(value, f"NETWORK_DATA={value}") if value else None


def _folder(text: str, subject: str) -> Path:
    """Return the folder `text` names once it is clear that it can be read."""
    try:
        folder = Path(text).expanduser()
        next(folder.iterdir(), None)
    except (OSError, RuntimeError) as error:  # RuntimeError: the ~name of nobody
        raise InputError(
            subject,
            expected="'mnist', 'handwriting', a folder with MNIST's four files, or 'idx:FOLDER' "
            "for other digits",
            found=getattr(error, "strerror", None) or str(error),
            remedy="correct the name",
        ) from error
    return folder


# --- files -----------------------------------------------------------------------------------


def _split(folder: Path, name: str, known: bool) -> Split:
    both = _pair(folder, TRAINING_IMAGES, TRAINING_LABELS, name, known)
    kept_back = len(both) // VALIDATION_SHARE
    if not kept_back:
        _refuse(
            _find(folder, TRAINING_IMAGES),
            f"at least {VALIDATION_SHARE} images, to keep one back for validation",
            f"{len(both)}",
        )
    return Split(
        both.subset(slice(-kept_back), f"{name} training images"),
        both.subset(slice(-kept_back, None), f"{name} validation images"),
        _pair(folder, TEST_IMAGES, TEST_LABELS, f"{name} test images", known),
        name,
    )


def _pair(folder: Path, images: str, labels: str, name: str, known: bool) -> Digits:
    """Read a file of images and the one of their labels, and check that they are a pair.

    If `known`, they must have the hashes that MNIST's have.
    """
    image_file, label_file = _find(folder, images), _find(folder, labels)
    image_array, label_array = read_idx(image_file), read_idx(label_file)
    _check_shapes(image_file, image_array, label_file, label_array)
    if known:
        _check_hash(image_file, image_array, MNIST_SHA256[images])
        _check_hash(label_file, label_array, MNIST_SHA256[labels])
    return Digits(image_array.reshape(-1, PIXELS), label_array, name)


def _find(folder: Path, name: str) -> Path:
    """Return the file of this name: packed or not, with a dash or a dot before "idx"."""
    dotted = name.replace("-idx", ".idx")
    for candidate in (name, f"{name}.gz", dotted, f"{dotted}.gz"):
        if (folder / candidate).is_file():
            return folder / candidate
    raise InputError(
        folder / name,
        expected=f"this file, or {name}.gz",
        found="neither of them",
        remedy="put all four files there: " + ", ".join(MNIST_SHA256),
    )


def _check_shapes(
    image_file: Path, images: NDArray[np.uint8], label_file: Path, labels: NDArray[np.uint8]
) -> None:
    """Refuse files that can't be images of digits and their labels."""
    if images.shape[1:] != (SIDE, SIDE) or not len(images):
        _refuse(image_file, f"images of {SIDE}x{SIDE} pixels", _shape(images))
    if labels.ndim != 1:
        _refuse(label_file, "one label per image", _shape(labels))
    if len(labels) != len(images):
        _refuse(
            f"{image_file} and {label_file}",
            "as many labels as images",
            f"{len(images):,} images and {len(labels):,} labels",
        )
    if labels.max() >= CLASSES:
        place = int(labels.argmax())
        _refuse(label_file, "labels from 0 to 9", f"{labels[place]} as label {place:,}")


def _shape(array: NDArray) -> str:
    return "an array of " + " x ".join(map(str, array.shape))


def _refuse(subject: Path | str, expected: str, found: str) -> NoReturn:
    remedy = "get the files again, all four from one place"
    raise InputError(subject, expected=expected, found=found, remedy=remedy)


def _check_hash(path: Path, array: NDArray[np.uint8], sha256: str) -> None:
    """Refuse a file that is sound but not MNIST's."""
    found = content_sha256(array)
    if found != sha256:
        raise InputError(
            path,
            expected=f"MNIST's own file: unpacked, its SHA-256 is {sha256}",
            found=f"another file: SHA-256 {found}",
            remedy=f"get it again, or use other digits on purpose with --data idx:{path.parent}",
        )


# --- our own handwriting ---------------------------------------------------------------------


def own_digits(count: int, seed: int) -> Digits:
    """Return digits of our own handwriting; a set drawn before comes from the cache.

    Parameters
    ----------
    count
        How many, at least 1. Drawing takes a millisecond or two for each.
    seed
        From 0 up: another number, other digits.

    Raises
    ------
    ValueError
        If a number is too small.
    """
    name = f"{OWN_NAME} (seed {seed})"
    path = cache_folder() / f"handwriting-{count}-{seed}.npz"
    # A damaged archive can fail in every way there is; all that matters is that it is no use.
    with suppress(Exception), np.load(path, allow_pickle=False) as stored:
        if stored["drawn_by"] == _drawn_by() and len(stored["labels"]) == count:
            return Digits(stored["images"], stored["labels"], name)
    log.info("drawing %d digits", count)
    images, labels = pen.draw(count, seed)
    with suppress(InputError), replacing(path) as file:  # a cache is a help, never a must
        np.savez_compressed(file, images=images, labels=labels, drawn_by=_drawn_by())
    return Digits(images, labels, name)


def own_split(counts: tuple[int, int, int] = HANDWRITING_COUNTS, seed: int = 0) -> Split:
    """Return digits of our own handwriting in three parts that share none.

    Parameters
    ----------
    counts
        How many to train on, to validate and to test, each at least 1.
    seed
        From 0 up; the parts are drawn with the seeds 3 * seed, 3 * seed + 1 and 3 * seed + 2.

    Raises
    ------
    ValueError
        If a number is too small.
    """
    train, validation, test = map(own_digits, counts, _own_seeds(seed))
    return Split(train, validation, test, OWN_NAME)


def _own_seeds(seed: int) -> tuple[int, int, int]:
    return 3 * seed, 3 * seed + 1, 3 * seed + 2


def _drawn_by() -> str:
    """Return a fingerprint of all that has a say in how digits turn out."""
    digest = hashlib.sha256()
    for module in (pen, glyphs, framing):
        digest.update(inspect.getsource(module).encode())
    for library in (np, scipy, PIL):
        digest.update(library.__version__.encode())
    return digest.hexdigest()
