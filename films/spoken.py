"""A film once more, with a voice: at its own pace, pictures held where it needs time."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path

import numpy as np

from films.captions import Caption, Line, captions, followed
from films.filmed import Filmed
from films.join import Chapter, Voice
from films.kept import digest_of, kept_loudness, remark
from films.lecture import files_beside, write_whole
from films.pace import Beat, Pace, paced
from films.voices.loudness import Loudness, levelled, loudness
from films.voices.speech import SOUND_RATE, Sound, Speaker, Speech
from scenes.script.languages import Language


@dataclass(frozen=True)
class SpokenSection:
    """What a voice makes of a section; all times are in seconds.

    Attributes
    ----------
    number, title
        Of the section.
    silent
        How long it lasts without a voice.
    spoken
        How long somebody speaks in it.
    held
        How much longer it lasts for that.
    """

    number: str
    title: str
    silent: float
    spoken: float
    held: float


@dataclass(frozen=True)
class SpokenFilm:
    """A film with a voice.

    Attributes
    ----------
    film
        Its file.
    language
        The one that is spoken.
    sections
        What the voice makes of each.
    unspoken
        The numbers of the lines that nobody speaks.
    loudness
        Of what is heard.
    kept
        Whether it was there already, made from the same.
    """

    film: Path
    language: Language
    sections: Sequence[SpokenSection]
    unspoken: Sequence[int]
    loudness: Loudness
    kept: bool

    @property
    def whole(self) -> SpokenSection:
        """All sections together."""
        sums = (
            sum(getattr(section, name) for section in self.sections)
            for name in ("silent", "spoken", "held")
        )
        return SpokenSection("", "", *sums)

    @property
    def longer(self) -> float:
        """How much longer it is than the silent film, as a share of that."""
        return self.whole.held / self.whole.silent


def write_spoken(filmed: Filmed, out: Path, language: Language, speaker: Speaker) -> SpokenFilm:
    """Write a film with a voice as ``<name>.<language>.spoken.mp4``, and what belongs to it.

    Its captions are all languages', first that of the voice, which they follow. A film that is
    there already and was made from the same is left as it is: making it takes a minute.

    Raises
    ------
    InputError
        As :func:`films.lecture.write_lecture`, or if the speaker can't speak a line.
    """
    beats, lines = filmed.beats, filmed.lines(language)
    speeches = speaker(lines, language)
    lengths = [each and Fraction(len(each.sound), SOUND_RATE) for each in speeches]
    chapters = filmed.chapters_in(language)
    pace = paced(beats, [chapter.end for chapter in chapters], lengths, filmed.frame)
    tracks = {language: captions_of_voice(lines, beats, language, speeches, pace)}
    tracks |= {
        each: captions(moved(filmed.lines(each), beats, pace), each)
        for each in filmed.languages
        if each != language
    }
    target = out / f"{filmed.name}.{language.code}.spoken.mp4"
    digest = digest_of(filmed.films, speeches, filmed.title_in(language), chapters, tracks)
    volume = kept_loudness(target, digest, files_beside(target, tracks))
    kept = volume is not None
    if volume is None:
        track, volume = _levelled(laid(speeches, pace, pace.moved(chapters[-1].end)))
        voice = Voice(language, track)
        heard = heard_until(beats, lengths, pace, filmed.frame)
        write_whole(filmed, target, language, tracks, pace, voice, remark(digest, volume), heard)
    sections = [
        _section(number, chapter, beats, lengths, pace)
        for number, chapter in zip(filmed.numbers, chapters, strict=True)
    ]
    unspoken = [number for number, length in enumerate(lengths) if length is None]
    return SpokenFilm(target, language, sections, unspoken, volume, kept)


def laid(speeches: Sequence[Speech | None], pace: Pace, seconds: Fraction) -> Sound:
    """Return what is heard in a film of that many seconds: each line where its beat begins."""
    track = np.zeros(round(seconds * SOUND_RATE), np.float32)
    for speech, start in zip(speeches, pace.starts, strict=True):
        if speech:
            first = round(start * SOUND_RATE)
            track[first : first + len(speech.sound)] = speech.sound
    return track


def heard_until(
    beats: Sequence[Beat],
    lengths: Sequence[Fraction | None],
    pace: Pace,
    frame: Fraction,
) -> list[Beat]:
    """Return from when to when each line is told, in seconds of the film with its holds.

    That is as long as its beat, or until the voice is silent, to a frame.
    """
    made = []
    for beat, length, start, stop in zip(beats, lengths, pace.starts, pace.stops, strict=True):
        silent = start + ceil((length or 0) / frame) * frame
        made.append(Beat(start, min(max(pace.moved(beat.end), silent), stop)))
    return made


def captions_of_voice(
    lines: Sequence[Line],
    beats: Sequence[Beat],
    language: Language,
    speeches: Sequence[Speech | None],
    pace: Pace,
) -> list[Caption]:
    """Return the captions in the language that is spoken: they follow the voice.

    Where nobody speaks, they stand as long as the beat.
    """
    made: list[Caption] = []
    still = moved(lines, beats, pace)
    for line, speech, start, stop in zip(still, speeches, pace.starts, pace.stops, strict=True):
        if speech:
            heard = Line(float(start), float(start) + speech.seconds, line.text)
            made += followed(heard, language, speech.time_at, float(stop))
        else:
            made += captions([line], language)
    return made


def moved(lines: Sequence[Line], beats: Sequence[Beat], pace: Pace) -> list[Line]:
    """Return lines as long as their beats are in a film with holds."""
    return [
        Line(float(start), float(min(pace.moved(beat.end), stop)), line.text)
        for line, beat, start, stop in zip(lines, beats, pace.starts, pace.stops, strict=True)
    ]


def _section(
    number: str,
    chapter: Chapter,
    beats: Sequence[Beat],
    lengths: Sequence[Fraction | None],
    pace: Pace,
) -> SpokenSection:
    spoken = sum(
        length or 0
        for beat, length in zip(beats, lengths, strict=True)
        if chapter.start <= beat.start < chapter.end
    )
    held = pace.moved(chapter.end) - pace.moved(chapter.start)
    silent = chapter.end - chapter.start
    return SpokenSection(number, chapter.title, float(silent), float(spoken), float(held - silent))


def _levelled(track: Sound) -> tuple[Sound, Loudness]:
    made = levelled(track)
    return made, loudness(made)
