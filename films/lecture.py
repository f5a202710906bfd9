"""A whole lecture out of its section films: the film, its captions, its chapters, its poster."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from PIL import Image

from films.captions import Caption, Line, as_srt, as_vtt, captions, clock
from films.cues import Cue, cues_of, language_of
from films.footage import frame_at
from films.join import Chapter, chapters, join
from films.voice import Speaker, Spoken, spoken, write_wav
from network.files.atomic import replacing, replacing_path
from network.files.errors import InputError
from scenes.script.catalogue import told, translation
from scenes.script.contents import Lecture, lectures
from scenes.script.languages import LANGUAGES, SOURCE, Language

#: Where in the lecture the poster is taken from, as a share of the section that shows most.
POSTER_AT = 0.45


def lecture_called(name: str) -> Lecture:
    """Return a lecture by its name, or by its number: ``structure``, ``lecture1`` or ``1``.

    Raises
    ------
    InputError
        If there is none.
    """
    for number, lecture in enumerate(lectures(), start=1):
        if name in (lecture.name, f"lecture{number}", str(number)):
            return lecture
    raise InputError(
        f"lecture {name}",
        expected=" or ".join(lecture.name for lecture in lectures()),
        found="no lecture of that name",
        remedy="choose one of these; scenes/lectures.toml lists them",
    )


@dataclass(frozen=True)
class SpokenFilm:
    """A lecture's film with voices, and these by language."""

    film: Path
    voices: Mapping[Language, Spoken]


@dataclass(frozen=True)
class FilmedLecture:
    """A lecture whose sections are filmed.

    Attributes
    ----------
    lecture
        Its sections and their titles.
    folder
        Where its section films are, each as ``<scene>.mp4``.
    """

    lecture: Lecture
    folder: Path

    @property
    def films(self) -> list[Path]:
        """Its section films."""
        return [self.folder / f"{section.scene}.mp4" for section in self.lecture.sections]

    @cached_property
    def language(self) -> Language:
        """The language of its films: of the first that isn't English, if any."""
        found = (language_of(film) for film in self.films)
        return next((each for each in found if each != SOURCE), SOURCE)

    @property
    def languages(self) -> list[Language]:
        """All languages that captions exist in, its own first."""
        return sorted(LANGUAGES.values(), key=lambda each: each != self.language)

    @property
    def title(self) -> str:
        """Its title, in its language."""
        return told(self.lecture.title, {}, self.language)

    @property
    def titles(self) -> list[str]:
        """The titles of its sections, in its language."""
        return [told(section.title, {}, self.language) for section in self.lecture.sections]

    @cached_property
    def chapters(self) -> list[Chapter]:
        """One a section, back to back, titled in the language of its films.

        Raises
        ------
        InputError
            If a section film is missing or damaged.
        """
        return chapters(self.films, self.titles)

    @cached_property
    def cues(self) -> list[Cue]:
        """All its narration, in seconds of the lecture."""
        return [
            replace(cue, start=cue.start + float(part.start), end=cue.end + float(part.start))
            for film, part in zip(self.films, self.chapters, strict=True)
            for cue in cues_of(film)
        ]

    def lines(self, language: Language) -> list[Line]:
        """Return the narration in a language; a line that nobody translated stays English."""
        end = self.seconds
        return [
            Line(cue.start, min(cue.end, end), told(cue.message, cue.values, language))
            for cue in self.cues
        ]

    def captions(self, language: Language) -> list[Caption]:
        """Return its captions in a language."""
        return captions(self.lines(language), language)

    def chapter_list(self) -> str:
        """Return the chapters as text to put under a video: times and titles."""
        rows = (f"{short_clock(float(part.start))} {part.title}" for part in self.chapters)
        return "\n".join(rows) + "\n"

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return float(self.chapters[-1].end)

    def untranslated(self, language: Language) -> list[str]:
        """Return the lines that are told in it and that nobody translated."""
        said = dict.fromkeys(cue.message for cue in self.cues)
        return [message for message in said if translation(message, language) is None]


def write_lecture(
    filmed: FilmedLecture,
    out: Path,
    languages: Sequence[Language] | None = None,
) -> Path:
    """Write a lecture's film and what belongs to it, the film last; return the film.

    Parameters
    ----------
    out
        The folder for ``<name>.mp4``, ``<name>.<language>.srt`` and ``.vtt``,
        ``<name>.chapters.txt`` and ``<name>.jpg``.
    languages
        Of the captions; players turn on the first. If left out, all there are, and its own first.

    Raises
    ------
    InputError
        If a section film is missing, damaged or made in another quality, or something can't be
        written.
    """
    target = out / f"{filmed.lecture.name}.mp4"
    tracks = {language: filmed.captions(language) for language in languages or filmed.languages}
    with replacing_path(target) as film:
        join(filmed.films, filmed.chapters, tracks, filmed.title, film)
        _write_what_lies_beside(filmed, tracks, target)
    return target


def write_spoken(
    filmed: FilmedLecture, out: Path, speakers: Mapping[Language, Speaker]
) -> SpokenFilm:
    """Write a lecture's film once more with a voice in it, as ``<name>.spoken.mp4``.

    Parameters
    ----------
    speakers
        Who speaks, by language; players turn on the first.

    Raises
    ------
    InputError
        As :func:`write_lecture`.
    """
    target = out / f"{filmed.lecture.name}.spoken.mp4"
    tracks = {language: filmed.captions(language) for language in filmed.languages}
    voices = {
        language: spoken(filmed.lines(language), speaker, filmed.seconds)
        for language, speaker in speakers.items()
    }
    with replacing_path(target) as film, tempfile.TemporaryDirectory() as folder:
        sounds = {language: Path(folder) / f"{language.code}.wav" for language in voices}
        for language, file in sounds.items():
            write_wav(file, voices[language].sound)
        join(filmed.films, filmed.chapters, tracks, filmed.title, film, sounds)
    return SpokenFilm(target, voices)


def _write_what_lies_beside(
    filmed: FilmedLecture, tracks: Mapping[Language, Sequence[Caption]], target: Path
) -> None:
    for language, made in tracks.items():
        for kind, text in (("srt", as_srt(made)), ("vtt", as_vtt(made))):
            _write_text(target.with_suffix(f".{language.code}.{kind}"), text)
    _write_text(target.with_suffix(".chapters.txt"), filmed.chapter_list())
    with replacing(target.with_suffix(".jpg")) as file:
        _poster(filmed).save(file, format="JPEG", quality=88)


def short_clock(seconds: float) -> str:
    """Return a time as video sites read it: M:SS, or H:MM:SS."""
    hours, minutes, rest = clock(seconds).partition(".")[0].split(":")
    return f"{int(hours)}:{minutes}:{rest}" if int(hours) else f"{int(minutes)}:{rest}"


def _poster(filmed: FilmedLecture) -> Image.Image:
    """Return a frame to advertise the lecture with: out of the film that weighs most a second.

    Where much changes and much is to be seen, pictures take many bytes.
    """
    weights = [
        film.stat().st_size / float(part.end - part.start)
        for film, part in zip(filmed.films, filmed.chapters, strict=True)
    ]
    richest = weights.index(max(weights))
    part = filmed.chapters[richest]
    return frame_at(filmed.films[richest], POSTER_AT * float(part.end - part.start))


def _write_text(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(text.encode())
