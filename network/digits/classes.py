"""Names of classes, for data that are no digits: Fashion-MNIST's 9 is an ankle boot."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from network.digits.digits import CLASSES
from network.files.errors import InputError

BESIDE = "classes.txt"
"""A file of this name in the folder of a data set is found by itself."""

LONGEST = 16
"""Characters of a name: more would have to be abbreviated wherever it stands."""

LARGEST = 10_000
"""Bytes of a file with names; a larger one is none."""

ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")
"""Films have the letters of these in all languages."""

OTHER_SIGNS = " -–'’.,/&+()"
"""What names may hold besides letters and digits."""

REMEDY = (
    f"write {CLASSES} lines, the name of class 0 first; for Fashion-MNIST they are T-shirt/top, "
    "Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot"
)


def read_classes(path: Path) -> tuple[str, ...]:
    """Read the names of the ten classes, a line each, that of class 0 first.

    Blank lines at the end, and blanks around names, don't count.

    Raises
    ------
    InputError
        If the file can't be read, or these can't be the names: not ten, an empty one, one twice,
        a long one, one with signs that films can't write.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _refusal(path, "a short text", "a file of more than 10 kB")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise _refusal(path, "a text with names", error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _refusal(path, "a text in UTF-8", "other bytes") from error
    return check_classes([" ".join(line.split()) for line in text.rstrip().splitlines()], path)


def check_classes(names: Sequence[str], subject: Path | str) -> tuple[str, ...]:
    """Return names of classes once it is clear that they can be.

    Parameters
    ----------
    subject
        Where they are from, for the error.

    Raises
    ------
    InputError
        As :func:`read_classes`.
    """
    if len(names) != CLASSES:
        raise _refusal(subject, f"{CLASSES} lines, a name each", f"{len(names)} lines")
    known: dict[str, int] = {}
    for place, name in enumerate(names):
        line = f"line {place + 1}"
        if not name:
            raise _refusal(subject, "a name in each line", f"none in {line}")
        if len(name) > LONGEST:
            raise _refusal(
                subject, f"at most {LONGEST} characters a name", f"{line}: {name[:40]!r}"
            )
        if strange := next((each for each in name if not _can_be_written(each)), None):
            found = f"{line}: {strange!a} ({unicodedata.name(strange, 'no letter')})"
            expected = "letters of the Latin, Greek or Cyrillic alphabet, which films can write"
            raise _refusal(subject, expected, found)
        if name.casefold() in known:
            found = f"{name!r} in line {known[name.casefold()] + 1} and in {line}"
            raise _refusal(subject, "ten different names", found)
        known[name.casefold()] = place
    return tuple(names)


def beside(folder: Path) -> Path | None:
    """Return the file with names that lies in the folder of a data set, if there is one."""
    file = folder / BESIDE
    return file if file.is_file() else None


def _can_be_written(sign: str) -> bool:
    if sign.isascii() and sign.isalnum():
        return True
    return sign in OTHER_SIGNS or (
        sign.isalpha() and unicodedata.name(sign, "").startswith(ALPHABETS)
    )


def _refusal(subject: Path | str, expected: str, found: str) -> InputError:
    return InputError(subject, expected=expected, found=found, remedy=REMEDY)
