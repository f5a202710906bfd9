"""The four files of a data set in a folder, by the names that people's files have.

A name is as MNIST's, ``train-images-idx3-ubyte``: with a dash or a dot before ``idx`` and before
``ubyte``, in capitals or not, packed (``.gz``) or not, ``test`` or ``t10k``. EMNIST puts the name
of one of its sets before it, ``emnist-digits-train-images-idx3-ubyte``; its images lie transposed.
Files of Kuzushiji- and Fashion-MNIST are named as MNIST's.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from network.digits.mnist import TEST_IMAGES, TEST_LABELS, TRAINING_IMAGES, TRAINING_LABELS
from network.files.errors import InputError

FOUR = (TRAINING_IMAGES, TRAINING_LABELS, TEST_IMAGES, TEST_LABELS)
"""MNIST's names for them."""

NAMED = re.compile(
    r"(?:emnist-(?P<set>[a-z]+)-)?(?P<part>train|t10k|test)-(?P<what>images|labels)"
    r"[-.]idx(?P<axes>[13])[-.]ubyte(?:\.gz)?",
    re.IGNORECASE,
)

EMNIST = {
    "digits": 10,
    "mnist": 10,
    "letters": 26,
    "balanced": 47,
    "bymerge": 47,
    "byclass": 62,
}
"""The sets of EMNIST and how many classes each has; where there are several, the first one."""

TURNED = (
    "the images of EMNIST's files lie transposed: they were turned over. If yours are upright, "
    "say --data idx-upright:FOLDER"
)


@dataclass(frozen=True)
class Files:
    """Where the files of a data set are.

    Attributes
    ----------
    paths
        By MNIST's name for each.
    emnist
        Which set of EMNIST's it is; empty, if it is none.
    """

    paths: dict[str, Path]
    emnist: str = ""


def find(folder: Path, wanted: Iterable[str], tell: Callable[[str], None] | None = None) -> Files:
    """Return the files of a data set in a folder.

    Parameters
    ----------
    folder
        It can be read.
    wanted
        Some of :data:`FOUR`.
    tell
        Takes a sentence, if something was decided that whoever asked should know of.

    Raises
    ------
    InputError
        If one of the files is missing, or only sets of EMNIST are there whose classes are more
        than ten.
    """
    found = _sets(folder)
    emnist = "" if found.get("") else _emnist(folder, [each for each in found if each])
    files = found.get(emnist, {})
    for name in wanted:
        if name not in files:
            raise _missing(folder, f"emnist-{emnist}-{name}" if emnist else name)
    others = sorted(each for each in found if each and each != emnist)
    if emnist and others and tell:
        tell(
            f"{folder} holds several sets of EMNIST's: emnist-{emnist} is taken. For another one "
            "with ten classes, put its four files into a folder of their own"
        )
    return Files({name: files[name] for name in wanted}, emnist)


def holds_emnist_only(folder: Path) -> bool:
    """Return whether a folder has files of EMNIST's, and none that are named as MNIST's."""
    found = _sets(folder)
    return bool(found) and "" not in found


def _sets(folder: Path) -> dict[str, dict[str, Path]]:
    """Return the files of each set in a folder; the set of those without another name is ""."""
    sets: dict[str, dict[str, Path]] = {}
    # As they are written: where there are two for the same, the one that is not packed, twice the
    # same way on every machine.
    for path in sorted(folder.iterdir(), key=lambda each: (each.suffix.lower() == ".gz", each)):
        named = NAMED.fullmatch(path.name)
        if not named or named["axes"] != {"images": "3", "labels": "1"}[named["what"].lower()]:
            continue
        part = "train" if named["part"].lower() == "train" else "t10k"
        name = f"{part}-{named['what'].lower()}-idx{named['axes']}-ubyte"
        if path.is_file():
            sets.setdefault((named["set"] or "").lower(), {}).setdefault(name, path)
    return sets


def _emnist(folder: Path, sets: list[str]) -> str:
    """Return which of some sets of EMNIST's is taken."""
    ten = [each for each, classes in EMNIST.items() if classes == 10 and each in sets]
    if sets and not ten:
        classes = EMNIST.get(sets[0], "other")
        raise InputError(
            folder,
            expected="a data set with ten classes: emnist-digits or emnist-mnist",
            found=f"emnist-{sets[0]}, with {classes} classes",
            remedy="put the four files of emnist-digits there; networks here have ten outputs",
        )
    return ten[0] if ten else ""


def _missing(folder: Path, name: str) -> InputError:
    start = name.removesuffix(next(each for each in FOUR if name.endswith(each)))
    return InputError(
        folder / name,
        expected=f"this file, or {name}.gz",
        found="neither of them",
        remedy="put all four files there: " + ", ".join(start + each for each in FOUR),
    )
