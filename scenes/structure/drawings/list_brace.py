"""How long the list of pixels is that stands in a column."""

from manim import DOWN, LEFT, UP, Brace, Line, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import words


class ListBrace(VGroup):
    """A brace along the left of a column, and beside it how many there are.

    Parameters
    ----------
    count
        How many.
    middle, height
        Where the column's middle is, (x, y), and how tall it is.
    away
        From there to the brace, scene units.
    """

    def __init__(self, count: int, middle: tuple[float, float], height: float, away: float) -> None:
        side = Line(height / 2 * UP, height / 2 * DOWN).move_to([middle[0] - away, middle[1], 0])
        brace = Brace(side, LEFT, buff=0.12, color=theme().quiet)
        super().__init__(brace, words("{count}", count=count).next_to(brace, LEFT, buff=0.15))
