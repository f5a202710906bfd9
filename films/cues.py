"""What a film tells: the lines of narration that its scene wrote beside it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from network.files.errors import InputError
from scenes.script.languages import SOURCE, Language, language
from scenes.script.message import restored


@dataclass(frozen=True)
class Cue:
    """A line of narration.

    Attributes
    ----------
    start, end
        In seconds of its film.
    message
        With named fields, as translators see it.
    values
        What the fields stand for in this film: numbers, messages, or lists of these.
    """

    start: float
    end: float
    message: str
    values: dict[str, Any]


def told_beside(film: Path) -> Path:
    """Return where the narration of a film is written down."""
    return film.with_suffix(".captions.json")


def cues_of(film: Path) -> list[Cue]:
    """Return a film's lines of narration; none, if it has no narration.

    Raises
    ------
    InputError
        If what lies beside it can't be read.
    """
    try:
        return [
            Cue(float(cue["start"]), float(cue["end"]), cue["message"], _table(cue["values"]))
            for cue in _told(film).get("cues", [])
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(film, error) from error


def chapters_of(film: Path) -> list[tuple[float, str]]:
    """Return the chapters that a scene has itself: when each begins, in seconds, and its title.

    Raises
    ------
    InputError
        If what lies beside the film can't be read.
    """
    try:
        return [
            (float(chapter["start"]), chapter["title"])
            for chapter in _told(film).get("chapters", [])
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(film, error) from error


def digits_in(film: Path) -> str:
    """Return the name of the digits that a film shows; nothing, if it shows or tells none.

    Raises
    ------
    InputError
        If what lies beside it can't be read.
    """
    return _told(film).get("digits") or ""


def language_of(film: Path) -> Language:
    """Return the language that a film is told in; English, if nothing beside it says so.

    Raises
    ------
    InputError
        If what lies beside it can't be read.
    """
    return language(_told(film).get("language") or SOURCE.code)


def _table(values: dict[str, Any]) -> dict[str, Any]:
    return {name: restored(each) for name, each in values.items()}


def _told(film: Path) -> dict[str, Any]:
    beside = told_beside(film)
    try:
        found = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
        if not isinstance(found, dict):
            raise ValueError("no table of names and values")
    except (OSError, ValueError) as error:
        raise _unreadable(film, error) from error
    return found


def _unreadable(film: Path, error: Exception) -> InputError:
    return InputError(
        told_beside(film),
        expected="the narration that filming a scene writes, in JSON",
        found=str(error) or type(error).__name__,
        remedy="remove it and film the scene again",
    )
