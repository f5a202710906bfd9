"""A part of an image, coloured and cut out of it, and an image as the sum of its parts."""

from collections.abc import Sequence
from typing import Self

import cairo
import numpy as np
from manim import DOWN, RIGHT, AnimationGroup, Group, VGroup
from numpy.typing import NDArray

from scenes.look.colours import rgb
from scenes.look.theme import theme
from scenes.mobjects.painting.painted import PaintedMobject, source_digest
from scenes.mobjects.pixels.cells import paint_cells, tinted
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import note, words

Mask = NDArray[np.bool_]


class PixelPart(PaintedMobject):
    """Some pixels of an image in a colour, bright as their ink; the paper is see-through.

    Parameters
    ----------
    values
        The image, shape (rows, columns), 0 to 1.
    mask
        Which pixels are the part's: shape (rows, columns).
    colour
        Of the part.
    height
        Of the whole image, scene units.
    rest
        How visible the image's other ink is, 0 to 1.
    """

    animated = ("opacity", "rest")

    def __init__(
        self,
        values: NDArray[np.floating],
        mask: Mask,
        colour: str,
        height: float = 4.0,
        rest: float = 0.0,
    ) -> None:
        rows, columns = np.shape(values)
        self.values, self.mask = np.array(values, np.float32), np.array(mask, bool)
        self.hue, self.ink = rgb(colour), rgb(theme().ink)
        self.key = source_digest(__name__)
        super().__init__(columns, rows, height * columns / rows, height)
        self.set_rest(rest)

    def set_rest(self, share: float) -> Self:
        """Let the image's other ink show, from not at all (0) to in full (1); can be animated."""
        self.rest = float(share)
        return self

    def middle(self) -> NDArray[np.float64]:
        """Return where the part's pixels are on average: shape (3,)."""
        rows, columns = np.nonzero(self.mask)
        return self.centre_of(rows.mean(), columns.mean())

    def centre_of(self, row: float, column: float) -> NDArray[np.float64]:
        """Return where a pixel's middle is: shape (3,)."""
        unit = self.height / self.rows
        return self.points[0] + unit * np.array([column + 0.5, -row - 0.5, 0])

    def paint_on(self, context: cairo.Context) -> None:
        """Paint the part, and what is left of the rest."""
        ink = np.clip(self.values, 0, 1) * self.opacity
        rgba = np.where(
            self.mask[..., None], tinted(self.hue, ink), tinted(self.ink, ink * self.rest)
        )
        paint_cells(context, rgba, np.zeros_like(rgba), 0, 0)


class PartSum(Group):
    """An image, and its parts beside it: image = part + part.

    Parameters
    ----------
    values
        The image, shape (rows, columns), 0 to 1.
    masks
        Of its parts, each shape (rows, columns).
    colours
        Of its parts.
    names
        Of its parts, written below them.
    height
        Of the image and of every part, scene units.
    step
        From one picture's middle to the next one's.

    Attributes
    ----------
    picture, parts
        The image, and its parts, in which the rest of the image shows faintly.
    signs, names
        What is written between and below them.
    """

    def __init__(
        self,
        values: NDArray[np.floating],
        masks: Sequence[Mask],
        colours: Sequence[str],
        names: Sequence[str],
        height: float = 4.0,
        step: float = 4.6,
    ) -> None:
        look = theme()
        self.picture = PixelGrid(values, height)
        self.parts = Group(
            *(
                PixelPart(values, mask, colour, height, 0.16)
                for mask, colour in zip(masks, colours, strict=True)
            )
        )
        self.signs, self.names = VGroup(), VGroup()
        for place, (part, name) in enumerate(zip(self.parts, names, strict=True)):
            part.move_to((place + 1) * step * RIGHT)
            sign = words("+" if place else "=", look.headline, look.quiet)
            self.signs.add(sign.move_to((place + 0.5) * step * RIGHT))
            self.names.add(note(name).next_to(part, DOWN, buff=0.08))
        super().__init__(self.picture, self.parts, self.signs, self.names)


def move_apart(pieces: Group, by: float) -> AnimationGroup:
    """Return the animation in which parts move away from the middle of them all.

    The one farthest from it goes as far as ``by`` says, scene units.
    """
    middles = np.array([piece.middle() for piece in pieces])
    ways = middles - middles.mean(axis=0)
    longest = max(float(np.linalg.norm(ways, axis=1).max()), 1e-6)
    return AnimationGroup(
        *(piece.animate.shift(by * way / longest) for piece, way in zip(pieces, ways, strict=True))
    )
