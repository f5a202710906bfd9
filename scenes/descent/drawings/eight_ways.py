"""A point, arrows from it in all directions, and what the cost does along each."""

import numpy as np
from manim import RIGHT, Animation, Arrow, Dot, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import formula, note

#: From an arrow's tip to the middle of what stands there, scene units; more to the sides, where
#: texts are long.
BEYOND, BESIDE = 0.32, 0.28

#: From the point to where arrows begin; how much longer than the others one is that has a name, and
#: from its tip to that.
START, LONGER, NEAR = 0.16, 1.25, 0.22


class EightWays(VGroup):
    """Arrows of one length from a point, evenly in all directions, each with a change.

    Parameters
    ----------
    changes
        Shape (n,): by how much the cost changes along each; to the right first, then turning to
        the left.
    length
        Of the arrows, scene units.

    Attributes
    ----------
    point, arrows, changes
        Its parts: a dot, arrows, and the changes at their tips.
    """

    def __init__(self, changes: NDArray[np.floating], length: float = 1.9) -> None:
        look, self.length = theme(), length
        self.point = Dot(radius=0.12, color=look.accent)
        self.arrows, self.changes = VGroup(), VGroup()
        for k, change in enumerate(changes):
            angle = 2 * np.pi * k / len(changes)
            way = np.array([np.cos(angle), np.sin(angle), 0])
            colour = look.wrong if change > 0 else look.positive
            self.arrows.add(arrow(way, length, colour, 4))
            told = note("{change:+.3f}", colour, change=float(change))
            at = way * (length + BEYOND) + (BESIDE * way[0], 0, 0)
            self.changes.add(told.move_to(at))
        super().__init__(self.arrows, self.changes, self.point)

    def dim_all_but(self, *kept: int) -> list[Animation]:
        """Return the animations that let all arrows fade but some."""
        others = [k for k in range(len(self.arrows)) if k not in kept]
        faint = [self.arrows[k].animate.set_opacity(0.25) for k in others]
        return faint + [self.changes[k].animate.set_opacity(0.35) for k in others]

    def pointing(self, direction: NDArray[np.floating], name: str, colour: str) -> VGroup:
        """Return a longer arrow from the point, and its name beside the tip; no parts of this.

        Parameters
        ----------
        direction
            Shape (2,); to the right, if it has no length.
        name
            A formula.
        colour
            Of both.
        """
        length = np.linalg.norm(direction)
        way = np.array([*direction, 0]) / length if length else RIGHT
        drawn = arrow(way, LONGER * self.length, colour, 9).shift(self.point.get_center())
        symbol = formula(name, colour=colour)
        aside = NEAR + 0.5 * symbol.width
        symbol.move_to(drawn.get_end() + aside * np.array([-way[1], way[0], 0]) - 0.15 * way)
        return VGroup(drawn, symbol)


def arrow(way: NDArray[np.floating], length: float, colour: str, width: float) -> Arrow:
    """Return an arrow from near the origin along a direction of length 1, shape (3,)."""
    return Arrow(START * way, length * way, buff=0, color=colour, stroke_width=width)
