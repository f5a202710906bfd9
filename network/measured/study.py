"""What took long to find out, kept in a file: one study, one file.

A study is a frozen dataclass: arrays, whose axes are named by :func:`stored`, and plain values.
:class:`Origin` says what it is true of and what made it. :meth:`Study.save` and :meth:`Study.load`
follow from the fields; what a study knows of itself, it checks in :meth:`Study.contradiction`.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self, get_args, get_origin, get_type_hints

from network.digits.digits import Split
from network.files.archive import Archive, Provenance, digest, write_archive
from network.model.activations import Array
from network.model.mlp import MLP
from network.training.stored import SHIPPED_NETWORK

#: Where the code lies that makes studies.
PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Origin:
    """What a study is true of, and what made it.

    Attributes
    ----------
    fingerprint
        Of the network; empty if no stored network was asked.
    data
        The collection that the digits were taken from on which it was measured.
    part
        "training", "validation" or "test": which part of it.
    count
        How many digits, the first ones.
    code
        The sha256 of this package's source as it was then.
    """

    fingerprint: str
    data: Provenance
    part: str
    count: int
    code: str = field(default_factory=lambda: source_code())

    @classmethod
    def of_training(cls, digits: Split, count: int) -> Self:
        """Return the origin of a study of other networks, that learned from so many digits."""
        return cls("", digits.provenance, "training", count)


#: Parts of a collection.
PARTS = ("training", "validation", "test")


@cache
def source_code() -> str:
    """Return the sha256 of every module of this package."""
    sha256 = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*.py")):
        sha256.update(file.relative_to(PACKAGE).as_posix().encode())
        sha256.update(file.read_bytes())
    return sha256.hexdigest()


def stored(*axes: str | int, dtype: str = "float64", shares: bool = False) -> Any:
    """Declare an array of a study.

    Parameters
    ----------
    axes
        One name, or number, an axis: axes of one name are equally long, in all arrays of a study.
    dtype
        Of its numbers.
    shares
        Whether all of them must lie between 0 and 1.
    """
    return field(metadata={"axes": axes, "dtype": dtype, "shares": shares})


@dataclass(frozen=True, eq=False)
class Study:
    """What was found out, and where from.

    Attributes
    ----------
    name
        What it is called, on the command line and in the name of its file.
    origin
        What it is true of, and what made it.
    """

    name: ClassVar[str]
    origin: Origin

    def contradiction(self) -> tuple[str, str] | None:
        """Return what was expected of the numbers and what was found, if they can't be right."""
        return None

    def is_of(self, mlp: MLP) -> bool:
        """Whether it is this network that was studied."""
        return self.origin.fingerprint == mlp.fingerprint

    def save(self, path: str | Path) -> None:
        """Write the study.

        Raises
        ------
        InputError
            If the file can't be written; what was there before is untouched.
        ValueError
            If its arrays aren't what they were declared to be.
        """
        arrays, about = {}, {}
        for each in self._parts():
            value = getattr(self, each.name)
            if each.metadata:
                arrays[each.name] = value
            else:
                about[each.name] = value
        self._check_layout(arrays)
        origin = self.origin
        told = {
            "fingerprint": origin.fingerprint,
            "data": origin.data.as_dict(),
            "part": origin.part,
            "count": origin.count,
            "code": origin.code,
        }
        write_archive(path, self._kind(), {**about, **told, "digest": digest(arrays)}, arrays)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a study and check it.

        Raises
        ------
        InputError
            If the file is missing, damaged, of another kind or a newer version, or contradicts
            itself.
        """
        archive = Archive(path, cls._kind(), f"experiments --only {cls.name}")
        values, lengths, arrays = {}, {}, {}
        kinds = get_type_hints(cls)
        for each in cls._parts():
            if each.metadata:
                arrays[each.name] = _read_array(archive, each.name, each.metadata, lengths)
            else:
                values[each.name] = _read_value(archive, each.name, kinds[each.name])
        archive.check_digest(arrays)
        study = cls(origin=_read_origin(archive), **values, **arrays)
        if wrong := study.contradiction():
            raise archive.problem(*wrong)
        return study

    def _check_layout(self, arrays: dict[str, Array]) -> None:
        lengths: dict[str, int] = {}
        for each in self._parts():
            if not each.metadata:
                continue
            array, axes = arrays[each.name], each.metadata["axes"]
            shape = _shape_of(axes, array.shape, lengths)
            if array.dtype != each.metadata["dtype"] or array.shape != shape:
                raise ValueError(f"{each.name}: {array.dtype} {array.shape}, not {axes}")

    @classmethod
    def _parts(cls) -> list[Any]:
        return [each for each in fields(cls) if each.name != "origin"]

    @classmethod
    def _kind(cls) -> str:
        words = re.sub("(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()
        return f"study: {words}"


def studies_beside(network: Path) -> Path:
    """Return the folder of studies that go with the films of a stored network."""
    return network.with_name("studies")


def study_file(name: str, network: Path = SHIPPED_NETWORK) -> Path:
    """Return where a study lies that goes with a network's films."""
    return studies_beside(network) / f"{name}.npz"


def _read_origin(archive: Archive) -> Origin:
    part = archive.text("part")
    if part not in PARTS:
        raise archive.problem(f"one of {', '.join(PARTS)}", part)
    return Origin(
        archive.text("fingerprint"),
        archive.provenance(),
        part,
        archive.count("count"),
        archive.text("code"),
    )


def _shape_of(
    axes: Sequence[str | int], shape: Sequence[int], lengths: dict[str, int]
) -> tuple[int, ...]:
    """Return the shape that axes demand; the first array that has an axis says how long it is."""
    for axis, length in zip(axes, shape, strict=False):
        if isinstance(axis, str):
            lengths.setdefault(axis, length)
    return tuple(axis if isinstance(axis, int) else lengths.get(axis, 0) for axis in axes)


def _read_array(archive: Archive, name: str, how: Any, lengths: dict[str, int]) -> Array:
    shape = _shape_of(how["axes"], archive.shape(name), lengths)
    if how["shares"]:
        return archive.shares(name, shape)
    return archive.array(name, how["dtype"], shape)


def _read_value(archive: Archive, name: str, kind: Any) -> Any:
    """Return a value of the description: a text, a number, a yes or no, or a tuple of these."""
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if get_origin(inner) is tuple:
            rows = archive.value(name, list)
            if not all(isinstance(row, list) for row in rows):
                raise archive.problem(f"a list {name} of lists", repr(rows))
            return tuple(map(tuple, rows))
        return archive.numbers(name, inner)
    return archive.value(name, kind)
