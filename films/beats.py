"""What a film tells, written beside it: from when to when each line is told, in all languages."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from films.cues import digits_in
from films.filmed import Filmed
from films.pace import Beat, Pace
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, Language

#: What is in the file.
NAMES = ("title", "pictures", "digits", "voice", "seconds", "frame", "chapters", "beats")

#: Digits behind the point of a time in seconds: finer than any frame.
DIGITS = 5


def beats_beside(film: Path) -> Path:
    """Return where the beats of a film that was written whole are written down."""
    return film.with_suffix(".beats.json")


def as_json(
    filmed: Filmed, beats: Sequence[Beat], pace: Pace, voice: Language | None = None
) -> str:
    """Return what a player needs to know about a film, as JSON; all times are in seconds of it.

    Parameters
    ----------
    beats
        From when to when each line is told in the film with its holds.
    pace
        Where pictures are held.
    voice
        The language that is spoken, if any.
    """
    spoken = LANGUAGES.values()
    titles = {each.code: filmed.title_in(each) for each in spoken}
    lines = {each.code: [line.text for line in filmed.lines(each)] for each in spoken}
    table = {
        "title": titles,
        "pictures": filmed.language.code,
        "digits": sorted({digits_in(film) for film in filmed.films} - {""}),
        "voice": voice.code if voice else None,
        "seconds": _seconds(pace.moved(filmed.chapters[-1].end)),
        "frame": _seconds(filmed.frame),
        "chapters": _chapters(filmed, pace),
        "beats": [
            {
                "start": _seconds(beat.start),
                "end": _seconds(beat.end),
                "text": {code: told[number] for code, told in lines.items()},
            }
            for number, beat in enumerate(beats)
        ],
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def read_beats(film: Path) -> dict[str, Any]:
    """Return what :func:`as_json` wrote beside a film.

    Raises
    ------
    InputError
        If it isn't there or can't be read.
    """
    beside = beats_beside(film)
    try:
        found = json.loads(beside.read_text(encoding="utf-8"))
        return {name: found[name] for name in NAMES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            beside,
            expected="the beats that joining a lecture writes beside its film, in JSON",
            found=str(error) or type(error).__name__,
            remedy="join it again: ./render.sh NAME, and --voice if it is spoken",
        ) from error


def _chapters(filmed: Filmed, pace: Pace) -> list[dict[str, Any]]:
    told = {each.code: filmed.chapters_in(each) for each in LANGUAGES.values()}
    return [
        {
            "number": number,
            "start": _seconds(pace.moved(chapter.start)),
            "end": _seconds(pace.moved(chapter.end)),
            "title": {code: chapters[at].title for code, chapters in told.items()},
        }
        for at, (number, chapter) in enumerate(zip(filmed.numbers, filmed.chapters, strict=True))
    ]


def _seconds(time: Fraction) -> float:
    return round(float(time), DIGITS)
