"""A ring around what is being talked about."""

from manim import Circle, Mobject

from scenes.look.theme import theme

#: A ring has at least this radius, scene units, to be seen around neurons as small as dots.
SMALLEST = 0.08


def ring(around: Mobject, share: float = 0.8, colour: str | None = None) -> Circle:
    """Return a ring around a neuron.

    Parameters
    ----------
    around
        The neuron, or whatever else is as wide as it is high.
    share
        The ring's radius as a share of the neuron's width: 0.5 would lie on its rim.
    colour
        The accent, if left out.
    """
    made = Circle(
        max(share * around.width, SMALLEST), color=colour or theme().accent, stroke_width=4
    )
    return made.move_to(around)
