"""Land seen from anywhere: a grid of heights as a picture, by numpy alone.

Each column of the picture looks along one line over the land, from the near rim to the far one. A
point of the line is seen if it appears higher than all that lie nearer; so a running maximum tells
what is seen, for all columns at once.
"""

import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RectBivariateSpline
from scipy.ndimage import uniform_filter

from scenes.look.colours import rgb
from scenes.look.theme import Theme, theme

#: Points along each side of the land as it is drawn, between those that are given.
FINE = 1024

#: Where light comes from: from the left, from the front and from above.
LIGHT = np.array([-0.55, -0.3, 0.78]) / np.linalg.norm([-0.55, -0.3, 0.78])

#: How much light and shadow do, and the darkest and brightest that they make: on a dark stage, and
#: on a light one.
ON_DARK, ON_LIGHT = (0.9, 0.5, 1.4), (0.6, 0.72, 1.15)

#: Half the width of a line of equal height in fine points, and how opaque lines are, and the
#: finer ones between.
LINE, OPACITY, FAINTER = 1.0, 0.34, 0.2

#: With fewer pixels a side, each is the mean of so many fine points each way: lines would break.
FEW, AVERAGED = 700, 3

#: Finer lines for each step between others, where the land is lowest.
FINER = 5

#: Colours are spread by this power of the height: most of the land is low.
SPREAD = 0.5

Points = NDArray[np.floating]


class View(NamedTuple):
    """From where land is seen.

    Attributes
    ----------
    azimuth
        Degrees by which the eye has gone around the land, to the right, from its lower rim.
    elevation
        Degrees above the ground; at 90 one looks straight down.
    rise
        How far heights have risen out of the ground, 0 to 1.
    """

    azimuth: float
    elevation: float
    rise: float

    def project(self, ground: Points, heights: Points) -> Points:
        """Return where points appear, x to the right and y up: shape (..., 2).

        Parameters
        ----------
        ground
            Shape (..., 2): their place on the ground, the land's middle at (0, 0).
        heights
            Shape (...): above the ground, in the same unit.
        """
        turn, tilt = np.radians(self.azimuth), np.radians(self.elevation)
        p, q = np.moveaxis(np.asarray(ground, float), -1, 0)
        x = p * np.cos(turn) + q * np.sin(turn)
        away = q * np.cos(turn) - p * np.sin(turn)
        up = away * np.sin(tilt) + self.rise * np.asarray(heights) * np.cos(tilt)
        return np.stack([x, up], axis=-1)

    def toward_eye(self) -> tuple[Points, float]:
        """Return the way to the eye: over the ground, shape (2,), and up; of length 1."""
        turn, tilt = np.radians(self.azimuth), np.radians(self.elevation)
        ground = np.array([np.sin(turn), -np.cos(turn)]) * np.cos(tilt)
        return ground, float(np.sin(tilt))


class Picture(NamedTuple):
    """A picture of land: premultiplied pixels, and where they belong.

    Attributes
    ----------
    pixels
        Shape (rows, columns, 4), from the top.
    left, top
        Its upper left corner, as a multiple of a side, the middle of the ground at (0, 0).
    """

    pixels: NDArray[np.uint8]
    left: float
    top: float


class Relief:
    """Square land of side 1 with light and shadow, colours by height, and lines of equal height.

    Shared by everything that draws the same land, and never copied.

    Parameters
    ----------
    values
        Shape (n, n): what is drawn as height; row 0 is the near rim, when the azimuth is 0.
    tall
        How high the greatest value is.
    step
        Values from one line of equal height to the next.

    Attributes
    ----------
    top
        The greatest value.
    back
        The azimuth at which the land, all in all, rises to the back.
    key
        Tells this land from all others.
    """

    # Without a __dict__, the key of a play leaves out the fine land, which its own key tells.
    __slots__ = (
        "_averaged",
        "_colours",
        "_heights",
        "_last",
        "_walls",
        "back",
        "key",
        "step",
        "tall",
        "top",
    )

    def __init__(self, values: Points, tall: float, step: float) -> None:
        values = np.asarray(values, float)
        self.top, self.tall, self.step = float(values.max()), tall, step
        self.back = facing_uphill(values)
        digest = hashlib.sha256(values.tobytes()).hexdigest()
        self.key = f"{digest} {tall} {step} {theme()}"
        fine = between(values)
        scale = tall / self.top if self.top else 0.0
        self._heights = (fine * scale).astype(np.float32).ravel()
        colours = shaded(fine, step, scale, theme())
        self._colours = packed(colours).ravel()
        self._averaged = packed(uniform_filter(colours, (AVERAGED, AVERAGED, 1))).ravel()
        self._walls = [packed(each[None])[0] for each in walls(theme())]
        self._last: tuple[tuple, Picture] | None = None

    def __deepcopy__(self, memo: dict) -> "Relief":
        return self

    def heights_at(self, ground: Points) -> NDArray[np.float64]:
        """Return how high the land is at points of the ground, shape (..., 2): shape (...)."""
        place = np.round((np.asarray(ground) + 0.5) * (FINE - 1)).astype(int).clip(0, FINE - 1)
        return self._heights[place[..., 1] * FINE + place[..., 0]].astype(float)

    def hidden(self, ground: Points, heights: Points, view: View, steps: int = 72) -> NDArray:
        """Return which points lie behind the land: shape (m,) for (m, 2) and (m,)."""
        way, up = view.toward_eye()
        level = np.linalg.norm(way)
        if level < 1e-6 or not view.rise:
            return np.zeros(len(ground), bool)
        # From each point to where the way to the eye is above all of the land.
        far = min(1.5, self.tall * view.rise * level / max(up, 1e-6)) / level
        along = np.linspace(0.02, far, steps)
        places = ground[:, None] + along[:, None] * way
        clear = view.rise * np.asarray(heights)[:, None] + along * up
        land = view.rise * self.heights_at(places)
        on_it = (np.abs(places) <= 0.5).all(axis=-1)
        return ((land > clear + 0.004) & on_it).any(axis=1)

    def picture(self, view: View, pixels: float) -> Picture:
        """Return the land as it is seen, with so many pixels a side; the last one is kept."""
        asked = (view, round(pixels, 3))
        if self._last is None or self._last[0] != asked:
            self._last = None  # before there is a new one: less memory
            self._last = asked, self._paint(view, pixels)
        return self._last[1]

    def _paint(self, view: View, pixels: float) -> Picture:
        sight = Sight(view, pixels)
        high = self._heights.take(sight.fine_points(), mode="clip")
        high *= np.float32(view.rise * np.cos(np.radians(view.elevation)) * pixels)
        high += sight.away * sight.steep
        bottom = np.floor(sight.nearest.min())
        seen = sight.what_is_seen(high, bottom)
        fine = self._averaged if pixels < FEW else self._colours
        colours = fine.take(sight.fine_points_seen(seen, high, bottom), mode="clip")
        walls = seen.first == 0
        colours[walls] = np.take(self._walls, sight.sides[seen.column[walls]])
        image = np.zeros((seen.rows, len(sight.across)), np.uint32)
        place = (np.int32(seen.rows - 1) - seen.row) * np.int32(len(sight.across))
        place += seen.column
        image.ravel()[place] = colours
        # Where the land ends, a pixel is filled in part.
        last, above = high.max(axis=0) - bottom, np.arange(len(sight.across))
        rim = np.minimum(last.astype(int), seen.rows - 1)
        ends = sight.colours_at_the_end(fine)
        image[seen.rows - 1 - rim, above] = in_part(ends, np.clip(last - rim, 0, 1))
        left = sight.across[0] - 0.5 / pixels
        return Picture(
            image.view(np.uint8).reshape(*image.shape, 4),
            float(left),
            float((seen.rows + bottom) / pixels),
        )


class Seen(NamedTuple):
    """Which pixels show land, shape (m,) each: column, row from below, and the point of the line.

    ``first`` is the first of the line's points that is at least as high; 0 where the land's near
    side is seen. ``rows`` is how many rows there are.
    """

    column: NDArray[np.int32]
    row: NDArray[np.int32]
    first: NDArray[np.int32]
    rows: int


class Sight:
    """The lines over the land that the columns of a picture look along.

    Attributes
    ----------
    across
        Shape (n,): where the columns are.
    away
        Shape (m, n): how far away the points of each line are, nearest first.
    nearest
        Shape (n,): how high the near rim appears at height 0, in pixels.
    steep
        Pixels by which a point appears higher for each side that it is farther away.
    sides
        Shape (n,): which of two neighbouring sides of the land is near.
    """

    def __init__(self, view: View, pixels: float) -> None:
        turn, tilt = np.radians(view.azimuth), np.radians(view.elevation)
        self.cos, self.sin = float(np.cos(turn)), float(np.sin(turn))
        columns = int(np.ceil(pixels * (abs(self.cos) + abs(self.sin))))
        across = (np.arange(columns) + 0.5 - columns / 2) / pixels
        from_p = _slab(across * self.cos, -self.sin)
        from_q = _slab(across * self.sin, self.cos)
        near, far = np.maximum(from_p[0], from_q[0]), np.minimum(from_p[1], from_q[1])
        some = far > near
        self.sides = (from_p[0] > from_q[0])[some].astype(np.int32)
        self.across = across[some].astype(np.float32)
        self.near = near[some].astype(np.float32)
        points = max(2, int(0.75 * pixels))
        self.between = ((far - near)[some] / (points - 1)).astype(np.float32)
        steps = np.arange(points, dtype=np.float32)[:, None]
        self.away = self.near + steps * self.between
        self.steep = np.float32(np.sin(tilt) * pixels)
        self.nearest = self.near * self.steep

    def fine_points(self) -> NDArray[np.int32]:
        """Return which fine point each point of a line is: shape (m, n)."""
        return self._fine(self.across, self.away)

    def what_is_seen(self, high: NDArray[np.float32], bottom: float) -> Seen:
        """Return which point each pixel shows, by how high they appear, (m, n), in pixels."""
        columns = high.shape[1]
        highest = np.maximum.accumulate(high, axis=0)
        highest += np.float32(0.5 - bottom)
        rows = int(highest[-1].max()) + 1
        # A point is in the way of all pixels whose middles are not above it. Counting the points
        # below each pixel says which one is the first.
        reach = highest.astype(np.int32)
        last = reach[-1].copy()
        reach += np.arange(columns, dtype=np.int32) * np.int32(rows + 1)
        counts = np.bincount(reach.ravel(), minlength=columns * (rows + 1))
        first = np.cumsum(counts.reshape(columns, -1), axis=1, dtype=np.int32)
        lowest = np.ceil(self.nearest - np.float32(0.5 + bottom)).astype(np.int32)
        # In each column it is the rows from the near rim to the highest point that show land.
        lengths = np.maximum(last - lowest, 0)
        column = np.repeat(np.arange(columns, dtype=np.int32), lengths)
        start = lowest - (np.cumsum(lengths) - lengths)
        row = np.arange(len(column), dtype=np.int32)
        row += np.repeat(start.astype(np.int32), lengths)
        return Seen(column, row, first.ravel().take(column * np.int32(rows + 1) + row), rows)

    def fine_points_seen(
        self, seen: Seen, high: NDArray[np.float32], bottom: float
    ) -> NDArray[np.int32]:
        """Return which fine point each pixel shows, between two points of its line: shape (m,)."""
        columns, column = np.int32(high.shape[1]), seen.column
        after = np.maximum(seen.first, 1)
        place = after * columns
        place += column
        upper = high.ravel().take(place)
        place -= columns
        lower = high.ravel().take(place)
        share = seen.row + np.float32(0.5 + bottom)
        share -= lower
        upper -= lower
        np.maximum(upper, np.float32(1e-6), out=upper)
        share /= upper
        np.clip(share, 0, 1, out=share)
        share += after
        share -= np.float32(1)
        share *= self.between.take(column)
        share += self.near.take(column)
        return self._fine(self.across.take(column), share)

    def colours_at_the_end(self, colours: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return the colour of the land's far rim for each column."""
        return colours.take(self._fine(self.across, self.away[-1]), mode="clip")

    def _fine(self, across: Points, away: Points) -> NDArray[np.int32]:
        cos, sin = np.float32(self.cos * (FINE - 1)), np.float32(self.sin * (FINE - 1))
        middle = np.float32(FINE / 2)
        p = away * -sin
        p += across * cos + middle
        q = away * cos
        q += across * sin + middle
        fine = q.astype(np.int32)
        fine *= FINE
        fine += p.astype(np.int32)
        return fine


def _slab(offset: Points, slope: float) -> Points:
    """Return between which t ``offset + slope t`` lies from -1/2 to 1/2: shape (2, n)."""
    if abs(slope) < 1e-9:
        always = np.where(np.abs(offset) <= 0.5, 9.0, -9.0)
        return np.stack([-always, always])
    return np.sort([(-0.5 - offset) / slope, (0.5 - offset) / slope], axis=0)


def facing_uphill(values: Points) -> float:
    """Return the azimuth at which land of these heights, (n, n), rises to the back: degrees."""
    steps = np.arange(len(values)) - (len(values) - 1) / 2
    right, back = (values * steps).mean(), (values * steps[:, None]).mean()
    return float(np.degrees(np.arctan2(-right, back)))


def between(values: Points) -> NDArray[np.float64]:
    """Return values on the fine grid, as a smooth surface through those given."""
    given, fine = np.linspace(0, 1, len(values)), np.linspace(0, 1, FINE)
    return RectBivariateSpline(given, given, values, kx=3, ky=3)(fine, fine)


def shaded(fine: Points, step: float, scale: float, look: Theme) -> NDArray[np.float64]:
    """Return the colours of land as one sees it from above: shape (FINE, FINE, 3)."""
    upward, across = np.gradient(fine * scale * (FINE - 1))
    light = (LIGHT[2] - across * LIGHT[0] - upward * LIGHT[1]) / np.sqrt(1 + across**2 + upward**2)
    colours = by_height(fine, look)
    contrast, darkest, brightest = ON_DARK if look.adds_light else ON_LIGHT
    colours *= np.clip(1 + contrast * (light - LIGHT[2]), darkest, brightest)[..., None]
    lines = line_opacity(fine, step)[..., None]
    drawn = rgb(look.ink)
    return np.clip(colours + lines * (drawn - colours), 0, 1)


def by_height(fine: Points, look: Theme) -> NDArray[np.float64]:
    """Return colours from cool, low, to warm, high: shape (..., 3)."""
    stage, low, high = map(rgb, (look.stage, look.positive, look.wrong))
    middle = (low + high) / 2
    if look.adds_light:
        shares = (low, 0.24), (low, 0.46), (middle, 0.5), (high, 0.72), (high, 0.95)
    else:
        shares = (low, 0.42), (low, 0.3), (middle, 0.3), (high, 0.5), (high, 0.75)
    stops = np.array([stage + share * (hue - stage) for hue, share in shares])
    place = np.clip(fine / max(float(np.max(fine)), 1e-12), 0, 1) ** SPREAD
    at = np.linspace(0, 1, len(stops))
    return np.stack([np.interp(place, at, stop) for stop in stops.T], axis=-1)


def line_opacity(fine: Points, step: float) -> NDArray[np.float64]:
    """Return how opaque lines of equal height are at each fine point."""
    steep = np.hypot(*np.gradient(fine)) + 1e-12
    lines = np.zeros_like(fine)
    for each, opacity, lowest in ((step, OPACITY, True), (step / FINER, FAINTER, False)):
        level = np.round(fine / each)
        away = np.abs(fine - each * level) / steep
        one = opacity * np.clip(LINE + 0.5 - away, 0, 1) * (level > 0)
        lines = np.maximum(lines, one if lowest else one * (fine < step))
    return lines


def walls(look: Theme) -> NDArray[np.float64]:
    """Return the colours of two neighbouring sides of the land: shape (2, 3)."""
    stage, outline = rgb(look.stage), rgb(look.outline)
    return np.stack([stage + share * (outline - stage) for share in (0.13, 0.2)])


def packed(colours: Points) -> NDArray[np.uint32]:
    """Return opaque colours, shape (..., 3), each as one number."""
    rgba = np.full((*colours.shape[:-1], 4), 255, np.uint8)
    rgba[..., :3] = np.round(colours * 255)
    return rgba.view(np.uint32)[..., 0]


def in_part(colours: NDArray[np.uint32], shares: Points) -> NDArray[np.uint32]:
    """Return premultiplied colours of pixels that are filled to a share only."""
    rgba = colours.view(np.uint8).reshape(-1, 4) * shares[:, None]
    return np.round(rgba).astype(np.uint8).view(np.uint32)[:, 0]
