"""What a newcomer sees first: the README's pictures, its moving picture, its table of films."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import av
from PIL import Image

from films.cues import cues_of, digits_in
from films.dependencies import ROOT
from films.footage import frame_at, video_length
from films.lecture import short_clock
from network.files.atomic import replacing
from network.files.errors import InputError
from scenes.script.contents import Lecture, lectures

README, PICTURES = ROOT / "README.md", ROOT / "assets" / "pictures"

#: Between these lines of the README is the table of films.
BEGIN, END = "<!-- films: made by ./render.sh gallery -->", "<!-- /films -->"


class Moment(NamedTuple):
    """A moment of a film: in which line of narration, by its first words, and how far in it."""

    scene: str
    line: str
    share: float = 1.0


#: The README's pictures.
STILLS = {
    "forward-why": Moment("forward", "All {pixels} together"),
    "weights-pile-up": Moment("structure/weights", "Then all are added up", 0.75),
    "squish": Moment("structure/squish", "The far left"),
    "notation": Moment("structure/product", "A computer is told"),
    "function": Moment("structure/function", "From {start"),
    "learning-network": Moment("descent/learning", "Then digits come apart", 0.4),
    "memory": Moment("descent/memory", "Now for {tested"),
    "backwards": Moment("backprop/sweep", "This is backpropagation", 0.8),
    "chain-rule": Moment("calculus/chain_rule", "We try it"),
    "two-lines": Moment("calculus/two_lines", "And back", 0.9),
}

#: The moving picture: from one moment to another, as many frames a second.
MOVING = "forward", Moment("forward", "Each connection multiplies", 0.3), 9.0, 10

#: Width of stills and of the moving picture, in pixels, and the quality of both.
WIDTH, SMALL, QUALITY, SMALL_QUALITY = 1280, 640, 88, 55


def make_gallery(folder: Path) -> list[Path]:
    """Make the README's pictures and its table out of films, and return what was written.

    No picture of MNIST belongs in the repository: the films must show our own handwriting.

    Parameters
    ----------
    folder
        Where the section films are, each as ``<scene>.mp4`` with its narration beside it.

    Raises
    ------
    InputError
        If a film is missing, shows MNIST, or doesn't say a line that a picture goes with.
    """
    made = []
    for name, moment in STILLS.items():
        picture = frame_at(*_when(folder, moment))
        picture.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
        made.append(PICTURES / f"{name}.jpg")
        with replacing(made[-1]) as file:
            picture.save(file, format="JPEG", quality=QUALITY, subsampling=0)
    name, moment, seconds, rate = MOVING
    film, start = _when(folder, moment)
    made.append(PICTURES / f"{name}.webp")
    with replacing(made[-1]) as file:
        file.write(moving_picture(film, start, seconds, rate))
    _put_into_readme(table(lectures(), folder))
    return [*made, README]


def moving_picture(film: Path, start: float, seconds: float, rate: int) -> bytes:
    """Return a part of a film as an animated WebP that starts again at its end."""
    frames, wanted = [], start
    with av.open(film) as container:
        stream = container.streams.video[0]
        container.seek(round(start / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            if frame.time >= wanted - 1e-6:
                picture = frame.to_image()
                picture.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
                frames.append(picture)
                wanted += 1 / rate
            if wanted >= start + seconds:
                break
    times = [round(1000 / rate)] * (len(frames) - 1) + [1500]  # the end stays for a while
    buffer = io.BytesIO()
    settings = {"quality": SMALL_QUALITY, "method": 6, "loop": 0}
    frames[0].save(
        buffer, "WEBP", save_all=True, append_images=frames[1:], duration=times, **settings
    )
    return buffer.getvalue()


def table(made: Sequence[Lecture], folder: Path) -> str:
    """Return the lectures with the titles and the lengths of their sections, in Markdown."""
    rows = ["| section | title | film | length |", "|---|---|---|---|"]
    for lecture in made:
        lengths = [video_length(folder / f"{each.scene}.mp4") for each in lecture.sections]
        whole = short_clock(float(sum(lengths)))
        rows.append(f"| | **{lecture.title}** | `{lecture.name}` | **{whole}** |")
        for section, length in zip(lecture.sections, lengths, strict=True):
            shown = short_clock(float(length))
            rows.append(f"| {section.number} | {section.title} | `{section.scene}` | {shown} |")
    return "\n".join(rows)


def _when(folder: Path, moment: Moment) -> tuple[Path, float]:
    """Return a moment's film, and the second at which it is."""
    film = folder / f"{moment.scene}.mp4"
    if "MNIST" in digits_in(film):
        raise InputError(
            film,
            expected="a film of our own handwriting: no MNIST image goes into the repository",
            found=f"one of {digits_in(film)}",
            remedy="make it with ./render.sh gallery",
        )
    for cue in cues_of(film):
        if cue.message.startswith(moment.line):
            # The very end is the next line's beginning.
            return film, cue.start + moment.share * (cue.end - cue.start) - 0.05
    raise InputError(
        film,
        expected=f"a line that begins with {moment.line!r}",
        found="none",
        remedy="film it with the shipped network, or change STILLS in films/gallery.py",
    )


def _put_into_readme(text: str) -> None:
    """Replace the README's table of films.

    Raises
    ------
    InputError
        If it has no place for it.
    """
    readme = README.read_text(encoding="utf-8")
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise InputError(
            README,
            expected=f"a line {BEGIN} and, further down, a line {END}",
            found="not both",
            remedy="put them where the table belongs",
        )
    with replacing(README) as file:
        file.write(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}".encode())
