"""Some pixels of a picture, each with its value beside the picture."""

from collections.abc import Sequence

from manim import VGroup

from scenes.mobjects.pixels.callout import Callout
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.script.catalogue import message

#: How far right of the picture values stand, how high the first one, and the way to the next.
AWAY, FIRST, STEP = 1.2, 1.6, 1.3


class ReadOff(VGroup):
    """One callout a pixel, from the top.

    Parameters
    ----------
    picture
        The picture.
    pixels
        Which pixels, counted row by row, the uppermost first.
    """

    def __init__(self, picture: PixelGrid, pixels: Sequence[int]) -> None:
        super().__init__()
        centres, side = picture.pixel_centres(), picture.height / picture.rows
        for number, pixel in enumerate(pixels):
            end = [picture.get_right()[0] + AWAY, FIRST - STEP * number]
            value = picture.values.ravel()[pixel]
            text = message("{value:.2f}", value=value)
            self.add(Callout(centres[pixel], side, text, end))
