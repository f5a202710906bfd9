"""How accurate networks became that were trained in several ways, from several starts each."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, DashedLine, Line, SurroundingRectangle, VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.places import FOOT, HEAD
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.legend import Legend
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note, words
from scenes.script.message import Message, message

#: From the chart's top up to its title, and from one figure to the next.
TITLE, PITCH = 0.32, 1.2

#: Strokes of single curves, and how visible the dashed line is.
THIN, LEVEL = 2.5, 0.8

#: Middles of two charts side by side, and the room for the curves of each.
MIDDLES, HEIGHT_AT, ROOM = (-3.3, 3.65), 0.15, (5.2, 4.1)

#: What guessing one of ten digits gives.
GUESSING = 0.1


class AccuracyRuns(VGroup):
    """One chart; of every way of training a bundle of curves, one a random start.

    Parameters
    ----------
    accuracies
        One a way, shape (starts, epochs + 1), 0 to 1: before the training and after each epoch.
    colours
        One a way.
    title
        Above the chart.
    width, height
        Of the room for curves, scene units.

    Attributes
    ----------
    chart
        The room; epochs to the right.
    bundles
        The curves of every way.
    figures
        What the curves of every way have reached, on average; above the chart's right end.
    title
        See above.
    """

    def __init__(
        self,
        accuracies: Sequence[NDArray[np.floating]],
        colours: Sequence[str],
        title: Message,
        width: float,
        height: float,
    ) -> None:
        look = theme()
        self.accuracies = tuple(accuracies)
        last = self.accuracies[0].shape[1] - 1
        every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if last / step <= 6)
        marks = {float(epoch): str(epoch) for epoch in range(0, last + 1, every)}
        shares = {0.0: "0%", 0.5: "50%", 1.0: "100%"}
        self.chart = Chart((0, last), (0, 1), width, height, marks, shares)
        self.epochs = np.arange(last + 1)
        self.bundles = VGroup(
            *(
                VGroup(*(self._thin(run, colour) for run in runs))
                for runs, colour in zip(self.accuracies, colours, strict=True)
            )
        )
        corner = self.chart.place(0, 1), self.chart.place(last, 1)
        base = corner[0][1] + TITLE
        self.title = words(title).stand_at(corner[0][0], base, LEFT)
        self.figures = VGroup(
            *(
                Figures("0%", look.label, colour, RIGHT).anchor_at(
                    [corner[1][0] - PITCH * (len(colours) - 1 - place), base, 0]
                )
                for place, colour in enumerate(colours)
            )
        )
        super().__init__(self.chart, self.title, *self.bundles, self.figures)
        self.set_end(0)

    @property
    def results(self) -> list[VMobject]:
        """All that changes as epochs pass: curves and figures."""
        return [*self.bundles, *self.figures]

    def set_end(self, epoch: float) -> Self:
        """Draw all curves up to so many epochs; the figures follow."""
        for runs, bundle, figure in zip(self.accuracies, self.bundles, self.figures, strict=True):
            for curve in bundle:
                curve.set_end(epoch)
            mean = np.interp(epoch, self.epochs, runs.mean(axis=0))
            figure.set_text("{share:.0%}", share=float(mean))
        return self

    def level(self, share: float, name: Message) -> VGroup:
        """Return a dashed line at an accuracy, with its name above the right end."""
        look = theme()
        ends = self.chart.place(np.array([0, self.epochs[-1]]), share)
        line = DashedLine(*ends, color=look.words, stroke_width=2, stroke_opacity=LEVEL)
        return VGroup(line, note(name).stand_at(ends[1][0], ends[1][1] + 0.3, RIGHT))

    def box(self) -> SurroundingRectangle:
        """Return what draws attention to the figures."""
        look = theme()
        return SurroundingRectangle(
            self.figures, color=look.words, buff=0.14, stroke_width=2.5, corner_radius=0.1
        )

    def _thin(self, run: NDArray[np.floating], colour: str) -> VGroup:
        curve = self.chart.curve(self.epochs, run, colour)
        curve.drawn.set_stroke(width=THIN)
        curve.dot.set_fill(colour)
        return curve


class SeenAndUnseen(VGroup):
    """Two charts: how many training images are answered as labelled, how many unseen ones.

    Parameters
    ----------
    seen, unseen
        Accuracies on each: shape (ways, starts, epochs + 1).
    names, colours
        Of the ways.
    setting
        What was trained on what: above both charts.

    Attributes
    ----------
    seen, unseen
        The charts, each with ``epochs`` below it; nothing is drawn yet.
    epochs, guessing, legend, setting
        What is written around them; ``guessing`` is a dashed line in the second chart.
    """

    def __init__(
        self,
        seen: NDArray[np.floating],
        unseen: NDArray[np.floating],
        names: Sequence[Message],
        colours: Sequence[str],
        setting: Message,
    ) -> None:
        self.seen = AccuracyRuns(seen, colours, message("training images"), *ROOM)
        self.unseen = AccuracyRuns(unseen, colours, message("unseen images"), *ROOM)
        self.epochs = VGroup()
        for each, x in zip((self.seen, self.unseen), MIDDLES, strict=True):
            chart = each.chart
            each.shift([x, HEIGHT_AT, 0] - chart.place(each.epochs[-1] / 2, 0.5))
            self.epochs.add(note("epochs").next_to(chart.across.numbers, DOWN, buff=0.14).set_x(x))
        self.guessing = self.unseen.level(GUESSING, message("guessing"))
        marks = (Line([0, 0, 0], [0.4, 0, 0], color=hue, stroke_width=4) for hue in colours)
        self.legend = Legend(list(zip(marks, names, strict=True)), apart=0.8)
        self.legend.move_to([0, FOOT + 0.1, 0])
        self.setting = note(setting).stand_at(0, HEAD)
        around = self.epochs, self.guessing, self.legend, self.setting
        super().__init__(self.seen, self.unseen, *around)

    def part(self, which: int) -> VGroup:
        """Return the first chart (0) or the second (1) with what is written at it."""
        if which == 0:
            return VGroup(self.seen, self.epochs[0], self.legend, self.setting)
        return VGroup(self.unseen, self.epochs[1], self.guessing)

    @property
    def own(self) -> VGroup:
        """What another network would have otherwise: curves, figures, the setting."""
        return VGroup(*self.seen.results, *self.unseen.results, self.setting)

    @property
    def shared(self) -> VGroup:
        """What would be the same."""
        rooms = (part for each in (self.seen, self.unseen) for part in (each.chart, each.title))
        return VGroup(*rooms, self.epochs, self.guessing, self.legend)
