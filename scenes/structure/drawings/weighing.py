"""An image is weighed: pixels, the weights they meet, and what it comes to."""

import numpy as np
from manim import UP, Animation, Group, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.number import Numeral, by_sign
from scenes.mobjects.writing.words import Words, formula, note

#: Where the image, the weights and the result are: how far apart, how high, how large.
APART, MIDDLE, HEIGHT = 4.7, 0.55, 3.8

#: Where the result is.
RESULT_AT = (APART, MIDDLE, 0)

#: Where the sum stands below a picture of the products, and how much smaller it is there.
BELOW, SMALLER = (APART, -1.93, 0), 0.75

#: Height of what is written above them, size of the sum in points.
TITLES, SUM_SIZE = 2.82, 72


class Weighing(Group):
    """An image times weights is a sum.

    Parameters
    ----------
    image
        Shape (784,), 0 to 1.
    weights
        Of one neuron, shape (784,).
    scale
        The size of weight that gets full colour.
    titles
        What to write above the image, the weights and the sum.

    Attributes
    ----------
    picture, grid, total
        The image, the weights and, as a number, the sum.
    times, equals
        The signs between.
    titles
        What is written above the three.
    """

    def __init__(
        self,
        image: NDArray[np.floating],
        weights: NDArray[np.floating],
        scale: float,
        titles: tuple[str, str, str],
    ) -> None:
        self.picture = PixelGrid(image, HEIGHT)
        self.picture.move_to([-APART, MIDDLE, 0])
        self.grid = WeightGrid(weights, scale, HEIGHT)
        self.grid.move_to([0, MIDDLE, 0])
        self.total = Numeral(weighted_sum(weights, image), 2, SUM_SIZE, by_sign, plus=True)
        self.total.move_to(RESULT_AT)
        look = theme()
        self.times, self.equals = (
            formula(sign, look.headline, look.quiet).move_to([x, MIDDLE, 0])
            for sign, x in (("times", -APART / 2), ("=", APART / 2))
        )
        self.titles = VGroup(*(title(text, k) for k, text in enumerate(titles)))
        super().__init__(self.picture, self.grid, self.times, self.equals, self.titles, self.total)

    def put_total_below(self) -> Animation:
        """Return the animation that makes room for a picture of the products."""
        return self.total.animate.scale(SMALLER).move_to(BELOW)

    def put_total_back(self) -> Animation:
        """Return the animation that undoes it."""
        return self.total.animate.scale(1 / SMALLER).move_to(RESULT_AT)

    def rename(self, name: str) -> None:
        """Give the image another name; it isn't shown yet."""
        self.titles.submobjects[0] = title(name, 0)


def title(text: str, place: int, colour: str | None = None) -> Words:
    """Return what stands above the image (0), the weights (1) or the result (2)."""
    look = theme()
    made = note(text, colour or look.quiet).move_to([APART * (place - 1), 0, 0])
    return made.shift((TITLES - 0.1 - made.baseline) * UP)


def weighted_sum(weights: NDArray[np.floating], image: NDArray[np.floating]) -> float:
    """Return the sum of weights times pixels."""
    return float(np.dot(np.asarray(weights, float), np.asarray(image, float)))
