"""A long sum that piles up while an image is read, row by row."""

import hashlib
from typing import Self

import cairo
import numpy as np
from manim import UP, Dot, Group, Line, Rectangle, VGroup
from numpy.typing import NDArray

from scenes.look.colours import rgb
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.painting.painted import PaintedMobject, source_digest
from scenes.mobjects.pixels.cells import set_colour

Array = NDArray[np.float64]

#: From the pile's lower rim to the number line.
BELOW = 0.28

#: From a block to a frame around it.
ROOM = 0.04

#: Numbers along the line are this many at most.
MARKS = 7

#: How strongly the room between 0 and the sum is filled.
BODY = 0.22


class Blocks(PaintedMobject):
    """Terms laid end to end, each row of them as high up as its row of the image.

    Parameters
    ----------
    terms
        Shape (rows, columns).
    low, high
        What the left and the right rim stand for.
    width, height
        In scene units.

    Attributes
    ----------
    running
        The sum before the first term and after each: shape (rows * columns + 1,).
    slots
        Upper and lower rim of each term's block, in rows: shape (rows * columns, 2). Terms that
        are 0 take no room.
    taken
        How many terms are laid down.
    """

    animated = ("opacity", "taken")

    def __init__(
        self, terms: NDArray[np.floating], low: float, high: float, width: float, height: float
    ) -> None:
        rows, columns = np.shape(terms)
        look = theme()
        self.terms = np.array(terms, float).ravel()
        self.running = np.concatenate([[0.0], np.cumsum(self.terms)])
        self.low, self.high, self.taken = float(low), float(high), 0.0
        self.hues = rgb(look.positive), rgb(look.negative)
        self.trace = rgb(look.words)
        self.slots = _slots(self.terms.reshape(rows, columns))
        digest = hashlib.sha256(self.terms.tobytes()).hexdigest()
        self.key = f"{source_digest(__name__)} {digest}"
        super().__init__(columns, rows, width, height)

    def set_taken(self, count: float) -> Self:
        """Lay down so many terms; can be animated."""
        self.taken = float(count)
        return self

    def across(self, sums: NDArray[np.floating] | float) -> Array:
        """Return where sums lie, in columns from the left rim."""
        share = (np.asarray(sums, float) - self.low) / (self.high - self.low)
        return share * self.columns

    def paint_on(self, context: cairo.Context) -> None:
        """Paint a block for each term that is laid down, and the way of the sum past them.

        The room between 0 and a block has the block's colour, faintly.
        """
        context.new_path()
        taken = np.flatnonzero(self.terms[: int(self.taken)])
        ends = self.across(self.running)
        for hue, sign in zip(self.hues, (1, -1), strict=True):
            set_colour(context, hue, self.opacity)
            chosen = taken[np.sign(self.terms[taken]) == sign]
            for alpha, froms in ((BODY, np.full(len(ends), ends[0])), (1.0, ends)):
                set_colour(context, hue, alpha * self.opacity)
                for k in chosen.tolist():
                    top, bottom = self.slots[k]
                    context.rectangle(froms[k], top, ends[k + 1] - froms[k], bottom - top)
                context.fill()
        self._paint_way(context, taken, ends)

    def _paint_way(self, context: cairo.Context, taken: NDArray[np.intp], ends: Array) -> None:
        """Paint where the sum has been: down through every block's end."""
        context.new_path()
        context.move_to(ends[0], 0)
        for k in taken.tolist():
            context.line_to(ends[k], self.slots[k, 0])
            context.line_to(ends[k + 1], self.slots[k, 0])
        context.line_to(ends[int(self.taken)], self.taken / self.columns)
        context.save()
        context.identity_matrix()
        context.set_line_width(context.get_target().get_height() / 700)
        set_colour(context, self.trace, 0.9 * self.opacity)
        context.stroke()
        context.restore()


class PileUp(Group):
    """A sum on its way: what is positive pushes it to the right, what is negative to the left.

    Time runs downward, so that a row of the image and what it adds stand side by side.

    Parameters
    ----------
    terms
        What is added, in reading order: shape (rows, columns), as in the image.
    width
        Of the number line, scene units.
    height
        Of the image.

    Attributes
    ----------
    blocks
        A block for each term.
    line
        The number line below, with round numbers.
    zero
        A line upward from 0.
    thread, dot
        From where the sum is now down to the line, and the place on the line.
    """

    def __init__(self, terms: NDArray[np.floating], width: float, height: float) -> None:
        look = theme()
        running = np.concatenate([[0.0], np.cumsum(np.asarray(terms, float))])
        marks = round_marks(float(running.min()), float(running.max()))
        low, high = marks[0], marks[-1]
        self.line = NumberLine(low, high, width, {mark: _short(mark) for mark in marks})
        self.line.shift(-(height / 2 + BELOW) * UP)
        self.blocks = Blocks(terms, low, high, width, height)
        foot = self.line.place(0)
        self.zero = Line(foot, foot + (height + BELOW) * UP, color=look.quiet, stroke_width=1.5)
        self.zero.set_stroke(opacity=0.5)
        self.thread = Line(color=look.accent, stroke_width=2, stroke_opacity=0.8)
        self.dot = Dot(radius=0.09, color=look.accent)
        super().__init__(self.line, self.zero, self.blocks, VGroup(self.thread, self.dot))
        self.set_taken(0)

    def set_taken(self, count: float) -> Self:
        """Take so many terms into the sum. Not to be animated: call it in every frame."""
        self.blocks.set_taken(count)
        place = self.line.place(self.total)
        head = self.blocks.get_top()[1] - self.blocks.height * count / len(self.blocks.terms)
        self.thread.put_start_and_end_on([place[0], head, 0], place)
        self.dot.move_to(place)
        return self

    @property
    def total(self) -> float:
        """The sum of the terms that are taken."""
        return float(self.blocks.running[int(self.blocks.taken)])

    def turning_point(self) -> tuple[Array, float]:
        """Return where the sum was farthest from 0, shape (3,), and how large it was there."""
        index = int(np.abs(self.blocks.running).argmax())
        place = self.line.place(self.blocks.running[index])
        unit = self.blocks.height / self.blocks.rows
        place[1] = self.blocks.get_top()[1] - unit * self.blocks.slots[max(index - 1, 0), 1]
        return place, float(self.blocks.running[index])

    def frame_around(self, index: int) -> Rectangle:
        """Return a frame around a term's block."""
        (left, top), (right, bottom) = self.block_corners(index)
        width, height = right - left + 2 * ROOM, top - bottom + 2 * ROOM
        frame = Rectangle(color=theme().accent, height=height, width=width, stroke_width=3)
        return frame.move_to([(left + right) / 2, (top + bottom) / 2, 0]).set_z_index(5)

    def block_corners(self, index: int) -> Array:
        """Return upper left and lower right corner of a term's block: shape (2, 2)."""
        ends = np.sort(self.blocks.running[index : index + 2])
        x = self.line.place(ends)[:, 0]
        unit = self.blocks.height / self.blocks.rows
        y = self.blocks.get_top()[1] - unit * self.blocks.slots[index]
        return np.stack([x, y], axis=1)


def round_marks(low: float, high: float) -> list[float]:
    """Return round numbers at equal distances, from at most ``low`` and 0 to at least ``high``."""
    low, high = min(low, 0.0), max(high, 0.0)
    reach = (high - low) or 1.0
    power = 10.0 ** np.floor(np.log10(reach))
    for step in (power * factor for factor in (0.1, 0.2, 0.5, 1, 2, 5)):
        first, last = int(np.floor(low / step)), int(np.ceil(high / step))
        if last - first < MARKS:
            break
    return [float(step * k) for k in range(min(first, -1), max(last, 1) + 1)]


def _short(number: float) -> str:
    return f"{number:g}".replace("-", "\N{MINUS SIGN}")


def _slots(terms: Array) -> Array:
    """Share each row's height among its terms that aren't 0: shape (rows * columns, 2)."""
    counts = (terms != 0).cumsum(axis=1)
    of_row = np.maximum(counts[:, -1:], 1)
    rows = np.arange(len(terms))[:, None]
    lower = rows + counts / of_row
    upper = lower - (terms != 0) / of_row
    return np.stack([upper.ravel(), lower.ravel()], axis=1)
