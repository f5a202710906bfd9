"""The films that a page shows: which one for each lecture and language, and what is told in it."""

import os
import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image

from films.beats import read_beats
from films.dependencies import ROOT
from films.lecture import short_clock
from films.order import QUALITIES, Order
from network.files.errors import InputError
from page.script import later
from scenes.script.contents import Lecture, lectures
from scenes.script.languages import LANGUAGES, SOURCE, Language

#: Where films lie in a page.
FOLDER = "films"

#: Pixels across a poster, and its quality: it is seen before anybody asked for a film.
POSTER_WIDTH, POSTER_QUALITY = 960, 80


@dataclass(frozen=True)
class Film:
    """A lecture's film, with what was written beside it when it was joined.

    Attributes
    ----------
    lecture
        The one that it shows.
    file
        Where it is.
    told
        From when to when each line is told, and in which languages: see :mod:`films.beats`.
    """

    lecture: Lecture
    file: Path
    told: dict[str, Any]

    @property
    def voice(self) -> Language | None:
        """The language that is spoken, if any."""
        return LANGUAGES.get(self.told["voice"] or "")

    @property
    def pictures(self) -> Language:
        """The language that is written in its pictures."""
        return LANGUAGES[self.told["pictures"]]

    @property
    def name(self) -> str:
        """What it is called in a page, without an ending."""
        language = self.voice or self.pictures
        return f"{self.lecture.name}.{language.code}{'.spoken' if self.voice else ''}"

    @property
    def place(self) -> str:
        """Its address, seen from the page."""
        return f"{FOLDER}/{self.name}.mp4"

    @property
    def poster(self) -> str:
        """The address of a picture of it."""
        return f"{FOLDER}/{self.name}.jpg"

    @property
    def length(self) -> str:
        """How long it lasts, as M:SS or H:MM:SS."""
        return short_clock(self.told["seconds"])

    @property
    def frame(self) -> float:
        """How long a picture stands, in seconds."""
        return self.told["frame"]

    def chapters(self, language: Language) -> list[dict[str, Any]]:
        """Return its chapters: number, start and title, and the beats that are told in each."""
        made = [
            {**each, "title": each["title"][language.code], "clock": short_clock(each["start"])}
            for each in self.told["chapters"]
        ]
        for chapter in made:
            chapter["beats"] = [
                {**beat, "text": beat["text"][language.code]}
                for beat in self.told["beats"]
                if chapter["start"] <= beat["start"] < chapter["end"]
            ]
        return made

    @property
    def captions(self) -> dict[str, str]:
        """Its captions by the code of their language, as WebVTT."""
        files = {code: self.file.with_suffix(f".{code}.vtt") for code in LANGUAGES}
        return {code: file.read_text("utf-8") for code, file in files.items() if file.is_file()}


class Films:
    """All films that there are to choose from.

    Parameters
    ----------
    folders
        Where to look, best first, each as ``out/h``; films that were made in another language
        lie in folders beside these, as ``out/h-hu``.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = tuple(folders)
        self._read: dict[Path, Film | None] = {}

    def film(self, lecture: Lecture, language: Language) -> Film | None:
        """Return the film of a lecture for readers of a language.

        First comes one that is told in it, by a voice or, silently, in its pictures, and then an
        English one, which has captions in all languages. Of these the first folder's comes first,
        and in that, a spoken one.
        """
        for told_in in dict.fromkeys((language, SOURCE)):
            for folder in self.folders:
                for file in _files(folder, lecture, told_in):
                    if found := self._film(lecture, file):
                        return found
        return None

    def of(
        self, languages: Sequence[Language], shown: Sequence[Lecture] | None = None
    ) -> list[Film]:
        """Return every film that pages in these languages show, once; or only those of lectures."""
        found = (self.film(lecture, each) for lecture in shown or lectures() for each in languages)
        return list({film.name: film for film in found if film}.values())

    def outdated(self, lecture: Lecture) -> list[Path]:
        """Return films of a lecture that were found without what a page needs to know of them."""
        missed = [file for file, film in self._read.items() if film is None]
        return [file for file in missed if file.name.split(".")[0] == lecture.name]

    def write(self, page: Path, languages: Sequence[Language], before: Path | None = None) -> None:
        """Put films, posters and captions where a page finds them.

        Parameters
        ----------
        page
            Its folder.
        languages
            Those it is made in.
        before
            The folder of the page that it replaces: what is the same there isn't copied again.

        Raises
        ------
        OSError
            If there is no space for them.
        """
        for film in self.of(languages):
            target = page / film.place
            target.parent.mkdir(exist_ok=True)
            _link(film.file, target, before and before / film.place)
            _write_poster(film.file.with_suffix(".jpg"), page / film.poster)
            name = f"captions-{film.name}"
            (page / f"data-{name}.js").write_text(later(name, film.captions), encoding="utf-8")

    def _film(self, lecture: Lecture, file: Path) -> Film | None:
        if not file.is_file():
            return None
        if file not in self._read:
            self._read[file] = None
            with suppress(InputError):
                self._read[file] = Film(lecture, file, read_beats(file))
        return self._read[file]


def ordered(quality: str = "h") -> Order:
    """Return the order of films that the environment describes, in English."""
    return replace(Order.from_environment(quality), language=SOURCE.code)


def folders(quality: str | None = None) -> list[Path]:
    """Return where films of the shown network may lie, best first.

    Parameters
    ----------
    quality
        Of the films that come before all others, as render.sh calls it.
    """
    best_first = dict.fromkeys([*filter(None, [quality]), *reversed(QUALITIES)])
    return [ROOT / ordered(each).folder for each in best_first]


def asking(order: Order, lecture: Lecture, *words: str, here: bool = False) -> str:
    """Return the command that makes a lecture's film, and a page that shows it.

    Whoever reads a page needs no paths of this machine: of a network somewhere else, its name.
    Only ``here``, where the command can be given at once, it is told with its path.
    """
    number = lectures().index(lecture) + 1
    elsewhere = Path(order.model).is_absolute() and not here
    model = Path(order.model).name if elsewhere else order.model
    told = replace(order, data="", model=model).options
    return shlex.join(["./render.sh", "page", f"lecture{number}", *words, *told])


def in_language(folder: Path, language: Language) -> Path:
    """Return the folder for films like those of another one, made in a language."""
    if language == SOURCE:
        return folder
    first, *others = folder.name.split("-")
    return folder.with_name("-".join([first, language.code, *others]))


def _files(folder: Path, lecture: Lecture, language: Language) -> Iterator[Path]:
    """Yield where a film that is told in a language may be, best first."""
    own = in_language(folder, language)
    spoken = f"{lecture.name}.{language.code}.spoken.mp4"
    yield own / spoken
    yield folder / spoken
    yield own / f"{lecture.name}.mp4"


def _link(file: Path, target: Path, before: Path | None) -> None:
    """Let a file lie in two places at once, where a disk can; else copy it."""
    if before and before.is_file() and _same(before, file):
        file = before
    try:
        os.link(file, target)
    except OSError:
        shutil.copy2(file, target)


def _same(one: Path, other: Path) -> bool:
    """Say whether two files are one, or one a copy of the other: copies keep the date."""
    first, second = one.stat(), other.stat()
    return (first.st_size, first.st_mtime_ns) == (second.st_size, second.st_mtime_ns)


def _write_poster(picture: Path, target: Path) -> None:
    with Image.open(picture) as poster:
        poster.thumbnail((POSTER_WIDTH, POSTER_WIDTH))
        poster.save(target, format="JPEG", quality=POSTER_QUALITY, optimize=True)
