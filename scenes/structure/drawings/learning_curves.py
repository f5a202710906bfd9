"""How accurate several networks became, and how soon."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note

#: From the chart to the figures beside it, from one of them to the next, and down to the first.
BESIDE, PITCH, DOWN_TO = 0.45, 1.55, 0.68

#: From what is read correctly up to whose it is, and down to a remark.
NAME, REMARK = 0.5, 0.4


class LearningCurves(VGroup):
    """Accuracy against the epochs that are over, with the accuracies in figures.

    Parameters
    ----------
    epochs
        Shape (n,), rising, from 0: how many were over when the networks were tested.
    accuracies
        One a network, shape (n,), 0 to 1.
    names, colours
        Of the networks.
    width, height
        Of the room for curves, scene units.

    Attributes
    ----------
    chart, curves
        The room, and one curve a network.
    percents, figures
        How much each reads correctly where its curve ends now; and that with its name.
    remarks
        One below each of these, if they were given.
    """

    def __init__(
        self,
        epochs: NDArray[np.floating],
        accuracies: Sequence[NDArray[np.floating]],
        names: Sequence[str],
        colours: Sequence[str],
        width: float = 8.2,
        height: float = 3.9,
        remarks: Sequence[str] = (),
    ) -> None:
        look, end = theme(), float(epochs[-1])
        every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if end / step <= 12)
        marks = {float(epoch): str(epoch) for epoch in range(0, int(end) + 1, every)}
        shares = {0.0: "0%", 0.5: "50%", 1.0: "100%"}
        self.chart = Chart((0, end), (0, 1), width, height, marks, shares)
        self.accuracies = tuple(accuracies)
        self.curves, self.percents, self.figures = [], [], VGroup()
        corner = self.chart.place(end, 1) + BESIDE * RIGHT
        rows = zip(self.accuracies, names, colours, strict=True)
        for index, (accuracy, name, colour) in enumerate(rows):
            self.curves.append(self.chart.curve(epochs, accuracy, colour))
            place = corner - [0, DOWN_TO + PITCH * index, 0]
            percent = Figures("0%", look.headline, colour).anchor_at(place)
            title = note(name, colour).stand_at(place[0], place[1] + NAME, LEFT)
            self.percents.append(percent)
            self.figures.add(VGroup(title, percent))
            self.set_shown(index, 1)
        self.remarks = VGroup(
            *(
                note(text).stand_at(corner[0], corner[1] - DOWN_TO - PITCH * index - REMARK, LEFT)
                for index, text in enumerate(remarks)
            )
        )
        super().__init__(self.chart, *self.curves, self.figures, self.remarks)

    def set_shown(self, index: int, share: float) -> Self:
        """Draw a network's curve up to this share of the way; its figure follows."""
        graph = self.curves[index]
        graph.set_end(share * graph.x[-1])
        accuracy = float(np.interp(graph.end, graph.x, self.accuracies[index]))
        self.percents[index].set_text("{accuracy:.1%}", accuracy=accuracy)
        return self
