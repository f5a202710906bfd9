"""What each command of ``python -m films`` does."""

from pathlib import Path

from rich.console import Console

from films.burn import burn as draw_captions
from films.burn import texts
from films.captions import clock, too_fast
from films.catalogue import TEMPLATE, characters, update
from films.contact_sheet import contact_sheet
from films.fonts import check_letters, font_for
from films.footage import video_length
from films.gallery import make_gallery
from films.lecture import FilmedLecture, lecture_called, write_lecture, write_spoken
from films.voice import Speaker, computer, recordings
from network.files.atomic import check_writable, replacing, replacing_path
from scenes.script import languages
from scenes.script.catalogue import told
from scenes.script.languages import LANGUAGES, Language

console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def join(lecture: str, films: Path, out: Path) -> None:
    """Join a lecture's section films; tell what its captions lack."""
    filmed = FilmedLecture(lecture_called(lecture), films)
    made = write_lecture(filmed, out)
    for each in LANGUAGES.values():
        _tell_about_captions(filmed, each)
    console.print(f"{made}")


def check(
    film: str | None,
    voice: str | None,
    language: list[str],
    burn: str | None,
    font: Path | None,
) -> None:
    """Find out before an hour of filming, not after it, whether lectures can be finished."""
    if film:
        filmed_in = languages.language(film)
        check_letters(characters(filmed_in), filmed_in)
    for each in map(languages.language, language if voice else []):
        _speaker(voice, each)
    if burn:
        read_in = languages.language(burn)
        font_for(characters(read_in), read_in, font)


def speak(lecture: str, films: Path, out: Path, voice: str, language: list[str] | None) -> None:
    """Join a lecture's section films with a voice; tell which lines it doesn't speak in time."""
    filmed = FilmedLecture(lecture_called(lecture), films)
    spoken_in = map(languages.language, language or [filmed.language.code])
    speakers = {each: _speaker(voice, each) for each in spoken_in}
    made = write_spoken(filmed, out, speakers)
    for each, track in made.voices.items():
        if track.silent:
            console.print(f"{each.code}: nobody speaks {_numbers(track.silent)}")
        if track.late:
            console.print(f"{each.code}: late, as the line before is long: {_numbers(track.late)}")
    console.print(f"{made.film}")


def _tell_about_captions(filmed: FilmedLecture, language: Language) -> None:
    missing = len(filmed.untranslated(language))
    if missing:
        console.print(f"{language.code}: {missing} lines are not translated and stay English")
    fast = too_fast(filmed.lines(language), language)
    if fast:
        line, speed = max(fast, key=lambda pair: pair[1])
        console.print(
            f"{language.code}: {len(fast)} lines must be read faster than {language.speed:g} "
            f"characters a second, at most {speed:.1f} at {clock(line.start)}"
        )


def _speaker(voice: str, language: Language) -> Speaker:
    return computer(language) if voice == "espeak" else recordings(Path(voice), language)


def _numbers(lines: list[int]) -> str:
    """Return the numbers of some lines as text, and how many they are."""
    shown = ", ".join(f"{number:03}" for number in lines[:8])
    return shown if len(lines) <= 8 else f"{shown} ... ({len(lines)} lines)"


def burn(lecture: str, films: Path, out: Path, language: str, font: Path | None) -> None:
    """Draw the captions of a language into a lecture's pictures."""
    filmed, read_in = FilmedLecture(lecture_called(lecture), films), languages.language(language)
    made = filmed.captions(read_in)
    face = font_for(texts(made), read_in, font)
    joined = out / f"{filmed.lecture.name}.mp4"
    video_length(joined)  # tells, before an hour of work, if there is no whole film
    target = joined.with_suffix(f".{read_in.code}.mp4")
    with replacing_path(target) as file:
        draw_captions(joined, made, face, file)
    console.print(f"captions in {face.file.name}")
    console.print(f"{target}")


def script(lecture: str, films: Path, language: str | None) -> None:
    """Print a lecture's narration: the number of each line, when it begins, how long it has."""
    filmed = FilmedLecture(lecture_called(lecture), films)
    spoken_in = languages.language(language) if language else filmed.language
    waiting = list(zip(filmed.chapters, filmed.lecture.sections, strict=True))
    for count, line in enumerate(filmed.lines(spoken_in)):
        while waiting and line.start >= float(waiting[0][0].start):
            _, section = waiting.pop(0)
            console.print(f"\n{section.number}  {told(section.title, {}, spoken_in)}\n")
        room = line.end - line.start
        console.print(f"  {count:03}  {clock(line.start)}  {room:5.1f} s  {line.text}")


def sheet(film: Path, out: Path | None, frames: int, columns: int) -> None:
    """Draw a contact sheet."""
    target = out or film.with_suffix(".png")
    check_writable(target)
    picture = contact_sheet(film, frames, columns)
    with replacing(target) as file:
        picture.save(file, format="PNG")
    console.print(f"{target}")


def gallery(films: Path) -> None:
    """Make the README's pictures and its table of films."""
    for file in make_gallery(films):
        console.print(f"{file.stat().st_size / 1000:7.1f} kB  {file.name}")


def messages() -> None:
    """Bring the catalogues up to the source, and tell what is left to translate."""
    for each, missing in update():
        console.print(f"{each.code}: {missing} messages to translate")
    console.print(f"{TEMPLATE}")
