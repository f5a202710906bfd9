"""What a network does when it is tried: measurements, not opinions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from network.digits.digits import SIDE, Digits
from network.model.activations import Array
from network.model.mlp import MLP, unpack
from network.training.playback import neighbours_agree


@dataclass(frozen=True, eq=False)
class Examination:
    """How a network reads a set of labelled digits.

    Attributes
    ----------
    confusion
        Shape (classes, classes), counts: [true label, answer].
    """

    confusion: Array

    @property
    def count(self) -> int:
        """How many digits were read."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """Share read correctly, 0 to 1."""
        return float(np.trace(self.confusion) / self.count)

    @property
    def accuracy_by_digit(self) -> Array:
        """Share read correctly of each true label, shape (classes,); NaN where there is none."""
        with np.errstate(invalid="ignore"):
            return np.diag(self.confusion) / self.confusion.sum(axis=1)


def examine(mlp: MLP, digits: Digits) -> Examination:
    """Let the network read all digits and count its answers."""
    answers = mlp.forward(digits.pixels).answer
    confusion = np.zeros((mlp.sizes[-1], mlp.sizes[-1]), np.int64)
    np.add.at(confusion, (digits.labels, answers), 1)
    return Examination(confusion)


@dataclass(frozen=True)
class Between:
    """How often the outputs between two values stood for the right digit.

    Attributes
    ----------
    low, high
        These values; they belong to it.
    count
        How many outputs lay there, all ten of all digits taken together.
    right
        How many of them were the output of the digit that was shown.
    mean
        Of these outputs; NaN if there are none.
    doubt
        Standard error of the share of right ones, if each output were the probability of being
        right; NaN if there are none.
    """

    low: float
    high: float
    count: int
    right: int
    mean: float
    doubt: float

    @property
    def share(self) -> float:
        """Share of them that were right, 0 to 1; NaN if there are none."""
        return self.right / self.count if self.count else float("nan")


def outputs_between(outputs: Array, labels: Array, low: float, high: float) -> Between:
    """Count the outputs, shape (n, classes), from ``low`` to ``high``, and the right ones."""
    inside = (outputs >= low) & (outputs <= high)
    of_label = np.arange(outputs.shape[1]) == labels[:, None]
    found, right = outputs[inside].astype(float), int((inside & of_label).sum())
    if not found.size:
        return Between(low, high, 0, 0, float("nan"), float("nan"))
    doubt = np.sqrt(np.sum(found * (1 - found))) / found.size
    return Between(low, high, found.size, right, float(found.mean()), float(doubt))


def auc(values: Array, wanted: Array) -> Array:
    """Return how well numbers tell one group from the rest: the area under the ROC curve.

    It is the chance that a wanted one, drawn at random, has a higher number than one of the
    rest, where ties count 1/2: 1/2 tells nothing, 1 everything, and 0 everything too, the other
    way round. Computed from ranks (Mann and Whitney, "On a test of whether one of two random
    variables is stochastically larger than the other", 1947).

    Parameters
    ----------
    values
        Shape (n, neurons).
    wanted
        Shape (n,), bool.

    Returns
    -------
    Array
        Shape (neurons,), float64; 1/2 if one of the two groups is empty.
    """
    return aucs(values, [wanted])[0]


def aucs(values: Array, groups: Sequence[Array]) -> Array:
    """Return the same for several groups; ranks, which take long, are worked out once.

    Parameters
    ----------
    values
        Shape (n, neurons).
    groups
        Each of shape (n,), bool.

    Returns
    -------
    Array
        Shape (groups, neurons), float64.
    """
    from scipy.stats import rankdata  # takes half a second, and most films don't need it

    ranks, shares = rankdata(values, axis=0), []
    for wanted in groups:
        chosen = int(wanted.sum())
        pairs = chosen * (len(wanted) - chosen)
        above = ranks[wanted].sum(axis=0) - chosen * (chosen + 1) / 2
        shares.append(above / pairs if pairs else np.full(values.shape[1], 0.5))
    return np.stack(shares)


def histograms(values: Array, edges: Array) -> Array:
    """Count, neuron by neuron, how many values fall between the edges; the last is included.

    Parameters
    ----------
    values
        Shape (n, neurons).
    edges
        Shape (bins + 1,) for all neurons alike, or (neurons, bins + 1).

    Returns
    -------
    Array
        Shape (neurons, bins), int64.
    """
    edges = np.broadcast_to(edges, (values.shape[1], edges.shape[-1]))
    return np.stack([np.histogram(v, e)[0] for v, e in zip(values.T, edges, strict=True)])


def telling_neuron(mlp: MLP) -> int:
    """Return the neuron of the first step whose 784 weights look most like a picture.

    That is the one in whose weights pixels side by side agree best, see
    :func:`network.training.playback.neighbours_agree`; of equals, the first.
    """
    return int(np.argmax(agreements(mlp.weights[0])))


def agreements(matrix: Array) -> list[float]:
    """Return how well weights side by side agree, in each row of a matrix, shape (n, 784)."""
    return [neighbours_agree(row[None], SIDE) for row in matrix]


def share_lighting(sums: Array, labels: Array) -> dict[int, float]:
    """Return how often a neuron's sum is above 0, for each label that occurs.

    Parameters
    ----------
    sums
        Shape (n,), bias included.
    labels
        Shape (n,).
    """
    return {int(label): float(np.mean(sums[labels == label] > 0)) for label in np.unique(labels)}


def with_neuron(mlp: MLP, neuron: int, weights: Array, bias: float) -> MLP:
    """Return the network with other weights, shape (n[0],), and bias in a neuron of layer 1."""
    parameters = mlp.parameters.copy()
    matrices, biases = unpack(mlp.sizes, parameters)
    matrices[0][neuron], biases[0][neuron] = weights, bias
    return mlp.with_parameters(parameters)
