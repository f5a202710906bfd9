"""Labelled digits to learn from and to be tested on.

Where they come from is said by a short text, the *source*:

``mnist``
    The 70,000 digits of MNIST: from the folder that ``NETWORK_DATA`` names if it is set, else
    from the cache, else from the internet, once. Only the real thing is accepted: the SHA-256
    of each unpacked file is compared with the one it is known to have.
``handwriting``
    Our own digits, drawn by `network.handwriting`.
*a folder*
    MNIST in that folder, under its usual names, packed by gzip or not; checked as above.
``idx:`` *folder*
    Any digits in that folder, in files of the same names, format and image size. Nothing is
    compared with MNIST's hashes.

The cache is a folder of the user's (or the one ``NETWORK_CACHE`` names); what is damaged there
is noticed and made or fetched again.
"""

import gzip
import hashlib
import inspect
import logging
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NoReturn

import numpy as np
import PIL
import pooch
import requests
import scipy
from numpy.typing import NDArray

from network import framing, glyphs, handwriting
from network.errors import InputError
from network.files import replacing
from network.idx import GZIP, content_sha256, read_idx

SIDE = 28
"""Height and width of every image in pixels."""

PIXELS = SIDE * SIDE

CLASSES = 10

TRAINING_IMAGES, TRAINING_LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
TEST_IMAGES, TEST_LABELS = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"

MNIST_SHA256 = {
    TRAINING_IMAGES: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    TRAINING_LABELS: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    TEST_IMAGES: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    TEST_LABELS: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
"""MNIST's files, and the hashes of their unpacked contents: packed ones differ by packer."""

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
)
"""Where MNIST's files lie, packed by gzip; tried in this order."""

TIMEOUT = (5, 20)
"""Seconds to wait for a mirror to answer, and for more to come."""

VALIDATION_SHARE = 6
"""The last one of so many training images is kept back to choose by: MNIST's last 10,000."""

HANDWRITING_COUNTS = (50_000, 10_000, 10_000)
"""Own digits to train on, to validate and to test: as many as MNIST has."""

log = logging.getLogger(__name__)


# --- digits ----------------------------------------------------------------------------------


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
    """

    train: Digits
    validation: Digits
    test: Digits
    name: str

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the three parts in hexadecimal."""
        parts = (self.train, self.validation, self.test)
        return hashlib.sha256("".join(part.sha256 for part in parts).encode()).hexdigest()


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
    return _split(folder, name, known)


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
        _fetch(file)  # compares the hashes itself
    return cache_folder(), "MNIST", False


def _at_hand(files: Iterable[str]) -> bool:
    """Say whether MNIST's `files` can be had without the internet."""
    return _named_folder() is not None or all(_is_cached(file) for file in files)


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


# --- the cache and the internet --------------------------------------------------------------


def cache_folder() -> Path:
    """Return the folder for what can be fetched or made again; it need not exist."""
    return Path(os.environ.get("NETWORK_CACHE") or pooch.os_cache("network-lectures")).expanduser()


def _is_cached(name: str) -> bool:
    path = cache_folder() / name
    try:
        return pooch.file_hash(path) == MNIST_SHA256[name]
    except OSError:
        return False


def _fetch(name: str) -> None:
    """See to it that one of MNIST's files is in the cache, unpacked and sound.

    Pooch compares the file with its hash both when it is there already and after a download
    to a temporary file, which gets the right name only if they agree.
    """
    failures = []
    for mirror in MIRRORS:
        try:
            pooch.retrieve(
                f"{mirror}{name}.gz",
                known_hash=f"sha256:{MNIST_SHA256[name]}",
                fname=name,
                path=cache_folder(),
                downloader=_download_and_unpack,
            )
            return
        except (requests.RequestException, ValueError, EOFError, zlib.error) as error:
            failures.append(f"{mirror} ({_reason(error)})")
        except OSError as error:
            raise InputError(
                f"the cache folder {cache_folder()}",
                expected="space for 55 MB and permission to write",
                found=error.strerror or str(error),
                remedy="name another folder by NETWORK_CACHE",
            ) from error
    raise InputError(
        f"MNIST's file {name}",
        expected="it in the cache, or one of the mirrors in reach",
        found="not in the cache; no luck with " + ", ".join(failures),
        remedy="connect to the internet; or bring MNIST's four files from elsewhere and set "
        "NETWORK_DATA to their folder; or use our own digits: --data handwriting",
    )


def _download_and_unpack(url: str, output_file: str, _: pooch.Pooch | None) -> None:
    """Download a file for pooch, and leave there what was packed in it."""
    download = pooch.HTTPDownloader(
        timeout=TIMEOUT, progressbar=sys.stderr.isatty(), chunk_size=1 << 16
    )
    with tempfile.TemporaryFile(dir=Path(output_file).parent) as packed:
        download(url, packed, None)
        packed.seek(0)
        _unpack(packed, Path(output_file))


def _unpack(packed: BinaryIO, path: Path) -> None:
    is_packed = packed.read(2) == GZIP  # some servers unpack on the way
    packed.seek(0)
    with path.open("wb") as target, gzip.GzipFile(fileobj=packed) as unpacked:
        try:
            shutil.copyfileobj(unpacked if is_packed else packed, target)
        except gzip.BadGzipFile as error:  # an OSError, but not one of this machine
            raise ValueError(str(error)) from error


def _reason(error: Exception) -> str:
    """Say in a few words why a mirror was of no use."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"it answered {error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    if isinstance(error, requests.RequestException):
        return f"the download broke off: {type(error).__name__}"
    return "what it sent is not MNIST's file, or damaged"


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
    name = f"our own handwriting (seed {seed})"
    path = cache_folder() / f"handwriting-{count}-{seed}.npz"
    # A damaged archive can fail in every way there is; all that matters is that it is no use.
    with suppress(Exception), np.load(path, allow_pickle=False) as stored:
        if stored["drawn_by"] == _drawn_by() and len(stored["labels"]) == count:
            return Digits(stored["images"], stored["labels"], name)
    log.info("drawing %d digits", count)
    images, labels = handwriting.draw(count, seed)
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
    return Split(train, validation, test, "our own handwriting")


def _own_seeds(seed: int) -> tuple[int, int, int]:
    return 3 * seed, 3 * seed + 1, 3 * seed + 2


def _drawn_by() -> str:
    """Return a fingerprint of all that has a say in how digits turn out."""
    digest = hashlib.sha256()
    for module in (handwriting, glyphs, framing):
        digest.update(inspect.getsource(module).encode())
    for library in (np, scipy, PIL):
        digest.update(library.__version__.encode())
    return digest.hexdigest()
