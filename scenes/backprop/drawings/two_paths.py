"""Two ways down one land: few long looks and many small steps, after as many images."""

from typing import Self

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.landscape import Landscape
from scenes.mobjects.charts.trail import Trail

Array = NDArray[np.floating]


class TwoPaths(Group):
    """A landscape with two paths on it, drawn as far as they come with so many images.

    Parameters
    ----------
    grid
        x of the columns, y of the rows, and the heights: shapes (n,), (n,), (n, n).
    full, small
        Shapes (s, 2) and (t, 2): places of the path of full steps and of that of small ones.
    seen
        Shapes (s,) and (t,), rising: how many images were looked at by then.
    side
        Of the land, scene units.
    tall
        How high it is at most, as a share of the side.

    Attributes
    ----------
    land, full, small
        Its parts.
    """

    def __init__(
        self,
        grid: tuple[Array, Array, Array],
        full: Array,
        small: Array,
        seen: tuple[Array, Array],
        side: float = 5.0,
        tall: float = 0.42,
    ) -> None:
        look = theme()
        self.seen = seen
        self.land = Landscape(*grid, side, tall)
        self.full = Trail(self.land, full, None, look.words, 4)
        self.small = Trail(self.land, small, None, look.accent, 3, point=0)
        super().__init__(self.land, self.full, self.small)

    def set_images(self, count: float) -> Self:
        """Draw both paths as far as they are when so many images were looked at."""
        full, small = self.seen
        # A full step isn't taken before all images were seen.
        self.full.set_end(int(np.searchsorted(full, count, side="right")) - 1)
        self.small.set_end(float(np.interp(count, small, np.arange(len(small)))))
        return self

    def look(self, azimuth: float, elevation: float, rise: float) -> Self:
        """Look from elsewhere, as in :meth:`Landscape.set_view`."""
        self.land.set_view(azimuth, elevation, rise)
        self.full.lie()
        self.small.lie()
        return self
