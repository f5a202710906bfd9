"""What the sections about one image's wishes share: the network, the image, the way back."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.model.backprop import Trace
from network.model.mlp import MLP
from network.questions.examples import Example
from network.questions.half_learned import HalfLearned, half_learned
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: The digit whose wishes are looked at.
LABEL = 2


class OneImage(LectureScene):
    """A scene about a network that has learned half, and one image that it reads badly.

    Where nobody recorded how it learned, it is the network as it is. Everything is in double
    precision, as the image asks for it: nothing is averaged.
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
    def when(self) -> Message:
        """Which network that is."""
        return choose(
            (not self.recorded, message("the network as it is")),
            (
                self.network.recipe is None,
                message("the network at checkpoint {steps:,}", steps=self.moment.step),
            ),
            otherwise=message("the network after {steps:,} steps", steps=self.moment.step),
        )

    @property
    def whose(self) -> Message:
        """Which image that is, and which network."""
        facts = {"data": self.shown_digits.name, "steps": self.moment.step}
        return choose(
            (not self.recorded, message("{data}; the network as it is", **facts)),
            (
                self.network.recipe is None,
                message("{data}; the network at checkpoint {steps:,}", **facts),
            ),
            otherwise=message("{data}; the network after {steps:,} steps", **facts),
        )

    @property
    def is_softmax(self) -> bool:
        """Whether the outputs share 1 out: each hangs on the sums of all."""
        return self.mlp.output == "softmax"

    @property
    def below_0(self) -> bool:
        """Whether any activation of the last hidden layer is negative."""
        return bool((self.before < 0).any())

    @property
    def own_weights(self) -> NDArray[np.float64]:
        """The weights into the output that should be bright: shape (n[K - 1],)."""
        return self.mlp.weights[-1][self.label]

    @property
    def before(self) -> NDArray[np.float64]:
        """The activations of the last hidden layer: shape (n[K - 1],)."""
        return self.trace.forward.a[-2]
