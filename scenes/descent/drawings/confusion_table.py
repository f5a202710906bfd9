"""Which digits are taken for which: how often, as a table."""

import numpy as np
from manim import Animation, FadeIn, LaggedStart, Rectangle, SurroundingRectangle, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.words import Words, note, words

#: Width and height of a cell, scene units, and the share of it that is coloured.
WIDE, HIGH, FULL = 0.74, 0.52, 0.93

#: Sizes of counts and of digits in points; how strong the most frequent mistake's colour is.
COUNT, DIGIT, STRONGEST = 24, 30, 0.85

#: How visible an empty cell is.
PALE = 0.12

#: From the table to the digits at its rims, and from these to what they are.
RIM, TITLE = 0.42, 0.42


class ConfusionTable(VGroup):
    """A row for each label, a column for each answer, and in each cell how often it was so.

    Mistakes are the redder the more frequent; what is right stands on the diagonal, without
    colour. A mistake that never happened has an empty cell.

    Parameters
    ----------
    counts
        Shape (n, n), whole numbers: [label, answer].

    Attributes
    ----------
    cells
        All cells, row by row.
    right, wrong
        The counts on the diagonal, and those beside it that aren't 0.
    reds
        What colours the cells of these, in the same order.
    digits
        Labels at the left and answers above.
    titles
        What these are.
    """

    def __init__(self, counts: NDArray[np.integer]) -> None:
        look, size = theme(), len(counts)
        self.counts = counts
        off = counts * ~np.eye(size, dtype=bool)
        most = max(1, int(off.max()))
        self.cells, self.right, self.wrong = VGroup(), VGroup(), VGroup()
        self.reds = VGroup()
        for (label, answer), count in np.ndenumerate(counts):
            place = self.place(label, answer)
            is_right = label == answer
            cell = Rectangle(width=FULL * WIDE, height=FULL * HIGH, stroke_width=0)
            self.cells.add(cell.set_fill(look.quiet, PALE).move_to(place))
            if count and is_right:
                self.right.add(self._count(count, look.accent, place))
            elif count:
                red = cell.copy().set_fill(look.wrong, STRONGEST * count / most)
                self.reds.add(red)
                self.wrong.add(self._count(count, look.words, place))
        self.digits = VGroup()
        for digit in range(size):
            row, column = self.place(digit, 0), self.place(0, digit)
            for x, y in (row[0] - WIDE / 2 - RIM, row[1]), (column[0], column[1] + HIGH / 2 + RIM):
                self.digits.add(label_of(digit, DIGIT, room=FULL * WIDE).move_to([x, y, 0]))
        top, left = self.place(0, 0)[1] + HIGH / 2, self.place(0, 0)[0] - WIDE / 2
        answers, labels = note("the answer"), note("the label")
        answers.move_to([0, top + RIM + TITLE, 0])
        labels.move_to([left - RIM - 0.3 - labels.width / 2, 0, 0])
        self.titles = VGroup(labels, answers)
        super().__init__(self.cells, self.reds, self.right, self.wrong, self.digits, self.titles)

    def place(self, label: int, answer: int) -> NDArray[np.float64]:
        """Return where a cell is, as long as the table was not moved."""
        middle = (len(self.counts) - 1) / 2
        return np.array([WIDE * (answer - middle), HIGH * (middle - label), 0])

    def cell(self, label: int, answer: int) -> Rectangle:
        """Return a cell, wherever the table is."""
        return self.cells[label * len(self.counts) + answer]

    def fill_diagonal(self) -> Animation:
        """Return the animation in which what is right appears, row by row."""
        return LaggedStart(*map(FadeIn, self.right), lag_ratio=0.2)

    def fill_mistakes(self) -> Animation:
        """Return the animation in which the mistakes appear, row by row."""
        pairs = zip(self.reds, self.wrong, strict=True)
        return LaggedStart(*(FadeIn(VGroup(*pair)) for pair in pairs), lag_ratio=0.1)

    def frame(self, label: int, answer: int) -> SurroundingRectangle:
        """Return a frame around a cell."""
        return SurroundingRectangle(
            self.cell(label, answer), color=theme().accent, buff=0.03, stroke_width=4
        )

    @staticmethod
    def _count(count: int, colour: str, place: NDArray[np.floating]) -> Words:
        return words("{count:,}", COUNT, colour, room=FULL * WIDE, count=int(count)).move_to(place)
