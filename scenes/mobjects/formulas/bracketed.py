"""Entries between brackets: what vectors and matrices have in common."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DR, RIGHT, UP, Rectangle, VGroup, VMobject

from scenes.look.ellipsis import three_dots, with_gaps
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral

#: Distances in heights of a digit: between the lines of two rows, between two columns, and
#: from entries to brackets; how far brackets reach inwards, and how much room dots take.
ROW, COLUMN, MARGIN, LIP, DOTS = 2.1, 1.3, 0.7, 0.45, 1.0

#: Height of a digit in scene units at a size of 1 point.
DIGIT = 0.0066

#: How much of the other entries is left while some are highlighted.
DIMMED = 0.35


class Bracketed(VGroup):
    """Entries in rows and columns between square brackets; numbers align on their points.

    It can be moved and scaled, but not turned.

    Parameters
    ----------
    entries
        What is drawn: one list a row.
    shape
        How many rows and columns there really are.
    rows, columns
        Which of them are drawn, rising. Wherever some are left out, there are dots.
    size
        In points.

    Attributes
    ----------
    entries
        One group of entries for each drawn row.
    dots
        What stands for rows and columns that are left out.
    brackets
        The left one and the right one.
    frame
        What surrounds a highlighted row, column or entry; see :meth:`set_highlight`.
    rows, columns
        Which are drawn.
    """

    def __init__(
        self,
        entries: Sequence[Sequence[VMobject]],
        shape: tuple[int, int],
        rows: Sequence[int],
        columns: Sequence[int],
        size: float,
    ) -> None:
        look = theme()
        self.shape, self.rows, self.columns = shape, list(rows), list(columns)
        self.entries = VGroup(*(VGroup(*row) for row in entries))
        digit = DIGIT * size
        ys, row_gaps = self._lay_rows(digit)
        spans, column_gaps = self._lay_columns(digit)
        self.dots = self._make_dots(digit, ys, row_gaps, spans, column_gaps)
        self.brackets = self._make_brackets(digit, ys + row_gaps, spans, column_gaps)
        # Places are kept as shares of the brackets' box, so that they stay true when it moves.
        self._ys = [self._share(y, 1) for y in ys]
        self._spans = [(self._share(left, 0), self._share(right, 0)) for left, right in spans]
        self._line = ROW * digit / self.brackets.height
        self.frame = Rectangle(color=look.accent, stroke_width=3).replace(
            self.brackets, stretch=True
        )
        self.frame.set_stroke(opacity=0)
        super().__init__(self.entries, self.dots, self.brackets, self.frame)
        self.center()

    def entry(self, row: int, column: int = 0) -> VMobject:
        """Return one entry, by its place in the data, not in the drawing.

        Raises
        ------
        LookupError
            If it isn't drawn.
        """
        return self.row(row)[self._index(column, self.columns, "column")]

    def row(self, row: int) -> VGroup:
        """Return the entries of a row that are drawn.

        Raises
        ------
        LookupError
            If none is.
        """
        return self.entries[self._index(row, self.rows, "row")]

    def column(self, column: int) -> VGroup:
        """Return the entries of a column that are drawn.

        Raises
        ------
        LookupError
            If none is.
        """
        index = self._index(column, self.columns, "column")
        return VGroup(*(row[index] for row in self.entries))

    def set_highlight(
        self, row: int | None = None, column: int | None = None, strength: float = 1
    ) -> Self:
        """Frame a row, a column, or where they meet, and dim the rest; can be animated.

        Parameters
        ----------
        row, column
            By their places in the data. With neither, the highlight goes out.
        strength
            0 to 1.

        Raises
        ------
        LookupError
            If it isn't drawn.
        """
        lit = self._chosen(row, column)
        if row is None and column is None:
            strength = 0
        else:
            self._frame_up(row, column)
        bright = {id(part) for part in lit.family_members_with_points()}
        for part in self.entries.family_members_with_points():
            share = 1 if id(part) in bright else 1 - (1 - DIMMED) * strength
            part.set_fill(opacity=share, family=False)
        self.frame.set_stroke(opacity=strength)
        return self

    def _chosen(self, row: int | None, column: int | None) -> VGroup:
        """Return the entries that a highlight leaves bright."""
        if row is None:
            return self.entries if column is None else self.column(column)
        return self.row(row) if column is None else VGroup(self.entry(row, column))

    def _frame_up(self, row: int | None, column: int | None) -> None:
        """Put the frame around a row, a column, or where they meet."""
        box, edge = self.brackets, 0.12 * self._line * self.brackets.height
        left, right = box.get_left()[0] + edge, box.get_right()[0] - edge
        low, high = box.get_bottom()[1] + edge, box.get_top()[1] - edge
        if column is not None:
            start, end = self._spans[self._index(column, self.columns, "column")]
            left = box.get_left()[0] + start * box.width - 2 * edge
            right = box.get_left()[0] + end * box.width + 2 * edge
        if row is not None:
            middle = box.get_bottom()[1] + self._ys[self._index(row, self.rows, "row")] * box.height
            reach = 0.44 * self._line * box.height
            low, high = middle - reach, middle + reach
        self.frame.stretch_to_fit_width(right - left).stretch_to_fit_height(high - low)
        self.frame.move_to([(left + right) / 2, (low + high) / 2, 0])

    @staticmethod
    def _index(wanted: int, drawn: list[int], what: str) -> int:
        if wanted not in drawn:
            raise LookupError(f"{what} {wanted} isn't drawn; drawn are {drawn}")
        return drawn.index(wanted)

    def _lay_rows(self, digit: float) -> tuple[list[float], list[float]]:
        """Put every row on its line; return the rows' middles, and the middles of dots."""
        ys: list[float] = []
        gaps: list[float] = []
        for line, slot in enumerate(with_gaps(self.rows, self.shape[0])):
            (gaps if slot is None else ys).append(-line * ROW * digit)
        for row, y in zip(self.entries, ys, strict=True):
            for entry in row:
                if isinstance(entry, Numeral):
                    entry.move_point_to([0, y - digit / 2, 0])
                else:
                    entry.move_to([0, y, 0])
        return ys, gaps

    def _lay_columns(self, digit: float) -> tuple[list[tuple[float, float]], list[float]]:
        """Put columns side by side; return where each begins and ends, and where dots are."""
        spans: list[tuple[float, float]] = []
        gaps: list[float] = []
        x = 0.0
        for slot in with_gaps(self.columns, self.shape[1]):
            if slot is None:
                gaps.append(x + DOTS * digit / 2)
                x += (DOTS + COLUMN) * digit
            else:
                column = VGroup(*(row[len(spans)] for row in self.entries))
                column.shift((x - column.get_left()[0]) * RIGHT)
                for entry in column:
                    if not isinstance(entry, Numeral):
                        entry.set_x(column.get_x())
                spans.append((x, x + column.width))
                x += column.width + COLUMN * digit
        return spans, gaps

    @staticmethod
    def _make_dots(
        digit: float,
        ys: list[float],
        row_gaps: list[float],
        spans: list[tuple[float, float]],
        column_gaps: list[float],
    ) -> VGroup:
        """Return dots in every gap of every row and column, slanting where gaps cross."""
        xs = [sum(span) / 2 for span in spans]
        made = [(x, y, UP) for y in row_gaps for x in xs]
        made += [(x, y, RIGHT) for y in ys for x in column_gaps]
        made += [(x, y, DR) for y in row_gaps for x in column_gaps]
        return VGroup(*(three_dots(way, 0.4 * digit).move_to([x, y, 0]) for x, y, way in made))

    @staticmethod
    def _make_brackets(
        digit: float,
        ys: list[float],
        spans: list[tuple[float, float]],
        column_gaps: list[float],
    ) -> VGroup:
        """Return square brackets around all rows and columns."""
        xs = [x for span in spans for x in span]
        xs += [x + side * DOTS * digit / 2 for x in column_gaps for side in (-1, 1)]
        top, bottom = max(ys) + 0.5 * ROW * digit, min(ys) - 0.5 * ROW * digit
        brackets = VGroup()
        for x, way in ((min(xs) - MARGIN * digit, 1), (max(xs) + MARGIN * digit, -1)):
            inner = x + way * LIP * digit
            corners = [(inner, top, 0), (x, top, 0), (x, bottom, 0), (inner, bottom, 0)]
            line = VMobject(stroke_color=theme().words, stroke_width=2.5)
            brackets.add(line.set_points_as_corners(np.array(corners, float)))
        return brackets

    def _share(self, place: float, axis: int) -> float:
        """Return where a place lies in the brackets' box, 0 to 1 from left or from below."""
        low = (self.brackets.get_left(), self.brackets.get_bottom())[axis][axis]
        return (place - low) / (self.brackets.width, self.brackets.height)[axis]
