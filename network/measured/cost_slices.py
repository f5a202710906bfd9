"""The cost as a function of one number: along single weights, and from the start to the end.

A slice lets one weight go far to both sides of its value, while all other numbers of the network
stay as they are. Only one neuron's sum changes with it, so only what lies behind it is calculated
anew, and only for images that send something along that edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits
from network.measured.study import Origin, Study, stored
from network.model.activations import Array
from network.model.backprop import cost as cost_of
from network.model.backprop import one_hot
from network.model.mlp import MLP
from network.questions.valleys import LEAST_DEPTH, depths_of
from network.training.playback import Playback

#: How far a slice goes to either side, in spreads of the weights of its step.
SPREADS = 30

#: At so many moments of the training, evenly on its clock, weights are drawn by chance: one for
#: every so many images.
MOMENTS, IMAGES_A_SLICE, SEED = 12, 25, 26

#: Places on each slice, on the chosen one, and on the line; the line goes on beyond its ends by
#: this share.
PLACES, CLOSE_PLACES, LINE_PLACES, BEYOND = 41, 361, 121, 0.1

#: How many slices are kept as a sample of all, at most.
SAMPLE = 48

#: At most so many numbers are calculated with at a time.
AT_A_TIME = 60_000


@dataclass(frozen=True, eq=False)
class CostSlices(Study):
    """Costs along n single weights, each at a moment of the training, and along one line.

    Attributes
    ----------
    moments
        How many moments of the training were looked at, start and end included.
    depths
        Shape (n, 2), float32: how deep the deepest valley of each slice is, and the second; 0,
        where there is none.
    others, kept
        How many other digits were asked, and how many of the slices with a second valley have one
        on those, too.
    sample
        Shape (s, p), float32: the cost on some of them, taken evenly, at p places each.
    step
        After how many mini-batches the network was taken that has the chosen slice.
    edge
        Of its weight: (step, to, from), as in ``weights[step][to, from]``.
    value, spreads
        What this weight is, and how far the slice goes to either side, in spreads of the weights
        of its step.
    place, cost
        Shape (q,), float64: the weight, and the cost. Chosen is the slice of which the second
        valley is deepest, measured by how far the slice rises and falls; if none has a second
        one, that with the deepest valley, and without any, the one that rises and falls most.
    share, line
        Shape (r,), float64: the cost on the straight line from the random start, at share 0, to
        the trained network, at share 1.
    """

    name: ClassVar[str] = "cost-slices"
    moments: int
    step: int
    edge: tuple[int, ...]
    value: float
    spreads: float
    others: int
    kept: int
    depths: Array = stored("slices", 2, dtype="float32")
    sample: Array = stored("sample", "places", dtype="float32")
    place: Array = stored("close places")
    cost: Array = stored("close places")
    share: Array = stored("line places")
    line: Array = stored("line places")

    @classmethod
    def measure(
        cls, playback: Playback, digits: Digits, origin: Origin, others: Digits
    ) -> "CostSlices":
        """Draw weights and let each go its way; there must be some digits, and some others."""
        drawn = list(draw_edges(playback, max(1, len(digits) // IMAGES_A_SLICE)))
        tried = np.array(list(_tried(playback, digits, drawn)))
        depths = np.array([depths_of(costs) for costs in tried])
        index, edge = drawn[most_telling(depths, np.ptp(tried, axis=1))]
        double = [drawn[place] for place in np.flatnonzero(depths[:, 1])] if len(others) else []
        again = _tried(playback, others, double)
        reader = Reader(playback.network(index), digits)
        value, reach = reader.range_of(edge)
        change = np.linspace(-reach, reach, CLOSE_PLACES)
        share = np.linspace(-BEYOND, 1 + BEYOND, LINE_PLACES)
        return cls(
            origin,
            len({moment for moment, _ in drawn}),
            int(playback.history.snapshot_step[index]),
            edge,
            value,
            float(SPREADS),
            len(others),
            sum(depths_of(costs)[1] > 0 for costs in again),
            depths.astype(np.float32),
            tried[:: max(1, -(-len(tried) // SAMPLE))].astype(np.float32),
            value + change,
            reader.costs_along(edge, change),
            share,
            costs_between(playback.network(0), playback.mlp, share, digits),
        )

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        costs = np.concatenate([self.sample.ravel(), self.cost, self.line])
        if costs.min() < 0 or costs.max() > 10 + 1e-5:
            return "costs from 0 to 10", f"{costs.min():g} to {costs.max():g}"
        if len(self.edge) != 3 or min(*self.edge, self.step) < 0:
            return "a weight (step, to, from) of a network", f"{self.edge}, {self.step}"
        if min(np.diff(self.place).min(), np.diff(self.share).min()) <= 0:
            return "places that rise", "others"
        if not 0 <= self.kept <= self.with_two:
            return f"up to {self.with_two} second valleys on other digits", str(self.kept)
        if not (self.depths[:, 1] >= 0).all() or not (self.depths[:, 1] <= self.depths[:, 0]).all():
            return "second valleys no deeper than first ones", "others"
        return None

    @property
    def tried(self) -> int:
        """How many slices were looked at."""
        return len(self.depths)

    @property
    def with_two(self) -> int:
        """How many of them have more than one valley."""
        return int(np.count_nonzero(self.depths[:, 1]))


#: A weight: its step, the neuron that it leads to, and the one it comes from.
Edge = tuple[int, int, int]


def draw_edges(playback: Playback, count: int) -> Iterator[tuple[int, Edge]]:
    """Yield a snapshot's index and one of its weights, drawn by chance, so often at each moment."""
    rng = np.random.default_rng(SEED)
    clocks = np.linspace(0, 1, MOMENTS)
    indices = sorted({int(np.abs(playback.clocks - clock).argmin()) for clock in clocks})
    shapes = [weights.shape for weights in playback.mlp.weights]
    ends = np.cumsum([to * before for to, before in shapes])
    for index in indices:
        for number in rng.choice(ends[-1], min(count, ends[-1]), replace=False):
            step = int(np.searchsorted(ends, number, side="right"))
            within = int(number) - (int(ends[step - 1]) if step else 0)
            yield index, (step, *divmod(within, shapes[step][1]))


def _tried(
    playback: Playback, digits: Digits, drawn: Sequence[tuple[int, Edge]]
) -> Iterator[Array]:
    """Yield the cost along each slice, moment by moment: shape (p,)."""
    for index, those in groupby(drawn, key=lambda each: each[0]):
        # Single precision is a hundred times finer than the valleys that count.
        reader = Reader(playback.network(index), digits, np.float32)
        for _, edge in those:
            _, reach = reader.range_of(edge)
            yield reader.costs_along(edge, np.linspace(-reach, reach, PLACES))


def most_telling(depths: Array, heights: Array) -> int:
    """Return which slice to show: see :class:`CostSlices`.

    Parameters
    ----------
    depths
        Shape (n, 2): of its deepest valley and of its second.
    heights
        Shape (n,): how far each rises and falls.
    """
    second = depths[:, 1] / np.maximum(heights, LEAST_DEPTH)
    return int(np.lexsort((heights, depths[:, 0], second))[-1])


class Reader:
    """A network that has read some digits, and tells what they would cost with another weight.

    Parameters
    ----------
    mlp, digits
        These.
    """

    def __init__(self, mlp: MLP, digits: Digits, dtype: type = np.float64) -> None:
        self.mlp = mlp.astype(dtype)
        self.read = self.mlp.forward(digits.images / dtype(255))
        self.wanted = one_hot(digits.labels).astype(dtype)
        self.costs = np.square(self.read.output - self.wanted).sum(axis=1)

    def range_of(self, edge: Edge) -> tuple[float, float]:
        """Return a weight, and how far its slice goes to either side."""
        step, to, before = edge
        weights = self.mlp.weights[step]
        return float(weights[to, before]), SPREADS * float(weights.std())

    def costs_along(self, edge: Edge, change: Array) -> Array:
        """Return the mean cost with a weight changed by ...: shape (p,) for (p,).

        Of images that send nothing along the edge the cost stays what it is.
        """
        step, to, before = edge
        sent = self.read.a[step][:, before]
        moved = np.flatnonzero(sent)
        rest = float(self.costs.sum() - self.costs[moved].sum())
        widest = max(self.mlp.sizes[step + 1 :])
        portions = -(-len(change) * max(1, len(moved)) * widest // AT_A_TIME)
        usual, costs = self.read.z[step][moved, to], []
        for part in np.array_split(change.astype(sent.dtype), min(portions, len(change))):
            sums = usual + part[:, None] * sent[moved]
            costs.append(rest + self._with_sum(step, to, moved, sums))
        return np.concatenate(costs) / len(self.costs)

    def _with_sum(self, step: int, to: int, moved: Array, sums: Array) -> Array:
        """Return the summed costs of some images where one neuron's sum is another.

        Parameters
        ----------
        step, to
            The neuron.
        moved
            Shape (m,): the images.
        sums
            Shape (p, m): its sums.

        Returns
        -------
        Array
            Shape (p,).
        """
        mlp, read = self.mlp, self.read
        if not mlp.activation_of(step).alone:  # all outputs hang on the sum
            z = np.repeat(read.z[step][None, moved], len(sums), axis=0)
            z[..., to] = sums
            return self._costs_from(step, z, moved).sum(axis=1)
        held = mlp.activation_of(step)(sums)
        if step == mlp.steps - 1:
            before = np.square(read.output[moved, to] - self.wanted[moved, to])
            after = np.square(held - self.wanted[moved, to])
            return (self.costs[moved] - before + after).sum(axis=1)
        change = held - read.a[step + 1][moved, to]
        z = read.z[step + 1][moved] + change[..., None] * mlp.weights[step + 1][:, to]
        return self._costs_from(step + 1, z, moved).sum(axis=1)

    def _costs_from(self, step: int, z: Array, moved: Array) -> Array:
        """Return the costs of some images, (p, m), from a layer's sums on, (p, m, n)."""
        mlp = self.mlp
        for after in range(step, mlp.steps):
            if after > step:
                z = z @ mlp.weights[after].T + mlp.biases[after]
            mlp.activation_of(after).apply(z, z)
        return np.square(z - self.wanted[moved]).sum(axis=-1)


def costs_between(one: MLP, other: MLP, share: Array, digits: Digits) -> Array:
    """Return the mean cost on the straight line between two networks: shape (r,) for (r,).

    The first layer's sums lie on a straight line, too, so pixels are looked at twice only.
    """
    start, end = (mlp.astype(np.float64) for mlp in (one, other))
    first, last = (mlp.forward(digits.images / 255).z[0] for mlp in (start, end))
    wanted, costs = one_hot(digits.labels), []
    for s in share:
        way = s * (end.parameters - start.parameters)
        mlp = one.with_parameters(start.parameters + way)
        a = mlp.activation_of(0)(first + s * (last - first))
        for step in range(1, mlp.steps):
            a = mlp.activation_of(step)(a @ mlp.weights[step].T + mlp.biases[step])
        costs.append(cost_of(a, wanted))
    return np.array(costs)
