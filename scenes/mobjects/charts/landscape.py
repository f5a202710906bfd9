"""A landscape whose height is a cost: it can be turned, tilted and looked down on."""

import math
from typing import Self

import cairo
import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.look.colours import surface
from scenes.mobjects.charts.relief import Relief, View
from scenes.mobjects.painting.painted import PaintedMobject, source_digest

#: Width and height of the land's room, as multiples of its side: it is seldom seen to be larger.
WIDE, HIGH = 1.42, 1.1

#: The raster's units for a side.
UNITS = 1000

#: While the eye moves, a side is painted with no more pixels than this.
COARSE = 600

#: Lines of equal height, about.
LINES = 20

#: Steps that people count in.
ROUND = (1, 2, 5, 10)


class Landscape(PaintedMobject):
    """Square land over two numbers, x to the right and y to the back, seen from anywhere.

    Parameters
    ----------
    across, upward
        Shape (n,): x of the columns and y of the rows, rising, equally far apart.
    values
        Shape (n, n): what is drawn as height, 0 or more, at ``across[j]``, ``upward[i]``.
    side
        Length of the land's side, scene units.
    tall
        How high the greatest value is, as a share of the side.
    step
        From one line of equal height to the next; a round number, if left out.

    Attributes
    ----------
    azimuth, elevation, rise
        From where it is seen, degrees, and how far heights have risen: see :meth:`set_view`.
    moving
        Whether the eye is on its way: then the land is painted a little coarser, and faster.
    relief
        The land.
    step
        From one line of equal height to the next.
    """

    animated = ("opacity", "azimuth", "elevation", "rise")

    def __init__(
        self,
        across: NDArray[np.floating],
        upward: NDArray[np.floating],
        values: NDArray[np.floating],
        side: float = 6.0,
        tall: float = 0.4,
        step: float | None = None,
    ) -> None:
        self.corner = np.array([across[0], upward[0]], float)
        self.reach = float(across[-1] - across[0])
        self.step = step or round_step(float(np.max(values)) / LINES)
        self.relief = Relief(values, tall, self.step)
        # Manim can't look into the land: this tells it what is drawn.
        self.key = f"{self.relief.key} {source_digest(__name__)}"
        self.azimuth, self.elevation, self.rise, self.moving = 0.0, 90.0, 0.0, False
        columns, rows = round(WIDE * UNITS), round(HIGH * UNITS)
        super().__init__(columns, rows, WIDE * side, HIGH * side)

    def set_view(
        self,
        azimuth: float | None = None,
        elevation: float | None = None,
        rise: float | None = None,
    ) -> Self:
        """Look at it from elsewhere; what isn't named stays. Can be animated.

        Parameters
        ----------
        azimuth
            Degrees by which the eye goes around the land, to the right; at 0 it is at the rim of
            the lowest y.
        elevation
            Degrees above the ground; at 90 one looks straight down.
        rise
            How far heights have risen out of the ground, 0 to 1.
        """
        given = {"azimuth": azimuth, "elevation": elevation, "rise": rise}
        for name, value in given.items():
            if value is not None:
                setattr(self, name, float(value))
        return self

    @property
    def back(self) -> float:
        """The azimuth at which the land, all in all, rises to the back."""
        return self.relief.back

    @property
    def view(self) -> View:
        """From where it is seen."""
        return View(self.azimuth, self.elevation, self.rise)

    @property
    def side(self) -> float:
        """The length of the land's side, scene units."""
        return float(np.linalg.norm(self.points[1] - self.points[0])) / WIDE

    def place(self, places: ArrayLike, values: ArrayLike | None = None) -> NDArray[np.float64]:
        """Return where points are seen in the scene: shape (..., 3).

        Parameters
        ----------
        places
            Shape (..., 2): their x and y.
        values
            Shape (...): how high they are, as a value; on the land, if left out.
        """
        ground, heights = self._on_land(places, values)
        flat = self.view.project(ground, heights) - (0, self._lift)
        return self.get_center() + self.side * np.concatenate([flat, 0 * flat[..., :1]], axis=-1)

    def hidden(self, places: ArrayLike, values: ArrayLike | None = None) -> NDArray[np.bool_]:
        """Return which points, as in :meth:`place` but shape (m, 2), the land hides: (m,)."""
        return self.relief.hidden(*self._on_land(places, values), self.view)

    def value_at(self, place: ArrayLike) -> float:
        """Return what is drawn as height at a place, shape (2,), to the nearest fine point."""
        return float(self._on_land(place, None)[1]) * self.relief.top / self.relief.tall

    def _on_land(self, places: ArrayLike, values: ArrayLike | None) -> tuple[NDArray, NDArray]:
        ground = (np.asarray(places, float) - self.corner) / self.reach - 0.5
        if values is None:
            return ground, self.relief.heights_at(ground)
        return ground, np.asarray(values, float) / self.relief.top * self.relief.tall

    @property
    def _lift(self) -> float:
        """How far the land's middle is above the ground's, as it is seen: a share of the side."""
        return 0.5 * self.relief.tall * self.rise * math.cos(math.radians(self.elevation))

    def paint_on(self, context: cairo.Context) -> None:
        """Paint the land."""
        matrix = context.get_matrix()
        unit = math.sqrt(abs(matrix.xx * matrix.yy - matrix.xy * matrix.yx))
        pixels = min(unit * UNITS, COARSE) if self.moving else unit * UNITS
        picture = self.relief.picture(self.view, pixels)
        context.translate(self.columns / 2, self.rows / 2 + self._lift * UNITS)
        context.scale(UNITS / pixels, UNITS / pixels)
        left, top = picture.left * pixels, -picture.top * pixels
        context.set_source_surface(surface(picture.pixels), left, top)
        context.paint_with_alpha(self.opacity)


def round_step(about: float) -> float:
    """Return a step of 1, 2 or 5 times a power of ten, the next above a number that is positive.

    1, if there is no such number.
    """
    if about <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(about))
    return power * next(each for each in ROUND if each * power >= about * (1 - 1e-9))
