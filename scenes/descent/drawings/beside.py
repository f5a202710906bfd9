"""What is written beside a picture: texts below one another, and numbers that count."""

import numpy as np
from manim import DOWN, LEFT, UP, VGroup
from numpy.typing import NDArray

from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words

#: From text to text, and from one line of counters to the next, scene units.
BETWEEN, LINE = 0.24, 0.7


def column(at: NDArray[np.floating], *texts: Words) -> VGroup:
    """Return texts below one another; the upper left corner is put at a place, shape (2,)."""
    made = VGroup(*texts).arrange(DOWN, buff=BETWEEN, aligned_edge=LEFT)
    return made.move_to([*at, 0], aligned_edge=UP + LEFT)


def counters(at: NDArray[np.floating], room: float, *rows: tuple[Words, Numeral]) -> VGroup:
    """Return names with numbers that change, below one another.

    Parameters
    ----------
    at
        Shape (2,): where the first name begins, on its baseline.
    room
        From there to the decimal marks of the numbers.
    rows
        Name and number of each.
    """
    made = VGroup()
    for k, (name, number) in enumerate(rows):
        name.stand_at(at[0], at[1] - LINE * k, LEFT)
        number.move_point_to([at[0] + room, at[1] - LINE * k, 0])
        made.add(VGroup(name, number))
    return made
