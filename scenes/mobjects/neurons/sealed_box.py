"""A box that hides what is in it."""

from manim import Mobject, RoundedRectangle, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import words


class SealedBox(VGroup):
    """A box with a question mark, over something that one is not to look into.

    Parameters
    ----------
    covered
        What lies below its middle.
    width, height
        In scene units.
    fill, opacity
        Colour of the box, and how far it covers.
    colour
        Of the question mark.
    """

    def __init__(
        self,
        covered: Mobject,
        width: float,
        height: float,
        fill: str,
        opacity: float,
        colour: str,
    ) -> None:
        look = theme()
        box = RoundedRectangle(corner_radius=0.18, width=width, height=height)
        box.set_stroke(look.quiet, 2.5).set_fill(fill, opacity).move_to(covered)
        super().__init__(box, words("?", 2 * look.headline, colour).move_to(box))
