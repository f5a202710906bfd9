"""Images that are shuffled and divided into batches, a row each."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, Animation, Create, FadeIn, Group, LaggedStart, RoundedRectangle, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import Message

#: An image's height as a share of the way from row to row, and of that from image to image.
HEIGHT, WIDTH = 0.82, 0.92

#: From a row's frame to its last image, and to what is written behind it.
RIM, BEHIND = 0.09, 0.25


class BatchRows(Group):
    """Images, row by row; each row becomes a batch.

    Parameters
    ----------
    pictures
        Shape (n, 28, 28), 0 to 1, in the order in which they stand at first.
    order
        Shape (n,): which of them stands where when they are shuffled.
    batch
        How many make a row.
    named
        What is written behind each row, a message each.
    pitch
        From row to row, scene units.

    Attributes
    ----------
    images
        The pictures.
    frames, names
        What makes them batches; of ``names``, one a row.
    """

    def __init__(
        self,
        pictures: NDArray[np.floating],
        order: Sequence[int],
        batch: int,
        named: Sequence[Message],
        pitch: float = 1.1,
    ) -> None:
        look = theme()
        self.order = list(order)
        columns, rows = np.arange(len(pictures)) % batch, np.arange(len(pictures)) // batch
        across = HEIGHT / WIDTH * pitch
        self.places = np.stack([across * columns, -pitch * rows, 0 * rows], axis=1)
        self.places -= (self.places[0] + self.places[-1]) / 2
        self.images = Group(*(PixelGrid(each, HEIGHT * pitch) for each in pictures))
        for image, place in zip(self.images, self.places, strict=True):
            image.move_to(place)
        self.frames, self.names = VGroup(), VGroup()
        for row, name in enumerate(named):
            some = self.images[row * batch : (row + 1) * batch]
            frame = RoundedRectangle(
                width=some.width + 2 * RIM,
                height=some.height + 2 * RIM,
                corner_radius=0.08,
                color=look.accent,
                stroke_width=3,
            )
            self.frames.add(frame.move_to(some))
            self.names.add(note(name, look.accent).next_to(frame, RIGHT, buff=BEHIND))
        super().__init__(self.images)

    def shuffle(self) -> Animation:
        """Return the animation in which the images change places."""
        here = self.get_center() - np.mean(self.places, axis=0)
        return LaggedStart(
            *(
                self.images[which].animate(path_arc=0.6).move_to(here + place)
                for which, place in zip(self.order, self.places, strict=True)
            ),
            lag_ratio=0.01,
        )

    def frame(self, row: int) -> tuple[Animation, Animation]:
        """Return the animations in which a row becomes a batch."""
        here = self.get_center()
        for part in (self.frames[row], self.names[row]):
            if part not in self.submobjects:
                part.shift(here)
        return Create(self.frames[row]), FadeIn(self.names[row], shift=0.2 * RIGHT)
