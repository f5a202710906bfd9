"""Cost and accuracy of a training, side by side, over a clock that runs in powers of ten."""

from collections.abc import Mapping
from typing import Self

import numpy as np
from manim import LEFT, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart, Curve
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note
from scenes.script.message import Message, message

#: Room for a chart's curves, the left ends of both, and the height of their middles.
WIDTH, HEIGHT, LEFTS, MIDDLE = 5.2, 1.4, (-6.2, 1.4), -2.55

#: From the chart up to its title, and from a name to its figures.
TITLE, BESIDE = 0.27, 0.25


class NamedFigures(VGroup):
    """A name, and behind it figures that may change in every frame.

    Parameters
    ----------
    name
        What is counted.
    left, base
        Where the name begins, and the line it stands on.
    colour
        Of the figures.

    Attributes
    ----------
    figures
        What changes.
    """

    def __init__(self, name: Message, left: float, base: float, colour: str) -> None:
        label = note(name).stand_at(left, base, LEFT)
        self.figures = Figures("0", theme().label, colour)
        self.figures.anchor_at([label.get_right()[0] + BESIDE, base, 0])
        super().__init__(label, self.figures)


class TrainingCurves(VGroup):
    """A chart of the cost and one of the accuracy, drawn as far as the clock has come.

    Parameters
    ----------
    clocks
        Shape (n,), rising from 0 to 1.
    costs, accuracies
        Shape (n,): at these times.
    marks
        Where the clock has a mark, and what is written there.

    Attributes
    ----------
    charts, curves, titles
        Of the cost, and of the accuracy.
    """

    def __init__(
        self,
        clocks: NDArray[np.floating],
        costs: NDArray[np.floating],
        accuracies: NDArray[np.floating],
        marks: Mapping[float, str],
    ) -> None:
        look = theme()
        top = max(1, int(np.ceil(costs.max())))
        heights = {value: str(value) for value in range(0, top + 1, -(-top // 3))}
        shares = {0.0: "0%", 0.5: "50%", 1.0: "100%"}
        self.charts, self.curves, self.titles = [], [], []
        for left, values, high, y_marks, colour, name in (
            (LEFTS[0], costs, top, heights, look.wrong, message("cost, validation images")),
            (LEFTS[1], accuracies, 1, shares, look.accent, message("correct, validation images")),
        ):
            chart = Chart((0, 1), (0, high), WIDTH, HEIGHT, marks, y_marks)
            chart.shift(np.array([left, MIDDLE - HEIGHT / 2, 0]) - chart.place(0, 0))
            self.charts.append(chart)
            self.curves.append(chart.curve(clocks, values, colour))
            base = chart.place(0, high)[1] + TITLE
            self.titles.append(NamedFigures(name, left, base, colour))
        super().__init__(*self.charts, *self.curves, *self.titles)

    @property
    def changing(self) -> list[Curve | Figures]:
        """What changes as the clock runs."""
        return [*self.curves, *(title.figures for title in self.titles)]

    def set_clock(self, clock: float, cost: float, accuracy: float) -> Self:
        """Draw both curves up to a time, and write what they have come to."""
        for curve in self.curves:
            curve.set_end(clock)
        self.titles[0].figures.set_text("{cost:.3f}", cost=cost)
        self.titles[1].figures.set_text("{share:.1%}", share=accuracy)
        return self
