"""The gradient of the cost over thousands of examples, the step it asks for, and its controls.

It is measured where training begins. There all outputs are wrong in much the same way, so a
moment is looked at, too, when the network has learned half of what it will learn: from there,
examples want different things, and a step can be too long.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits
from network.measured.study import Origin, Study, stored
from network.model.activations import Array
from network.model.backprop import gradient, one_hot
from network.model.mlp import MLP, unpack
from network.training.playback import Playback

#: Steps along the negative gradient that are tried, in gradients: ten small ones lead to a step
#: of a tenth; the others show how long a step may be.
SIZES = (*np.arange(1, 11) / 100, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)

#: The step that is told of, and how many others, as long, go anywhere.
STEP, DIRECTIONS = 0.1, 100

#: By how much single parameters are changed; how much less an edge matters that hardly does.
NUDGE, HARDLY = 0.5, 1e-3

#: Tells the mean cost of each example, shape (n,), with these parameters.
Costs = Callable[[Array], Array]


@dataclass(frozen=True, eq=False)
class MeanGradient(Study):
    """Where the mean cost C of n examples falls, and how far; all in double precision.

    Moments are two: the random start, and halfway through learning to read.

    Attributes
    ----------
    step
        How many mini-batches were used up at the second moment.
    blank
        How many pixels are 0 in all examples.
    step_size, nudge
        See ``random`` and ``nudged``.
    gradient
        Shape (parameters,): ∂C/∂w at the start, in the order of
        :func:`network.model.mlp.unpack`.
    before
        Shape (2,): C at both moments.
    sizes
        Shape (sizes,), rising: how many negative gradients were added.
    after
        Shape (2, sizes): C after each of these steps.
    cheaper
        Shape (2, sizes): the share of examples whose own cost fell.
    random
        Shape (directions,): C at the start, after steps in random directions, as long as
        ``step_size`` gradients.
    edges
        Shape (2,): of the weights, the one with the largest entry; and one of the same matrix
        whose entry is nearest to a thousandth of that, 0 apart. If there is none, the same again.
    nudged
        Shape (2,): C at the start, with just one of these weights changed by ``nudge``, the way
        its entry asks for.
    """

    name: ClassVar[str] = "mean-gradient"
    step: int
    blank: int
    step_size: float
    nudge: float
    gradient: Array = stored("parameters")
    before: Array = stored(2)
    sizes: Array = stored("sizes")
    after: Array = stored(2, "sizes")
    cheaper: Array = stored(2, "sizes", shares=True)
    random: Array = stored("directions")
    edges: Array = stored(2, dtype="int64")
    nudged: Array = stored(2)

    @classmethod
    def measure(cls, playback: Playback, digits: Digits, origin: Origin) -> "MeanGradient":
        """Calculate both gradients and try all steps on all digits, of which there must be some."""
        halfway = playback.halfway
        networks = [playback.network(index).astype(np.float64) for index in (0, halfway)]
        images, wanted = digits.images / 255, one_hot(digits.labels).astype(np.float64)
        slopes = [gradient(mlp, images, wanted).vector for mlp in networks]
        all_costs = [_costs(mlp, images, wanted) for mlp in networks]
        before, after, cheaper = zip(*map(_try_steps, networks, slopes, all_costs), strict=True)
        start, slope, costs = networks[0], slopes[0], all_costs[0]
        edges = _two_edges(start, slope)
        return cls(
            origin,
            int(playback.history.snapshot_step[halfway]),
            int((~digits.images.any(axis=0)).sum()),
            STEP,
            NUDGE,
            slope,
            np.array(before),
            np.array(SIZES),
            np.array(after),
            np.array(cheaper),
            _try_directions(start, STEP * float(np.linalg.norm(slope)), costs),
            edges,
            np.array([costs(_nudged(start, slope, edge)).mean() for edge in edges]),
        )

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        costs = [self.before, self.after, self.random, self.nudged]
        flat = np.concatenate([each.ravel() for each in costs])
        if flat.min() < 0 or flat.max() > 10 + 1e-9:
            return "costs from 0 to 10", f"{flat.min()} to {flat.max()}"
        if not (np.diff(self.sizes) > 0).all() or self.step_size not in self.sizes:
            return f"rising step sizes, {self.step_size} among them", str(self.sizes)
        if not ((self.edges >= 0) & (self.edges < len(self.gradient))).all():
            return f"edges below {len(self.gradient)}", str(self.edges)
        return None


def _costs(mlp: MLP, images: Array, wanted: Array) -> Costs:
    """Return the function that tells each example's cost with other parameters."""

    def costs(parameters: Array) -> Array:
        output = mlp.with_parameters(parameters).forward(images).output
        return np.square(output - wanted).sum(axis=1)

    return costs


def _try_steps(mlp: MLP, slope: Array, costs: Costs) -> tuple[float, Array, Array]:
    """Return C before, C after each step, and the share of examples that then cost less."""
    start = costs(mlp.parameters)
    tried = [costs(mlp.parameters - size * slope) for size in SIZES]
    after = np.array([each.mean() for each in tried])
    return float(start.mean()), after, np.array([(each < start).mean() for each in tried])


def _try_directions(mlp: MLP, length: float, costs: Costs) -> Array:
    """Return C after steps of a length in random directions, each as likely as any other."""
    rng, found = np.random.default_rng(0), []
    for _ in range(DIRECTIONS):
        way = rng.standard_normal(mlp.parameters.size)
        found.append(costs(mlp.parameters + length / np.linalg.norm(way) * way).mean())
    return np.array(found)


def _two_edges(mlp: MLP, slope: Array) -> Array:
    """Return the weight that matters most, and one beside it that hardly does: shape (2,)."""
    matrices = unpack(mlp.sizes, np.abs(slope))[0]
    step = int(np.argmax([matrix.max() for matrix in matrices]))
    first = sum(matrix.size for matrix in matrices[:step])
    entries = matrices[step].ravel()
    most = int(entries.argmax())
    # 0 is infinitely far away; the first one is looked for where nothing else is left.
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(np.log(entries) - np.log(HARDLY * entries[most]))
    return first + np.array([most, int(np.nan_to_num(apart, nan=np.inf).argmin())])


def _nudged(mlp: MLP, slope: Array, index: int) -> Array:
    """Return the parameters, one of them changed the way its entry asks for."""
    changed = mlp.parameters.copy()
    changed[index] -= NUDGE * np.sign(slope[index])
    return changed
