"""What a film tells: the lines of narration that its scene wrote beside it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from network.errors import InputError


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
        What the fields stand for in this film.
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
    beside = told_beside(film)
    if not beside.exists():
        return []
    try:
        cues = json.loads(beside.read_text(encoding="utf-8"))["cues"]
        return [
            Cue(float(cue["start"]), float(cue["end"]), cue["message"], dict(cue["values"]))
            for cue in cues
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            beside,
            expected="the narration that filming a scene writes, in JSON",
            found=str(error) or type(error).__name__,
            remedy="remove it and film the scene again",
        ) from error
