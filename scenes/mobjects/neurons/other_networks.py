"""Sketches of three other kinds of networks; they stand for an idea and hold no numbers."""

from typing import Self

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    Arrow,
    Dot,
    FunctionGraph,
    Group,
    Line,
    RoundedRectangle,
    VGroup,
)
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid


class ConvolutionSketch(Group):
    """A small window goes over an image; a smaller image collects what it finds.

    What it looks for here is a change from dark to bright, or back, from its left half to its
    right half.

    Parameters
    ----------
    image
        Shape (rows, columns), 0 to 1.
    window
        How many rows and columns it sees at a time; it moves on by as many.
    height
        Of the image, scene units.

    Attributes
    ----------
    picture, found
        The image, and what was found in it.
    """

    def __init__(self, image: NDArray[np.floating], window: int = 4, height: float = 2.4) -> None:
        self.window = window
        self.picture = PixelGrid(image, height)
        self.found = PixelGrid(changes(image, window), 0.62 * height)
        self.found.next_to(self.picture, RIGHT, buff=0.36 * height)
        arrow = Arrow(
            self.picture.get_right(),
            self.found.get_left(),
            buff=0.15,
            stroke_width=3,
            color=theme().quiet,
        )
        super().__init__(self.picture, arrow, self.found)
        self.center().set_progress(0)

    def set_progress(self, share: float) -> Self:
        """Bring the window to a share of its way, 0 to 1; it isn't seen at either end."""
        count = self.found.rows * self.found.columns
        place = min(int(share * count), count - 1)
        row, column = (self.window * each for each in divmod(place, self.found.columns))
        self.picture.set_highlight(
            rows=slice(row, row + self.window),
            columns=slice(column, column + self.window),
            strength=min(1, 12 * share, 12 * (1 - share)),
        )
        self.found.set_revealed(min(share + 1 / count, 1) if share else 0)
        return self


def changes(image: NDArray[np.floating], window: int) -> NDArray[np.floating]:
    """Return how much the halves of each window differ: the largest difference gives 1."""
    rows, columns = (size // window for size in np.shape(image))
    cut = np.asarray(image)[: rows * window, : columns * window]
    windows = cut.reshape(rows, window, columns, window)
    left, right = windows[..., : window // 2], windows[..., window // 2 :]
    differences = np.abs(right.sum(axis=(1, 3)) - left.sum(axis=(1, 3)))
    return differences / (differences.max() or 1)


class MemorySketch(VGroup):
    """Cells in a row that read a sequence from left to right, and hand on what they remember.

    Parameters
    ----------
    cells
        How many.
    width
        Scene units.

    Attributes
    ----------
    wave
        What is read: a sound, say.
    cells
        What reads it, one piece each.
    memory
        The line along which they hand it on.
    light
        What runs along this line.
    """

    def __init__(self, cells: int = 4, width: float = 3.9) -> None:
        look = theme()
        pitch = width / cells
        xs = (np.arange(cells) - (cells - 1) / 2) * pitch
        side = 0.62 * pitch
        self.wave = FunctionGraph(
            lambda x: 0.16 * np.sin(9 * x) * (1 + np.sin(2.1 * x + 0.7)),
            x_range=(-width / 2, width / 2),
            color=look.quiet,
            stroke_width=2.5,
        ).shift(1.1 * DOWN)
        self.cells = VGroup(
            *(
                RoundedRectangle(0.1, height=side, width=side, color=look.outline, stroke_width=2.5)
                .set_fill(look.stage, 1)
                .move_to([x, 0.5, 0])
                for x in xs
            )
        )
        arrows = VGroup(
            *(
                Arrow(
                    [x, -0.65, 0],
                    [x, 0.5 - side / 2, 0],
                    buff=0.05,
                    stroke_width=3,
                    color=look.quiet,
                    max_tip_length_to_length_ratio=0.2,
                )
                for x in xs
            )
        )
        height = 0.5 + 0.2 * side
        self.memory = Line(
            [-width / 2, height, 0], [width / 2, height, 0], color=look.accent, stroke_width=3
        )
        self.light = Dot(self.memory.get_start(), radius=0.09, color=look.accent)
        super().__init__(self.wave, arrows, self.cells, self.memory, self.light)

    def set_progress(self, share: float) -> Self:
        """Bring the light to a share of its way, and fill the cells it has passed."""
        look = theme()
        start, end = self.memory.get_start(), self.memory.get_end()
        self.light.move_to(start + share * (end - start))
        for cell in self.cells:
            passed = self.light.get_x() >= cell.get_x()
            cell.set_fill(look.accent if passed else look.stage, 0.25 if passed else 1)
        return self


class AttentionSketch(VGroup):
    """Pieces of a text in a row; each in turn looks at all of them and becomes a new piece.

    Parameters
    ----------
    pieces
        How many.
    width, height
        Scene units.

    Attributes
    ----------
    pieces, new
        The row below, and the one above.
    looks
        One group a new piece: the lines along which it looks at every piece.
    """

    def __init__(self, pieces: int = 5, width: float = 2.9, height: float = 1.9) -> None:
        look = theme()
        xs = (np.arange(pieces) - (pieces - 1) / 2) * width / (pieces - 1)
        side = 0.55 * width / (pieces - 1)
        box = RoundedRectangle(0.06, height=side, width=side, color=look.outline, stroke_width=2.5)
        rows = (
            VGroup(*(box.copy().set_fill(look.stage, 1).move_to([x, y, 0]) for x in xs))
            for y in (-height / 2, height / 2)
        )
        self.pieces, self.new = rows
        self.looks = VGroup(
            *(
                VGroup(*(Line(old.get_top(), new.get_bottom()) for old in self.pieces))
                for new in self.new
            )
        )
        super().__init__(self.looks, self.pieces, self.new)
        self.set_progress(0)

    def set_progress(self, share: float) -> Self:
        """Let so many of the pieces, 0 to 1, have looked at all others."""
        look = theme()
        done = share * len(self.new)
        for index, (lines, piece) in enumerate(zip(self.looks, self.new, strict=True)):
            looking, passed = index <= done < index + 1, done >= index + 1
            lines.set_stroke(look.accent if looking and share else look.quiet, 2)
            lines.set_stroke(opacity=1 if looking and share else 0.45)
            piece.set_fill(look.accent if passed else look.stage, 0.25 if passed else 1)
        return self
