"""One neuron's knobs turned by hand, while the rest of the network stays as it was trained."""

from typing import NamedTuple

import numpy as np

from network.digits.sources import Digits
from network.model.activations import Array
from network.model.mlp import MLP
from network.questions.edge_detector import AGAINST, THRESHOLD, EdgeDetector
from network.questions.measures import with_neuron

#: How much farther than needed a knob can be turned; a neuron whose sum is this far below 0 holds
#: about the least it can, whatever squishes it.
ROOM, DARK = 1.2, 4

#: Seed of the orders that stand for chance.
SEED = 1


class Knobs(NamedTuple):
    """How the knobs of one neuron of the first hidden layer stand.

    Attributes
    ----------
    learned
        What the pattern that training left is multiplied by: 1 keeps it, 0 wipes it out.
    bar, margin
        Mean weights of a detector's bar and of the rows above and below it.
    bias
        The neuron's.
    """

    learned: float
    bar: float
    margin: float
    bias: float


class NeuronByHand:
    """A trained network with one neuron to play with.

    Parameters
    ----------
    mlp
        The network; it has a hidden layer.
    neuron
        Which neuron of the first one.
    detector
        Where bar and margin are.
    digits
        To measure accuracy on.

    Attributes
    ----------
    trained, handmade
        How the knobs stand after training, and when they make it the detector.
    """

    def __init__(self, mlp: MLP, neuron: int, detector: EdgeDetector, digits: Digits) -> None:
        self.mlp, self.neuron, self.detector, self.digits = mlp, neuron, detector, digits
        row = mlp.weights[0][neuron]
        bar, margin = (float(row[part].mean()) for part in (detector.bar, detector.margin))
        self.trained = Knobs(1.0, bar, margin, float(mlp.biases[0][neuron]))
        self.handmade = Knobs(0.0, 1.0, AGAINST, detector.bias)
        self._pattern = row - bar * detector.bar - margin * detector.margin
        self._sums = mlp.forward(digits.pixels).z[0].copy()
        self._rest = MLP.from_arrays(mlp.weights[1:], mlp.biases[1:], mlp.activation, mlp.output)

    def reach(self, image: Array) -> tuple[tuple[float, float], ...]:
        """Return how far each knob can be turned, (lowest, highest).

        The bias goes as far down as it takes to make the neuron hold about the least it can.

        Parameters
        ----------
        image
            What the neuron sees, shape (784,).
        """
        trained = self.trained
        most = ROOM * max(1.25, abs(trained.bar), abs(trained.margin))
        total = float(self.mlp.forward(image).z[0][self.neuron])
        least = min(-float(THRESHOLD) * ROOM, trained.bias - total - DARK)
        return (0.0, 1.0), (-most, most), (-most, most), (least, max(-least, trained.bias))

    def weights(self, knobs: Knobs) -> Array:
        """Return the neuron's weights, shape (784,)."""
        detector = self.detector
        own = knobs.learned * self._pattern
        own = own + knobs.bar * detector.bar + knobs.margin * detector.margin
        return own.astype(self.mlp.parameters.dtype)

    def network(self, knobs: Knobs) -> MLP:
        """Return the network as the knobs make it."""
        return with_neuron(self.mlp, self.neuron, self.weights(knobs), knobs.bias)

    def accuracy(self, knobs: Knobs) -> float:
        """Return the share of digits read correctly, 0 to 1.

        Only what the knobs change is calculated anew, so that a film can ask in every frame.
        """
        return self._accuracy_with(self.weights(knobs), knobs.bias)

    def accuracies_shuffled(self, tries: int) -> Array:
        """Return the share read correctly with the trained weights in an order of chance.

        Returns
        -------
        Array
            Shape (tries,), 0 to 1; the bias stays as it was trained.
        """
        rng, row = np.random.default_rng(SEED), self.mlp.weights[0][self.neuron]
        bias = self.trained.bias
        return np.array([self._accuracy_with(rng.permutation(row), bias) for _ in range(tries)])

    def accuracy_still(self) -> float:
        """Return the share read correctly if the neuron holds its mean whatever it sees."""
        held = self.mlp.forward(self.digits.pixels).a[1].copy()
        held[:, self.neuron] = held[:, self.neuron].mean()
        return self._accuracy_of(held)

    def _accuracy_with(self, weights: Array, bias: float) -> float:
        self._sums[:, self.neuron] = self.digits.pixels @ weights + bias
        return self._accuracy_of(self.mlp.activation_of(0)(self._sums))

    def _accuracy_of(self, held: Array) -> float:
        """Return the share read correctly if the neurons of the layer hold this."""
        output = self._rest.forward(held).output
        return float(np.mean(output.argmax(axis=1) == self.digits.labels))
