"""Gradient descent on a plane of networks: steps along slopes that are read off a grid of costs."""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import RectBivariateSpline, RegularGridInterpolator

from network.measured.cost_plane import CostPlane, ways
from network.model.activations import Array

#: A step that raises the cost was too long: the rate is halved, at most so often.
HALVINGS = 40


@dataclass(frozen=True, eq=False)
class Walk:
    """A descent: where it leads, and what it costs there.

    Attributes
    ----------
    places
        Shape (k + 1, 2): the start, and where each of k steps leads.
    costs
        Shape (k + 1,), falling.
    rate
        What slopes were multiplied by to get steps.
    """

    places: Array
    costs: Array
    rate: float


class Downhill:
    """A plane of networks, where one can ask for the cost, and for its gradient.

    Parameters
    ----------
    plane
        What was measured on it. Between the points of its grid, costs lie on the smooth surface
        through those points; the gradient is the mean of those around, each from the difference
        of its neighbours.
    """

    def __init__(self, plane: CostPlane) -> None:
        self.plane = plane
        rows, columns = plane.upward, plane.across
        self._surface = RectBivariateSpline(rows, columns, plane.cost)
        #: Shape (n, n, 2): the gradient at the points of the grid, (along x, along y).
        self.slopes = np.stack(np.gradient(plane.cost, rows, columns)[::-1], axis=-1)
        self._slope = RegularGridInterpolator((rows, columns), self.slopes)

    def cost(self, places: Array) -> Array:
        """Return what networks cost at places of the grid, shape (..., 2): shape (...)."""
        return self._surface(places[..., 1], places[..., 0], grid=False)

    def gradient(self, places: Array) -> Array:
        """Return the gradient at places of the grid: shape (..., 2)."""
        return self._slope(places[..., ::-1]).reshape(places.shape)

    def sample(self, about: int) -> tuple[Array, Array]:
        """Return places of the grid, about so many each way, and the gradients: (m, 2) both."""
        every = max(1, len(self.plane.across) // about)
        some = slice(every // 2, None, every)
        x, y = np.meshgrid(self.plane.across[some], self.plane.upward[some])
        places = np.stack([x, y], axis=-1).reshape(-1, 2)
        return places, self.gradient(places)

    def walk(self, start: Array, steps: int, first: float) -> Walk:
        """Go downhill: each step is the gradient there, times minus a rate that stays the same.

        Parameters
        ----------
        start
            Shape (2,).
        steps
            How many, at most: it ends where the land does, and where it is level.
        first
            How long the first step would like to be. The rate is what makes it so long, halved
            until the first stays on the land and none leads up.
        """
        steep = float(np.linalg.norm(self.gradient(start)))
        rate = first / steep if steep else 0.0
        for _ in range(HALVINGS):
            walk = self._try(start, steps, rate)
            if (len(walk.places) > 1 or not rate) and (np.diff(walk.costs) <= 0).all():
                return walk
            rate /= 2
        return self._try(start, 0, rate)

    def _try(self, start: Array, steps: int, rate: float) -> Walk:
        places = [np.asarray(start, float)]
        for _ in range(steps):
            place = places[-1] - rate * self.gradient(places[-1])
            if not self._holds(place):
                break
            places.append(place)
        found = np.stack(places)
        costs = self.cost(found)
        if (found[0] == self.plane.path[0]).all():  # there, it was measured
            costs[0] = self.plane.plane_cost[0]
        return Walk(found, costs, rate)

    def _holds(self, place: Array) -> bool:
        return all(
            axis[0] <= value <= axis[-1]
            for axis, value in zip((self.plane.across, self.plane.upward), place, strict=True)
        )


def changes_around(plane: CostPlane) -> Array:
    """Return by how much the cost changes from the path's start, each way: shape (8,)."""
    return plane.around - plane.plane_cost[0]


def gradient_at_start(plane: CostPlane) -> Array:
    """Return the gradient at the path's start from the differences of opposite ways: (2,)."""
    change = plane.around - np.roll(plane.around, len(plane.around) // 2)
    return np.array([change[0], change[2]]) / (2 * plane.distance)


def nearest_way(direction: Array) -> int:
    """Return which of the eight ways is nearest to a direction, shape (2,)."""
    return int(np.argmax(ways() @ direction))
