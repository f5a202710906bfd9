"""What the sections about one image's wishes share: the network, the image, the way back."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.model.backprop import Trace
from network.model.mlp import MLP
from network.questions.examples import Example
from network.questions.half_learned import HalfLearned, half_learned
from scenes.stage.lecture import LectureScene

#: The digit whose wishes are looked at.
LABEL = 2


class OneImage(LectureScene):
    """A scene about a network that has learned half, and one image that it reads badly.

    Everything is in double precision, as the image asks for it: nothing is averaged.
    """

    least_hidden_layers = 1

    @cached_property
    def moment(self) -> HalfLearned:
        """The network in the middle of its training, and the image."""
        return half_learned(self.playback, self.digits.digits, LABEL)

    @property
    def mlp(self) -> MLP:
        """The network in the middle of its training."""
        return self.moment.mlp

    @property
    def example(self) -> Example:
        """The image, as that network reads it."""
        return self.moment.example

    @property
    def trace(self) -> Trace:
        """What the image wishes for, layer by layer."""
        return self.moment.trace

    @property
    def label(self) -> int:
        """What the image shows, and so the output that should be bright."""
        assert self.example.label is not None
        return self.example.label

    @property
    def asked_step(self) -> int:
        """The step whose steepest weight is asked about first, and again at the end.

        It is the last but one, if that starts at neurons.
        """
        return max(1, self.mlp.steps - 2)

    @property
    def own_weights(self) -> NDArray[np.float64]:
        """The weights into the output that should be bright: shape (n[K - 1],)."""
        return self.mlp.weights[-1][self.label]

    @property
    def before(self) -> NDArray[np.float64]:
        """The activations of the last hidden layer: shape (n[K - 1],)."""
        return self.trace.forward.a[-2]
