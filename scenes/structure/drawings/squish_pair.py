"""Two functions that squish, and how steep each of them is."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import formula, note, words

Function = Callable[[NDArray[np.floating]], NDArray[np.floating]]

#: The chart of the two functions: how far it reaches, its unit in the scene, and its middle.
REACH, UNIT, CHART_AT = 5, 0.84, (-2.35, 0, 0)

#: Middle of what stands beside it, and heights of the two functions' texts there.
BESIDE, ROWS = 4.6, (1.5, -1.1)

#: Half the length of a tangent, in the chart's units; how far from 0 it goes.
TANGENT, TOUCHES = 1.1, 3.9

#: Points of a curve.
SAMPLES = 401


class SquishPair(VGroup):
    """Two functions in one chart, their formulas, and a tangent that slides along each.

    The first one, which stays between 0 and 1, is there a second time, as tall as the chart.

    Parameters
    ----------
    functions
        Two functions of arrays, both 0 or more.
    slopes
        How steep they are, functions of arrays, too.
    sources
        Their formulas, in Typst's notation.
    colours
        Of the two.

    Attributes
    ----------
    chart, curves
        The common chart, and both functions in it.
    tall, tall_curve
        The chart that the first function has for itself.
    input
        A line from the axis to the end of the second curve: what goes in comes out.
    formulas, across
        What is written beside and below the chart.
    tangents, values, slopes
        A tangent each; how steep it is; and that with its name.
    """

    def __init__(
        self,
        functions: Sequence[Function],
        slopes: Sequence[Function],
        sources: Sequence[str],
        colours: Sequence[str],
    ) -> None:
        look = theme()
        self.functions, self.steepness = tuple(functions), tuple(slopes)
        self._lay_charts(colours)
        self.across = note("weighted sum plus bias")
        self.across.next_to(self.chart.across, DOWN, buff=0.15)
        rows = list(zip(sources, colours, ROWS, strict=True))
        self.formulas = VGroup(
            *(formula(text, look.headline, hue).move_to([BESIDE, y, 0]) for text, hue, y in rows)
        )
        self.input = Line(color=look.quiet, stroke_width=2)
        self.tangents = VGroup(*(Line(color=look.positive, stroke_width=7) for _ in rows))
        self.values = [Figures("0.00", look.headline, colour) for colour in colours]
        self.slopes = VGroup()
        for value, y in zip(self.values, ROWS, strict=True):
            name = words("slope", look.label, look.quiet)
            name.shift([BESIDE - 1.2 - name.get_left()[0], y - 1.15 - name.baseline, 0])
            self.slopes.add(VGroup(name, value.anchor_at([BESIDE + 0.1, y - 1.15, 0])))
        super().__init__(self.chart, self.across, *self.curves, self.input, self.formulas)
        self.add(self.tangents, self.slopes)
        self.draw_first(0)
        self.draw_second(0)
        self.touch_at(0)

    def _lay_charts(self, colours: Sequence[str]) -> None:
        marks = {value: str(value).replace("-", "−") for value in range(-4, 5, 2)}
        reach = {"width": 2 * REACH * UNIT, "height": REACH * UNIT}
        heights = {value: str(value) for value in range(1, REACH + 1)}
        chart = Chart((-REACH, REACH), (0, REACH), x_marks=marks, y_marks=heights, **reach)
        self.chart = chart.move_to(CHART_AT)
        tall = Chart((-REACH, REACH), (0, 1), y_marks={0.5: "0.5", 1: "1"}, **reach)
        tall.shift(chart.place(0, 0) - tall.place(0, 0)).remove(tall.across)
        self.tall, self.tall_curve = tall, tall.plot(self.functions[0], colours[0], SAMPLES)
        pairs = zip(self.functions, colours, strict=True)
        self.curves = [chart.plot(function, colour, SAMPLES) for function, colour in pairs]

    def draw_first(self, share: float) -> None:
        """Draw the first function, as tall as the chart, up to this share of its width."""
        self.tall_curve.set_end(-REACH + 2 * REACH * share)

    def draw_second(self, share: float) -> None:
        """Draw the second function so far, with what goes in below the dot."""
        x = -REACH + 2 * REACH * share
        self.curves[1].set_end(x)
        y = float(self.functions[1](np.array([x]))[0])
        self.input.set_points_as_corners(self.chart.place([x, x], [0, y]))

    def touch_at(self, share: float) -> None:
        """Let both tangents touch their curves at this share of the width."""
        x = np.array([TOUCHES * (2.0 * share - 1)])
        parts = zip(self.functions, self.steepness, self.tangents, self.values, strict=True)
        for function, steepness, tangent, value in parts:
            y, slope = float(function(x)[0]), float(steepness(x)[0])
            half = TANGENT / np.hypot(1, slope)
            ends = x[0] + np.array([-half, half])
            tangent.set_points_as_corners(self.chart.place(ends, y + slope * (ends - x[0])))
            value.set_text("{slope:.2f}", slope=slope)
