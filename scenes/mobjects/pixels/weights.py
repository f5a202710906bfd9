"""Weights as pictures: the edges into one neuron, laid out like the pixels they come from."""

from typing import Self

import cairo
import numpy as np
from manim import LEFT, RIGHT, UP, Group, VGroup
from numpy.typing import NDArray

from scenes.look.colours import rgb, surface
from scenes.look.theme import theme
from scenes.mobjects.painting.painted import PaintedMobject, source_digest
from scenes.mobjects.pixels.rows import in_rows
from scenes.mobjects.writing.words import note

#: The share of its cell in the wall that a picture leaves free.
GAP = 0.09

#: Shades in the legend.
SHADES = 129


class WeightGrid(PaintedMobject):
    """The weights into one neuron, each in the place of its pixel.

    Hue tells the sign, brightness the size, in proportion; 0 looks like the stage.

    Parameters
    ----------
    weights
        Shape (rows, columns), or flat of a square.
    scale
        The size that gets full colour, shared by all grids that are to be compared. What is
        larger gets no more.
    height
        In scene units.
    """

    animated = ("opacity", "weights", "scale_of_colours")

    def __init__(self, weights: NDArray[np.floating], scale: float, height: float = 4.0) -> None:
        rows, columns = in_rows(weights).shape
        look = theme()
        self.zero, self.outline = rgb(look.stage), rgb(look.outline)
        self.hues = rgb(look.positive), rgb(look.negative)
        self.key = source_digest(__name__)
        self.set_weights(weights, scale)
        super().__init__(columns, rows, height * columns / rows, height)

    def set_weights(self, weights: NDArray[np.floating], scale: float | None = None) -> Self:
        """Show other weights of the same shape; can be animated.

        Parameters
        ----------
        weights
            Shape (rows, columns).
        scale
            The size that gets full colour now; the same as before, if left out.
        """
        self.weights = in_rows(weights).astype(np.float32)
        if scale is not None:
            self.scale_of_colours = float(scale)
        return self

    def colours(self) -> NDArray[np.float64]:
        """Return red, green and blue of every weight, 0 to 1: shape (rows, columns, 3)."""
        share = np.clip(self.weights / self.scale_of_colours, -1, 1)[..., None]
        hue = np.where(share > 0, *self.hues)
        return self.zero + np.abs(share) * (hue - self.zero)

    def paint_on(self, context: cairo.Context) -> None:
        """Paint the weights and a thin frame."""
        pixels = np.full((self.rows, self.columns, 4), 255, np.uint8)
        pixels[..., :3] = np.round(self.colours() * 255)
        context.set_source_surface(surface(pixels))
        context.get_source().set_filter(cairo.FILTER_NEAREST)
        context.paint_with_alpha(self.opacity)
        context.rectangle(0, 0, self.columns, self.rows)
        context.set_source_rgba(*self.outline, 0.35 * self.opacity)
        context.set_line_width(0.006 * self.columns)
        context.stroke()


class WeightWall(Group):
    """The weights into every neuron of a layer: a picture a neuron, none left out.

    Parameters
    ----------
    weights
        Shape (neurons, rows * columns), as in a weight matrix.
    scale
        Shared by all, see :class:`WeightGrid`.
    shape
        (rows, columns) of a picture.
    width, height
        Room for the whole wall, scene units; the pictures are made as large as they can be.

    Attributes
    ----------
    grids
        One a neuron, row by row from the upper left.
    """

    def __init__(
        self,
        weights: NDArray[np.floating],
        scale: float,
        shape: tuple[int, int],
        width: float,
        height: float,
    ) -> None:
        self.shape_of_one = shape
        count = len(weights)
        in_a_row = _in_a_row(count, width / shape[1], height / shape[0])
        rows = -(-count // in_a_row)
        cell = min(width / in_a_row / shape[1], height / rows / shape[0])
        self.grids = [
            WeightGrid(row.reshape(shape), scale, (1 - GAP) * cell * shape[0]) for row in weights
        ]
        for index, grid in enumerate(self.grids):
            row, column = divmod(index, in_a_row)
            in_this_row = min(in_a_row, count - row * in_a_row)
            x = (column - (in_this_row - 1) / 2) * cell * shape[1]
            y = ((rows - 1) / 2 - row) * cell * shape[0]
            grid.move_to([x, y, 0])
        super().__init__(*self.grids)

    def set_weights(self, weights: NDArray[np.floating]) -> Self:
        """Show other weights, shape (neurons, rows * columns)."""
        for grid, row in zip(self.grids, weights, strict=True):
            grid.set_weights(row.reshape(self.shape_of_one))
        return self


def _in_a_row(count: int, width: float, height: float) -> int:
    """Return how many pictures to put side by side, in a room measured in pictures' sides.

    The larger the better; among those almost as large as possible the one with the fullest
    last row.
    """
    choices = np.arange(1, count + 1)
    rows = -(-count // choices)
    side = np.minimum(width / choices, height / rows)
    missing = rows * choices - count
    good = side >= 0.88 * side.max()
    order = np.lexsort((-side, np.where(good, missing, np.inf)))
    return int(choices[order[0]])


class WeightLegend(Group):
    """The colours of weights, with the values from which on they get no stronger.

    Parameters
    ----------
    scale
        The weight of full colour.
    width
        Of the colours alone, scene units.

    Attributes
    ----------
    title
        "weight".
    bar
        The colours.
    numbers
        The values at its ends.
    """

    def __init__(self, scale: float, width: float = 2.2) -> None:
        shades = np.tile(np.linspace(-scale, scale, SHADES), (SHADES // 10, 1))
        self.bar = WeightGrid(shades, scale, width * len(shades) / SHADES)
        ends = note("≤ {low:.2g}", low=-scale), note("≥ {high:+.2g}", high=scale)
        self.numbers = VGroup(*ends)
        self.title = note("weight")
        super().__init__(self.title, self.numbers[0], self.bar, self.numbers[1])
        self.arrange(RIGHT, buff=0.18)
        for text in (self.title, self.numbers[1]):
            text.shift((self.numbers[0].baseline - text.baseline) * UP)
        self.title.shift(0.2 * LEFT)
