"""A whole lecture out of its section films: the film, its captions, its chapters, its poster."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PIL import Image

from films.beats import as_json, beats_beside
from films.captions import Caption, as_srt, as_vtt, clock
from films.filmed import Filmed
from films.footage import frame_at
from films.join import Chapter, Voice, join
from films.pace import Beat, Pace
from network.files.atomic import replacing, replacing_path
from scenes.script.languages import Language

#: Where in the lecture the poster is taken from, as a share of the section that shows most.
POSTER_AT = 0.45


def write_lecture(
    filmed: Filmed,
    out: Path,
    languages: Sequence[Language] | None = None,
) -> Path:
    """Write a lecture's film and what belongs to it, the film last; return the film.

    Parameters
    ----------
    out
        The folder for ``<name>.mp4``, ``<name>.<language>.srt`` and ``.vtt``,
        ``<name>.chapters.txt``, ``<name>.beats.json`` and ``<name>.jpg``.
    languages
        Of the captions; players turn on the first. If left out, all there are, and its own first.

    Raises
    ------
    InputError
        If a section film is missing, damaged or made in another quality, or something can't be
        written.
    """
    target = out / f"{filmed.name}.mp4"
    tracks = {language: filmed.captions(language) for language in languages or filmed.languages}
    write_whole(filmed, target, filmed.language, tracks)
    return target


def write_whole(
    filmed: Filmed,
    target: Path,
    language: Language,
    tracks: Mapping[Language, Sequence[Caption]],
    pace: Pace | None = None,
    voice: Voice | None = None,
    remark: str = "",
    beats: Sequence[Beat] | None = None,
) -> None:
    """Write a film, and beside it what belongs to it, each whole; the film last.

    Parameters
    ----------
    target
        The film to write: ``<name>.mp4``.
    language
        The one of its titles.
    tracks, pace, voice, remark
        As for :func:`join`.
    beats
        From when to when each line is told in the film; if left out, it has no holds.

    Raises
    ------
    InputError
        As :func:`write_lecture`.
    """
    pace, chapters = pace or Pace(), filmed.chapters_in(language)
    with replacing_path(target) as film:
        title = filmed.title_in(language)
        join(filmed.reels, chapters, tracks, title, film, pace, voice, remark)
        for each, made in tracks.items():
            for kind, text in (("srt", as_srt(made)), ("vtt", as_vtt(made))):
                _write_text(target.with_suffix(f".{each.code}.{kind}"), text)
        _write_text(target.with_suffix(".chapters.txt"), chapter_list(chapters, pace))
        told = as_json(filmed, beats or filmed.beats, pace, voice and voice.language)
        _write_text(beats_beside(target), told)
        with replacing(target.with_suffix(".jpg")) as file:
            _poster(filmed).save(file, format="JPEG", quality=88)


def files_beside(target: Path, languages: Iterable[Language]) -> list[Path]:
    """Return what lies beside a film that was written with captions in these languages."""
    told = [f"{each.code}.{kind}" for each in languages for kind in ("srt", "vtt")]
    return [target.with_suffix(f".{each}") for each in (*told, "chapters.txt", "beats.json", "jpg")]


def chapter_list(chapters: Sequence[Chapter], pace: Pace) -> str:
    """Return chapters as text to put under a video: times and titles."""
    rows = (f"{short_clock(float(pace.moved(part.start)))} {part.title}" for part in chapters)
    return "\n".join(rows) + "\n"


def short_clock(seconds: float) -> str:
    """Return a time as video sites read it: M:SS, or H:MM:SS."""
    hours, minutes, rest = clock(seconds).partition(".")[0].split(":")
    return f"{int(hours)}:{minutes}:{rest}" if int(hours) else f"{int(minutes)}:{rest}"


def _poster(filmed: Filmed) -> Image.Image:
    """Return a frame to advertise the lecture with: out of the film that weighs most a second.

    Where much changes and much is to be seen, pictures take many bytes.
    """
    reel = max(filmed.reels, key=lambda reel: reel.film.stat().st_size / (reel.end - reel.start))
    return frame_at(reel.film, POSTER_AT * float(reel.end - reel.start))


def _write_text(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(text.encode())
