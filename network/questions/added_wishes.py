"""How the wishes of the outputs add up in the layer before, and what comes of granting them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.model.activations import ACTIVATIONS
from network.model.backprop import Trace, cost
from network.model.mlp import MLP
from network.questions.three_ways import within

Array = NDArray[np.float64]

#: A small step is one that would take so much of the cost if the slope stayed as it is.
SMALL = 1 / 3

#: No step is longer, however flat it is: farther off, numbers can't be drawn any more.
LONGEST = 1e6


def small_step(cost: float, slope: float) -> float:
    """Return how long a small step is, rounded to one digit: see ``SMALL``.

    Parameters
    ----------
    cost
        What is to become less.
    slope
        How much less it becomes for each unit of the step, were it to go on like that; where
        nothing would change, there is no small step, and 1 is returned.
    """
    if slope <= 0 or cost <= 0:
        return 1.0
    length = min(SMALL * cost / slope, LONGEST)
    return float(round(length, -int(np.floor(np.log10(length)))))


@dataclass(frozen=True)
class Granted:
    """What the network would answer if activations of the last hidden layer were others.

    Attributes
    ----------
    before
        These activations, shape (n[K - 1],); each is one that a neuron can hold.
    output
        What comes of them, shape (n[K],).
    cost
        Of this image then.
    """

    before: Array
    output: Array
    cost: float


@dataclass(frozen=True, eq=False)
class AddedWishes:
    """What each output asks of the last hidden layer, for one image.

    Attributes
    ----------
    mlp
        The network, in double precision.
    trace
        What the image wishes for.
    """

    mlp: MLP
    trace: Trace

    @cached_property
    def sent(self) -> Array:
        """What output j asks of neuron i, -w_ji ∂C/∂z_j: shape (n[K], n[K - 1])."""
        return -self.mlp.weights[-1] * self.trace.delta[-1][:, None]

    @property
    def total(self) -> Array:
        """All of that, added up: shape (n[K - 1],). It is -∂C/∂a."""
        return self.trace.wishes[-2]

    @cached_property
    def loudness(self) -> Array:
        """How much each output asks for: the sizes of its wishes, added up, shape (n[K],)."""
        return np.abs(self.sent).sum(axis=1)

    @property
    def loudest(self) -> list[int]:
        """The outputs, those first that ask for most; of equals, the lower one."""
        return np.argsort(-self.loudness, kind="stable").tolist()

    def torn(self, one: int, other: int) -> int | None:
        """Return the neuron that two outputs pull most in opposite directions, if there is any.

        That is the one for which the weaker of the two asks for most.
        """
        pulls = self.sent[[one, other]]
        apart = np.where(pulls[0] * pulls[1] < 0, np.abs(pulls).min(axis=0), 0)
        return int(apart.argmax()) if apart.any() else None

    def granted(self, way: Array, length: float) -> Granted:
        """Return what comes of a step in activations, as if they could be set by hand.

        None leaves what a neuron can hold: those that would, stay at its end, and the others go
        on, in proportion.

        Parameters
        ----------
        way
            Which way to go, shape (n[K - 1],), however long; nowhere, if all are 0.
        length
            How far.
        """
        held = self.trace.forward.a[-2]
        kind = ACTIVATIONS[self.mlp.activation]
        before = held + within(way, kind.lowest - held, kind.highest - held, length)
        output = self.mlp.weights[-1] @ before + self.mlp.biases[-1]
        self.mlp.functions[-1].apply(output, output)
        return Granted(before, output, cost(output, self.trace.wanted))
