"""Drawings are brought to MNIST's form, and read, as ``network`` does it."""

import numpy as np
import pytest
from scipy.ndimage import zoom

from network.digits.digits import SIDE
from network.handwriting.framing import frame
from tests.page.browsing import made

FRAME = """(drawings) => drawings.map((ink) =>
    Array.from(lesson.tools.framed({ height: 28, width: 28, ink })))"""

READ = """(images) => images.map((image) => {
    const pass = lesson.forward(image.map((each) => each / 255));
    return pass.a.slice(1).map((layer) => Array.from(layer));
})"""


@pytest.fixture(scope="module")
def drawings(own_digits) -> list[np.ndarray]:
    """50 digits as people put them on a pad: small and large, anywhere, every fifth in hard ink."""
    rng, drawn = np.random.default_rng(3), []
    for k, picture in enumerate(own_digits[1].images[:50].reshape(-1, SIDE, SIDE)):
        rows, columns = (np.flatnonzero(picture.any(axis=axis)) for axis in (1, 0))
        digit = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / 255
        digit = np.clip(zoom(digit, rng.uniform(0.25, 1.35), order=1), 0, 1)[:SIDE, :SIDE]
        if k % 5 == 0:
            digit = np.rint(digit)
        top, left = (rng.integers(0, SIDE - length + 1) for length in digit.shape)
        drawn.append(np.zeros((SIDE, SIDE)))
        drawn[-1][top : top + digit.shape[0], left : left + digit.shape[1]] = digit
    return drawn


def test_drawings_are_framed_and_read_to_the_digit(tools, drawings, own_digits) -> None:
    """50 drawings without any difference; of 200 digits, every activation to 1e-5."""
    from scenes.stage.shown import Shown

    framed = made(tools, FRAME, [drawing.ravel().tolist() for drawing in drawings])
    assert np.array_equal(framed, [frame(drawing).ravel() for drawing in drawings])

    images = own_digits[1].images
    assert len(images) == 200
    held = made(tools, READ, images.tolist())
    expected = Shown().network.mlp.forward(own_digits[1].pixels).a[1:]
    for layer, here in enumerate(expected):
        assert np.allclose([each[layer] for each in held], here, rtol=0, atol=1e-5)

    blank = "lesson.tools.framed({ height: 28, width: 28, ink: new Float32Array(784).fill(0.001) })"
    assert tools.evaluate(blank) is None
    one = np.zeros(SIDE * SIDE)
    one[3] = 1
    assert np.array_equal(
        made(tools, FRAME, [one.tolist()])[0], frame(one.reshape(SIDE, SIDE)).ravel()
    )
