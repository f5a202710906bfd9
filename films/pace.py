"""How long pictures are held, so that a voice of its own pace finds its time in a film."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil

from scenes.script import narration

#: Seconds of silence, at least, between a line that was spoken and what comes next: as many as
#: silent films leave.
GAP = Fraction(narration.GAP)


@dataclass(frozen=True)
class Beat:
    """From when to when a line of narration is told in the silent film, in seconds."""

    start: Fraction
    end: Fraction


@dataclass(frozen=True)
class Hold:
    """Before the picture at a time of the silent film, the one before it stands for longer.

    Attributes
    ----------
    at
        In seconds of the silent film.
    seconds
        How much longer: whole frames.
    """

    at: Fraction
    seconds: Fraction


@dataclass(frozen=True)
class Pace:
    """Where and how long the pictures of a film are held; by default nowhere.

    Attributes
    ----------
    holds
        One behind the other.
    starts
        When the voice begins each line, in seconds of the film with its holds: where the beat of
        the line has moved to.
    stops
        Until when each line may last, likewise.
    """

    holds: tuple[Hold, ...] = ()
    starts: tuple[Fraction, ...] = ()
    stops: tuple[Fraction, ...] = ()

    @cached_property
    def _places(self) -> list[Fraction]:
        return [hold.at for hold in self.holds]

    @cached_property
    def sums(self) -> list[Fraction]:
        """Shape (holds + 1,): how many seconds are held before each hold, and in all."""
        return list(accumulate((hold.seconds for hold in self.holds), initial=Fraction(0)))

    @property
    def held(self) -> Fraction:
        """How many seconds are held in all."""
        return self.sums[-1]

    def held_until(self, seconds: Fraction) -> Fraction:
        """Return how many seconds are held before the picture at a time of the silent film."""
        return self.sums[bisect_right(self._places, seconds)]

    def moved(self, seconds: Fraction) -> Fraction:
        """Return when something happens that happens in the silent film at a time, in seconds.

        What begins there begins after the hold; what ends there lasts through it.
        """
        return seconds + self.held_until(seconds)


def stops(beats: Sequence[Beat], limits: Sequence[Fraction]) -> list[Fraction]:
    """Return until when a voice may speak each line, in seconds of the silent film.

    That is until the next line begins, or the section ends: nobody talks over the title of the
    next one.

    Parameters
    ----------
    beats
        All lines, one behind the other.
    limits
        The ends of all sections, in order; the last is the end of the film.
    """
    starts = [beat.start for beat in beats[1:]]
    last = len(limits) - 1
    ends = [limits[min(bisect_right(limits, beat.start), last)] for beat in beats]
    return [min(pair) for pair in zip([*starts, *limits[-1:]], ends, strict=True)] if beats else []


def rooms(beats: Sequence[Beat], limits: Sequence[Fraction]) -> list[Fraction]:
    """Return how many seconds of speech each line may take without holding a picture."""
    return [
        max(stop - beat.start - GAP, Fraction(0))
        for beat, stop in zip(beats, stops(beats, limits), strict=True)
    ]


def paced(
    beats: Sequence[Beat],
    limits: Sequence[Fraction],
    lengths: Sequence[Fraction | None],
    frame: Fraction,
) -> Pace:
    """Hold the last picture of each beat for as long as its line still needs, in whole frames.

    Parameters
    ----------
    beats, limits
        As for :func:`stops`.
    lengths
        How many seconds each line is spoken; ``None`` if nobody speaks it.
    frame
        How long a picture stands, in seconds.
    """
    holds: dict[Fraction, Fraction] = {}
    starts, ends, held = [], [], Fraction(0)
    for beat, stop, length in zip(beats, stops(beats, limits), lengths, strict=True):
        starts.append(beat.start + held)
        frames = 0 if length is None else ceil((length + GAP - (stop - beat.start)) / frame)
        if frames > 0:
            at = min(beat.end, stop)
            holds[at] = holds.get(at, Fraction(0)) + frames * frame
            held += frames * frame
        ends.append(stop + held)
    made = tuple(Hold(at, seconds) for at, seconds in holds.items())
    return Pace(made, tuple(starts), tuple(ends))
