"""A landscape with all that travels on it: a descent, and the path that a training really took."""

from collections.abc import Callable
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Mobject, VGroup
from numpy.typing import NDArray

from scenes.look.places import LEFT_RIM
from scenes.look.theme import theme
from scenes.mobjects.charts.landscape import Landscape
from scenes.mobjects.charts.relief import View
from scenes.mobjects.charts.trail import SMALL, Posts, Slopes, Trail
from scenes.mobjects.writing.words import Words, note

#: How tall the land is at most, as a share of its side, and how high the highest point of the path
#: may be over the ground.
TALL, HIGHEST = 0.36, 0.62

#: How far the eye is above the ground, and how far it goes to either side, degrees; and how far
#: above the land's middle the path may be, seen from the left, scene units.
ELEVATION, ASIDE, ROOM = 35, 23, 3.75

#: From a place to what is written beside it, scene units.
BESIDE = 0.22

#: The longest of the arrows downhill, as a share of the way to the next one.
LONGEST = 0.9


class Journey(Group):
    """What lies on a landscape: arrows downhill, a descent, and a path at its real heights.

    Only what is named in ``shown`` is kept on the land as the eye goes around it.

    Parameters
    ----------
    grid
        x of the columns, y of the rows, and the values of the landscape: shapes (n,), (n,), (n, n).
    slopes
        Places, shape (k, 2), evenly spread, and the gradients there, (k, 2).
    walk
        Shape (n, 2): the places of a descent on the land.
    path, heights
        Shapes (s, 2) and (s,): a path and its heights, wherever the land is.
    side
        Of the landscape, scene units.

    Attributes
    ----------
    land
        The landscape.
    slopes, walk, posts, trace, path
        Its parts; ``trace`` is the path on the land, ``posts`` lead from there up to it.
    shown
        Those that are on the stage.
    """

    def __init__(
        self,
        grid: tuple[NDArray[np.floating], NDArray[np.floating], NDArray[np.floating]],
        slopes: tuple[NDArray[np.floating], NDArray[np.floating]],
        walk: NDArray[np.floating],
        path: NDArray[np.floating],
        heights: NDArray[np.floating],
        side: float = 6.2,
    ) -> None:
        look = theme()
        tall = min(TALL, HIGHEST * float(np.max(grid[-1]) / np.max(heights)))
        self.land = land = Landscape(*grid, side, tall)
        if (most := tallest(land, path, heights)) < tall:
            self.land = land = Landscape(*grid, side, most)
        self.slopes = Slopes(land, slopes[0], downhill(*slopes, land.reach))
        self.walk = Trail(land, walk, width=2.5, point=SMALL).set_end(0)
        self.posts = Posts(land, path, heights).set_shown(0)
        self.trace = Trail(land, path, None, look.quiet, 2, point=0).set_end(0)
        self.path = Trail(land, path, heights, look.words, 3).set_end(0)
        self.shown: list[Slopes | Trail | Posts] = []
        super().__init__(land, self.slopes, self.walk, self.posts, self.trace, self.path)

    def show(self, *parts: Slopes | Trail | Posts) -> Self:
        """Keep these parts on the land, and no others."""
        self.shown = list(parts)
        return self.look(np.array(self.land.view))

    @property
    def moving(self) -> list[Mobject]:
        """The land, and what is kept on it."""
        return [self.land, *self.shown]

    def look(self, view: NDArray[np.floating]) -> Self:
        """Look from elsewhere: azimuth, elevation and rise, shape (3,)."""
        self.land.set_view(*view)
        for each in self.shown:
            each.lie()
        return self

    def turning(self, aside: float, elevation: float, rise: float) -> Callable[[float], Self]:
        """Return what looks from elsewhere, from a share of the way to there, 0 to 1.

        Parameters
        ----------
        aside
            How far to the right of where the land rises to the back, degrees; straight down, of
            where x runs to the right.
        elevation, rise
            As in :meth:`Landscape.set_view`.
        """
        start = np.array(self.land.view)
        back = self.land.back if elevation < 90 else 0.0
        end = np.array([back + aside, elevation, rise])

        def look(share: float) -> Self:
            self.land.moving = share < 1
            return self.look(start + share * (end - start))

        return look

    def follow(self, share: float) -> Self:
        """Draw the path, its trace and its posts up to a share of its points."""
        end = share * (len(self.path.places) - 1)
        self.path.set_end(end)
        self.trace.set_end(end)
        self.posts.set_shown(int(end) + 1)
        return self

    def step(self, index: int) -> Slopes:
        """Return an arrow for one step of the descent, as it is seen now; it is no part of this."""
        before, after = self.walk.places[index : index + 2]
        return Slopes(self.land, before[None], (after - before)[None], width=4)

    def two_heights(self, below: float) -> VGroup:
        """Return how high the path begins, and the land below, beside those places.

        Parameters
        ----------
        below
            The land's height there, as it was measured.
        """
        place, height = self.path.places[0], float(self.path.values[0])
        told = [note("{height:.2f}", theme().words, height=each) for each in (height, below)]
        told[0].next_to(self.land.place(place, height), RIGHT, buff=BESIDE)
        told[1].next_to(self.land.place(place), LEFT, buff=BESIDE)
        if told[1].get_left()[0] < LEFT_RIM:  # no room there
            told[1].next_to(self.land.place(place), DOWN, buff=BESIDE)
        return VGroup(*told)

    def name_ends(self, start: Words, end: Words) -> VGroup:
        """Put texts beside the path's start and over its end, and return them."""
        first, last = self.land.place(self.path.places[[0, -1]])
        return VGroup(start.next_to(first, RIGHT, buff=BESIDE), end.next_to(last, UP, buff=BESIDE))


def tallest(land: Landscape, path: NDArray[np.floating], heights: NDArray[np.floating]) -> float:
    """Return how tall land may be, as a share of its side, if a path over it is to be seen, too.

    Parameters
    ----------
    land
        Such land, however tall.
    path, heights
        Shapes (s, 2) and (s,).
    """
    ground = (path - land.corner) / land.reach - 0.5
    above = heights / land.relief.top - 0.5  # the land's own middle is seen in the middle
    view = View(land.back - ASIDE, ELEVATION, 1)
    y, risen = (view.project(ground, each)[:, 1] for each in (0 * above, above))
    rises = risen > y
    return min(np.inf, *((ROOM / land.side - y) / (risen - y))[rises].tolist())


def downhill(
    places: NDArray[np.floating], gradients: NDArray[np.floating], reach: float
) -> NDArray[np.float64]:
    """Return arrows against gradients, shape (k, 2), as long as fits where they stand this close.

    Parameters
    ----------
    places, gradients
        Shapes (k, 2): places evenly spread over a square.
    reach
        The square's side.
    """
    room = LONGEST * reach / np.sqrt(len(places))
    most = np.linalg.norm(gradients, axis=1).max()
    return -gradients * (room / most if most else 0)
