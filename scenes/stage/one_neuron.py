"""What the sections about one neuron have in common: which one it is."""

from functools import cached_property

from network.questions.measures import telling_neuron
from scenes.stage.lecture import LectureScene


class OneNeuron(LectureScene):
    """A scene about the neuron of the first hidden layer that looks most like a picture."""

    least_hidden_layers = 1

    @cached_property
    def neuron(self) -> int:
        """Its number in its layer."""
        return telling_neuron(self.network.mlp)

    @property
    def is_sigmoid(self) -> bool:
        """Whether it is one; otherwise it is a ReLU."""
        return self.network.mlp.activation == "sigmoid"
