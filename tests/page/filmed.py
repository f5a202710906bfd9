"""A page with toy films: lecture 4 silent, in English and Hungarian, and lecture 3 with a voice.

Each section lasts 0.9 seconds and tells its title and a number. Of lecture 2 there is a film that
nothing is known of, of lecture 1 none.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from films.beats import beats_beside, read_beats
from films.filmed import FilmedLecture, lecture_called
from films.lecture import write_lecture
from films.spoken import write_spoken
from films.voices.loudness import Loudness
from films.voices.speech import Speech
from page.build import build
from page.films import Films
from scenes.script.languages import LANGUAGES, SOURCE
from tests.conftest import SETTINGS, one_at_a_time
from tests.films.toys import make_film, tell, tone
from tests.page.browsing import Visitor, none

RATE, FRAMES = 30, 27

#: Of the two lines of each section, in seconds of it.
BEATS = ((0.1, 0.4), (0.5, 0.8))


def make_films(folder: Path) -> None:
    """Write toy films as render.sh would, in ``l`` and ``l-hu``."""
    hungarian = LANGUAGES["hu"]
    write_lecture(sections(folder / "l", "calculus", SOURCE.code), folder / "l")
    write_lecture(sections(folder / "l-hu", "calculus", hungarian.code), folder / "l-hu")
    spoken = sections(folder / "l", "backprop", SOURCE.code)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("films.spoken._levelled", lambda track: (track, Loudness(-16.0, -1.0)))
        write_spoken(spoken, folder / "l", SOURCE, speak)
    # Its beats are unknown, as if it had been joined before there were any.
    unknown = write_lecture(sections(folder / "l", "descent", SOURCE.code), folder / "l")
    beats_beside(unknown).unlink()


def sections(folder: Path, name: str, language: str) -> FilmedLecture:
    """Write the section films of a lecture."""
    made = FilmedLecture(lecture_called(name), folder)
    for number, (film, section) in enumerate(zip(made.films, made.lecture.sections, strict=True)):
        make_film(film, FRAMES, shade=5 * number, rate=RATE)
        (first, second), number_told = BEATS, {"n": number}
        cues = (*first, section.title, {}), (*second, "{n:,}", number_told)
        tell(film, *cues, language=language, digits="MNIST test images")
    return made


def speak(lines, language) -> list[Speech]:
    """Say each line in 0.7 seconds: longer than its beat."""
    return [Speech(tone(0.7), ()) for _ in lines]


@pytest.fixture(scope="session")
def filmed(shared, cache) -> Path:
    """The folder of a page with toy films, in English, Hungarian and Japanese."""
    folder = shared / "filmed"
    with one_at_a_time(shared, "filmed"), pytest.MonkeyPatch.context() as patch:
        for name in (*SETTINGS, "NETWORK_DATA"):
            patch.delenv(name, raising=False)
        patch.setenv("NETWORK_CACHE", str(cache))
        if not folder.exists():
            make_films(shared / "films")
            films = Films([shared / "films/h", shared / "films/l"])
            build(folder, languages=["en", "hu", "ja"], films=films)
    return folder


@pytest.fixture
def watch(browser: Browser, filmed: Path) -> Iterator[Callable[..., Page]]:
    """Open the page with films at its films; the test fails if anything goes wrong there."""
    visitor = Visitor(browser, filmed)

    def visit(lecture: str = "calculus", **how) -> Page:
        page = visitor.visit(at=f"#watch-{lecture}", **how)
        page.locator(f"#watch-{lecture}").wait_for()
        page.evaluate("lesson.begin('watch')")
        return page

    yield visit
    visitor.leave()
    none(visitor.complaints)


def known_of(filmed: Path, name: str) -> dict:
    """Return what was written down about a toy film."""
    return read_beats(filmed.with_name("films") / f"{name}.mp4")
