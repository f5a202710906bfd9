"""What networks cost that lie on a plane through the training's path: lecture 2's landscape.

Two numbers (x, y) stand for the network with the parameters o + x u + y v. Here o are those of
the trained network, and u and v, of length 1 and at right angles, are the two directions in which
most of the squared distance of the stored snapshots from o lies: the plane that fits the path
best, of all that hold its end.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits
from network.measured.study import Origin, Study, stored
from network.model.activations import Array
from network.model.backprop import one_hot
from network.model.mlp import MLP, unpack
from network.training.playback import Playback

#: Points along each side of the grid; with so many digits, or with fewer.
POINTS, FEW_POINTS, MANY_DIGITS = 61, 25, 2000

#: How long a side is, as a multiple of the path's extent on the plane, and how far from the start
#: it is tried which way is down, as a share of a side.
ROOM, AROUND = 1.3, 1 / 16

#: In how many directions that is tried.
TRIED = 8

#: Snapshots are stored as precisely as that; a path that spreads less than a few times as much in
#: its second direction has none.
PRECISION, LEAST = 2.0**-11, 5

#: So many paths without aim are compared with it, drawn from this seed.
WALKS, SEED = 5, 0

#: Images that are read at a time: what is calculated then fits into a processor's cache.
CHUNK = 250


@dataclass(frozen=True, eq=False)
class CostPlane(Study):
    """The mean cost on a grid, and the path of the training projected onto the plane.

    Attributes
    ----------
    by_path
        Whether the path chose the directions; if it hardly moved, chance did.
    held
        Share of the snapshots' squared distances from the trained network that lies in the plane,
        0 to 1.
    held_without_aim
        What to compare that with: the same share of paths that take steps as long as those from
        snapshot to snapshot, each in a random direction, for the plane that suits each best; the
        mean over some.
    held_between
        Share of the squared distances from snapshot to snapshot that lies in the plane.
    distance
        How far from ``path[0]`` the costs ``around`` were found.
    across, upward
        Shape (n,): x and y of the grid's columns and rows, rising, equally far apart.
    cost
        Shape (n, n): the mean cost at ``across[j]``, ``upward[i]``.
    path
        Shape (s, 2): where the snapshots lie on the plane; the last is (0, 0).
    path_cost
        Shape (s,): what the snapshots really cost, wherever they are.
    plane_cost
        Shape (s,): what the networks cost at their places on the plane.
    around
        Shape (8,): the cost at ``distance`` from ``path[0]``, to the right first, and from there
        on turning to the left by 45 degrees.
    """

    name: ClassVar[str] = "cost-plane"
    by_path: bool
    held: float
    held_without_aim: float
    held_between: float
    distance: float
    across: Array = stored("columns")
    upward: Array = stored("rows")
    cost: Array = stored("rows", "columns")
    path: Array = stored("snapshots", 2)
    path_cost: Array = stored("snapshots")
    plane_cost: Array = stored("snapshots")
    around: Array = stored(TRIED)

    @classmethod
    def measure(cls, playback: Playback, digits: Digits, origin: Origin) -> "CostPlane":
        """Find the plane, and let the networks of its grid read all digits; there must be some."""
        snapshots = parameters_of(playback)
        away, size = snapshots - snapshots[-1], float(np.linalg.norm(snapshots[-1]))
        directions, by_path = main_directions(away, size)
        path = away @ directions.T
        across, upward, distance = grid_around(path, len(digits), size)
        grid = np.stack(np.meshgrid(across, upward), axis=-1).reshape(-1, 2)
        ring = path[0] + distance * ways()
        plane = Plane(playback.mlp, directions)
        costs = plane.costs(np.concatenate([grid, path, ring]), digits)
        on_grid, on_path, around = np.split(costs, [len(grid), len(grid) + len(path)])
        return cls(
            origin,
            by_path,
            share_held(away, directions),
            held_without_aim(away),
            share_held(np.diff(snapshots, axis=0), directions),
            distance,
            across,
            upward,
            on_grid.reshape(len(upward), len(across)),
            path,
            real_costs(playback.mlp, snapshots, digits),
            on_path,
            around,
        )

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        shares = self.held, self.held_without_aim, self.held_between
        if not all(0 <= share <= 1 + 1e-9 for share in shares):
            return "shares from 0 to 1", ", ".join(f"{share:g}" for share in shares)
        costs = (self.cost, self.path_cost, self.plane_cost, self.around)
        lowest, highest = min(map(np.min, costs)), max(map(np.max, costs))
        if not 0 <= lowest <= highest <= 10 + 1e-9:
            return "costs from 0 to 10", f"{lowest:g} to {highest:g}"
        inside = all(
            axis[0] <= places.min() and places.max() <= axis[-1]
            for axis, places in zip((self.across, self.upward), self.path.T, strict=True)
        )
        return None if inside else ("a path on the grid", "one that leaves it")


class Plane:
    """Networks on a plane, and what they cost.

    Parameters
    ----------
    mlp
        The network at (0, 0).
    directions
        Shape (2, parameters): where (1, 0) and (0, 1) lie from there.
    """

    def __init__(self, mlp: MLP, directions: Array) -> None:
        self.functions = mlp.functions
        basis = np.vstack([mlp.parameters.astype(float), directions])
        unpacked = [unpack(mlp.sizes, each) for each in basis]
        #: By step, shapes (3, n[k+1], n[k]) and (3, n[k+1]): at (0, 0), and along each direction.
        self.weights, self.biases = (
            [np.stack(step) for step in zip(*kind, strict=True)]
            for kind in zip(*unpacked, strict=True)
        )

    def costs(self, places: Array, digits: Digits) -> Array:
        """Return the mean cost at places, shape (m, 2): shape (m,), double precision."""
        total = np.zeros(len(places))
        for start in range(0, len(digits), CHUNK):
            part = digits[start : start + CHUNK]
            total += self._summed(places, part.images / 255, one_hot(part.labels).astype(float))
        return total / len(digits)

    def _summed(self, places: Array, x: Array, wanted: Array) -> Array:
        """Return the cost at places, summed over images of shape (n, 784)."""
        # The sums of the first layer change in straight lines: only they need the pixels.
        first = np.stack(
            [x @ w.T + b for w, b in zip(self.weights[0], self.biases[0], strict=True)]
        )
        found = np.empty(len(places))
        for k, place in enumerate(places):
            share = np.array([1.0, *place])
            a = np.tensordot(share, first, 1)
            self.functions[0].apply(a, a)
            for w, b, f in zip(self.weights[1:], self.biases[1:], self.functions[1:], strict=True):
                a = a @ np.tensordot(share, w, 1).T
                a += share @ b
                f.apply(a, a)
            a -= wanted
            found[k] = np.vdot(a, a)
        return found


def parameters_of(playback: Playback) -> Array:
    """Return the parameters of all snapshots, the trained network's last: shape (s, p), float64."""
    count = len(playback.clocks)
    return np.stack([playback.network(k).parameters.astype(float) for k in range(count)])


def main_directions(away: Array, size: float) -> tuple[Array, bool]:
    """Return the two directions that hold most of a path, and whether it has two.

    Parameters
    ----------
    away
        Shape (s, p): where its points lie from its end.
    size
        The length of all parameters there.

    Returns
    -------
    Array
        Shape (2, p), of length 1, at right angles; the path begins where x is negative and y is
        positive.
    bool
        False if the path is too short or too straight: then the directions are random ones.
    """
    # The singular vectors of (s, p) from those of (s, s), which is much smaller.
    squares, mixes = np.linalg.eigh(away @ away.T)
    two = np.sqrt(np.maximum(squares[-2:], 0))[::-1]
    if len(two) < 2 or two[1] <= LEAST * PRECISION * size * np.sqrt(len(away)):
        return random_directions(np.random.default_rng(SEED), away.shape[1]), False
    directions = (mixes.T[::-1][:2] @ away) / two[:, None]
    # Which way each is positive is free: the start lies to the left and above the end.
    start = directions @ away[0]
    signs = np.where(start * (-1, 1) < 0, -1.0, 1.0)
    return directions * signs[:, None], True


def random_directions(rng: np.random.Generator, size: int) -> Array:
    """Return two directions of length 1, at right angles, all equally likely: shape (2, size)."""
    return np.linalg.qr(rng.standard_normal((size, 2)))[0].T


def share_held(vectors: Array, directions: Array) -> float:
    """Return the share of vectors' squared lengths that lies in a plane; 0 if they have none."""
    total = float(np.square(vectors).sum())
    return float(np.square(vectors @ directions.T).sum()) / total if total else 0.0


def held_without_aim(path: Array) -> float:
    """Return how much of paths that wander without aim their best planes hold; a mean.

    Parameters
    ----------
    path
        Shape (s, size): a path whose steps are as long.
    """
    rng, lengths = np.random.default_rng(SEED), np.linalg.norm(np.diff(path, axis=0), axis=1)
    return float(np.mean([_held_of_walk(rng, lengths, path.shape[1]) for _ in range(WALKS)]))


def _held_of_walk(rng: np.random.Generator, lengths: Array, size: int) -> float:
    """Return the share of one walk's squared distances from its end that its best plane holds."""
    steps = rng.standard_normal((len(lengths), size))
    steps *= (lengths / np.linalg.norm(steps, axis=1))[:, None]
    away = np.cumsum(steps[::-1], axis=0)
    shares = np.linalg.eigvalsh(away @ away.T)
    return float(shares[-2:].sum() / shares.sum()) if shares.sum() > 0 else 0.0


def grid_around(path: Array, digits: int, size: float) -> tuple[Array, Array, float]:
    """Return x and y of a square grid with a path in its middle, and how far to look around.

    Parameters
    ----------
    path
        Shape (s, 2).
    digits
        How many there are to read: the fewer, the coarser the grid.
    size
        The length of all parameters: the least side of a grid, where a path has hardly any.
    """
    low, high = path.min(axis=0), path.max(axis=0)
    extent = float((high - low).max())
    side = ROOM * extent if extent > size / 100 else size
    points = POINTS if digits >= MANY_DIGITS else FEW_POINTS
    steps = np.linspace(-side / 2, side / 2, points)
    x, y = (low + high) / 2
    return x + steps, y + steps, AROUND * side


def ways() -> Array:
    """Return the directions that are tried, of length 1: shape (8, 2)."""
    angles = 2 * np.pi * np.arange(TRIED) / TRIED
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def real_costs(mlp: MLP, snapshots: Array, digits: Digits) -> Array:
    """Return the mean costs of networks of one shape, parameters of shape (s, p): shape (s,)."""
    images, wanted = digits.images / 255, one_hot(digits.labels)
    found = []
    for parameters in snapshots:
        output = mlp.with_parameters(parameters).forward(images).output
        found.append(np.square(output - wanted).sum(axis=1).mean())
    return np.array(found)
