"""Many images, each with its label beside it, and marks: read correctly, or not."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, UP, Animation, Brace, FadeIn, Group, LaggedStart, VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.words import Words
from scenes.script.classes import have_names

#: Shares of a cell: its height, an image's side, and how far right of its middle the image and
#: what stands beside it are.
HIGH, SIDE, IMAGE_AT, LABEL_AT = 0.78, 0.64, -0.18, 0.25

#: A label's size in points where a cell is 1 wide.
SIZE = 32

#: Where classes have names, these stand below the images, and marks to the right: the image's
#: side, how far below its middle the name is, the name's size and width, and where marks are.
NAMED_SIDE, NAMED_AT, NAMED_SIZE, NAMED_ROOM, NAMED_MARK = 0.58, 0.36, 15, 0.94, 0.41

#: A mark's size as a share of a cell, and how far below the label it is.
MARK, MARK_AT = 0.16, 0.25

#: How far the label moves up to make room for it.
UPWARD = 0.16


class LabelledWall(Group):
    """Pairs of an image and its label, row by row.

    Parameters
    ----------
    pictures
        Shape (rows, columns) each, 0 to 1.
    labels
        One an image.
    columns
        How many pairs a row has.
    cell
        How wide a pair is, scene units.

    Attributes
    ----------
    pictures, labels
        In the order in which they came.
    marks
        See :meth:`mark`; none at first.
    """

    def __init__(
        self,
        pictures: Sequence[NDArray[np.floating]],
        labels: Sequence[int],
        columns: int,
        cell: float,
    ) -> None:
        self.cell, self.columns, self.told = cell, columns, [int(label) for label in labels]
        rows = -(-len(pictures) // columns)
        self.pictures, self.labels, self.marks = Group(), VGroup(), VGroup()
        self.named = have_names()
        for place, (picture, label) in enumerate(zip(pictures, self.told, strict=True)):
            row, column = divmod(place, columns)
            x = cell * (column - (columns - 1) / 2)
            y = HIGH * cell * ((rows - 1) / 2 - row)
            if self.named:
                grid, told = self._named_pair(picture, label, np.array([x, y, 0]))
            else:
                grid = PixelGrid(picture, SIDE * cell).move_to([x + IMAGE_AT * cell, y, 0])
                told = label_of(label, SIZE * cell).move_to([x + LABEL_AT * cell, y, 0])
            self.pictures.add(grid)
            self.labels.add(told)
        super().__init__(self.pictures, self.labels, self.marks)

    def appear(self) -> LaggedStart:
        """Return the animation in which the pairs come, one after the other."""
        pairs = zip(self.pictures, self.labels, strict=True)
        return LaggedStart(*(FadeIn(Group(*pair), scale=1.1) for pair in pairs), lag_ratio=0.15)

    def mark(self, answers: Sequence[int]) -> Self:
        """Make a tick for every label that is the answer, and a cross for the others.

        Parameters
        ----------
        answers
            One an image.
        """
        for answer, label, picture, told in zip(
            answers, self.told, self.pictures, self.labels, strict=True
        ):
            mark = tick() if answer == label else cross()
            below = [told.get_x(), picture.get_y() - MARK_AT * self.cell, 0]
            if self.named:
                below = [picture.get_x() + NAMED_MARK * self.cell, picture.get_y(), 0]
            self.marks.add(mark.scale(MARK * self.cell).move_to(below))
        return self

    def make_room(self) -> Animation:
        """Return the animation in which the labels move up, so that marks fit below."""
        return self.labels.animate.shift((0 if self.named else UPWARD) * self.cell * UP)

    def _named_pair(
        self, picture: NDArray[np.floating], label: int, place: NDArray[np.floating]
    ) -> tuple[PixelGrid, Words]:
        """Return an image and, below it, the name of its class."""
        cell = self.cell
        grid = PixelGrid(picture, NAMED_SIDE * cell).move_to(place + 0.08 * cell * UP)
        told = label_of(label, NAMED_SIZE * cell, room=NAMED_ROOM * cell)
        return grid, told.move_to(grid.get_center() - NAMED_AT * cell * UP)


def tick() -> VMobject:
    """Return the mark of a right answer, about 1 wide."""
    made = VMobject(color=theme().accent, stroke_width=4)
    return made.set_points_as_corners([[-0.5, 0, 0], [-0.12, -0.42, 0], [0.55, 0.5, 0]])


def cross() -> VMobject:
    """Return the mark of a wrong answer, about 1 wide."""
    made = VMobject(color=theme().wrong, stroke_width=5)
    made.set_points_as_corners([[-0.5, 0.5, 0], [0.5, -0.5, 0]])
    made.start_new_path(np.array([-0.5, -0.5, 0]))
    return made.add_points_as_corners([np.array([0.5, 0.5, 0])])


class NamedPart(VGroup):
    """A brace below a wall, how many images it stands for, and what these are for.

    Parameters
    ----------
    wall
        Above the brace.
    count, purpose
        Two texts, made as wide as the wall at most: how many, and what for.
    """

    def __init__(self, wall: LabelledWall, count: Words, purpose: Words) -> None:
        brace = Brace(wall, DOWN, buff=0.12, color=theme().quiet)
        count.next_to(brace, DOWN, buff=0.15)
        purpose.next_to(brace, DOWN, buff=0.15).shift(0.52 * DOWN)
        purpose.shift((brace.get_bottom()[1] - 1.0 - purpose.baseline) * UP)
        super().__init__(brace, count, purpose)
