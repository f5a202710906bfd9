"""Plain .npz archives, checked to the last number when read.

A file holds ``format`` (the version of its layout), ``kind`` and ``about`` (a JSON text),
besides its arrays. Nothing is ever unpickled, and the same contents give the same bytes.
"""

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from network.files.atomic import replacing
from network.files.errors import InputError
from network.model.activations import Array

#: Version of the layouts of all kinds. Raise it when an older reader would misunderstand.
FORMAT = 1

#: No archive worth reading takes more bytes; guards against those made to be huge.
LARGEST = 1 << 30


@dataclass(frozen=True)
class Provenance:
    """Which data something was made from.

    Attributes
    ----------
    name, sha256
        Of the data.
    folder
        Where they were then, if a folder was named; otherwise empty.
    """

    name: str
    sha256: str
    folder: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return it as plain values for a JSON text."""
        told = {"name": self.name, "sha256": self.sha256}
        return told | ({"folder": self.folder} if self.folder else {})


class Archive:
    """An open .npz file that answers with checked values or a clear error.

    Parameters
    ----------
    path
        The file.
    kind
        What must be in it, as :func:`write_archive` was told.
    command
        Of ``python -m network``, which makes such files.

    Raises
    ------
    InputError
        If the file is missing, damaged, of another kind or a newer version.
    """

    def __init__(self, path: str | Path, kind: str, command: str = "train") -> None:
        self.path, self.kind, self.command = Path(path), kind, command
        self._arrays = self._read_arrays()
        version = self.array("format", "int64", ())
        if version > FORMAT:
            raise InputError(
                self.path,
                expected=f"a file of format {FORMAT} or older",
                found=f"format {version}, written by a newer version of this project",
                remedy=f"update the project, or make it again with `python -m network {command}`",
            )
        self._about = self._read_about()
        if self.text("kind") != kind:
            raise self.problem(f"a {kind}", f"a {self.text('kind')}")

    def problem(self, expected: str, found: str) -> InputError:
        """Return the error that this file, of this kind, isn't what it should be."""
        return InputError(
            self.path,
            expected=expected,
            found=found,
            remedy=f"get the file again, or make it with `python -m network {self.command}`",
        )

    def array(self, name: str, dtype: str, shape: tuple[int, ...]) -> Array:
        """Return an array of exactly this dtype and shape, read-only."""
        array = self._get(name)
        if array.dtype != dtype or array.shape != shape:
            raise self.problem(
                f"{name}: {dtype} of shape {shape}", f"{array.dtype} of shape {array.shape}"
            )
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise self.problem(f"{name}: finite numbers", "NaN or infinity among them")
        array.setflags(write=False)
        return array

    def shares(self, name: str, shape: tuple[int, ...]) -> Array:
        """Return an array, float64 and read-only, of numbers from 0 to 1."""
        array = self.array(name, "float64", shape)
        if not ((array >= 0) & (array <= 1)).all():
            raise self.problem(f"{name} from 0 to 1", f"{array.min()} to {array.max()}")
        return array

    def length(self, name: str) -> int:
        """Return how many rows an array has."""
        return len(np.atleast_1d(self._get(name)))

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the shape of an array."""
        return self._get(name).shape

    def text(self, name: str) -> str:
        """Return a text out of the description."""
        return str(self.value(name, str))

    def count(self, name: str) -> int:
        """Return a number from 0 out of the description."""
        value = self.value(name, int)
        if value < 0:
            raise self.problem(f"{name} from 0", str(value))
        return value

    def share(self, name: str) -> float:
        """Return a number between 0 and 1 out of the description."""
        value = self.value(name, float)
        if not 0 <= value <= 1:
            raise self.problem(f"{name} between 0 and 1", str(value))
        return value

    def positive(self, name: str) -> float:
        """Return a finite number above 0 out of the description."""
        value = self.value(name, float)
        if not 0 < value < math.inf:
            raise self.problem(f"{name} above 0", str(value))
        return value

    def numbers(self, name: str, kind: type) -> tuple[Any, ...]:
        """Return a list out of the description, all entries of exactly this type."""
        entries = self.value(name, list)
        if not all(type(entry) is kind for entry in entries):
            raise self.problem(f"a list {name} of {kind.__name__}", repr(entries))
        return tuple(entries)

    def provenance(self, name: str = "data") -> Provenance:
        """Return which data something was made from."""
        data = self.value(name, dict)
        told = {"folder": "", **data}  # older files name no folder
        keys = ("name", "sha256", "folder")
        if not all(isinstance(told.get(key), str) for key in keys):
            raise self.problem("the name and sha256 of the data", repr(data))
        return Provenance(*(told[key] for key in keys))

    def check_digest(self, arrays: Mapping[str, Array]) -> None:
        """Make sure that these arrays are those the description was written for."""
        if self.text("digest") != digest(arrays):
            raise self.problem("the numbers it was written with", "numbers that were changed")

    def describes(self, name: str) -> bool:
        """Return whether the description has an entry; files from before it was known don't."""
        return name in self._about

    def value(self, name: str, kind: type) -> Any:
        """Return an entry of the description, which must be of exactly this type."""
        if type(self._about.get(name)) is not kind:
            raise self.problem(f"a description with {name}", f"{self._about.get(name)!r}")
        return self._about[name]

    def _get(self, name: str) -> Array:
        if name not in self._arrays:
            raise self.problem(
                f"a {self.kind} with an array {name!r}",
                f"arrays {', '.join(self._arrays) or '- none'}",
            )
        return self._arrays[name]

    def _read_arrays(self) -> dict[str, Array]:
        expected = f"an .npz file with a {self.kind}"
        try:
            with zipfile.ZipFile(self.path) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                    raise self.problem(expected, "an archive of more than 1 GiB, unpacked")
                return {
                    entry.filename.removesuffix(".npy"): _read_array(archive.read(entry))
                    for entry in archive.infolist()
                }
        except InputError:
            raise
        except OSError as error:
            raise self.problem(expected, error.strerror or str(error)) from error
        except Exception as error:  # a damaged archive can fail in every way there is
            raise self.problem(expected, self._what_else(error)) from error

    def _what_else(self, error: Exception) -> str:
        """Tell what a file is that isn't a sound archive."""
        with self.path.open("rb") as file:
            start = file.read(2)
        if start == b"PK":
            reason = " ".join(str(error).split()) or type(error).__name__
            return f"an archive that is damaged, cut short or unsafe to read ({reason})"
        if start[:1] == b"\x80":
            return "a Python pickle, which could run any program and is never opened"
        return "another kind of file" if start else "an empty file"

    def _read_about(self) -> Mapping[str, Any]:
        text = self._get("about")
        try:
            if text.dtype.kind != "U" or text.shape != ():
                raise ValueError(f"{text.dtype} of shape {text.shape}")
            about = json.loads(str(text))
            if not isinstance(about, dict):
                raise ValueError("not a table of names and values")
        except (ValueError, RecursionError) as error:
            raise self.problem("a description in JSON", str(error)) from error
        return about


def _read_array(content: bytes) -> Array:
    """Return the array in an .npy file whose bytes, by their checksum, are as written.

    Raises
    ------
    Exception
        Of any kind, if there is none, or one of Python objects.
    """
    return np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)


def digest(arrays: Mapping[str, Array]) -> str:
    """Return the sha256 of named arrays."""
    sha256 = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        sha256.update(f"{name} {array.dtype.str} {array.shape}".encode())
        sha256.update(array.tobytes())
    return sha256.hexdigest()


def write_archive(
    path: str | Path, kind: str, about: Mapping[str, Any], arrays: Mapping[str, Array]
) -> None:
    """Write an archive that :class:`Archive` reads.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched.
    """
    text = json.dumps({"kind": kind, **about}, sort_keys=True)
    with replacing(path) as file:
        np.savez_compressed(file, format=np.array(FORMAT), about=np.array(text), **arrays)
