"""The gradient over thousands of examples when a network has learned half: lecture 3's means.

It is that of the moment which :mod:`network.questions.half_learned` looks at, too.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits
from network.measured.study import Origin, Study, stored
from network.model.activations import Array
from network.model.backprop import Backpropagation, one_hot
from network.model.mlp import MLP, parameter_count
from network.training.playback import Playback

#: How many negative gradients one step adds, and by how much single weights are changed.
STEP, NUDGE = 1.0, 0.1

#: How many examples are followed back at a time.
AT_A_TIME = 500


@dataclass(frozen=True, eq=False)
class MeanWishes(Study):
    """What n examples ask of a half-learned network, one by one and on average.

    Attributes
    ----------
    step
        How many mini-batches were used up by then.
    step_size, nudge
        See ``after`` and ``nudged``.
    before, after
        The mean cost C, and C after a step of ``step_size`` negative gradients.
    gradient
        Shape (parameters,), float64: ∂C/∂w, in the order of :func:`network.model.mlp.unpack`.
    raised, lowered
        Shape (parameters,): how many examples want each parameter larger, and smaller, because
        that makes their own cost less. The others don't mind.
    weights
        Shape (2,): of all weights, the one with the largest entry; and the one in the middle: as
        many have a larger entry as a smaller one, or one more.
    nudged
        Shape (2,): C with just one of these weights changed by ``nudge``, the way its entry asks.
    """

    name: ClassVar[str] = "mean-wishes"
    step: int
    step_size: float
    nudge: float
    before: float
    after: float
    gradient: Array = stored("parameters")
    raised: Array = stored("parameters", dtype="int64")
    lowered: Array = stored("parameters", dtype="int64")
    weights: Array = stored(2, dtype="int64")
    nudged: Array = stored(2)

    @classmethod
    def measure(cls, playback: Playback, digits: Digits, origin: Origin) -> "MeanWishes":
        """Follow all digits back, of which there must be some."""
        snapshot = playback.halfway
        mlp = playback.network(snapshot).astype(np.float64)
        images, wanted = digits.images / 255, one_hot(digits.labels).astype(np.float64)
        slope, raised, lowered = _follow_back(mlp, images, wanted)

        def cost(change: Array) -> float:
            moved = mlp.with_parameters(mlp.parameters + change)
            return float(np.square(moved.forward(images).output - wanted).sum(axis=1).mean())

        weights = _largest_and_middle(slope[: sum(each.size for each in mlp.weights)])
        return cls(
            origin,
            int(playback.history.snapshot_step[snapshot]),
            STEP,
            NUDGE,
            cost(np.zeros_like(slope)),
            cost(-STEP * slope),
            slope,
            raised,
            lowered,
            weights,
            np.array([cost(_only(slope, weight)) for weight in weights]),
        )

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        costs = np.array([self.before, self.after, *self.nudged])
        if costs.min() < 0 or costs.max() > 10 + 1e-9:
            return "costs from 0 to 10", f"{costs.min()} to {costs.max()}"
        asked = self.raised + self.lowered
        if min(self.raised.min(), self.lowered.min()) < 0 or asked.max() > self.origin.count:
            return f"wishes of {self.origin.count} examples", f"of {asked.max()}"
        if not ((self.weights >= 0) & (self.weights < len(self.gradient))).all():
            return f"weights below {len(self.gradient)}", str(self.weights)
        return None


def _follow_back(mlp: MLP, images: Array, wanted: Array) -> tuple[Array, Array, Array]:
    """Return the mean slope of every parameter, and how many examples want it raised, lowered.

    A weight's slope has the sign of what is asked of the neuron behind it, where the activation
    before it is above 0; the other one, where that is below; or is 0.
    """
    count = len(images)
    slope = np.zeros(parameter_count(mlp.sizes))
    asked = np.zeros((2, len(slope)), np.int64)
    for start in range(0, count, AT_A_TIME):
        some = slice(start, start + AT_A_TIME)
        run = Backpropagation.of(mlp, len(images[some]), np.float64)
        slope += run(mlp.weights, mlp.biases, images[some], wanted[some], 1 / count).vector
        for counts, sign in zip(asked, (-1, 1), strict=True):
            steps = list(zip(run.delta, run.a[:-1], strict=True))
            of_weights = [_with_sign(sign, delta, a).ravel() for delta, a in steps]
            of_biases = [(sign * delta > 0).sum(axis=0) for delta in run.delta]
            counts += np.concatenate([*of_weights, *of_biases]).astype(int)
    return slope, *asked


def _with_sign(sign: int, delta: Array, a: Array) -> Array:
    """Return how many of m examples have a slope of that sign along each weight of a step.

    Parameters
    ----------
    delta, a
        Slopes behind the weights, shape (m, to), and activations before them, (m, before).

    Returns
    -------
    Array
        Shape (to, before).
    """
    found = (sign * delta > 0).astype(float).T @ (a > 0).astype(float)
    if a.min() < 0:
        found += (sign * delta < 0).astype(float).T @ (a < 0).astype(float)
    return found


def _largest_and_middle(slope: Array) -> Array:
    """Return which weight matters most, and which one is in the middle: shape (2,)."""
    order = np.argsort(-np.abs(slope), kind="stable")
    return order[[0, len(order) // 2]]


def _only(slope: Array, index: int) -> Array:
    """Return a change of one parameter, the way its entry asks for."""
    change = np.zeros_like(slope)
    change[index] = -NUDGE * np.sign(slope[index])
    return change
