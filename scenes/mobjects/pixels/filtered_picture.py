"""A picture, a filter, and what the filter finds in the picture: a convolution."""

import hashlib
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UL, Group, Rectangle, Square, linear
from numpy.typing import NDArray
from scipy import ndimage

from scenes.look.theme import theme
from scenes.mobjects.formulas.vectors import MatrixView
from scenes.mobjects.painting.frame_by_frame import FrameByFrame
from scenes.mobjects.painting.painted import source_digest
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid

#: A filter that finds level edges: bright above, dark below.
LEVEL_EDGES = np.array([[1, 2, 1], [0, 0, 0], [-1, -2, -1]])


class FilteredPicture(Group):
    """A filter is laid on every place of a picture; its sums make another picture.

    Parameters
    ----------
    values
        The picture, shape (rows, columns), 0 to 1.
    kernel
        The filter's weights, whole numbers, shape (m, m), m odd. Beyond the rim, the picture
        goes on as it is there.
    height
        Of both pictures, scene units.
    width
        From the left rim to the right one.

    Attributes
    ----------
    response
        What the filter gives, shape (rows, columns).
    picture, kernel, found
        From left to right; ``found`` shows the response where the scan has been.
    bands
        The rows that the filter is at, in both pictures.
    windows
        The pixels that it is at: as many as it has weights, and the one that they make.
    """

    def __init__(
        self,
        values: NDArray[np.floating],
        kernel: NDArray[np.integer],
        height: float = 3.7,
        width: float = 12.7,
    ) -> None:
        self.weights = np.asarray(kernel)
        self.response = filtered(values, kernel)
        self.picture = PixelGrid(values, height)
        self.found = WeightGrid(
            np.zeros_like(self.response), float(np.abs(self.response).max()) or 1.0, height
        )
        for side, picture in ((LEFT, self.picture), (RIGHT, self.found)):
            picture.shift(side * (width - picture.width) / 2)
        self.kernel = MatrixView(kernel, decimals=0, size=theme().headline)
        self.bands = Group(
            *(
                Rectangle(
                    height=rows * height / len(values),
                    width=picture.width,
                    color=theme().accent,
                    stroke_width=2.5,
                )
                for picture, rows in ((self.picture, len(kernel)), (self.found, 1))
            )
        )
        pixel = height / len(values)
        self.windows = Group(
            *(
                Square(rows * pixel, color=theme().accent, stroke_width=2.5)
                for rows in (len(kernel), 1)
            )
        )
        super().__init__(self.picture, self.found, self.kernel)

    def show(self, share: float) -> None:
        """Show the response as far as the scan has come, 0 to 1."""
        rows = len(self.response)
        done = round(share * rows)
        there = np.arange(rows)[:, None] < done
        self.found.set_weights(np.where(there, self.response, 0))
        for picture, band in zip((self.picture, self.found), self.bands, strict=True):
            top = picture.get_top()[1]
            row = min(max(done - 0.5, 0.5), rows - 0.5)
            band.move_to([picture.get_x(), top - row * picture.height / rows, 0])

    def look_at(self, place: int) -> Self:
        """Show the response up to one pixel, counted row by row, and put the windows there."""
        count = self.response.size
        there = np.arange(count) <= place
        self.found.set_weights(np.where(there.reshape(self.response.shape), self.response, 0))
        row, column = divmod(min(max(place, 0), count - 1), self.response.shape[1])
        for picture, window in zip((self.picture, self.found), self.windows, strict=True):
            pixel = picture.height / len(self.response)
            steps = np.array([column + 0.5, -row - 0.5, 0])
            window.move_to(picture.get_corner(UL) + pixel * steps)
        return self

    def set_picture(self, values: NDArray[np.floating]) -> Self:
        """Filter another picture of this shape, everywhere at once; colours keep their scale."""
        self.response = filtered(values, self.weights)
        self.picture.set_values(values)
        self.found.set_weights(self.response)
        return self

    def scan(self, run_time: float) -> FrameByFrame:
        """Return the animation in which the filter goes over the picture, from the top."""
        key = hashlib.sha256(self.response.tobytes()).hexdigest()
        code = source_digest(__name__)
        parts = [self.found, *self.bands]
        return FrameByFrame(self.show, parts, key + code, rate_func=linear, run_time=run_time)


def filtered(values: NDArray[np.floating], kernel: NDArray[np.integer]) -> NDArray[np.floating]:
    """Return a filter's sums at every place of a picture, which goes on beyond its rim."""
    return ndimage.correlate(np.asarray(values, float), kernel, mode="nearest")
