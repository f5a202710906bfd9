"""A whole network in which one weight is singled out."""

from collections.abc import Sequence

import numpy as np
from manim import Animation, Create, FadeIn, Group, Line, Square, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.diagram import Network
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.words import formula

#: How visible the other edges stay, and how large the frame around a pixel is, in pixels.
OTHERS, FRAME = 0.25, 1.8

#: From the network to the weight's symbol below it.
BELOW = 0.45


class OneEdge(Group):
    """A network, and on it one edge with its ends and its symbol.

    Parameters
    ----------
    matrices, image
        As in :class:`scenes.mobjects.neurons.diagram.Network`.
    step, to, before
        The weight: ``matrices[step][to, before]``.
    width
        Of the network, scene units.

    Attributes
    ----------
    network, edge, ends, symbol
        Its parts.
    """

    def __init__(
        self,
        matrices: Sequence[NDArray],
        image: NDArray,
        step: int,
        to: int,
        before: int,
        width: float = 9.6,
    ) -> None:
        look = theme()
        live = self.network = Network(matrices, image, width=width)
        end = live.layers[step].neurons[to]
        if step:
            start = live.layers[step - 1].neurons[before]
            first = ring(start)
        else:
            place = np.array([*live.picture.pixel_centres()[before], 0])
            side = FRAME * live.picture.height / len(live.picture.values)
            first = Square(side, color=look.accent, stroke_width=4).move_to(place)
        ends = first.get_center(), end.get_center()
        self.edge = Line(*ends, color=look.accent, stroke_width=5).set_z_index(3)
        self.ends = VGroup(first, ring(end)).set_z_index(4)
        self.symbol = formula(f"w = w_({to}, {before})", None, look.accent)
        self.symbol.move_to([0, live.get_bottom()[1] - BELOW, 0])
        super().__init__(live, self.edge, self.ends, self.symbol)

    def single_out(self) -> list[Animation]:
        """Return the animations in which the edge lights up and all others step back."""
        dimmed = (field.animate.set_dimming(OTHERS) for field in self.network.weights)
        return [*dimmed, Create(self.edge), FadeIn(self.ends)]
