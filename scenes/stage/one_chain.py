"""What the sections about one neuron a layer share: the chain, an image, and its way through."""

from functools import cached_property

from network.model.mlp import MLP
from network.questions.chain import ChainExample, ChainReading, example
from scenes.stage.lecture import LectureScene


class OneChain(LectureScene):
    """A scene about a network 1-1-1-1 that tells a 0 from a 1 by its mean ink, and one image.

    It is a network of its own, whatever network the film shows: see
    :class:`network.measured.chain.Chain`. Layer 3 is its last one; the lecture calls it L.
    """

    @property
    def chain_network(self) -> MLP:
        """The chain, in double precision."""
        return self.chain.mlp

    @cached_property
    def example(self) -> ChainExample:
        """A 0 that the chain is in doubt about."""
        return example(self.chain_network, self.digits.digits)

    @property
    def reading(self) -> ChainReading:
        """The image's way through the chain, and all slopes on the way back."""
        return self.example.reading


def values_by_symbol(reading: ChainReading) -> dict[str, float]:
    """Return what the symbols of the last step, L, and of the one before it stand for."""
    last = reading.steps - 1
    return {
        "w^((L))": reading.w[last],
        "b^((L))": reading.b[last],
        "z^((L))": reading.z[last],
        "a^((L))": reading.a[last + 1],
        "w^((L-1))": reading.w[last - 1],
        "b^((L-1))": reading.b[last - 1],
        "z^((L-1))": reading.z[last - 1],
        "a^((L-1))": reading.a[last],
        "a^((L-2))": reading.a[last - 1],
        "y": reading.wanted,
        "C_0": reading.cost,
    }
