"""A hand-made edge beside weights, and where it fits them best."""

import numpy as np
from manim import DEGREES, DOWN, LEFT, RIGHT, UP, Animation, Group, Rectangle
from numpy.typing import NDArray

from scenes.look.places import ABOVE_FOOT
from scenes.look.theme import theme
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.words import note, words

#: Height of both pictures, and where they are.
HEIGHT, WEIGHTS_AT, EDGE_AT = 4.6, (-3.3, 0.3, 0), (3.6, 0.3, 0)

#: Where the frame looks first, from the middle of the weights.
FIRST = (1.2, -1.3, 0)


class LaidOver(Group):
    """The edge's picture, a frame around the edge, and how well it fits the weights at the left.

    Parameters
    ----------
    edge
        The edge's weights, shape (rows, columns): level, and in the middle.
    size
        How long and how high it is, pixels.
    fits
        Where it fits best: its angle in degrees, and row and column of its middle.
    likeness
        How well.

    Attributes
    ----------
    picture, frame, caption, told
        The edge, what goes over to the weights, what it is, and how well it fits.
    """

    def __init__(
        self,
        edge: NDArray[np.floating],
        size: tuple[float, float],
        fits: tuple[float, float, float],
        likeness: float,
    ) -> None:
        look, pixel = theme(), HEIGHT / len(edge)
        self.fits, self.pixel = fits, pixel
        self.picture = WeightGrid(edge, 1, HEIGHT).move_to(EDGE_AT)
        self.caption = note("an edge, made by hand", room=HEIGHT)
        self.caption.next_to(self.picture, DOWN, buff=0.25)
        self.frame = Rectangle(
            width=size[0] * pixel, height=size[1] * pixel, color=look.accent, stroke_width=4
        )
        self.frame.move_to(EDGE_AT).shift(0.5 * pixel * UP).set_z_index(3)
        self.told = words("{value:.2f}", colour=look.accent, value=likeness)
        self.told.stand_at(WEIGHTS_AT[0], ABOVE_FOOT + 0.15)
        super().__init__(self.picture, self.caption, self.frame, self.told)

    def take(self, weights: WeightGrid) -> Animation:
        """Return the animation in which a picture of weights comes to the left."""
        return weights.animate.scale(HEIGHT / weights.height).move_to(WEIGHTS_AT)

    def look_elsewhere(self) -> Animation:
        """Return the animation in which the frame is laid over the weights somewhere."""
        return self.frame.animate.move_to([x + y for x, y in zip(WEIGHTS_AT, FIRST, strict=True)])

    def look_where_it_fits(self) -> Animation:
        """Return the animation in which the frame turns and moves to where the edge fits best."""
        angle, row, column = self.fits
        corner = np.array(WEIGHTS_AT) + HEIGHT / 2 * (LEFT + UP)
        goal = corner + self.pixel * ((column + 0.5) * RIGHT + (row + 0.5) * DOWN)
        turn = angle - 180 if angle > 90 else angle
        return self.frame.animate.rotate(turn * DEGREES).move_to(goal)
