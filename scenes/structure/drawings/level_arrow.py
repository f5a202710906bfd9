"""An arrow to the right, that says no more than where things go."""

from manim import Arrow

from scenes.look.theme import theme


def level_arrow(start: float, end: float) -> Arrow:
    """Return a level arrow from x to x, at the height of the frame's middle."""
    return Arrow([start, 0, 0], [end, 0, 0], buff=0, color=theme().quiet, stroke_width=4)
