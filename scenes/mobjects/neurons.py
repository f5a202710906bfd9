"""A layer of neurons."""

from typing import Self

import numpy as np
from manim import Circle, LaggedStart, ManimColor, VGroup
from numpy.typing import NDArray

from scenes.mobjects.colours import mixed
from scenes.theme import theme


class NeuronLayer(VGroup):
    """A column of neurons, each filled by its activation.

    Parameters
    ----------
    count
        How many.
    height
        From the first neuron's middle to the last one's, scene units.
    radius
        Of a neuron; made smaller where so many wouldn't fit.
    """

    def __init__(self, count: int, height: float, radius: float = 0.135) -> None:
        look = theme()
        gap = height / max(count - 1, 1)
        radius = min(radius, 0.42 * gap)
        self.neurons = VGroup(
            *(
                Circle(radius, color=look.outline, stroke_width=min(1.8, 16 * radius)).move_to(
                    [0, y, 0]
                )
                for y in (np.linspace(height / 2, -height / 2, count) if count > 1 else [0.0])
            )
        )
        super().__init__(self.neurons)
        self.set_activations(np.zeros(count))

    def set_activations(self, activations: NDArray[np.floating]) -> Self:
        """Fill the neurons, shape (count,); can be animated.

        A ReLU's activation may exceed 1: brightness stands for the share of the layer's
        largest then.
        """
        self.activations = np.array(activations, np.float32)
        for neuron, colour in zip(self.neurons, _fills(self.activations), strict=True):
            neuron.set_fill(colour, opacity=1)
        return self

    def fill_one_by_one(self, activations: NDArray[np.floating]) -> LaggedStart:
        """Return the animation that fills the neurons from first to last."""
        self.activations = np.array(activations, np.float32)
        return LaggedStart(
            *(
                neuron.animate.set_fill(colour, opacity=1)
                for neuron, colour in zip(self.neurons, _fills(self.activations), strict=True)
            ),
            lag_ratio=0.5,
        )

    def centres(self) -> NDArray[np.float64]:
        """Return where the neurons are: shape (count, 2)."""
        return np.array([neuron.get_center()[:2] for neuron in self.neurons])


def _fills(activations: NDArray[np.floating]) -> list[ManimColor]:
    """Return what each neuron is filled with."""
    look, brightest = theme(), max(1.0, float(np.max(activations)))
    return [mixed(look.resting, look.firing, value / brightest) for value in activations]
