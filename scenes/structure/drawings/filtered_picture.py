"""A picture, a filter, and what the filter finds in the picture: a convolution."""

import hashlib

import numpy as np
from manim import LEFT, RIGHT, Group, Rectangle, linear
from numpy.typing import NDArray
from scipy import ndimage

from scenes.look.theme import theme
from scenes.mobjects.formulas.vectors import MatrixView
from scenes.mobjects.painting.frame_by_frame import FrameByFrame
from scenes.mobjects.painting.painted import source_digest
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid


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
    """

    def __init__(
        self,
        values: NDArray[np.floating],
        kernel: NDArray[np.integer],
        height: float = 3.7,
        width: float = 12.7,
    ) -> None:
        self.response = ndimage.correlate(np.asarray(values, float), kernel, mode="nearest")
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

    def scan(self, run_time: float) -> FrameByFrame:
        """Return the animation in which the filter goes over the picture, from the top."""
        key = hashlib.sha256(self.response.tobytes()).hexdigest()
        code = source_digest(__name__)
        parts = [self.found, *self.bands]
        return FrameByFrame(self.show, parts, key + code, rate_func=linear, run_time=run_time)
