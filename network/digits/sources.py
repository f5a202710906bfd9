"""Labelled digits to learn from and to be tested on.

Where they come from is said by a short text, the *source*:

``mnist``
    The 70,000 digits of MNIST: from the folder that ``NETWORK_DATA`` names if it is set, else
    from the cache, else from the internet, once. Only the real thing is accepted: the SHA-256
    of each unpacked file is compared with the one it is known to have.
``handwriting``
    Our own digits, drawn by `network.handwriting.pen`.
*a folder*
    MNIST in that folder, under its usual names, packed by gzip or not; checked as above. If
    only files of EMNIST's are there, or a classes.txt, it is read as ``idx:`` reads it.
``idx:`` *folder*
    Any images of ten classes in that folder, in files of the same names (see
    `network.digits.folder`), format and image size. Nothing is compared with MNIST's hashes.
``idx-turned:``, ``idx-upright:``, ``idx-inverted:``, ``idx-unshuffled:`` *folder*
    The same, read in another way: turned over, rows for columns; as it lies, though EMNIST's
    images are turned over otherwise; with ink of 0 on paper of 255; with the last images of the
    file kept back, not some chosen by chance. Several go together: ``idx-turned-inverted:``.

``NETWORK_DATA`` may say ``idx:`` too: then MNIST isn't looked for there.

The cache is a folder of the user's (or the one ``NETWORK_CACHE`` names); what is damaged there
is noticed and made or fetched again.
"""

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from network.digits import classes, content
from network.digits.digits import PIXELS, Digits, Split
from network.digits.folder import FOUR, TURNED, Files, find, holds_emnist_only
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
from network.digits.own import HANDWRITING_COUNTS, OWN_NAME, own_digits, own_seeds, own_split
from network.files.archive import Provenance
from network.files.errors import InputError

__all__ = [
    "HANDWRITING_COUNTS",
    "OWN_NAME",
    "TEST_IMAGES",
    "TEST_LABELS",
    "TRAINING_IMAGES",
    "TRAINING_LABELS",
    "Digits",
    "Split",
    "class_names",
    "files_of",
    "find_mnist",
    "find_mnist_test",
    "folder_of",
    "is_mnist",
    "is_own",
    "load",
    "load_test",
    "own_digits",
    "own_split",
    "source_of",
]

VALIDATION_SHARE = 6
"""The last one of so many training images is kept back to choose by: MNIST's last 10,000."""

SHUFFLED_BY = 15
"""The seed that other data are shuffled with, before a part is kept back."""

WAYS = ("turned", "upright", "inverted", "unshuffled")
"""How images in a folder can be read, besides as they are usually."""

OTHER = re.compile(rf"idx((?:-(?:{'|'.join(WAYS)}))*):(.*)", re.DOTALL)

#: Takes a sentence about something that was decided, or seen, while data were read.
Tell = Callable[[str], None]

#: Takes a file in the format, gives what is in it.
Read = Callable[[Path], NDArray[np.uint8]]


def _nobody(_: str) -> None:
    """Keep to oneself what was decided."""


# --- by source -------------------------------------------------------------------------------


def load(source: str | Path = "mnist", tell: Tell = _nobody) -> Split:
    """Return the digits of a source (see the top of this module), fetched or drawn if need be.

    A sixth of a training file becomes the validation part: MNIST's last 10,000 images, and of
    other data some that chance chooses, always the same. (Many are sorted by class.)

    Raises
    ------
    InputError
        If files are missing, damaged, not in the format or not MNIST's where MNIST is wanted;
        if images and labels differ in number, or can't be right; or if there is neither MNIST
        nor internet.
    """
    if source == "handwriting":
        return own_split(HANDWRITING_COUNTS)
    place = _place(source)
    digits = _split(place, tell)
    return digits if source == "mnist" else replace(digits, folder=place.told)


def load_test(source: str | Path = "mnist", tell: Tell = _nobody) -> Digits:
    """Return only the test part of a source, without reading (or drawing) the rest.

    Raises
    ------
    InputError
        As `load`.
    """
    if source == "handwriting":
        return own_digits(HANDWRITING_COUNTS[2], own_seeds(0)[2])
    place = _place(source, [TEST_IMAGES, TEST_LABELS])
    files = find(place.folder, (TEST_IMAGES, TEST_LABELS), tell)
    name = f"{place.name} test images"
    return _pair(place, files, read_idx, TEST_IMAGES, TEST_LABELS, name, tell)


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


def class_names(source: str | Path, file: Path | None = None) -> tuple[str, ...] | None:
    """Return the names of the classes of a source's images: those in a file, or in its folder.

    Raises
    ------
    InputError
        If they can't be names; or if names are given for what are digits.
    """
    folder = folder_of(source)
    if folder is not None:
        _folder(str(folder), str(source))
    if file is None:
        beside = classes.beside(folder) if folder else None
        return classes.read_classes(beside) if beside else None
    if folder is None:
        raise InputError(
            f"--classes {file}",
            expected="data whose classes have names: --data FOLDER",
            found=f"--data {source}, which are digits",
            remedy="leave out one of them",
        )
    return classes.read_classes(file)


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
    named = str(named or os.environ.get("NETWORK_DATA") or "")
    folder = _named_folder(named)
    test = (TEST_IMAGES, TEST_LABELS)
    if is_mnist(data) and ((folder and not _is_other(named)) or all(map(is_cached, test))):
        return "mnist"
    before = OTHER.fullmatch(data.folder)
    how, came_from = before.groups() if before else ("", data.folder)
    for each in dict.fromkeys(filter(None, (str(folder or ""), came_from))):
        # A folder with something else in it, or none any more, is no help and no mistake.
        with suppress(InputError):
            if is_mnist(data):
                if load(each).sha256 == data.sha256:
                    return each
            elif found := _read_as_before(each, how, data.sha256):
                return found
    return None


def _read_as_before(folder: str, how: str, sha256: str) -> str | None:
    """Return the source by which a folder's images are just those that were learned from.

    Networks that are older than the shuffling learned from images in the order of their file.
    """
    read = cache(read_idx)
    for source in (f"idx{how}:{folder}", f"idx{how}-unshuffled:{folder}"):
        if _split(_place(source), _nobody, read).sha256 == sha256:
            return source
    return None


def folder_of(source: str | Path) -> Path | None:
    """Return the folder that a source names, or ``None`` if it names none."""
    text = str(source)
    if text in ("mnist", "handwriting"):
        return None
    other = OTHER.fullmatch(text)
    folder = Path(other[2] if other else text)
    with suppress(RuntimeError):  # the ~name of nobody: it isn't there, as others will tell
        folder = folder.expanduser()
    return folder


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
    wanted = FOUR if source != "mnist" else (TEST_IMAGES, TEST_LABELS)
    if source == "mnist":
        text = str(named or os.environ.get("NETWORK_DATA") or "")
        folder = (None if _is_other(text) else _named_folder(text)) or cache_folder()
    else:
        folder = folder_of(source)
    with suppress(InputError, OSError):
        return sorted(find(folder, wanted).paths.values())
    return []


# --- places ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where digits are, and how they are read.

    Attributes
    ----------
    folder, name
        Of their files; what they are called.
    mnist
        Whether they are, or must be, MNIST's.
    compared
        Whether that must be seen by their hashes still.
    ways
        Some of :data:`WAYS`.
    """

    folder: Path
    name: str
    mnist: bool = False
    compared: bool = False
    ways: frozenset[str] = frozenset()

    @property
    def told(self) -> str:
        """The folder, and how it is read if that isn't as usual, as files remember it."""
        how = "".join(f"-{each}" for each in sorted(self.ways))
        return f"idx{how}:{self.folder.resolve()}" if how else str(self.folder.resolve())


def _place(source: str | Path, files: Iterable[str] = MNIST_SHA256) -> Place:
    """Return the place of a source. MNIST's `files` are fetched when they are nowhere."""
    text = str(source)
    other = OTHER.fullmatch(text)
    if other:
        folder = _folder(other[2], text)
        ways = frozenset(filter(None, other[1].split("-")))
        return Place(folder, folder.resolve().name, ways=ways)
    if text != "mnist":
        folder = _folder(text, text)
        if holds_emnist_only(folder) or classes.beside(folder):
            return Place(folder, folder.resolve().name)
        return Place(folder, "MNIST", mnist=True, compared=True)
    named = os.environ.get("NETWORK_DATA", "")
    folder = _named_folder(named)
    if folder is not None and not _is_other(named):
        return Place(folder, "MNIST", mnist=True, compared=True)
    for file in files:
        fetch(file)  # compares the hashes itself
    return Place(cache_folder(), "MNIST", mnist=True)


def _at_hand(files: Iterable[str]) -> bool:
    """Say whether MNIST's `files` can be had without the internet."""
    named = os.environ.get("NETWORK_DATA", "")
    if _named_folder(named) is not None and not _is_other(named):
        return True
    return all(is_cached(file) for file in files)


def _is_other(named: str) -> bool:
    """Return whether what was named is a folder with other images than MNIST's."""
    folder = folder_of(named) if named else None
    if folder is None or not folder.is_dir():
        return False
    by_name = OTHER.fullmatch(named) or holds_emnist_only(folder)
    return bool(by_name or classes.beside(folder))


def _named_folder(named: str) -> Path | None:
    """Return the folder that ``NETWORK_DATA`` names, or None."""
    if not named:
        return None
    other = OTHER.fullmatch(named)
    return _folder(other[2] if other else named, f"NETWORK_DATA={named}")


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


def _split(place: Place, tell: Tell, read: Read | None = None) -> Split:
    """Read all four files, and keep a part of those to learn from back."""
    read = read or read_idx
    files, name = find(place.folder, FOUR, tell), place.name
    both = _pair(place, files, read, TRAINING_IMAGES, TRAINING_LABELS, name, tell)
    kept_back = len(both) // VALIDATION_SHARE
    if not kept_back:
        raise InputError(
            files.paths[TRAINING_IMAGES],
            expected=f"at least {VALIDATION_SHARE} images, to keep one back for validation",
            found=f"{len(both)}",
            remedy="get the files again, all four from one place",
        )
    if not place.mnist:
        paths = files.paths
        content.check_to_learn_from(paths[TRAINING_IMAGES], paths[TRAINING_LABELS], both)
        # MNIST stays as it is, by whatever name it comes.
        known = content_sha256(both.labels) == MNIST_SHA256[TRAINING_LABELS]
        if not known and "unshuffled" not in place.ways:
            both = both[np.random.default_rng(SHUFFLED_BY).permutation(len(both))]
    return Split(
        both.subset(slice(-kept_back), f"{name} training images"),
        both.subset(slice(-kept_back, None), f"{name} validation images"),
        _pair(place, files, read, TEST_IMAGES, TEST_LABELS, f"{name} test images"),
        name,
    )


def _pair(
    place: Place,
    files: Files,
    read: Read,
    images: str,
    labels: str,
    name: str,
    tell: Tell = _nobody,
) -> Digits:
    """Read a file of images and the one of their labels, and check that they are a pair."""
    image_file, label_file = files.paths[images], files.paths[labels]
    image_array = content.as_images(image_file, read(image_file))
    label_array = read(label_file)
    if label_array.ndim == 1:
        content.check_pair(image_file, label_file, len(image_array), len(label_array))
    content.as_labels(label_file, label_array)
    if place.compared:
        _check_hash(image_file, image_array, MNIST_SHA256[images])
        _check_hash(label_file, label_array, MNIST_SHA256[labels])
    if not place.mnist:
        image_array = _as_asked(image_array, place.ways, files.emnist, tell)
    return Digits(image_array.reshape(-1, PIXELS), label_array, name)


def _as_asked(
    images: NDArray[np.uint8], ways: frozenset[str], emnist: str, tell: Tell
) -> NDArray[np.uint8]:
    """Return images, (n, 28, 28), upright and with bright ink."""
    images = content.rescaled(images, tell)
    turned = "turned" in ways
    if emnist and not ways & {"upright", "turned"}:
        tell(TURNED)
        turned = True
    if turned:
        images = images.swapaxes(1, 2)
    return 255 - images if "inverted" in ways else images


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
