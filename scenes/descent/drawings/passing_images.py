"""Images that pass one after the other, each with its label and a mark as it is judged."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import Group, VGroup
from numpy.typing import NDArray

from scenes.descent.drawings.labelled_wall import cross, tick
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.class_label import label_of

#: From one image to the next, and an image's side, scene units.
PITCH, SIDE = 2.0, 1.6

#: From an image's middle up to its label, and down to its mark, whose size is the third.
LABEL_AT, MARK_AT, MARK = 1.35, 1.3, 0.42

#: Beyond this, nothing is seen; what comes or goes fades over so much.
END, FADING = 5.9, 1.2


class PassingImages(Group):
    """A row of images that moves to the left; those that passed the middle are marked.

    Parameters
    ----------
    pictures
        Shape (rows, columns) each, 0 to 1.
    labels, answers
        One an image: what it is, and how it was read.
    y
        Height of the images' middles.

    Attributes
    ----------
    pictures, labels, marks
        In the order in which they come.
    passed
        How many have passed the middle.
    """

    def __init__(
        self,
        pictures: Sequence[NDArray[np.floating]],
        labels: Sequence[int],
        answers: Sequence[int],
        y: float = 0.0,
    ) -> None:
        self.y = y
        self.right = np.asarray(labels) == np.asarray(answers)
        self.pictures = Group(*(PixelGrid(each, SIDE) for each in pictures))
        self.labels = VGroup(*(label_of(int(label), room=0.9 * PITCH) for label in labels))
        self.marks = VGroup(*((tick() if each else cross()).scale(MARK) for each in self.right))
        super().__init__(self.pictures, self.labels, self.marks)
        self.set_passed(0)

    def set_passed(self, count: float) -> Self:
        """Move the row so that so many images have come to the middle, and are marked.

        Parameters
        ----------
        count
            Of the images; between two whole numbers the row is on its way.
        """
        self.passed = int(count + 1e-6)
        for place, (picture, label, mark) in enumerate(
            zip(self.pictures, self.labels, self.marks, strict=True)
        ):
            x = PITCH * (place + 1 - count)
            seen = float(np.clip((END + FADING / 2 - abs(x)) / FADING, 0, 1))
            picture.move_to([x, self.y, 0]).set_opacity(seen)
            label.move_to([x, self.y + LABEL_AT, 0]).set_fill(opacity=seen)
            mark.move_to([x, self.y - MARK_AT, 0])
            mark.set_stroke(opacity=seen if place < self.passed else 0)
        return self
