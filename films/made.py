"""What was made, from what, and whether it is still as it was: a record of each film."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from films.dependencies import ROOT
from films.order import Order
from network.files.atomic import replacing

#: How many files a reason names.
MOST_NAMED = 4


def note_made(name: str, order: Order, made_from: Sequence[str], seconds: float) -> None:
    """Write down that a film was made, and how it is now.

    Parameters
    ----------
    name
        Of the scene or the lecture.
    order
        How it was made.
    made_from
        What decides how it looks: see :class:`Order`.
    seconds
        How long it took.

    Raises
    ------
    InputError
        If that can't be written.
    """
    film = ROOT / order.film(name)
    told = {"made_from": list(made_from), "seconds": round(seconds, 1), **_state(film)}
    with replacing(ROOT / order.record(name)) as file:
        file.write(json.dumps({**told, "sha256": _digest(film)}, indent=0).encode())
    set_stamp(name, order)


def set_stamp(name: str, order: Order) -> None:
    """Tell Snakemake that a film is made, and when that was; it may have removed its stamp."""
    shutil.copy2(ROOT / order.record(name), ROOT / order.stamp(name))


def why_again(name: str, order: Order, made_from: Sequence[str]) -> list[str]:
    """Return why a film is to be made, in plain words; nothing if it is as it should be.

    Where its size and date are as they were, it is trusted; else its content is compared.
    """
    film = ROOT / order.film(name)
    if not film.exists():
        return ["there is none yet"]
    known = _known(name, order)
    if known is None:
        return ["nobody knows how it was made"]
    if not beside(film).exists():
        return ["what is told in it is lost"]
    if _state(film) != {key: known[key] for key in ("size", "date")} and (
        film.stat().st_size != known["size"] or _digest(film) != known["sha256"]
    ):
        return ["its film was damaged"]
    return [f"{each} changed" for each in _first(_changed(known["made_from"], made_from))]


def beside(film: Path) -> Path:
    """Return where it is written what is told in a film, and when: of a scene, or of a lecture."""
    told = film.with_suffix(".captions.json")
    return told if told.exists() else film.with_suffix(".beats.json")


def _known(name: str, order: Order) -> dict[str, Any] | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads((ROOT / order.record(name)).read_bytes())
        return {key: known[key] for key in ("made_from", "size", "date", "sha256")}
    return None


def _state(film: Path) -> dict[str, int]:
    found = film.stat()
    return {"size": found.st_size, "date": found.st_mtime_ns}


def _changed(before: Iterable[str], now: Iterable[str]) -> set[str]:
    """Return the names of what a film isn't made from any more, or wasn't."""
    return {_name_of(entry) for entry in set(before) ^ set(now)}


def _name_of(entry: str) -> str:
    """Return what an entry is about: a file, or the kind of a setting."""
    name, _, digest = entry.rpartition(" ")
    return name if re.fullmatch("[0-9a-f]{16}", digest) else entry.partition(" ")[0]


def _first(names: Iterable[str]) -> list[str]:
    """Return names in order, only the first ones if they are many."""
    named = sorted(set(names))
    return named if len(named) <= MOST_NAMED else [*named[:MOST_NAMED], "and more"]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
