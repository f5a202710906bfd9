"""Digits of our own handwriting as people hand them in: 58 kinds of pictures and more.

A kind is a function that puts one digit into a picture of ``SIDE`` pixels: on lined paper, in a
lamp's light, cut out on a transparent ground. ``KINDS`` holds those that a person can read,
``UNCLEAR`` those that show no digit, or more than one, and have to be told as what they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageDraw
from scipy import ndimage

from network.handwriting.glyphs import GLYPHS
from network.handwriting.pen import draw_large

Plane = NDArray[np.floating]
Colour = tuple[int, int, int]

SIDE = 400
"""Of a picture, in pixels, unless something else is said."""

INK = 0.12
PAPER = 0.94
"""Greys of a usual pen and of usual paper, 0 black to 1 white."""


@dataclass(frozen=True)
class Pen:
    """A digit that can be put onto pages again and again, always the same way.

    Parameters
    ----------
    label, number
        Which digit, and which of many hands writes it.
    thick
        The line, in pixels of a picture as MNIST has it; by default as the hand has it.
    """

    label: int
    number: int
    thick: float | None = None

    @property
    def rng(self) -> Generator:
        """A source of chance that is the same each time for this digit."""
        return np.random.default_rng([51, self.label, self.number])

    def write(self, height: float) -> Plane:
        """Return the ink, 0 to 1; its longer side measures about so many pixels."""
        return resized(np.pad(_fine(self), 2), height / 300)


@cache
def _fine(pen: Pen) -> Plane:
    return draw_large(GLYPHS[pen.label], pen.rng, 15, pen.thick)


@dataclass(frozen=True)
class File:
    """A picture in the form in which it is stored."""

    content: bytes
    suffix: str = ".png"


def resized(plane: Plane, scale: float) -> Plane:
    """Return a plane with its sides so many times as long."""
    size = [max(1, round(side * scale)) for side in reversed(plane.shape)]
    image = Image.fromarray(np.asarray(plane, np.float32))
    return np.clip(np.asarray(image.resize(size, Image.Resampling.HAMMING)), 0, 1)


# --- the page --------------------------------------------------------------------------------


def ink_on_page(
    pen: Pen,
    share: float = 0.6,
    at: tuple[float, float] | None = None,
    size: tuple[int, int] | None = None,
) -> Plane:
    """Return a page with a digit on it, 0 paper to 1 ink.

    Parameters
    ----------
    pen
        What is written.
    share
        Longer side of the digit as a part of the page's shorter one.
    at
        The digit's middle, x and y as parts of the page; by default near the page's middle.
    size
        Height and width of the page in pixels; by default ``SIDE`` each.
    """
    height, width = size or (SIDE, SIDE)
    page = np.zeros((height, width))
    ink = pen.write(share * min(page.shape))
    x, y = at or pen.rng.uniform(0.46, 0.54, 2)
    top, left = round(y * height - ink.shape[0] / 2), round(x * width - ink.shape[1] / 2)
    rows = slice(max(top, 0), min(top + ink.shape[0], height))
    columns = slice(max(left, 0), min(left + ink.shape[1], width))
    part = ink[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    page[rows, columns] = part
    return page


def greys(ink: Plane, dark: float = INK, paper: float = PAPER) -> Plane:
    """Return how bright a page with ink on it is."""
    return paper + (dark - paper) * ink


def written(pen: Pen, dark: float = INK, paper: float = PAPER, **place: Any) -> Plane:
    """Return how bright a page is on which a digit is written."""
    return greys(ink_on_page(pen, **place), dark, paper)


def coloured(ink: Plane, colour: Colour, paper: Colour) -> Plane:
    """Return a page in colours, shape (height, width, 3), 0 to 1."""
    return (np.asarray(paper) + (np.asarray(colour) - paper) * ink[..., None]) / 255


def image_of(plane: Plane) -> Image.Image:
    """Return an image of 8 bits."""
    return Image.fromarray(np.uint8(np.rint(np.clip(plane, 0, 1) * 255)))


def stored(picture: Plane | Image.Image, kind: str = "PNG", suffix: str = "", **how: Any) -> File:
    """Return a picture as a file of a format that Pillow writes."""
    image = picture if isinstance(picture, Image.Image) else image_of(picture)
    file = BytesIO()
    image.save(file, kind, **how)
    return File(file.getvalue(), suffix or f".{kind.lower()}")


def axes(plane: Plane) -> tuple[Plane, Plane]:
    """Return x and y of every pixel, each -1 to 1."""
    y, x = np.mgrid[-1 : 1 : 1j * plane.shape[0], -1 : 1 : 1j * plane.shape[1]]
    return x, y


def clouds(shape: tuple[int, ...], rng: Generator, size: float) -> Plane:
    """Return smooth noise of deviation 1 whose clouds are so many pixels large."""
    noise = ndimage.gaussian_filter(rng.standard_normal(shape), size)
    return (noise - noise.mean()) / noise.std()


# --- kinds -----------------------------------------------------------------------------------

Kind = Callable[[Pen], File | Plane | Image.Image]

KINDS: dict[str, Kind] = {}
"""What a person can read."""

UNCLEAR: dict[str, Kind] = {}
"""What shows no digit, or more than one."""


def kind(name: str, among: dict[str, Kind] = KINDS) -> Callable[[Kind], Kind]:
    """Put a function among the kinds."""

    def put(function: Kind) -> Kind:
        among[name] = function
        return function

    return put


def file_of(name: str, pen: Pen) -> File:
    """Return one picture of a kind, as a file."""
    picture = {**KINDS, **UNCLEAR}[name](pen)
    return picture if isinstance(picture, File) else stored(picture)


kind("plain")(written)
kind("white on black")(lambda pen: written(pen, 1, 0))
kind("as MNIST has it, 28 x 28")(lambda pen: written(pen, 1, 0, share=0.72, size=(28, 28)))
kind("small, 48 x 40")(lambda pen: written(pen, size=(48, 40)))
kind("thick marker")(lambda pen: written(replace(pen, thick=4.4)))
kind("hairline")(lambda pen: written(replace(pen, thick=0.5)))
kind("long strip, 4 : 1")(lambda pen: written(pen, share=0.7, size=(SIDE // 2, SIDE * 2)))
kind("tiny in a corner")(lambda pen: written(pen, share=0.09, at=(0.12, 0.85)))
kind("tiny in a large photo")(
    lambda pen: noisy(written(pen, share=0.05, at=(0.6, 0.3), size=(3 * SIDE, 4 * SIDE)), pen, 0.01)
)


def noisy(plane: Plane, pen: Pen, strength: float) -> Plane:
    """Return a plane with a camera's noise on it."""
    return plane + pen.rng.normal(0, strength, plane.shape)


# Colours.


def _colours(name: str, colour: Colour, paper: Colour, **how: Any) -> None:
    kind(name)(lambda pen: stored(coloured(ink_on_page(pen), colour, paper), **how))


_colours("blue on cream", (30, 45, 160), (250, 244, 222))
_colours("red on white", (215, 40, 40), (250, 250, 250))
_colours("yellow on white", (240, 215, 30), (252, 252, 250))
_colours("yellow on blue", (250, 220, 40), (25, 50, 140))
_colours("red on green, equally bright", (220, 60, 43), (60, 150, 62))
_colours("violet on grey, equally bright", (170, 90, 210), (127, 127, 127))
_colours("red on green as JPEG", (220, 60, 43), (60, 150, 62), kind="JPEG", quality=60)
kind("ink that runs from red to blue")(
    lambda pen: coloured_by(ink_on_page(pen), (210, 60, 50), (40, 70, 200))
)


def coloured_by(ink: Plane, first: Colour, last: Colour) -> Plane:
    """Return a page whose ink changes its colour from left to right."""
    share = (axes(ink)[0][..., None] + 1) / 2
    colour = np.asarray(first) + (np.asarray(last) - first) * share
    return (250 + (colour - 250) * ink[..., None]) / 255


# Formats.

TURNS = {1: 0, 3: 2, 6: 1, 8: -1}
"""What cameras note about how they were held, and the quarter turns that lay the picture so."""

kind("JPEG of poor quality")(lambda pen: stored(written(pen), "JPEG", quality=6))
kind("WebP")(lambda pen: stored(written(pen), "WEBP", quality=50))
kind("AVIF")(lambda pen: stored(written(pen), "AVIF"))
kind("BMP")(lambda pen: stored(written(pen), "BMP"))
kind("palette PNG")(lambda pen: stored(_blue(pen).quantize(8)))
kind("palette GIF, transparent paper")(lambda pen: _transparent_palette(pen))
kind("1 bit")(lambda pen: image_of(written(pen)).convert("1", dither=Image.Dither.NONE))
kind("1 bit, dithered")(lambda pen: image_of(written(pen, 0.2, 0.8)).convert("1"))
kind("16-bit PNG")(lambda pen: Image.fromarray(np.uint16(written(pen) * 65535)))
kind("CMYK JPEG")(lambda pen: stored(_blue(pen).convert("CMYK"), "JPEG"))
kind("CMYK TIFF")(lambda pen: stored(_blue(pen).convert("CMYK"), "TIFF"))
kind("TIFF, 16 bits holding 0 to 255")(lambda pen: _deep(pen, np.uint16))
kind("TIFF, 32 bits holding 0 to 255")(lambda pen: _deep(pen, np.int32))
kind("TIFF of real numbers")(lambda pen: _deep(pen, np.float32))
kind("LAB TIFF")(lambda pen: stored(_lab(_blue(pen)), "TIFF"))
kind("animation that begins empty")(lambda pen: _animation(pen, "GIF"))
kind("animation of the pen")(lambda pen: _animation(pen, "PNG"))


@kind("turned by the camera (EXIF)")
def _(pen: Pen) -> File:
    held = list(TURNS)[pen.number % 4]
    exif = Image.Exif()
    exif[0x0112] = held
    return stored(np.rot90(written(pen), TURNS[held]), "JPEG", exif=exif)


def _blue(pen: Pen) -> Image.Image:
    return image_of(coloured(ink_on_page(pen), (30, 45, 160), (250, 244, 222)))


def _transparent_palette(pen: Pen) -> File:
    image = image_of(written(pen)).quantize(4)
    return stored(image, "GIF", transparency=image.getpixel((0, 0)))


def _deep(pen: Pen, numbers: type) -> File:
    return stored(Image.fromarray((written(pen) * 255).astype(numbers)), "TIFF")


def _lab(image: Image.Image) -> Image.Image:
    profiles = (ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"))
    turned = ImageCms.profileToProfile(image, *profiles, outputMode="LAB")
    assert turned is not None
    return turned


def _animation(pen: Pen, kind: str) -> File:
    ink = ink_on_page(pen)
    y = axes(ink)[1]
    frames = [image_of(greys(ink * (y < limit))) for limit in (-1, 0.1, 1)]
    return stored(frames[0], kind, save_all=True, append_images=frames[1:], duration=80)


@kind("SVG")
def _(pen: Pen) -> File:
    ink = ink_on_page(pen, size=(100, 100)) > 0.5
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, x in np.argwhere(ink))
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="{dots}"/></svg>'
    return File(text.encode(), ".svg")


@kind("PDF of a scan")
def _(pen: Pen) -> File:
    return stored(noisy(written(pen), pen, 0.01), "PDF")


# Transparent.


def _cut(grey: Plane, alpha: Plane) -> Image.Image:
    return image_of(np.stack([grey, alpha], axis=2)).convert("RGBA")


kind("dark ink alone")(lambda pen: _cut(np.full((SIDE, SIDE), INK), ink_on_page(pen)))
kind("light ink alone")(lambda pen: _cut(np.ones((SIDE, SIDE)), ink_on_page(pen)))
kind("thin coat of ink alone")(lambda pen: _cut(np.zeros((SIDE, SIDE)), 0.4 * ink_on_page(pen)))
kind("note cut out")(lambda pen: _cut(written(pen, share=0.42), _note(pen)))
kind("board cut out")(lambda pen: _cut(written(pen, 0.9, 0.1, share=0.42), _note(pen)))
kind("round sticker cut out")(lambda pen: _cut(written(pen, share=0.42), _round(pen)))


def _tilted(shape: tuple[int, ...], middle: Plane, sides: Plane, degrees: float) -> Plane:
    """Return a rectangle, 1 inside, with soft edges; lengths as parts of the picture."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width]
    x, y = x / width - middle[0], y / height - middle[1]
    angle = np.deg2rad(degrees)
    across, down = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    inside = np.minimum(sides[0] / 2 - abs(across), sides[1] / 2 - abs(down))
    return np.clip(inside * min(shape) + 0.5, 0, 1)


def _note(pen: Pen) -> Plane:
    sides = pen.rng.uniform(0.62, 0.72, 2)
    return _tilted((SIDE, SIDE), np.array([0.5, 0.5]), sides, pen.rng.uniform(-12, 12))


def _round(pen: Pen) -> Plane:
    x, y = axes(np.empty((SIDE, SIDE)))
    return np.clip((pen.rng.uniform(0.66, 0.8) - np.hypot(x, y)) * SIDE / 2, 0, 1)


# Papers.

LINE = 0.62
"""Grey of printed lines."""


def ruled(pen: Pen, width: float, across: bool, tilt: float = 0, thick: float = 1.6) -> Plane:
    """Return where lines are printed, 0 to 1; ``width`` apart, all in parts of the side."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    offset = pen.rng.uniform(0, width)
    line = _stripes(y + tilt * x + offset, width, thick)
    return np.maximum(line, _stripes(x - tilt * y + offset, width, thick)) if across else line


def _stripes(along: Plane, width: float, thick: float) -> Plane:
    distance = abs((along + width / 2) % width - width / 2)
    return np.clip(thick / 2 - distance + 0.5, 0, 1)


kind("grid paper")(lambda pen: _over(written(pen), greys(ruled(pen, SIDE / 16, True), LINE)))
kind("grid paper, tilted")(
    lambda pen: _over(written(pen), greys(ruled(pen, SIDE / 16, True, 0.03), LINE))
)
kind("lined paper")(lambda pen: _over(written(pen), greys(ruled(pen, SIDE / 9, False), LINE)))
kind("dark rules")(
    lambda pen: _over(written(pen), greys(ruled(pen, SIDE / 7, False, 0, SIDE / 110), 0.25))
)
kind("dark rules, tilted")(
    lambda pen: _over(written(pen), greys(ruled(pen, SIDE / 7, False, 0.02, SIDE / 130), 0.25))
)
kind("one dark rule below")(lambda pen: _one_rule(pen))
kind("dotted paper")(lambda pen: _over(written(pen), _dots(pen)))


def _over(one: Plane, other: Plane) -> Plane:
    return np.minimum(one, other)


def _one_rule(pen: Pen) -> Plane:
    page = written(pen, share=0.5)
    page[round(0.86 * SIDE) : round(0.87 * SIDE)] = 0.2
    return page


def _dots(pen: Pen) -> Plane:
    rows = ruled(pen, SIDE / 16, False, thick=3)
    return greys(rows * rows.T, LINE)


@kind("paper with a margin line and a red digit")
def _(pen: Pen) -> Plane:
    page = coloured(ruled(pen, SIDE / 12, False), (150, 175, 225), (250, 250, 246))
    page[:, round(0.1 * SIDE) : round(0.107 * SIDE)] = (0.85, 0.4, 0.4)
    ink = ink_on_page(pen)[..., None]
    return page + (np.array([0.75, 0.12, 0.15]) - page) * ink


@kind("coarse paper")
def _(pen: Pen) -> Plane:
    page = written(pen)
    return page + 0.05 * clouds(page.shape, pen.rng, 1.5)


@kind("crumpled paper")
def _(pen: Pen) -> Plane:
    page = written(pen)
    return page * (0.85 + 0.07 * clouds(page.shape, pen.rng, SIDE / 16))


@kind("writing shows through from the back")
def _(pen: Pen) -> Plane:
    back = ink_on_page(Pen((pen.label + 3) % 10, pen.number), 0.7)[:, ::-1]
    return _over(written(pen), greys(ndimage.gaussian_filter(back, SIDE / 130), 0.82))


@kind("specks of dust")
def _(pen: Pen) -> Plane:
    page, rng = written(pen), pen.rng
    for x, y in rng.integers(4, SIDE - 4, (25, 2)):
        reach = int(rng.integers(1, 4))
        page[y : y + reach, x : x + reach] = 0.2
    return page


@kind("salt and pepper")
def _(pen: Pen) -> Plane:
    page, chance = written(pen), pen.rng.random((SIDE, SIDE))
    return np.where(chance < 0.02, 0, np.where(chance > 0.98, 1, page))


@kind("faint pencil")
def _(pen: Pen) -> Plane:
    ink = ink_on_page(pen)
    ink = ink * np.clip(0.75 + 0.25 * clouds(ink.shape, pen.rng, 1), 0, 1)
    return noisy(greys(ink, 0.7), pen, 0.015)


@kind("very faint pencil in falling light")
def _(pen: Pen) -> Plane:
    page = written(pen, 0.78)
    x, y = axes(page)
    return noisy(page * (0.8 + 0.15 * x + 0.05 * y), pen, 0.01)


# Light.


def lamp(page: Plane, corners: float, x: float = 0, y: float = 0) -> Plane:
    """Return a page in a lamp's light, its corners so bright, the middle being 1."""
    across, down = axes(page)
    return page * (1 + (corners - 1) * ((across - x) ** 2 + (down - y) ** 2) / 2)


kind("lamp light, corners 40 %")(lambda pen: noisy(lamp(written(pen), 0.4), pen, 0.01))
kind("lamp light, corners 25 %")(lambda pen: noisy(lamp(written(pen), 0.25), pen, 0.01))
kind("lamp light as JPEG")(lambda pen: stored(lamp(written(pen), 0.25), "JPEG", quality=60))
kind("bright spot in the dark")(lambda pen: noisy(_spot(written(pen, share=0.45)), pen, 0.005))
kind("chalk in lamp light")(lambda pen: noisy(lamp(written(pen, 0.85, 0.2), 0.4), pen, 0.01))
kind("falling light")(lambda pen: noisy(_falling(written(pen)), pen, 0.015))
kind("soft shadow")(lambda pen: noisy(written(pen) * _shadow(pen, SIDE / 16), pen, 0.015))
kind("sharp shadow")(lambda pen: noisy(written(pen) * _shadow(pen, SIDE / 300), pen, 0.015))
kind("hand's shadow")(lambda pen: noisy(written(pen) * _hand(pen), pen, 0.01))
kind("flash in the middle")(lambda pen: noisy(_flash(written(pen, 0.2, 0.7)), pen, 0.01))
kind("out of focus")(lambda pen: noisy(ndimage.gaussian_filter(written(pen), SIDE / 60), pen, 0.01))
kind("moved")(lambda pen: ndimage.uniform_filter1d(written(pen), SIDE // 26, axis=1))
kind("camera's noise in the dark")(lambda pen: noisy(0.25 * written(pen), pen, 0.03))


def _spot(page: Plane) -> Plane:
    x, y = axes(page)
    return page * (0.06 + 0.94 * np.exp(-((x * x + y * y) / 0.5)))


def _falling(page: Plane) -> Plane:
    x, y = axes(page)
    return page * (0.62 + 0.25 * x + 0.12 * y)


def _shadow(pen: Pen, blur: float) -> Plane:
    x, y = axes(np.empty((SIDE, SIDE)))
    angle = pen.rng.uniform(0, 2 * np.pi)
    side = np.cos(angle) * x + np.sin(angle) * y > pen.rng.uniform(-0.2, 0.4)
    return ndimage.gaussian_filter(np.where(side, 0.5, 1.0), blur)


def _hand(pen: Pen) -> Plane:
    x, y = axes(np.empty((SIDE, SIDE)))
    lean = pen.rng.uniform(-0.3, 0.3)
    finger = (abs(x - 0.45 - lean * y) < 0.2) & (y > -0.1)
    palm = np.hypot(x - 0.5, (y - 1) * 0.9) < 0.7
    return ndimage.gaussian_filter(np.where(finger | palm, 0.55, 1.0), SIDE / 60)


def _flash(page: Plane) -> Plane:
    x, y = axes(page)
    return page + 0.25 * np.exp(-((x - 0.2) ** 2 + (y + 0.1) ** 2) / 0.15)


# What lies around the paper.


def _on_desk(pen: Pen, share: tuple[float, float], desk: Plane, page: Plane, tilt: float) -> Plane:
    covered = pen.rng.uniform(*share) ** 0.5
    middle = 0.5 + pen.rng.uniform(-0.25, 0.25, 2) * (1 - covered)
    inside = _tilted(page.shape, middle, np.full(2, covered), pen.rng.uniform(-tilt, tilt))
    return desk + (page - desk) * inside


def _plain_desk(grey: float = 0.2) -> Plane:
    return np.full((SIDE, SIDE), grey)


def _wood(pen: Pen) -> Plane:
    y = clouds((SIDE, SIDE), pen.rng, 3)
    grain = ndimage.gaussian_filter(y, (1, SIDE / 10))
    return 0.3 + 0.06 * grain / grain.std()


kind("sheet on a dark desk, 45 to 75 %")(
    lambda pen: noisy(
        _on_desk(pen, (0.45, 0.75), _plain_desk(), written(pen, share=0.4), 0), pen, 0.01
    )
)
kind("sheet on a dark desk, 85 to 93 %")(
    lambda pen: noisy(
        _on_desk(pen, (0.85, 0.93), _plain_desk(), written(pen, share=0.5), 0), pen, 0.01
    )
)
kind("turned sheet on wood")(
    lambda pen: noisy(
        _on_desk(pen, (0.45, 0.75), _wood(pen), written(pen, share=0.38), 15), pen, 0.01
    )
)
kind("sheet on a desk in lamp light")(
    lambda pen: noisy(
        lamp(_on_desk(pen, (0.5, 0.75), _plain_desk(0.3), written(pen, share=0.4), 8), 0.4),
        pen,
        0.01,
    )
)
kind("blackboard on a light wall")(
    lambda pen: _on_desk(pen, (0.5, 0.75), _plain_desk(0.85), written(pen, 0.9, 0.15, share=0.4), 3)
)
kind("sheet that reaches two sides")(
    lambda pen: noisy(
        _over_corner(written(pen, share=0.45, at=(0.4, 0.42)), pen.rng.uniform(0.74, 0.85)),
        pen,
        0.01,
    )
)


def _over_corner(page: Plane, reach: float) -> Plane:
    x, y = (axis / 2 + 0.5 for axis in axes(page))
    return np.where((x < reach) & (y < reach + 0.04), page, 0.22)


def framed(page: Plane, thick: float, grey: float, inset: float = 0) -> Plane:
    """Return a page with a frame along its rim, or drawn so far inside of it."""
    away = np.minimum.reduce([1 - abs(axis) for axis in axes(page)]) * SIDE / 2
    return np.where((away >= inset) & (away <= inset + thick - 0.5), grey, page)


kind("dark frame at the rim, 2 px of 400")(lambda pen: framed(written(pen), 2, 0))
kind("dark frame at the rim, 12 px")(lambda pen: framed(written(pen), 12, 0.1))
kind("light frame around a board")(lambda pen: framed(written(pen, 0.9, 0.1), 8, 0.95))
kind("printed box around the digit")(lambda pen: framed(written(pen, share=0.5), 3, 0.15, 40))
kind("scanner's black edge")(lambda pen: _edge(written(pen)))
kind("window with a title bar")(lambda pen: _window(pen))


def _edge(page: Plane) -> Plane:
    page[:, : SIDE // 16] = 0.05
    page[: SIDE // 40] = 0.05
    return page


def _window(pen: Pen) -> Image.Image:
    image = image_of(framed(written(pen, 0, 1), 1, 0.4)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIDE, SIDE // 14), fill=(45, 70, 120))
    draw.text((8, SIDE // 50), "Untitled - Drawing", fill=(255, 255, 255))
    draw.text((SIDE - 20, SIDE // 50), "x", fill=(255, 255, 255))
    return image


# Cut close.


def _box(ink: Plane) -> tuple[slice, slice]:
    return ndimage.find_objects((ink > 0.5).astype(int))[0]


def _cut_close(pen: Pen) -> Plane:
    """Return a picture that ends where the digit does."""
    ink = ink_on_page(pen, 0.9)
    return greys(ink[_box(ink)])


kind("cut to the digit")(_cut_close)


@kind("cut a little into the digit")
def _(pen: Pen) -> Plane:
    ink = ink_on_page(pen, 0.9)
    rows, columns = _box(ink)
    less = round(0.012 * SIDE)
    ink = ink[rows.start + less : rows.stop - less, columns]
    return greys(np.pad(ink, ((0, 0), (4 * less, 4 * less))))


@kind("touches the upper and the lower rim")
def _(pen: Pen) -> Plane:
    ink = ink_on_page(pen, 0.98)
    rows, columns = _box(ink)
    margin = round(0.2 * SIDE)
    return greys(np.pad(ink[rows, columns], ((0, 0), (margin, margin))))


@kind("touches the right rim")
def _(pen: Pen) -> Plane:
    ink = ink_on_page(pen, 0.7)
    return greys(ink[:, : _box(ink)[1].stop])


# --- what shows no digit, or more than one ---------------------------------------------------


@kind("two digits", UNCLEAR)
def _(pen: Pen) -> Plane:
    other = Pen((pen.label + 1 + pen.number) % 10, pen.number + 1)
    left, right = (ink_on_page(each, 0.45, (x, 0.5)) for each, x in ((pen, 0.27), (other, 0.73)))
    return greys(np.maximum(left, right))


@kind("six digits", UNCLEAR)
def _(pen: Pen) -> Plane:
    places = [(x, y) for y in (0.28, 0.72) for x in (0.2, 0.5, 0.8)]
    inks = [ink_on_page(Pen((pen.label + k) % 10, k), 0.26, at) for k, at in enumerate(places)]
    return greys(np.maximum.reduce(inks))


@kind("nothing but paper", UNCLEAR)
def _(pen: Pen) -> Plane:
    return noisy(lamp(np.full((SIDE, SIDE), PAPER), 0.5), pen, 0.02)


@kind("a sheet with nothing on it, on a desk", UNCLEAR)
def _(pen: Pen) -> Plane:
    return noisy(
        _on_desk(pen, (0.45, 0.75), _plain_desk(), np.full((SIDE, SIDE), PAPER), 10), pen, 0.01
    )


@kind("a frame along the rim and nothing in it", UNCLEAR)
def _(pen: Pen) -> Plane:
    return framed(np.full((SIDE, SIDE), PAPER), 3 + pen.number % 9, 0.1, pen.number % 4)


@kind("a solid area", UNCLEAR)
def _(pen: Pen) -> Plane:
    x, y = axes(np.empty((SIDE, SIDE)))
    wide, high = pen.rng.uniform(0.25, 0.5, 2)
    inside = (
        np.hypot(x / wide, y / high) < 1 if pen.number % 2 else (abs(x) < wide) & (abs(y) < high)
    )
    return greys(inside.astype(float))


@kind("rules and nothing on them", UNCLEAR)
def _(pen: Pen) -> Plane:
    return greys(ruled(pen, SIDE / 8, pen.number % 2 == 0, 0.01, SIDE / 120), 0.25)
