"""Which of many things are drawn where not all fit, and where dots stand for the others."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import Dot, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme


def first_and_last(count: int, ends: int) -> list[int]:
    """Return the indices of the first ``ends`` and the last ``ends`` of ``count``; all, if few."""
    if 2 * ends >= count:
        return list(range(count))
    return [*range(ends), *range(count - ends, count)]


def checked_indices(shown: Sequence[int] | None, count: int) -> list[int]:
    """Return which of ``count`` are drawn: all, if ``shown`` is ``None``.

    Raises
    ------
    ValueError
        If they don't rise or don't exist.
    """
    chosen = list(range(count)) if shown is None else [int(index) for index in shown]
    rising = all(a < b for a, b in pairwise(chosen))
    if not chosen or not rising or chosen[0] < 0 or chosen[-1] >= count:
        raise ValueError(f"expected rising indices from 0 to {count - 1}, got {chosen}")
    return chosen


def with_gaps(shown: Sequence[int], count: int) -> list[int | None]:
    """Return ``shown`` with a ``None`` wherever some are left out, at the ends too."""
    slots: list[int | None] = []
    before = -1
    for index in [*shown, count]:
        slots += [None] * (index != before + 1) + [index]
        before = index
    return slots[:-1]


def places(
    shown: Sequence[int], count: int, length: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where things are and where dots stand, evenly along a line.

    Parameters
    ----------
    shown
        Rising indices of what is drawn.
    count
        How many there are.
    length
        From the middle of the first thing, or of the dots before it, to that of the last.

    Returns
    -------
    NDArray
        Places of things, from 0 to ``length``: shape (len(shown),).
    NDArray
        Places of dots.
    """
    slots = with_gaps(shown, count)
    along = np.linspace(0, length, len(slots)) if len(slots) > 1 else np.zeros(1)
    dots = np.array([slot is None for slot in slots])
    return along[~dots], along[dots]


def three_dots(direction: NDArray[np.floating], gap: float) -> VGroup:
    """Return three dots in a row along ``direction``, for what is left out."""
    look = theme()
    return VGroup(
        *(Dot(k * gap * np.asarray(direction), 0.16 * gap, color=look.quiet) for k in (-1, 0, 1))
    )
