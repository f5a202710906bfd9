"""Three ways to make one output brighter: its bias, its weights, or the activations before."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from network.model.activations import SIGMOID, SOFTMAX, Array
from network.model.mlp import MLP, ForwardPass

#: How often the length of a step that stops at limits is bracketed more closely.
HALVINGS = 60


@dataclass(frozen=True, eq=False)
class Rivals:
    """The m other outputs, where softmax shares 1 out among all of them.

    Attributes
    ----------
    weights, biases
        Theirs: shapes (m, n) and (m,).
    """

    weights: Array
    biases: Array


@dataclass(frozen=True, eq=False)
class OutputNeuron:
    """One output of a network, and what it is made of.

    Attributes
    ----------
    bias
        Its own.
    weights
        Shape (n,): those into it.
    before
        Shape (n,): the activations of the last layer but one.
    rivals
        The other outputs, if it is one of softmax; else it is a sigmoid.
    """

    bias: float
    weights: Array
    before: Array
    rivals: Rivals | None = None

    @property
    def activation(self) -> float:
        """What it holds, 0 to 1."""
        total = np.array(self.weights @ self.before + self.bias)
        return float(SIGMOID(total) if self.rivals is None else self._shares(total)[0])

    @property
    def uphill(self) -> Array:
        """Which way the activations before raise it most, however long: shape (n,).

        For a sigmoid these are its weights, wherever they lead. The activations before softmax
        feed all sums: there it is the way that is best to begin with.
        """
        if self.rivals is None:
            return self.weights
        shares = self._shares(self.weights @ self.before + self.bias)
        return self.weights - shares @ np.vstack([self.weights, self.rivals.weights])

    def _shares(self, total: Array) -> Array:
        """Return its softmax and that of its rivals: shape (1 + m,)."""
        assert self.rivals is not None
        return SOFTMAX(np.append(total, self.rivals.weights @ self.before + self.rivals.biases))

    def towards(self, other: "OutputNeuron", share: float) -> "OutputNeuron":
        """Return the neuron a share of the way to another one: this at 0, that at 1."""
        return replace(
            self,
            bias=self.bias + share * (other.bias - self.bias),
            weights=self.weights + share * (other.weights - self.weights),
            before=self.before + share * (other.before - self.before),
        )


class Raised(NamedTuple):
    """An output neuron after one step each from where it was.

    Attributes
    ----------
    bias, weights, before
        What the step changed, the rest being as it was.
    """

    bias: OutputNeuron
    weights: OutputNeuron
    before: OutputNeuron


def output_neuron(mlp: MLP, forward: ForwardPass, digit: int) -> OutputNeuron:
    """Return one output, as a pass through the network left it."""
    weights, biases, rivals = mlp.weights[-1], mlp.biases[-1], None
    if not mlp.functions[-1].alone:
        rivals = Rivals(np.delete(weights, digit, axis=0), np.delete(biases, digit))
    return OutputNeuron(float(biases[digit]), weights[digit], forward.a[-2], rivals)


def three_ways(neuron: OutputNeuron, step: float, most: float = 1.0, least: float = 0.0) -> Raised:
    """Make an output brighter in three ways, by steps of the same length.

    Each step goes where the output grows most. A step of several numbers is as long as the root of
    their squared changes. Activations stay between ``least`` and ``most``, so where all that may
    still move have come to an end, their step is shorter.

    Parameters
    ----------
    neuron
        The output.
    step
        How long, above 0.
    most, least
        The largest activation that there can be before the output, and the smallest: infinity and
        0 for ReLU.
    """
    length = float(np.linalg.norm(neuron.before))
    along = neuron.before / length if length else np.zeros_like(neuron.before)
    moved = within(neuron.uphill, least - neuron.before, most - neuron.before, step)
    return Raised(
        replace(neuron, bias=neuron.bias + step),
        replace(neuron, weights=neuron.weights + step * along),
        replace(neuron, before=neuron.before + moved),
    )


def within(way: Array, lowest: Array, highest: Array, length: float) -> Array:
    """Return the step that gets farthest along a way, itself limited in length and by number.

    Where numbers meet no limit, they change in proportion to the way: the others stay at theirs.

    Parameters
    ----------
    way
        Which way to go, shape (n,), however long.
    lowest, highest
        Shape (n,): how far each number may go down, at most 0, and up, at least 0.
    length
        Of the step; it is shorter only where all that may still move have come to an end.
    """
    if not way.any():
        return np.zeros_like(way)
    end = np.where(way > 0, highest, np.where(way < 0, lowest, 0.0))
    if np.linalg.norm(end) <= length:
        return end
    low, high = 0.0, length / np.abs(way[way != 0]).min()
    while np.linalg.norm(np.clip(high * way, lowest, highest)) < length:
        high *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if np.linalg.norm(np.clip(middle * way, lowest, highest)) < length:
            low = middle
        else:
            high = middle
    return np.clip(low * way, lowest, highest)
