"""Images in a row with labels below, which can be dealt out anew."""

from collections.abc import Sequence

import numpy as np
from manim import UP, AnimationGroup, FadeIn, Group, LaggedStart, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.class_label import label_of

#: The share of its room that an image takes; from its lower rim down to its label's middle, and
#: from there to a second line of labels.
FULL, BELOW, LINE = 0.84, 0.5, 0.75

#: Names of classes are so wide at most.
NAME = 1.3

#: How far labels bow out on their way to another image: an angle.
BOW = 0.55 * np.pi


class LabelledRow(Group):
    """A row of images, and below each its label.

    Parameters
    ----------
    pictures
        Shape (rows, columns) each, 0 to 1.
    labels
        One an image.
    width
        Of the row, scene units.

    Attributes
    ----------
    pictures
        The images.
    labels
        The labels, in the order in which their images came at first.
    order
        Which label stands below each image now.
    """

    def __init__(
        self, pictures: Sequence[NDArray[np.floating]], labels: Sequence[int], width: float
    ) -> None:
        self.told = [int(label) for label in labels]
        self.order = list(range(len(labels)))
        pitch = width / len(pictures)
        self.pictures = Group(*(PixelGrid(each, FULL * pitch) for each in pictures))
        for place, picture in enumerate(self.pictures):
            picture.set_x(pitch * (place - (len(pictures) - 1) / 2))
        self.labels = self.true_labels()
        super().__init__(self.pictures, self.labels)

    def appear(self) -> LaggedStart:
        """Return the animation in which the images come, each with its label."""
        pairs = zip(self.pictures, self.labels, strict=True)
        return LaggedStart(
            *(FadeIn(Group(*pair), shift=0.2 * UP) for pair in pairs), lag_ratio=0.15
        )

    def deal(self, order: Sequence[int]) -> AnimationGroup:
        """Return the animation in which each image gets another label.

        Labels that no longer say what their image shows take the colour of mistakes.

        Parameters
        ----------
        order
            Which label goes below each image, counted as they came at first.
        """
        look, moves = theme(), []
        places = [self.labels[index].get_center() for index in self.order]
        for place, index in enumerate(order):
            right = self.told[index] == self.told[place]
            colour = look.accent if right else look.wrong
            label = self.labels[index]
            moves.append(label.animate(path_arc=BOW).move_to(places[place]).set_color(colour))
        self.order = list(order)
        return AnimationGroup(*moves)

    def true_labels(self) -> VGroup:
        """Return what the images show, below them, where they are now."""
        look, names = theme(), VGroup()
        for label, picture in zip(self.told, self.pictures, strict=True):
            name = label_of(label, look.headline, look.accent, NAME)
            names.add(name.move_to(picture.get_bottom() - BELOW * UP))
        return names

    def make_room(self, width: float, at: Sequence[float]) -> AnimationGroup:
        """Return the animation in which labels leave a line free below their images.

        Parameters
        ----------
        width, at
            Of the row: how wide it gets, and where the middle of its images comes.
        """
        target = self.pictures.copy()
        target.scale(width / (self.pictures.width / self._filled())).move_to(at)
        moves = [
            picture.animate.scale(new.width / picture.width).move_to(new)
            for picture, new in zip(self.pictures, target, strict=True)
        ]
        for new, index in zip(target, self.order, strict=True):
            down = new.get_bottom() - (BELOW + LINE) * UP
            moves.append(self.labels[index].animate.move_to(down))
        return AnimationGroup(*moves)

    def _filled(self) -> float:
        """Return the share of the row's width from its first image's rim to its last one's."""
        count = len(self.told)
        return (count - 1 + FULL) / count
