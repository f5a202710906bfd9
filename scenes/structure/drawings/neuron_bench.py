"""One neuron taken out of its network, with its weights, its knobs, and what it is good for."""

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Group, Line, Rectangle, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.slider import Slider
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note, words

#: Middles of digit, weights and neurons, their height in the scene, and where the way on ends.
PICTURE_X, GRID_X, LAYER_X, ROW, WAY_TO = -4.95, -0.95, 1.55, 1.3, 3.1

#: Heights of digit and weights; a layer is no taller than that, nor than its neurons need.
PICTURE, GRID, PITCH = 2.5, 3.4, 0.25

#: Middle of the sliders' lines, heights of the first and the last, and their length.
SLIDERS_X, FIRST, LAST, LENGTH = -2.6, -1.35, -3.15, 2.4

#: Where the share of digits that are read correctly stands, and what belongs to it.
METER, BELOW, BEYOND = (1.7, -1.9, 0), (-2.45, -2.85, -3.25, -3.65), 2.05


class NeuronBench(Group):
    """A digit, the weights of a neuron, its layer, sliders, and how much is read correctly.

    Parameters
    ----------
    image
        Shape (rows, columns), 0 to 1.
    weights
        The neuron's, of the same shape.
    scale
        The weight of full colour.
    activations
        Of the neuron's layer, shape (n,).
    neuron
        Its place there.
    knobs
        Lowest, highest and present number of each slider, by its name.
    accuracy
        The share of digits read correctly, 0 to 1.
    digits
        What these are.

    Attributes
    ----------
    picture, grid, layer, ring, wires, sliders
        Its parts; the ring is around the neuron.
    percent
        The share.
    meter
        The share, and of what.
    """

    def __init__(
        self,
        image: NDArray[np.floating],
        weights: NDArray[np.floating],
        scale: float,
        activations: NDArray[np.floating],
        neuron: int,
        knobs: Mapping[str, tuple[float, float, float]],
        accuracy: float,
        digits: str,
    ) -> None:
        look, count = theme(), len(activations)
        self.picture = PixelGrid(image, PICTURE).move_to([PICTURE_X, ROW, 0])
        self.grid = WeightGrid(weights, scale, GRID).move_to([GRID_X, ROW, 0])
        self.layer = NeuronLayer(count, min(GRID, PITCH * (count - 1)), 0.1)
        self.layer.set_activations(activations).move_to([LAYER_X, ROW, 0])
        self.ring = ring(self.layer.neuron(neuron))
        self.wires = self._wires()
        self.sliders = VGroup(*(Slider(name, *how, LENGTH) for name, how in knobs.items()))
        heights = np.linspace(FIRST, LAST, len(knobs))
        for each, y in zip(self.sliders, heights, strict=True):
            each.shift(np.array([SLIDERS_X, y, 0]) - each.line.line.get_center())
        self.percent = Figures("{share:.1%}", 2 * look.label, share=accuracy).anchor_at(METER)
        read = words("read correctly").stand_at(METER[0] + BEYOND, METER[1], LEFT)
        self.meter = VGroup(self.percent, read, self.note(digits, 0))
        super().__init__(
            self.picture, self.grid, self.wires, self.layer, self.ring, self.sliders, self.meter
        )

    def note(self, text: str, line: int) -> VGroup:
        """Return a message in one of four lines below the share; it isn't shown yet."""
        return note(text, theme().words).stand_at(METER[0], BELOW[line], LEFT)

    def frame(self, mask: NDArray[np.bool_]) -> Rectangle:
        """Return a frame around a block of weights; it isn't shown yet.

        Parameters
        ----------
        mask
            Shape (rows, columns): which weights.
        """
        rows, columns = np.nonzero(mask)
        high, wide = np.ptp(rows) + 1, np.ptp(columns) + 1
        side = self.grid.height / self.grid.rows
        upper_left = self.grid.points[0] + side * (columns.min() * RIGHT + rows.min() * DOWN)
        frame = Rectangle(theme().accent, high * side, wide * side, stroke_width=3)
        return frame.move_to(upper_left + side / 2 * (wide * RIGHT + high * DOWN))

    def set_knobs(
        self,
        values: Sequence[float],
        weights: NDArray[np.floating],
        activations: NDArray[np.floating],
        accuracy: float,
    ) -> Self:
        """Turn the sliders, and show what comes of it; see the parameters of the same names."""
        for each, value in zip(self.sliders, values, strict=True):
            each.set_value(value)
        self.grid.set_weights(weights)
        self.layer.set_activations(activations)
        self.percent.set_text("{accuracy:.1%}", accuracy=accuracy)
        return self

    def _wires(self) -> VGroup:
        """Return the way from the digit over the weights to the neuron, and on."""
        look = theme()
        line = {"color": look.quiet, "stroke_width": 2}
        tip = {"buff": 0.15, "max_tip_length_to_length_ratio": 0.2, "tip_length": 0.15, **line}
        into = Arrow(self.picture.get_right(), self.grid.get_left(), **tip)
        on = Arrow([LAYER_X + 0.25, ROW, 0], [WAY_TO, ROW, 0], **tip)
        unchanged = note("the rest").next_to(on, UP, buff=0.1)
        below = note("as trained").next_to(on, DOWN, buff=0.1)
        start = self.grid.get_right()
        wire = Line(start, self.ring.get_left(), **line)
        return VGroup(into, wire, on, unchanged, below)
