"""How much weights look like an edge: of a network, by chance, and made by hand."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, FadeIn, Group, LaggedStart, VGroup
from numpy.typing import NDArray

from scenes.descent.drawings.dot_rows import DotRows
from scenes.look.places import HEAD, LEFT_RIM
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import Message, message

#: Where the line begins, and its length; from row to row.
BEGIN, LENGTH, PITCH = (-0.9, -3.0, 0), 7.3, 0.86

#: From the title down to a remark on it.
BELOW = 0.5

#: The size of the pictures in front, and where these are; room for names.
SMALL, SMALL_AT, NAMES = 0.74, -6.1, 4.1


class LikenessRows(Group):
    """A row of dots for each group, a name and a picture of one of the group in front.

    Parameters
    ----------
    values
        Of shuffled weights, a random start, soft patches, round spots, edges, and trained
        neurons: the likeness of each, 0 to 1.
    samples
        Weights of one of each group, shape (784,).
    angles
        At how many the edge was tried.
    began
        What the second group is called: a message; the random start, if left out.

    Attributes
    ----------
    rows, samples
        The dots with their names, and the pictures.
    title
        What the line measures, and how, in two lines.
    """

    def __init__(
        self,
        values: Sequence[NDArray[np.floating]],
        samples: Sequence[NDArray[np.floating]],
        angles: int,
        began: Message | None = None,
    ) -> None:
        look = theme()
        line = NumberLine(0, 1, LENGTH, {each / 5: f"{each / 5:g}" for each in range(6)})
        line.shift(np.array(BEGIN) - line.line.get_start())
        names = (
            message("weights, shuffled"),
            began or message("random start"),
            message("soft patches of chance"),
            message("round spots, by hand"),
            message("other edges, by hand"),
            message("trained neurons"),
        )
        colours = [look.words] * 5 + [look.accent]
        self.rows = DotRows(values, names, colours, line, PITCH, NAMES)
        self.samples = Group()
        for row, sample in enumerate(samples):
            grid = WeightGrid(sample, largest_but_few(sample), SMALL)
            self.samples.add(grid.move_to([SMALL_AT, self.rows.height_of(row), 0]))
        self.title = note(
            "likeness to an edge at its best place and angle, signs may be swapped", look.words
        )
        self.title.stand_at(LEFT_RIM, HEAD, LEFT)
        tried = note("{count} angles tried; in lecture 1: level and upright", count=angles)
        self.title = VGroup(self.title, tried.stand_at(LEFT_RIM, HEAD - BELOW, LEFT))
        super().__init__(self.rows, self.samples, self.title)

    def bring(self, row: int) -> LaggedStart:
        """Return the animation in which a row comes, its picture and its name first."""
        dots = (FadeIn(dot, shift=0.2 * DOWN) for dot in self.rows.dots[row])
        return LaggedStart(FadeIn(self.samples[row], self.rows.names[row]), *dots, lag_ratio=0.1)
