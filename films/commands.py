"""What each command of ``python -m films`` does."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from films.burn import burn as draw_captions
from films.burn import texts
from films.captions import clock, too_fast
from films.catalogue import TEMPLATE, characters, update
from films.contact_sheet import contact_sheet
from films.filmed import Filmed, FilmedLecture, filmed_called, lecture_called
from films.fonts import check_letters, font_for
from films.footage import video_length
from films.gallery import make_gallery
from films.lecture import write_lecture
from films.pace import rooms
from films.spoken import SpokenFilm, SpokenSection, write_spoken
from films.voices.choice import speaker_for
from network.files.atomic import check_writable, replacing, replacing_path
from scenes.script import languages
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
    for each in map(languages.language, [] if voice is None else language):
        speaker_for(voice or None, each)
    if burn:
        read_in = languages.language(burn)
        font_for(characters(read_in), read_in, font)


def speak(name: str, films: Path, out: Path, voice: str, language: list[str] | None) -> None:
    """Write a film with a voice, one for each language; tell how it changes the film's pace."""
    filmed = filmed_called(name, films)
    spoken_in = [languages.language(code) for code in language or [filmed.language.code]]
    speakers = {each: speaker_for(voice or None, each) for each in spoken_in}
    for each, speaker in speakers.items():
        if missing := len(filmed.untranslated(each)):
            console.print(f"{each.code}: {missing} lines are not translated and spoken as English")
        _tell_about_voice(write_spoken(filmed, out, each, speaker))


def _tell_about_voice(made: SpokenFilm) -> None:
    table = Table("", "", box=None, pad_edge=False)
    for column in ("silent", "spoken", "held"):
        table.add_column(column, justify="right")
    for section in made.sections:
        table.add_row(*_row(section))
    table.add_section()
    table.add_row(*_row(made.whole))
    console.print(table)
    code, volume = made.language.code, made.loudness
    console.print(f"{code}: {made.longer:.1%} longer than without a voice")
    console.print(f"{code}: {volume.lufs:.1f} LUFS, true peak {volume.true_peak:.1f} dB")
    if made.unspoken:
        console.print(f"{code}: nobody speaks {_numbers(made.unspoken)}")
    if made.kept:
        console.print(f"{code}: there already, made from the same")
    console.print(f"{made.film}")


def _row(section: SpokenSection) -> list[str]:
    times = (section.silent, section.spoken, section.held)
    return [section.number, section.title, *(f"{seconds:.1f} s" for seconds in times)]


def _tell_about_captions(filmed: Filmed, language: Language) -> None:
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


def _numbers(lines: Sequence[int]) -> str:
    """Return the numbers of some lines as text, and how many they are."""
    shown = ", ".join(f"{number:03}" for number in lines[:8])
    return shown if len(lines) <= 8 else f"{shown} ... ({len(lines)} lines)"


def burn(lecture: str, films: Path, out: Path, language: str, font: Path | None) -> None:
    """Draw the captions of a language into a lecture's pictures."""
    filmed, read_in = FilmedLecture(lecture_called(lecture), films), languages.language(language)
    made = filmed.captions(read_in)
    face = font_for(texts(made), read_in, font)
    joined = out / f"{filmed.name}.mp4"
    video_length(joined)  # tells, before an hour of work, if there is no whole film
    target = joined.with_suffix(f".{read_in.code}.mp4")
    with replacing_path(target) as file:
        draw_captions(joined, made, face, file)
    console.print(f"captions in {face.file.name}")
    console.print(f"{target}")


def script(name: str, films: Path, language: list[str] | None) -> None:
    """Print what is told: the number of each line, when it begins, the time there is, its text."""
    filmed = filmed_called(name, films)
    for code in language or [filmed.language.code]:
        _print_script(filmed, languages.language(code))


def _print_script(filmed: Filmed, language: Language) -> None:
    chapters = filmed.chapters_in(language)
    waiting = list(zip(filmed.numbers, chapters, strict=True))
    times = rooms(filmed.beats, [chapter.end for chapter in chapters])
    told = zip(filmed.lines(language), filmed.beats, times, strict=True)
    for count, (line, beat, room) in enumerate(told):
        while waiting and beat.start >= waiting[0][1].start:
            number, chapter = waiting.pop(0)
            console.print(f"\n{number}  {chapter.title}\n")
        console.print(f"  {count:03}  {clock(line.start)}  {float(room):5.1f} s  {line.text}")


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
