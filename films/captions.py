"""Narration becomes captions: two lines at most, broken where the language allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import pairwise

import srt

from scenes.script.languages import Language

#: Lines of a caption.
LINES = 2

#: What it costs, in squared characters, to end a caption inside a clause, and inside a sentence.
INSIDE_CLAUSE, INSIDE_SENTENCE = 200.0, 60.0

ENDS_SENTENCE, ENDS_CLAUSE = ".?!。？！", ",;:–—、，；："


@dataclass(frozen=True)
class Caption:
    """What stands below the picture for a while.

    Attributes
    ----------
    start, end
        In seconds of the film.
    lines
        One or two.
    """

    start: float
    end: float
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its lines, each on its own."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Line:
    """A line of narration in one language: from when to when it is told, and its text."""

    start: float
    end: float
    text: str


def captions(lines: Sequence[Line], language: Language) -> list[Caption]:
    """Return the captions of a film: long lines of narration become several, one by one."""
    return [caption for line in lines for caption in _captions_of(line, language)]


def followed(
    line: Line, language: Language, time_at: Callable[[float], float], until: float
) -> list[Caption]:
    """Return the captions of a line that a voice says: each comes with its first word.

    Parameters
    ----------
    line
        From when to when it is heard, in seconds of the film.
    time_at
        At which second of the line a share of its text, 0 to 1, has been said.
    until
        When the last caption is gone at the latest; it stays as long as it takes to be read.
    """
    parts, starts, place = divided(language.pieces(line.text), language), [], 0
    for part in parts:
        place = line.text.index(part[0], place)
        starts.append(line.start + time_at(place / len(line.text)))
        place += len(part[0])
    length = sum(language.length(each) for each in parts[-1])
    end = min(until, max(line.end, starts[-1] + length / language.speed))
    return [
        Caption(start, end, part)
        for part, (start, end) in zip(parts, pairwise([*starts, end]), strict=True)
    ]


def too_fast(lines: Sequence[Line], language: Language) -> list[tuple[Line, float]]:
    """Return the lines that must be read faster than is comfortable, with characters a second."""
    speeds = [
        (line, language.length(line.text) / max(line.end - line.start, 1e-9)) for line in lines
    ]
    return [(line, speed) for line, speed in speeds if speed > language.speed]


def as_srt(made: Sequence[Caption]) -> str:
    """Return captions as SubRip text."""
    return srt.compose(
        srt.Subtitle(
            number,
            timedelta(milliseconds=round(1000 * caption.start)),
            timedelta(milliseconds=round(1000 * caption.end)),
            caption.text,
        )
        for number, caption in enumerate(made, start=1)
    )


def as_vtt(made: Sequence[Caption]) -> str:
    """Return captions as WebVTT text."""
    cues = [
        f"{clock(caption.start)} --> {clock(caption.end)}\n{_escaped(caption.text)}\n"
        for caption in made
    ]
    return "\n".join(["WEBVTT\n", *cues])


def clock(seconds: float) -> str:
    """Return a time as HH:MM:SS.mmm."""
    minutes, milliseconds = divmod(round(1000 * seconds), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _captions_of(line: Line, language: Language) -> list[Caption]:
    """Divide a line of narration; each part stays in proportion to its length."""
    parts = divided(language.pieces(line.text), language)
    lengths = [sum(language.length(each) for each in part) for part in parts]
    total, times = sum(lengths), [line.start]
    for k in range(len(parts)):
        share = sum(lengths[: k + 1]) / total
        times.append(line.start + share * (line.end - line.start))
    return [
        Caption(start, end, part) for part, (start, end) in zip(parts, pairwise(times), strict=True)
    ]


def divided(pieces: Sequence[str], language: Language) -> list[tuple[str, ...]]:
    """Divide a text into as few captions as possible, each of one or two lines.

    Among all ways to do so, the one is taken whose captions are the most alike in length and
    end, if they can, where a sentence or a clause does.

    Parameters
    ----------
    pieces
        Between which lines may break.
    """
    length_of, count = cache(language.length), len(pieces)
    best: list[tuple[int, float, list[tuple[str, ...]]]] = [(0, 0.0, [])]
    ink, first = [length_of("".join(each.split())) for each in pieces], 0
    for end in range(1, count + 1):
        while first < end - 1 and sum(ink[first:end]) > LINES * language.line:
            first += 1  # from there it doesn't fit, wherever it is broken
        choices = []
        for start in range(first, end):
            lines = _lines(pieces[start:end], ink[start:end], language.line, length_of)
            if lines is None and end - start > 1:
                continue
            number, cost, before = best[start]
            lines = lines or (pieces[start].strip(),)
            length = sum(map(length_of, lines))
            cost += length**2 + (_break_cost(pieces[end - 1]) if end < count else 0)
            choices.append((number + 1, cost, [*before, lines]))
        best.append(min(choices, key=lambda choice: choice[:2]))
    return best[count][2]


def _lines(
    pieces: Sequence[str],
    ink: Sequence[float],
    longest: float,
    length_of: Callable[[str], float],
) -> tuple[str, ...] | None:
    """Return the pieces as one or two lines, the most even ones; ``None`` if they don't fit.

    ``ink`` are their lengths without blanks: where these alone are too long, nothing is tried.
    """
    rest, before = sum(ink), 0.0
    if rest <= longest and length_of(whole := "".join(pieces).strip()) <= longest:
        return (whole,)
    ways = []
    for cut in range(1, len(pieces)):
        before, rest = before + ink[cut - 1], rest - ink[cut - 1]
        if max(before, rest) > longest:
            continue
        lines = "".join(pieces[:cut]).strip(), "".join(pieces[cut:]).strip()
        lengths = [length_of(each) for each in lines]
        if max(lengths) <= longest:
            ways.append((sum(n**2 for n in lengths) + _break_cost(pieces[cut - 1]) / 2, lines))
    return min(ways)[1] if ways else None


def _break_cost(piece: str) -> float:
    last = piece.strip()[-1:]
    if last in ENDS_SENTENCE:
        return 0.0
    return INSIDE_SENTENCE if last in ENDS_CLAUSE else INSIDE_CLAUSE
