"""How accurate several networks became, and how soon."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import RIGHT, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note

#: From the chart to the figures beside it, from one of them to the next, and down to the first.
BESIDE, PITCH, DOWN_TO = 0.55, 1.3, 0.68

#: From what is read correctly up to whose it is.
NAME = 0.5


class LearningCurves(VGroup):
    """Accuracy against the images seen, on a logarithmic clock, with the accuracies in figures.

    Parameters
    ----------
    steps
        Shape (n,), rising, from 0: mini-batches used up when the networks were tested.
    batch
        Images in a mini-batch.
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
    """

    def __init__(
        self,
        steps: NDArray[np.integer],
        batch: int,
        accuracies: Sequence[NDArray[np.floating]],
        names: Sequence[str],
        colours: Sequence[str],
        width: float = 8.2,
        height: float = 3.9,
    ) -> None:
        look = theme()
        clock = np.log1p(steps)
        powers = [10**power for power in range(2, 8) if 10**power <= steps[-1] * batch]
        marks = {float(np.log1p(count / batch)): f"{count:,}" for count in powers}
        shares = {0.0: "0%", 0.5: "50%", 1.0: "100%"}
        self.chart = Chart((0, float(clock[-1])), (0, 1), width, height, marks, shares)
        self.accuracies = tuple(accuracies)
        self.curves, self.percents, self.figures = [], [], VGroup()
        corner = self.chart.place(clock[-1], 1) + BESIDE * RIGHT
        rows = zip(self.accuracies, names, colours, strict=True)
        for index, (accuracy, name, colour) in enumerate(rows):
            self.curves.append(self.chart.curve(clock, accuracy, colour))
            place = corner - [0, DOWN_TO + PITCH * index, 0]
            percent = Figures("0%", look.headline, colour).anchor_at(place)
            title = note(name, colour)
            title.shift([place[0] - title.get_left()[0], place[1] + NAME - title.baseline, 0])
            self.percents.append(percent)
            self.figures.add(VGroup(title, percent))
            self.set_shown(index, 1)
        super().__init__(self.chart, *self.curves, self.figures)

    def set_shown(self, index: int, share: float) -> Self:
        """Draw a network's curve up to this share of the clock; its figure follows."""
        graph = self.curves[index]
        graph.set_end(share * graph.x[-1])
        accuracy = float(np.interp(graph.end, graph.x, self.accuracies[index]))
        self.percents[index].set_text("{accuracy:.1%}", accuracy=accuracy)
        return self
