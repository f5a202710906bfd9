"""Draws the gallery's pictures: `.venv/bin/python scripts/mobject_pictures.py [NAME ...]`.

Each picture in scenes/mobjects/README.md and in the galleries of the lectures' drawings is what
the last line of the example below it makes, drawn by the films' own camera, so that pictures and
examples can't drift apart. The network is the shipped one and every digit is of our own
handwriting; MNIST is never looked at.
"""

import ast
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from manim import DOWN, Animation, AnimationGroup, Group, Mobject, tempconfig
from PIL import Image

from network.files.atomic import replacing
from scenes.look.theme import theme
from scenes.mobjects.painting.painted import StageCamera

ROOT = Path(__file__).resolve().parent.parent

#: What all lectures share comes first; there stands what every example starts from.
GALLERY = ROOT / "scenes" / "mobjects" / "README.md"
GALLERIES = [GALLERY, *sorted((ROOT / "scenes").glob("*/drawings/README.md"))]
PICTURES = ROOT / "assets" / "pictures" / "mobjects"

#: Pixels of a picture: its width, and the least and the greatest height.
WIDTH, LOWEST, TALLEST = 640, 110, 360

#: Free room around what is drawn, in pixels, and how many pixels a scene unit has at most.
MARGIN, LARGEST_UNIT = 22, 92

#: Drawn pixels per pixel of the finished picture, in width and in height.
FINENESS = 2

#: Moments of an animation that are drawn one below the other, as shares of its run time.
MOMENTS = (0.0, 0.5, 1.0)

#: Colours of a picture that is stored as PNG, and quality of one that is stored as JPEG.
COLOURS, QUALITY = 256, 88


class Entry(NamedTuple):
    """A section of the gallery.

    Attributes
    ----------
    title
        Its heading.
    picture
        The file of its picture.
    example
        The code below it.
    text
        All that the section says.
    """

    title: str
    picture: Path
    example: str
    text: str


def preparation(text: str) -> str:
    """Return the first gallery's first block of code, which all examples start from."""
    return re.search(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[1]


def entries(text: str, gallery: Path = GALLERY) -> list[Entry]:
    """Return a gallery's sections that have a picture.

    Parameters
    ----------
    text
        What the gallery says.
    gallery
        Its file: links to pictures start there.

    Raises
    ------
    ValueError
        If there isn't exactly one example for it.
    """
    found = []
    for section in re.split(r"^(?=##+ )", text, flags=re.MULTILINE):
        title = section.partition("\n")[0].strip("# ")
        pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", section)
        examples = re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
        if not pictures:
            continue
        if len(pictures) != 1 or len(examples) != 1:
            raise ValueError(f"expected one picture and one example in the section {title}")
        found.append(Entry(title, (gallery.parent / pictures[0]).resolve(), examples[0], section))
    return found


def all_entries() -> list[Entry]:
    """Return the sections of all galleries that have a picture."""
    return [
        entry
        for gallery in GALLERIES
        for entry in entries(gallery.read_text(encoding="utf-8"), gallery)
    ]


def result_of(example: str, names: dict[str, Any]) -> Any:
    """Run an example in a copy of ``names``; return what its last line makes.

    Raises
    ------
    ValueError
        If the last line is no expression.
    """
    *before, last = ast.parse(example).body
    if not isinstance(last, ast.Expr):
        raise ValueError(f"the last line makes nothing that can be drawn: {ast.unparse(last)}")
    names = dict(names)
    exec(compile(ast.Module(before, []), "<example>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<example>", "eval"), names)


def shown(result: Mobject | Animation) -> Mobject:
    """Return what to draw: a mobject, or some moments of an animation."""
    if isinstance(result, Mobject):
        return result
    result.begin()
    moments = Group()
    for moment in MOMENTS:
        result.interpolate(moment)
        moments.add(Group(*moved_by(result)).copy())
    return moments.arrange(DOWN, buff=0.5)


def moved_by(animation: Animation) -> list[Mobject]:
    """Return what an animation moves; of a group of animations, what all of them do."""
    if isinstance(animation, AnimationGroup):
        return [mobject for part in animation.animations for mobject in moved_by(part)]
    return [animation.mobject]


def picture_of(mobject: Mobject) -> Image.Image:
    """Draw a mobject in the middle of a picture that it fills as far as it reasonably can."""
    room, top = WIDTH - 2 * MARGIN, TALLEST - 2 * MARGIN
    unit = min(LARGEST_UNIT, room / mobject.width, top / mobject.height)
    height = max(LOWEST, 2 * round((unit * mobject.height + 2 * MARGIN) / 2))
    size = {"pixel_width": FINENESS * WIDTH, "pixel_height": FINENESS * height}
    with tempconfig({**size, "background_color": theme().stage}):
        camera = StageCamera()
        camera.frame.stretch_to_fit_width(WIDTH / unit).stretch_to_fit_height(height / unit)
        camera.frame.move_to(mobject)
        camera.capture_mobjects([mobject])
    return Image.fromarray(camera.pixel_array[..., :3].copy()).reduce(FINENESS)


def save(picture: Image.Image, path: Path) -> None:
    """Store a picture, a JPEG or a PNG of few colours as its name says; equal ones equally."""
    with replacing(path) as file:
        if path.suffix == ".jpg":
            picture.save(file, format="JPEG", quality=QUALITY, subsampling=0, optimize=True)
        else:
            few = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            few.save(file, format="PNG", optimize=True)


def main(wanted: Sequence[str]) -> None:
    """Draw the pictures of these names, without folder and suffix; all, if there are none."""
    os.environ["LECTURE_THEME"] = "dark"
    names: dict[str, Any] = {}
    quiet = {"verbosity": "WARNING", "progress_bar": "none"}
    with tempfile.TemporaryDirectory() as folder, tempconfig(quiet | {"media_dir": folder}):
        exec(preparation(GALLERY.read_text(encoding="utf-8")), names)
        for entry in all_entries():
            if not wanted or entry.picture.stem in wanted:
                save(picture_of(shown(result_of(entry.example, names))), entry.picture)
                print(f"{entry.picture.stat().st_size / 1000:6.1f} kB  {entry.picture.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
