"""One neuron a layer: what it holds for one image, and how steep its cost is along every part.

Step k leads from layer k to layer k + 1, as in :mod:`network.model.mlp`; all numbers are plain
floats in double precision:

    z[k] = w[k] a[k] + b[k]        a[k + 1] = f(z[k])        C = (a[K] - y)²

What can be moved is named by a kind and a place: ``"w", k`` and ``"b", k`` are the weight and the
bias of step k, ``"a", l`` is the activation of layer l. On the way to the cost there are also
``"z", k`` and, at the end, ``"C", 0``.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import SIDE, Digits
from network.files.errors import InputError
from network.model.activations import Activation
from network.model.mlp import MLP
from network.questions.mean_ink import ONE, ZERO, mean_ink

#: The example's output should be about so bright: neither read well nor lost, and steep.
NEAR = 0.66

#: In how many digits, of a 0 or a 1, the example is looked for.
LOOKED_AT = 1000

#: What can be moved.
KINDS = ("w", "b", "a")

#: A number on the way from what was moved to the cost: a kind and a place.
Node = tuple[str, int]


@dataclass(frozen=True)
class ChainReading:
    """What a chain of K steps holds for one image, and every factor of the chain rule.

    Attributes
    ----------
    w, b
        Weights and biases by step: K each.
    functions
        What neurons make of their sums, by step.
    wanted
        The output that is asked for, y.
    a
        Activations by layer: K + 1, the first one is the input.
    z
        Sums by step: K.
    """

    w: tuple[float, ...]
    b: tuple[float, ...]
    functions: tuple[Activation, ...]
    wanted: float
    a: tuple[float, ...]
    z: tuple[float, ...]

    @property
    def steps(self) -> int:
        """How many steps lead to the output: K."""
        return len(self.w)

    @property
    def ink(self) -> float:
        """The input: the mean ink of the image, if that is what the chain is told."""
        return self.a[0]

    @property
    def output(self) -> float:
        """The last activation."""
        return self.a[-1]

    @cached_property
    def cost(self) -> float:
        """(a[K] - y)²."""
        return (self.output - self.wanted) ** 2

    # --- one factor each -------------------------------------------------------------------

    @property
    def dz_dw(self) -> tuple[float, ...]:
        """∂z[k]/∂w[k] by step: the activation before."""
        return self.a[:-1]

    @property
    def dz_db(self) -> tuple[float, ...]:
        """∂z[k]/∂b[k] by step: 1."""
        return (1.0,) * self.steps

    @property
    def dz_da(self) -> tuple[float, ...]:
        """∂z[k]/∂a[k] by step, along the activation before: the weight."""
        return self.w

    @cached_property
    def da_dz(self) -> tuple[float, ...]:
        """∂a[k + 1]/∂z[k] by step: the slope of its function, at the sum."""
        sums = zip(self.functions, self.z, strict=True)
        return tuple(float(function.prime(np.array(z))) for function, z in sums)

    # --- products ----------------------------------------------------------------------------

    @cached_property
    def dc_da(self) -> tuple[float, ...]:
        """∂C/∂a[l] by layer, K + 1: 2 (a[K] - y) at the end, before it one layer from the next."""
        slopes = [2 * (self.output - self.wanted)]
        for k in reversed(range(self.steps)):
            slopes.append(self.dz_da[k] * self.da_dz[k] * slopes[-1])
        return tuple(reversed(slopes))

    @cached_property
    def dc_dz(self) -> tuple[float, ...]:
        """∂C/∂z[k] by step."""
        return tuple(self.da_dz[k] * self.dc_da[k + 1] for k in range(self.steps))

    @cached_property
    def dc_dw(self) -> tuple[float, ...]:
        """∂C/∂w[k] by step: the product of the three factors."""
        return tuple(self.dz_dw[k] * self.dc_dz[k] for k in range(self.steps))

    @cached_property
    def dc_db(self) -> tuple[float, ...]:
        """∂C/∂b[k] by step."""
        return tuple(self.dz_db[k] * self.dc_dz[k] for k in range(self.steps))

    # --- along a path ------------------------------------------------------------------------

    def path(self, kind: str, place: int) -> tuple[Node, ...]:
        """Return all that changes with a parameter or an activation, from itself to the cost.

        Raises
        ------
        ValueError
            If there is nothing of that name.
        """
        self._check(kind, place)
        if kind == "a" and place == self.steps:
            return (kind, place), ("C", 0)
        later = ((("z", k), ("a", k + 1)) for k in range(place, self.steps))
        return (kind, place), *(node for both in later for node in both), ("C", 0)

    def held(self, node: Node) -> float:
        """Return the number at a place of a path."""
        kind, place = node
        return self.cost if kind == "C" else getattr(self, kind)[place]

    def factors(self, kind: str, place: int) -> tuple[float, ...]:
        """Return the slopes from each number on a path to the next: one fewer than the path has.

        Raises
        ------
        ValueError
            If there is nothing of that name.
        """
        return tuple(self._factor(*link) for link in pairwise(self.path(kind, place)))

    def slope(self, kind: str, place: int) -> float:
        """Return ∂C along a parameter or an activation, by the chain rule.

        Raises
        ------
        ValueError
            If there is nothing of that name.
        """
        self._check(kind, place)
        return {"w": self.dc_dw, "b": self.dc_db, "a": self.dc_da}[kind][place]

    def nudged(self, kind: str, place: int, by: float) -> "ChainReading":
        """Return the reading with one number changed, and all that comes after it calculated anew.

        What is before it stays; if an activation was moved, so does the sum it was made from.

        Raises
        ------
        ValueError
            If there is nothing of that name.
        """
        self._check(kind, place)
        moved = list(getattr(self, kind))
        moved[place] += by
        if kind == "a":
            return replace(self, a=tuple(moved[: place + 1]), z=self.z[:place])._carried_on()
        before = {"a": self.a[: place + 1], "z": self.z[:place], kind: tuple(moved)}
        return replace(self, **before)._carried_on()

    def _carried_on(self) -> "ChainReading":
        """Return the reading with what is missing: all after the last activation there is."""
        a, z = list(self.a), list(self.z)
        for k in range(len(z), self.steps):
            z.append(self.w[k] * a[k] + self.b[k])
            a.append(float(self.functions[k](np.array(z[k]))))
        return replace(self, a=tuple(a), z=tuple(z))

    def _factor(self, one: Node, other: Node) -> float:
        """Return the slope of a number along the one before it on a path."""
        kind, place = other
        if kind == "C":
            return self.dc_da[-1]
        if kind == "a":
            return self.da_dz[place - 1]
        return getattr(self, f"dz_d{one[0]}")[place]

    def _check(self, kind: str, place: int) -> None:
        if kind not in KINDS or not 0 <= place < self.steps + (kind == "a"):
            raise ValueError(f"no {kind!r} at {place} in a chain of {self.steps} steps")


@dataclass(frozen=True, eq=False)
class ChainExample:
    """A digit, and what a chain makes of its mean ink.

    Attributes
    ----------
    pixels
        Shape (784,), 0 to 1.
    label
        What it is.
    reading
        What the chain holds; it wants a 1, as it should for a 0.
    looked_at
        From how many digits of a 0 or a 1 it was chosen.
    """

    pixels: NDArray[np.float32]
    label: int
    reading: ChainReading
    looked_at: int

    @property
    def picture(self) -> NDArray[np.float32]:
        """The pixels row by row, shape (28, 28)."""
        return self.pixels.reshape(SIDE, SIDE)


def read_chain(mlp: MLP, ink: float, wanted: float) -> ChainReading:
    """Return what a chain holds for one input.

    Parameters
    ----------
    mlp
        A network with one neuron in every layer.
    ink
        Its input.
    wanted
        The output that is asked for.

    Raises
    ------
    ValueError
        If a layer has more neurons.
    """
    if set(mlp.sizes) != {1}:
        raise ValueError(f"a chain has one neuron a layer, not {mlp.sizes}")
    w, b = (tuple(float(each.item()) for each in kind) for kind in (mlp.weights, mlp.biases))
    functions = tuple(map(mlp.activation_of, range(mlp.steps)))
    return ChainReading(w, b, functions, float(wanted), (float(ink),), ())._carried_on()


def example(mlp: MLP, digits: Digits, near: float = NEAR) -> ChainExample:
    """Return the image of a 0 that brings a chain's output nearest to a value.

    It is looked for in the first thousand digits that are a 0 or a 1; fewer, if there are fewer.

    Parameters
    ----------
    mlp
        A network with one neuron in every layer.
    digits
        From where to choose.
    near
        The value, 0 to 1.

    Raises
    ------
    InputError
        If there is no 0 among them.
    ValueError
        If a layer has more neurons.
    """
    some = np.flatnonzero(np.isin(digits.labels, (ZERO, ONE)))[:LOOKED_AT]
    zeros = some[digits.labels[some] == ZERO]
    if not len(zeros):
        raise InputError(
            digits.name,
            expected=f"a digit with the label {ZERO}",
            found=f"none among {len(some):,} of a {ZERO} or a {ONE}",
            remedy="show digits that have one",
        )
    readings = [read_chain(mlp, ink, 1.0) for ink in mean_ink(digits.images[zeros])]
    best = int(np.argmin([abs(each.output - near) for each in readings]))
    return ChainExample(digits.image(zeros[best]), ZERO, readings[best], len(some))
