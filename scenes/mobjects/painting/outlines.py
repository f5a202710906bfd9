"""Outlines of glyphs and shapes as paths of cairo's: found quickly, and kept for a while."""

import math
from collections import OrderedDict

import cairo
import numpy as np

#: How many outlines are kept: those of some screens full of text.
OUTLINES = 4000

#: Points of a curve: two ends, and two handles between them.
PER_CURVE = 4

#: As far apart, next to their distance from the middle, points count as one: ``np.isclose``.
RELATIVE = 1.0e-5


class Outlines:
    """Outlines that were drawn lately, by the points they run through.

    Without a ``__dict__``, so that Manim doesn't look into it to tell whether a picture changed.
    """

    __slots__ = ("kept",)

    def __init__(self) -> None:
        self.kept: OrderedDict[bytes, cairo.Path] = OrderedDict()

    def find(self, points: bytes) -> cairo.Path | None:
        """Return an outline if it is kept; it stays the longer for that."""
        if points in self.kept:
            self.kept.move_to_end(points)
        return self.kept.get(points)

    def keep(self, points: bytes, path: cairo.Path) -> None:
        """Keep an outline; the one that was not asked for longest goes if there are too many."""
        self.kept[points] = path
        if len(self.kept) > OUTLINES:
            self.kept.popitem(last=False)


def follow(context: cairo.Context, points: np.ndarray, tolerance: float) -> bool:
    """Bring an outline onto the context, in place of what is there.

    It is what ``manim.Camera.set_cairo_context_path`` brings there, to the bit, in less than half
    the time.

    Parameters
    ----------
    points
        Shape (n, 3): end, handle, handle, end of each curve. A curve that doesn't begin where the
        last one ended begins another part of the outline.
    tolerance
        Apart by less than this, points count as one.

    Returns
    -------
    bool
        Whether that was possible: not with half a curve, nor without end.
    """
    if len(points) % PER_CURVE or not math.isfinite(points.sum()):
        return False
    flat = points[:, :2].ravel().tolist()
    context.new_path()
    move_to, curve_to = context.move_to, context.curve_to
    first_x = first_y = last_x = last_y = math.inf
    for at in range(0, len(flat), 2 * PER_CURVE):
        x, y, *handles, end_x, end_y = flat[at : at + 2 * PER_CURVE]
        if not (
            abs(last_x - x) <= tolerance + RELATIVE * abs(x)
            and abs(last_y - y) <= tolerance + RELATIVE * abs(y)
        ):
            if at:
                _close(context, (first_x, first_y), (last_x, last_y), tolerance)
            context.new_sub_path()
            move_to(x, y)
            first_x, first_y = x, y
        curve_to(*handles, end_x, end_y)
        last_x, last_y = end_x, end_y
    if flat:
        _close(context, (first_x, first_y), (last_x, last_y), tolerance)
    return True


def _close(
    context: cairo.Context,
    first: tuple[float, float],
    last: tuple[float, float],
    tolerance: float,
) -> None:
    """Close a part of an outline if it ends where it began."""
    if all(abs(a - b) <= tolerance + RELATIVE * abs(b) for a, b in zip(first, last, strict=True)):
        context.close_path()
