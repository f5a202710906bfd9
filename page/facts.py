"""What the lesson's text says of the network: figures, each computed or measured."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from network.measured.findings import PAIRS
from network.questions.strange import noise
from page.subject import Subject

#: How many pictures of noise are shown to the network, as in the film; what counts as an answer.
NOISES, ANSWERED = 1000, 0.5


@dataclass(frozen=True)
class Confused:
    """The most frequent mistake: so many of one digit are taken for another."""

    label: int
    answer: int
    count: int
    of: int


@dataclass(frozen=True)
class LoopFacts:
    """How well the best neuron tells a loop on top, and its control: any two digits.

    ``best`` and ``usual``, the median over all ``pairs`` of digits, are shares of pairs of images;
    ``rank`` is the place of 8 and 9 among the pairs.
    """

    best: float
    usual: float
    rank: int
    pairs: int


class Facts:
    """Figures for the text.

    Parameters
    ----------
    subject
        Whom they are of.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        mlp = subject.network.mlp
        self.sizes = list(mlp.sizes)
        self.hidden = self.sizes[1:-1]
        #: What the first layer behind the pixels does, and whether the outputs share out 1.
        self.squish, self.softmax = mlp.functions[0].name, mlp.output == "softmax"
        self.weights = sum(each.size for each in mlp.weights)
        self.biases = sum(each.size for each in mlp.biases)
        self.parameters = mlp.parameters.size
        self.accuracy = subject.network.test_accuracy

    @cached_property
    def confused(self) -> Confused | None:
        """The most frequent mistake among the test images; none, if there was none."""
        table = np.array(self.subject.network.confusion)
        wrong = table - np.diag(np.diag(table))
        if not wrong.any():
            return None
        label, answer = divmod(int(wrong.argmax()), len(table))
        return Confused(label, answer, int(wrong.max()), int(table[label].sum()))

    @cached_property
    def noise(self) -> float:
        """The share of pictures of noise for which some output is above one half."""
        outputs = self.subject.network.mlp.forward(noise(NOISES)).output
        return float((outputs.max(axis=1) > ANSWERED).mean())

    @cached_property
    def start(self) -> tuple[float, float] | None:
        """Cost and accuracy at the random start, on validation images; none without a record."""
        return self._measured(0)

    @cached_property
    def end(self) -> tuple[float, float] | None:
        """The same of the trained network."""
        return self._measured(-1)

    def _measured(self, place: int) -> tuple[float, float] | None:
        recorded = self.subject.replay
        if not recorded:
            return None
        history = recorded.history
        return float(history.snapshot_cost[place]), float(history.snapshot_accuracy[place])

    @cached_property
    def loops(self) -> LoopFacts | None:
        """Whether the last hidden layer tells a loop on top; none without hidden layers."""
        if not self.hidden:
            return None
        found = self.subject.findings.loops
        usual = float(np.median(found.of_pairs))
        return LoopFacts(float(found.folded.max()), usual, found.rank, len(PAIRS))
