"""A neuron's curve that slides with its bias, and what it makes of a few sums."""

from collections.abc import Callable
from typing import Self

import numpy as np
from manim import DOWN, Animation, Mobject, VGroup
from numpy.typing import ArrayLike, NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.neurons.layer import Neuron
from scenes.structure.drawings.neuron_curve import CHART
from scenes.structure.drawings.through_the_curve import round_marks

#: The sums that are shown at least, room beyond them, and the chart's width and height.
SUMS, ROOM, SIZE = (-5.0, 28.0), 3.0, (11.0, 3.1)

#: Of the neurons on the curve, scene units.
RADIUS = 0.21

#: A sum this far out leaves a neuron at the least, or the most, that it can hold.
FAR = 1000.0

#: What a neuron makes of its sums.
Function = Callable[[NDArray], NDArray]

#: From how many places the curve is drawn.
SAMPLES = 300


def chart_of_sums(sums: ArrayLike, function: Function) -> Chart:
    """Return a chart for a :class:`SlidingCurve`, where :class:`NeuronCurve` has its own.

    Parameters
    ----------
    sums
        Shape (n,): what must find room on it.
    function
        What a neuron makes of its sums; one with no ceiling has the sums' own reach.
    """
    across = min(SUMS[0], np.min(sums) - ROOM), max(SUMS[1], np.max(sums) + ROOM)
    least, top = (float(each) for each in function(np.array([-FAR, FAR])))
    top = 1.0 if top <= 1 else across[1]
    marks = round_marks(*across, most=7), round_marks(least, top, most=2 if least else 3)
    chart = Chart(across, (least, top), *SIZE, *marks)
    chart.across.numbers.shift((RADIUS - 0.09) * DOWN)  # out of reach of a neuron that is dark
    return chart.shift(CHART - chart.place(across[0], least))


class SlidingCurve(VGroup):
    """A function over weighted sums; for each of some sums a neuron sits on it, as bright as that.

    Parameters
    ----------
    function
        Of arrays: what the neuron makes of its sum with the bias.
    chart
        Where to draw it; sums run to the right.
    sums
        Shape (n,).

    Attributes
    ----------
    bias
        What is added to each sum.
    curve, neurons
        Its parts.
    """

    def __init__(self, function: Function, chart: Chart, sums: ArrayLike) -> None:
        self.function, self.chart, self.sums = function, chart, np.asarray(sums, float)
        self.curve = chart.plot(function, theme().accent, SAMPLES).drawn
        self.neurons = VGroup(*(Neuron(RADIUS) for _ in self.sums))
        super().__init__(self.curve, self.neurons)
        self.set_bias(0)

    def set_bias(self, bias: float) -> Self:
        """Add something else to every sum."""
        self.bias = float(bias)
        across, brightest = self.chart.across, self.chart.upward.high
        x = np.linspace(across.low, across.high, SAMPLES)
        self.curve.set_points_as_corners(self.chart.place(x, self.function(x + self.bias)))
        held = self.function(self.sums + self.bias)
        for neuron, total, value in zip(self.neurons, self.sums, held, strict=True):
            neuron.set_activation(float(value), float(value) / brightest)
            neuron.move_to(self.chart.place(total, value))
        return self


class Slide(Animation):
    """Lets the bias of a :class:`SlidingCurve` go to another value, and everything with it."""

    def __init__(self, threshold: SlidingCurve, bias: float, **timing: float) -> None:
        self.start, self.end = threshold.bias, float(bias)
        super().__init__(threshold, **timing)

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: each moment is calculated, not interpolated."""
        return VGroup()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the moment at a share of the way."""
        share = self.rate_func(alpha)
        self.mobject.set_bias(self.start + share * (self.end - self.start))
