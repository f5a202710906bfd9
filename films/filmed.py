"""What is filmed and told: the sections of a lecture one behind the other, or a single scene."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from films.captions import Caption, Line, captions
from films.cues import Cue, chapters_of, cues_of, language_of
from films.footage import frame_length
from films.join import Chapter, Reel, reels
from films.pace import Beat
from network.files.errors import InputError
from scenes.script.catalogue import told, translation
from scenes.script.contents import SCENES, Lecture, Section, lectures
from scenes.script.languages import LANGUAGES, SOURCE, Language


class Filmed(ABC):
    """Films that are told as one, in sections.

    Attributes
    ----------
    folder
        Where its films are, each as ``<scene>.mp4``.
    """

    folder: Path

    @property
    @abstractmethod
    def name(self) -> str:
        """What its files are called, without an ending."""

    @property
    @abstractmethod
    def films(self) -> list[Path]:
        """Its films, in order."""

    @property
    @abstractmethod
    def numbers(self) -> list[str]:
        """The number of each section."""

    @abstractmethod
    def title_in(self, language: Language) -> str:
        """Return its title in a language."""

    @abstractmethod
    def chapters_in(self, language: Language) -> list[Chapter]:
        """Return one chapter a section, back to back, titled in a language.

        Raises
        ------
        InputError
            If a film is missing or damaged.
        """

    @cached_property
    def reels(self) -> list[Reel]:
        """Its films, and where each lies in the whole.

        Raises
        ------
        InputError
            If one is missing or damaged.
        """
        return reels(self.films)

    @cached_property
    def language(self) -> Language:
        """The language of its films: of the first that isn't English, if any."""
        found = (language_of(film) for film in self.films)
        return next((each for each in found if each != SOURCE), SOURCE)

    @property
    def languages(self) -> list[Language]:
        """All languages that captions exist in, its own first."""
        return sorted(LANGUAGES.values(), key=lambda each: each != self.language)

    @cached_property
    def chapters(self) -> list[Chapter]:
        """One a section, back to back, titled in the language of its films."""
        return self.chapters_in(self.language)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return float(self.reels[-1].end)

    @cached_property
    def frame(self) -> Fraction:
        """How long a picture stands, in seconds."""
        return frame_length(self.films[0])

    @cached_property
    def cues(self) -> list[Cue]:
        """All its narration, in seconds of the whole."""
        return [
            replace(cue, start=cue.start + float(reel.start), end=cue.end + float(reel.start))
            for reel in self.reels
            for cue in cues_of(reel.film)
        ]

    @cached_property
    def beats(self) -> list[Beat]:
        """From when to when each line is told, to a frame, and within its film."""
        return [
            Beat(*(_on_frame(reel, seconds, self.frame) for seconds in (cue.start, cue.end)))
            for reel in self.reels
            for cue in cues_of(reel.film)
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

    def untranslated(self, language: Language) -> list[str]:
        """Return the lines that are told in it and that nobody translated."""
        said = dict.fromkeys(cue.message for cue in self.cues)
        return [message for message in said if translation(message, language) is None]


@dataclass(frozen=True)
class FilmedLecture(Filmed):
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
    def name(self) -> str:
        """What its files are called, without an ending."""
        return self.lecture.name

    @property
    def films(self) -> list[Path]:
        """Its section films."""
        return [self.folder / f"{section.scene}.mp4" for section in self.lecture.sections]

    @property
    def numbers(self) -> list[str]:
        """The number of each section, as ``1.6``."""
        return [section.number for section in self.lecture.sections]

    def title_in(self, language: Language) -> str:
        """Return its title in a language."""
        return told(self.lecture.title, {}, language)

    def chapters_in(self, language: Language) -> list[Chapter]:
        """Return one chapter a section film, titled in a language."""
        return [
            Chapter(reel.start, reel.end, told(section.title, {}, language))
            for reel, section in zip(self.reels, self.lecture.sections, strict=True)
        ]


@dataclass(frozen=True)
class FilmedScene(Filmed):
    """A single scene that is filmed; its sections are the chapters that it has itself.

    Attributes
    ----------
    scene
        Its file, without ``scenes/`` before and ``.py`` behind it.
    folder
        Where its film is, as ``<scene>.mp4``.
    """

    scene: str
    folder: Path

    @property
    def name(self) -> str:
        """What its files are called, without an ending."""
        return self.scene

    @property
    def films(self) -> list[Path]:
        """Its only film."""
        return [self.folder / f"{self.scene}.mp4"]

    @property
    def numbers(self) -> list[str]:
        """The number of each chapter, from 1."""
        return [str(number) for number in range(1, 1 + len(self.chapters))]

    def title_in(self, language: Language) -> str:
        """Return the title of its section in a lecture; its name, if it has none."""
        section = _section_of(self.scene)
        return told(section.title, {}, language) if section else self.scene

    def chapters_in(self, language: Language) -> list[Chapter]:
        """Return its chapters; a single one if it has none, or one, which begins at once."""
        (reel,) = self.reels
        found = chapters_of(reel.film) or [(0.0, self.title_in(language))]
        starts = [reel.start, *(_on_frame(reel, seconds, self.frame) for seconds, _ in found[1:])]
        titles = [told(title, {}, language) for _, title in found]
        ends = [*starts[1:], reel.end]
        return [Chapter(*each) for each in zip(starts, ends, titles, strict=True)]


def lecture_called(name: str) -> Lecture:
    """Return a lecture by its name, or by its number: ``structure``, ``lecture1`` or ``1``.

    Raises
    ------
    InputError
        If there is none.
    """
    found = _lecture_called(name)
    if not found:
        raise _unknown(name, "lecture")
    return found


def filmed_called(name: str, folder: Path) -> Filmed:
    """Return the lecture of a name or number, or the scene of a name, as it is filmed.

    Raises
    ------
    InputError
        If there is neither.
    """
    if lecture := _lecture_called(name):
        return FilmedLecture(lecture, folder)
    if not (SCENES / f"{name}.py").is_file():
        raise _unknown(name, "lecture or scene")
    return FilmedScene(name, folder)


def _lecture_called(name: str) -> Lecture | None:
    for number, lecture in enumerate(lectures(), start=1):
        if name in (lecture.name, f"lecture{number}", str(number)):
            return lecture
    return None


def _section_of(scene: str) -> Section | None:
    sections = (section for lecture in lectures() for section in lecture.sections)
    return next((section for section in sections if section.scene == scene), None)


def _on_frame(reel: Reel, seconds: float, frame: Fraction) -> Fraction:
    """Return a time of a film as one of the whole, where a picture begins."""
    return min(reel.start + round(seconds / frame) * frame, reel.end)


def _unknown(name: str, kind: str) -> InputError:
    return InputError(
        f"lecture {name}",
        expected=" or ".join(lecture.name for lecture in lectures()),
        found=f"no {kind} of that name",
        remedy="choose one of these; scenes/lectures.toml lists them",
    )
