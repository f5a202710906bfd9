"""Knobs to turn."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import RIGHT, BackgroundRectangle, Circle, Line, VGroup
from numpy.typing import ArrayLike, NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import formula

#: How far the hand turns from upright to 1, clockwise, or to -1.
REACH = 0.75 * np.pi

#: Where dials are on their edges, how far apart, and how far from the neuron's height at most.
DIALS_AT, DIALS_APART, DIALS_REACH = -0.4, 0.68, 1.5

#: An edge is around a place if it passes it this closely.
NEAR = 0.08

#: Drawn over edges.
ABOVE_EDGES = 4


class Dial(VGroup):
    """A round knob with a hand: upright at 0, turned to the right above it, to the left below.

    Parameters
    ----------
    value
        From -1 to 1.
    radius
        In scene units.

    Attributes
    ----------
    value
        What it is set to.
    rim, hand
        Its parts.
    """

    def __init__(self, value: float = 0, radius: float = 0.22) -> None:
        look = theme()
        self.rim = Circle(radius, color=look.outline, stroke_width=2.5)
        self.rim.set_fill(look.stage, 1)
        self.hand = Line(stroke_width=5)
        super().__init__(self.rim, self.hand)
        self.set_value(value)

    def set_value(self, value: float) -> Self:
        """Set it, -1 to 1; to see it turn, use :meth:`turn`."""
        look = theme()
        self.value = float(np.clip(value, -1, 1))
        angle, radius = np.pi / 2 - self.value * REACH, self.rim.width / 2
        way = np.array([np.cos(angle), np.sin(angle), 0])
        centre = self.rim.get_center()
        self.hand.put_start_and_end_on(centre + 0.1 * radius * way, centre + 0.9 * radius * way)
        colour = look.positive if self.value > 0 else look.negative
        self.hand.set_color(colour if self.value else look.quiet)
        return self

    def turn(self, value: float, **timing: Any) -> Any:
        """Return the animation in which it is turned to a value."""
        angle = -REACH * (float(np.clip(value, -1, 1)) - self.value)
        return self.animate(path_arc=angle, **timing).set_value(value)


class Dials(VGroup):
    """Dials for some of many parameters.

    Parameters
    ----------
    indices
        Which parameters.
    places
        Where the dials are, shape (n, 3).
    radius
        In scene units.
    """

    def __init__(self, indices: Sequence[int], places: ArrayLike, radius: float = 0.25) -> None:
        self.indices = list(indices)
        super().__init__(*(Dial(radius=radius).move_to(place) for place in places))
        self.set_z_index(ABOVE_EDGES)

    def turn(self, values: NDArray[np.floating]) -> list[Any]:
        """Return the animations in which they are turned to their parameters' values.

        Parameters
        ----------
        values
            Of all parameters, -1 to 1.
        """
        pairs = zip(self, self.indices, strict=True)
        return [dial.turn(float(values[index])) for dial, index in pairs]

    def names(self, letter: str) -> VGroup:
        """Return their names, a letter and an index, on a ground that hides edges behind them."""
        look, names = theme(), VGroup()
        for dial, index in zip(self, self.indices, strict=True):
            name = formula(f"{letter}_{index}")
            ground = BackgroundRectangle(name, color=look.stage, fill_opacity=0.8, buff=0.06)
            names.add(VGroup(ground, name).next_to(dial, RIGHT, buff=0.1))
        return names.set_z_index(ABOVE_EDGES)


def dials_on_edges(
    starts: NDArray[np.floating],
    end: NDArray[np.floating],
    weights: NDArray[np.floating],
    eligible: NDArray[np.bool_],
    first: int,
) -> Dials:
    """Return dials one above the other, on the heaviest of those edges that pass each place.

    Parameters
    ----------
    starts, end
        Where the edges begin, shape (n, 2), and where all of them end, (x, y).
    weights
        Of the edges, shape (n,).
    eligible
        Which edges may have a dial, shape (n,).
    first
        An edge that has one, or another one as close.
    """
    share = (DIALS_AT - starts[:, 0]) / (end[0] - starts[:, 0])
    ys = starts[:, 1] + share * (end[1] - starts[:, 1])
    heights = ys[first] + DIALS_APART * np.arange(5, -6, -1)
    chosen = []
    for height in heights[np.abs(heights - end[1]) < DIALS_REACH]:
        near = eligible & (np.abs(ys - height) <= NEAR)
        if near.any():
            chosen.append(int(np.where(near, np.abs(weights), -1).argmax()))
    return Dials(chosen, [[DIALS_AT, ys[edge], 0] for edge in chosen])
