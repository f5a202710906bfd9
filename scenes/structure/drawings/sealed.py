"""A box that hides the hidden layers of a network."""

from collections.abc import Sequence

from manim import Mobject, VGroup

from scenes.look.colours import mixed
from scenes.look.theme import theme
from scenes.mobjects.neurons.sealed_box import SealedBox

#: How far it reaches beyond the hidden layers, unless the outputs are nearer than that; how high
#: it is.
AROUND, CLEAR_OF, HEIGHT = 0.75, 0.2, 7


def sealed(layers: Sequence[Mobject]) -> SealedBox:
    """Return the box over all layers but the last one.

    Parameters
    ----------
    layers
        From the first hidden one to the outputs.
    """
    hidden, outputs = VGroup(*layers[:-1]), layers[-1]
    left = hidden.get_left()[0] - AROUND
    right = min(hidden.get_right()[0] + AROUND, outputs.get_left()[0] - CLEAR_OF)
    look = theme()
    fill = mixed(look.stage, look.outline, 0.12)
    box = SealedBox(hidden, right - left, HEIGHT, fill, 1, colour=look.quiet)
    return box.set_x((left + right) / 2)
