"""How many rows and columns an image has."""

from manim import DOWN, LEFT, Brace, VGroup

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import words


class SideBraces(VGroup):
    """A brace along an image's left side with its rows counted, and one below for its columns.

    Parameters
    ----------
    picture
        The image.
    buff
        Space between image, brace and number, scene units.
    """

    def __init__(self, picture: PixelGrid, buff: float = 0.12) -> None:
        super().__init__()
        for side, count in ((LEFT, picture.rows), (DOWN, picture.columns)):
            brace = Brace(picture, side, buff=buff, color=theme().quiet)
            self.add(VGroup(brace, words(str(count)).next_to(brace, side, buff=buff)))
