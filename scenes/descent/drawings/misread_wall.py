"""Images that were misread, each with its label and what it was taken for."""

from collections.abc import Sequence

import numpy as np
from manim import UP, FadeIn, Group, LaggedStart, SurroundingRectangle, VGroup
from numpy.typing import NDArray

from scenes.descent.drawings import labelled_wall
from scenes.descent.drawings.labelled_wall import NAMED_ROOM, LabelledWall
from scenes.look.theme import theme
from scenes.mobjects.writing.class_label import label_of

#: How far right of an image's middle label and answer stand, how far above and below it they do,
#: and their size in points, where a cell is 1 wide.
BESIDE, AWAY, SIZE = 0.48, 0.17, 25

#: Names of classes stand below the image, the label's above the answer's: their size, the image's,
#: how far up it moves, and how far below its old middle the two lines are.
NAMED_SIZE, NAMED_SIDE, NAMED_UP, NAMED_AT = 12, 0.46, 0.06, (0.27, 0.4)


class MisreadWall(LabelledWall):
    """Images row by row; beside each above its label, and below the answer in a mistake's colour.

    Parameters
    ----------
    pictures
        Shape (rows, columns) each, 0 to 1.
    labels, answers
        One an image.
    columns
        How many images a row has.
    cell
        How wide an image is with what stands beside it, scene units.

    Attributes
    ----------
    pictures, labels, answers
        In the order in which they came.
    """

    def __init__(
        self,
        pictures: Sequence[NDArray[np.floating]],
        labels: Sequence[int],
        answers: Sequence[int],
        columns: int,
        cell: float,
    ) -> None:
        super().__init__(pictures, labels, columns, cell)
        look, self.answers = theme(), VGroup()
        for place, (picture, answer) in enumerate(zip(self.pictures, answers, strict=True)):
            x, y = picture.get_x() + BESIDE * cell, picture.get_y()
            label, size = self.labels[place], NAMED_SIZE if self.named else SIZE
            told = label_of(int(answer), size * cell, look.wrong, NAMED_ROOM * cell)
            if self.named:
                picture.scale(NAMED_SIDE / picture.height * cell).shift(NAMED_UP * cell * UP)
                label.scale(NAMED_SIZE / labelled_wall.NAMED_SIZE)
                x = picture.get_x()
                label.move_to([x, y - NAMED_AT[0] * cell, 0])
                told.move_to([x, y - NAMED_AT[1] * cell, 0])
            else:
                label.scale(SIZE / labelled_wall.SIZE).move_to([x, y + AWAY * cell, 0])
                told.move_to([x, y - AWAY * cell, 0])
            self.answers.add(told)
        self.add(self.answers)

    def appear(self) -> LaggedStart:
        """Return the animation in which the images come with what stands beside them."""
        parts = zip(self.pictures, self.labels, self.answers, strict=True)
        return LaggedStart(*(FadeIn(Group(*each)) for each in parts), lag_ratio=0.1)

    def box(self, place: int) -> SurroundingRectangle:
        """Return a box around an image and what stands beside it."""
        around = Group(self.pictures[place], self.labels[place], self.answers[place])
        colour = theme().accent
        return SurroundingRectangle(
            around, color=colour, buff=0.1, stroke_width=3, corner_radius=0.08
        )
