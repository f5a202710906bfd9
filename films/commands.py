"""What each command of ``python -m films`` does."""

from pathlib import Path

from rich.console import Console

from films import languages
from films.captions import clock, too_fast
from films.catalogue import TEMPLATE, update
from films.languages import LANGUAGES
from films.lecture import FilmedLecture, lecture_called, write_lecture
from films.sheet import contact_sheet
from network.files import check_writable, replacing

console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def join(lecture: str, films: Path, out: Path) -> None:
    """Join a lecture's section films; tell what its captions lack."""
    filmed = FilmedLecture(lecture_called(lecture), films)
    made = write_lecture(filmed, out)
    for each in LANGUAGES.values():
        missing = len(filmed.untranslated(each))
        if missing:
            console.print(f"{each.code}: {missing} lines are not translated and stay English")
        fast = too_fast(filmed.lines(each), each)
        if fast:
            line, speed = max(fast, key=lambda pair: pair[1])
            console.print(
                f"{each.code}: {len(fast)} lines must be read faster than {each.speed:g} "
                f"characters a second, at most {speed:.1f} at {clock(line.start)}"
            )
    console.print(f"{made}")


def script(lecture: str, films: Path, language: str) -> None:
    """Print a lecture's narration with the time of each line."""
    filmed, spoken_in = FilmedLecture(lecture_called(lecture), films), languages.language(language)
    waiting = list(zip(filmed.chapters, filmed.lecture.sections, strict=True))
    for line in filmed.lines(spoken_in):
        while waiting and line.start >= float(waiting[0][0].start):
            _, section = waiting.pop(0)
            console.print(f"\n{section.number}  {section.title}\n")
        console.print(f"  {clock(line.start)}  {line.end - line.start:5.1f} s  {line.text}")


def sheet(film: Path, out: Path | None, frames: int, columns: int) -> None:
    """Draw a contact sheet."""
    target = out or film.with_suffix(".png")
    check_writable(target)
    picture = contact_sheet(film, frames, columns)
    with replacing(target) as file:
        picture.save(file, format="PNG")
    console.print(f"{target}")


def messages() -> None:
    """Bring the catalogues up to the scenes, and tell what is left to translate."""
    for each, missing in update():
        console.print(f"{each.code}: {missing} lines to translate")
    console.print(f"{TEMPLATE}")
