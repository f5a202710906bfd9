"""What the sections about the whole gradient have in common: the start, and which way is down."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.measured.mean_gradient import MeanGradient
from network.model.mlp import MLP
from network.questions.examples import Example
from scenes.stage.lecture import LectureScene

#: The digit that stays with us.
LABEL = 3


class FirstStep(LectureScene):
    """A scene about the first step of a training, measured on thousands of examples."""

    plays_back = True

    @cached_property
    def study(self) -> MeanGradient:
        """The mean gradient at the start, and what steps do."""
        return self.mean_gradient

    @cached_property
    def start(self) -> MLP:
        """The network at its random start, in double precision."""
        return self.playback.network(0).astype(np.float64)

    @property
    def way(self) -> NDArray[np.float64]:
        """The negative gradient: shape (parameters,)."""
        return -self.study.gradient

    @property
    def count(self) -> int:
        """How many weights and biases there are."""
        return self.start.parameters.size

    @property
    def before(self) -> float:
        """The average cost at the start."""
        return float(self.study.before[0])

    @property
    def step(self) -> int:
        """Which of the study's steps is taken."""
        return int(np.flatnonzero(self.study.sizes == self.study.step_size)[0])

    @property
    def after(self) -> float:
        """The average cost after the step."""
        return float(self.study.after[0, self.step])

    @cached_property
    def example(self) -> Example:
        """A 3, or another digit that the trained network reads correctly."""
        return self.digits.familiar(LABEL)

    @cached_property
    def rows(self) -> list[int]:
        """Entries to show: the first, the largest of the first step, two edges, the last two."""
        first = int(np.abs(self.way[: self.start.weights[0].size]).argmax())
        last = self.count - 1
        return sorted({0, first, *map(int, self.study.edges), last - 1, last})

    def place_of(self, weight: int) -> tuple[int, int, int]:
        """Return the step of a weight, the neuron its edge leads to, and where it comes from."""
        for step, matrix in enumerate(self.start.weights):
            if weight < matrix.size:
                return step, *map(int, divmod(weight, matrix.shape[1]))
            weight -= matrix.size
        raise LookupError("that is no weight but a bias")
