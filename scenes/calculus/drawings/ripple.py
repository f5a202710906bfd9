"""What a small change does on its way: light that runs from it to all that it changes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Group, LaggedStart, linear
from numpy.typing import NDArray

from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import largest_but_few, shown_strength

Array = NDArray[np.floating]

#: Thickness of edges, scene units; how much of a step the next one waits.
WIDTH, LAG = 0.03, 0.7


class Ripple(Group):
    """Edges that carry a change from place to place; they are dark until light has run along.

    Parameters
    ----------
    places
        Where the change arrives, step by step, where it starts first: shapes (n[k], 2).
    carried
        By how much each edge changes what it leads to: shapes (n[k+1], n[k]). Each step is drawn on
        a scale of its own; what grows has the colour of positive numbers.
    """

    def __init__(self, places: Sequence[Array], carried: Sequence[Array]) -> None:
        super().__init__(
            *(
                EdgeField(start, end, shown_strength(change, largest_but_few(change)), WIDTH)
                for start, end, change in zip(places, places[1:], carried, strict=False)
            )
        )
        self.darken()

    def darken(self) -> None:
        """Take the light away."""
        for field in self:
            field.set_light(front=-0.2, behind=0.9, ahead=0, crest=1)

    def run(self, run_time: float) -> LaggedStart:
        """Return the animation in which light runs along all steps, each in so many seconds."""
        timing: dict[str, Any] = {"run_time": run_time, "rate_func": linear}
        steps = (field.animate(**timing).set_light(front=1.3) for field in self)
        return LaggedStart(*steps, lag_ratio=LAG)
