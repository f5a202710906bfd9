"""Draw handwritten digits from strokes, so that everything works where MNIST is not at hand.

A digit starts as the movement of a pen (`glyphs`). Mixing the examples of one manner,
shaking the points the pen passes through and bending, leaning and stretching the whole gives it
a personal hand. The pen, thin to very thick and pressed now more, now less, leaves ink on a
black-and-white page several times finer than MNIST's pixels, and `framing.frame`
shrinks it as MNIST's scans were shrunk. That last step is why the grey edges look alike.

Nothing here is taken from MNIST's images.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.linalg import block_diag
from scipy.ndimage import gaussian_filter, uniform_filter1d

from network.handwriting.framing import BOX, FIELD, frame
from network.handwriting.glyphs import GLYPHS, Glyph, Manner

CLASSES = len(GLYPHS)

FINENESS = 3
"""Pixels of the black-and-white page per pixel of the finished picture."""

BLUR = 0.7
"""How far the scanner smears the edges of the ink: standard deviation in pixels of the page."""

GRAIN = 0.18
"""Unevenness of paper and ink at such an edge: standard deviation, full ink being 1."""

STEPS = 8
"""Points computed on the curve between two given ones."""

# What goes wrong while writing: standard deviations for an ordinary hand, in parts of the height.
SHAKE = 0.035
"""Points beside the place they are meant for."""
WAVES = 0.03
"""The whole digit bent, up and down as well as sideways."""
MISS = 0.025
"""Strokes put down beside their place after the pen was lifted."""
REACH = 0.025
"""Strokes begun or ended too early or too late."""
TREMOR = 0.016
"""Trembling along the line, before neighbouring points are averaged."""

TINY = 1e-9
"""Keeps the direction of a line without length from becoming a division by 0."""

IMAGE_STREAM, LABEL_STREAM = 0, 1
"""Second part of the seeds, so that images and labels never share random numbers."""


def draw(count: int, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw digits of all classes, equally many of each, in random order.

    Each digit has a random generator of its own: asking for more digits with the same seed
    gives the same ones first.

    Parameters
    ----------
    count
        How many digits, at least 1.
    seed
        Any integer from 0 up.

    Returns
    -------
    images : ndarray of uint8, shape (count, 784)
        Pixels row by row; 0 is paper, 255 full ink.
    labels : ndarray of uint8, shape (count,)
        The digits drawn, 0 to 9.

    Raises
    ------
    ValueError
        If `count` is below 1 or `seed` below 0.
    """
    if count < 1:
        raise ValueError(f"the number of digits must be at least 1, not {count}")
    if seed < 0:
        raise ValueError(f"the seed must be at least 0, not {seed}")
    labels = _labels(count, seed)
    images = np.empty((count, FIELD * FIELD), dtype=np.uint8)
    for index, label in enumerate(labels):
        rng = np.random.default_rng([seed, IMAGE_STREAM, index])
        images[index] = draw_digit(int(label), rng).ravel()
    return images, labels


def draw_digit(label: int, rng: Generator) -> NDArray[np.uint8]:
    """Draw one digit.

    Parameters
    ----------
    label
        The digit, 0 to 9.
    rng
        Source of everything that is left to chance.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        0 is paper, 255 full ink; framed as MNIST frames its digits.

    Raises
    ------
    ValueError
        If `label` is not a digit.
    """
    if not 0 <= label < CLASSES:
        raise ValueError(f"a digit lies between 0 and {CLASSES - 1}, not {label}")
    return draw_glyph(GLYPHS[label], rng)


def draw_glyph(glyph: Glyph, rng: Generator) -> NDArray[np.uint8]:
    """Draw a character once, as :func:`draw_digit` draws digits: shape (28, 28), uint8."""
    return frame(draw_large(glyph, rng, FINENESS))


def draw_large(
    glyph: Glyph, rng: Generator, fineness: int, pen: float | None = None
) -> NDArray[np.float32]:
    """Draw a character once as it stands on the page, before it is framed.

    Parameters
    ----------
    glyph
        The character.
    rng
        Source of everything that is left to chance.
    fineness
        Pixels of the page per pixel of the finished picture: the longer side of the character
        measures about 20 times as many.
    pen
        How thick the line is, in pixels of the finished picture; by default as the hand has it.

    Returns
    -------
    ndarray of float32, shape (height, width)
        1 where there is ink, else 0; as large as the character with a narrow margin.
    """
    hand = Hand.pick(glyph, rng)
    if pen is not None:
        hand = replace(hand, pen=pen)
    strokes = [_resampled(stroke, hand, rng) for stroke in _strokes(glyph, hand, rng)]
    return _inked(strokes, hand, rng, fineness)


def _labels(count: int, seed: int) -> NDArray[np.uint8]:
    """Return shuffled labels, every ten of them holding each digit once."""
    tens = -(-count // CLASSES)
    rng = np.random.default_rng([seed, LABEL_STREAM])
    ordered = np.tile(np.arange(CLASSES, dtype=np.uint8), (tens, 1))
    return rng.permuted(ordered, axis=1).ravel()[:count]


# --- the hand --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hand:
    """What sets one writer apart, picked at random for every digit.

    Lengths are parts of the digit's height unless something else is said.
    """

    sloppiness: float
    """1 for an ordinary hand; scales everything that goes wrong while writing."""
    slant: float
    """Lean to the right: sideways shift per height."""
    width: float
    """Stretch in width."""
    turn: float
    """Rotation of the whole digit in radians."""
    pen: float
    """Thickness of the line in pixels of the finished picture."""
    nib: float
    """Width of the pen's tip over its height: 1 is a round tip."""
    pressure: float
    """How far the thickness swings along the line, as a part of it."""

    @classmethod
    def pick(cls, glyph: Glyph, rng: Generator) -> "Hand":
        """Pick a hand to write a character with."""
        return cls(
            sloppiness=min(rng.lognormal(-0.1, 0.4), 2.0),
            slant=rng.normal(glyph.slant, glyph.slant_spread),
            width=glyph.width * np.exp(rng.normal(0, 0.2)),
            turn=np.deg2rad(rng.normal(0, 4)),
            pen=float(np.clip(rng.lognormal(np.log(2.05), 0.29), 1.1, 4.0)),
            nib=np.exp(rng.normal(0, 0.12)),
            pressure=min(abs(rng.normal(0, 0.16)), 0.5),
        )


# --- the movement ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Movement:
    """A manner of writing, ready to be drawn.

    `examples` has shape (examples, points, 2), in parts of the height. Multiplying points by
    `curve`, shape (steps, points), gives the smooth line through them; `ends` says where in it
    each stroke but the last ends.
    """

    examples: NDArray[np.floating]
    curve: NDArray[np.floating]
    ends: NDArray[np.intp]

    @classmethod
    def of(cls, manner: Manner) -> "Movement":
        """Read the examples of a manner and work out the curves through their points."""
        texts = [example.split("|") for example in manner.examples]
        strokes = [np.array([_points(text[k]) for text in texts]) for k in range(len(texts[0]))]
        curves = [
            _curve(stroke.mean(axis=0), _corners(text))
            for stroke, text in zip(strokes, texts[0], strict=True)
        ]
        ends = np.cumsum([len(curve) for curve in curves])[:-1]
        return cls(np.concatenate(strokes, axis=1), block_diag(*curves), ends)


def _points(stroke: str) -> NDArray[np.floating]:
    """Read ``x,y x,y! ...`` in hundredths as an array of shape (points, 2) in parts."""
    pairs = (pair.rstrip("!").split(",") for pair in stroke.split())
    return np.array([(float(x), float(y)) for x, y in pairs]) / 100


def _corners(stroke: str) -> list[int]:
    """Return which points of a stroke are marked as sharp corners."""
    return [index for index, pair in enumerate(stroke.split()) if pair.endswith("!")]


def _curve(points: NDArray[np.floating], corners: list[int]) -> NDArray[np.floating]:
    """Return the matrix that turns a stroke's points into a smooth line broken at corners.

    A spline depends linearly on the points it passes through as long as its knots stay the
    same, so one matrix serves every variation of the stroke. The knots lie at the square root
    of the distances (centripetal), which keeps short steps from running into loops.
    """
    from scipy.interpolate import CubicSpline  # takes a third of a second to import

    count = len(points)
    knots = np.r_[0, np.cumsum(np.sqrt(np.linalg.norm(np.diff(points, axis=0), axis=1)))]
    breaks = [0, *corners, count - 1]
    pieces = []
    for start, stop in pairwise(breaks):
        piece = np.zeros(((stop - start) * STEPS + 1, count))
        own = knots[start : stop + 1]
        times = np.interp(np.arange(len(piece)) / STEPS, np.arange(len(own)), own)
        piece[:, start : stop + 1] = CubicSpline(own, np.eye(len(own)), bc_type="natural")(times)
        pieces.append(piece if stop == count - 1 else piece[:-1])
    return np.vstack(pieces)


@cache
def _movements(glyph: Glyph) -> tuple[tuple[Movement, ...], NDArray[np.floating]]:
    """Return the ways to write a character and the share of each, as running sums up to 1."""
    manners = glyph.manners
    weights = np.cumsum([manner.weight for manner in manners])
    return tuple(Movement.of(manner) for manner in manners), weights / weights[-1]


def _strokes(glyph: Glyph, hand: Hand, rng: Generator) -> list[NDArray[np.floating]]:
    """Move the pen: return the lines it draws, each of shape (steps, 2), in parts of the height."""
    movements, shares = _movements(glyph)
    movement = movements[int(np.searchsorted(shares, rng.random(), side="right"))]
    points = np.tensordot(_mixture(len(movement.examples), rng), movement.examples, axes=1)
    points += uniform_filter1d(rng.normal(0, SHAKE * hand.sloppiness, points.shape), 3, axis=0)
    line = _bent(movement.curve @ points, hand, rng) @ _posture(hand)
    strokes = np.split(line, movement.ends)
    for stroke in strokes[1:]:  # after a lift the pen rarely comes down quite in place
        stroke += rng.normal(0, MISS * hand.sloppiness, 2)
    return strokes


def _mixture(count: int, rng: Generator) -> NDArray[np.floating]:
    """Return random shares of `count` examples that add up to 1, going a little beyond them."""
    return 1.25 * rng.dirichlet(np.full(count, 0.6)) - 0.25 / count


def _bent(line: NDArray[np.floating], hand: Hand, rng: Generator) -> NDArray[np.floating]:
    """Warp the paper under the line by slow waves across and along it."""
    strength = rng.normal(0, WAVES * hand.sloppiness, (2, 2))
    phase = rng.uniform(0, 2 * np.pi, (2, 2))
    x, y = line.T
    waves = np.sin(np.stack([[4 * y, 6 * x], [4 * x, 6 * y]]) + phase[..., None])
    return line + (strength[..., None] * waves).sum(axis=1).T


def _posture(hand: Hand) -> NDArray[np.floating]:
    """Return the 2x2 matrix (to multiply from the right) that stretches, leans and turns."""
    cos, sin = np.cos(hand.turn), np.sin(hand.turn)
    stretch_and_lean = np.array([[hand.width, 0], [-hand.slant, 1]])
    return stretch_and_lean @ np.array([[cos, sin], [-sin, cos]])


# --- the ink ---------------------------------------------------------------------------------


def _resampled(line: NDArray[np.floating], hand: Hand, rng: Generator) -> NDArray[np.floating]:
    """Begin and end a stroke a little early or late, and put points at even distances.

    The distance suits the pen: discs of its size overlap into a line with smooth edges.
    """
    reach = rng.normal(0, REACH * hand.sloppiness, 2)
    ahead = np.stack([line[0] - line[2], line[-1] - line[-3]])
    ahead *= (np.maximum(reach, 0) / (np.hypot(*ahead.T) + TINY))[:, None]
    line = np.vstack([line[0] + ahead[0], line, line[-1] + ahead[1]])
    length = np.r_[0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))]
    early, late = np.maximum(-reach, 0)
    places = np.arange(early, length[-1] - late, hand.pen / BOX / 8)
    even = np.stack([np.interp(places, length, axis) for axis in line.T], axis=1)
    tremor = rng.normal(0, TREMOR * hand.sloppiness, even.shape)
    return even + uniform_filter1d(tremor, 7, axis=0)


def _inked(
    strokes: list[NDArray[np.floating]], hand: Hand, rng: Generator, fineness: int
) -> NDArray[np.float32]:
    """Leave ink on a fine black-and-white page: 1 where the pen passed, else 0."""
    everything = np.vstack(strokes)
    low, high = everything.min(axis=0), everything.max(axis=0)
    scale = fineness * (BOX - hand.pen) / max(high - low)
    margin = fineness * hand.pen
    width, height = np.ceil((high - low) * scale + 2 * margin).astype(int)
    page = Image.new("L", (int(width), int(height)))
    disc = ImageDraw.Draw(page).ellipse
    for stroke in strokes:
        places = (stroke - low) * scale + margin
        for box in _tips(places, hand, hand.pen * fineness / 2, rng):
            disc(box, fill=1)
    return _scanned(np.asarray(page, dtype=np.float32), rng)


def _scanned(page: NDArray[np.float32], rng: Generator) -> NDArray[np.float32]:
    """Make every pixel of the page black or white again as a scanner does, with frayed edges."""
    blurred = gaussian_filter(page, BLUR, mode="constant")
    grain = rng.standard_normal(page.shape, dtype=np.float32)
    return (blurred + GRAIN * grain * (blurred > 0.1) > 0.5).astype(np.float32)


def _tips(
    places: NDArray[np.floating], hand: Hand, usual: float, rng: Generator
) -> Iterator[tuple[float, ...]]:
    """Yield the box (left, top, right, bottom) of the pen's tip at each place of a stroke.

    ``usual`` is half the width that the line has where the pen is pressed as usual.
    """
    swing = np.linspace(0, rng.uniform(2, 9), len(places)) + rng.uniform(0, 2 * np.pi)
    radius = usual * (1 + hand.pressure * np.sin(swing))
    tip = radius[:, None] * np.array([hand.nib, 1 / hand.nib]) ** 0.5
    return map(tuple, np.hstack([places - tip, places + tip]).tolist())
