import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.exchange.layers import Layers
from network.exchange.pixels import USUAL, VIEWS, Pixels, in_order, parse_order, seen_as
from network.files.errors import InputError
from tests.network.exchange.foreign import small

MLP = small(784, 4, 10)
LAYERS = Layers("theirs", MLP.weights, MLP.biases)
X = np.random.default_rng(3).random((6, 28, 28))
SEEN = {
    "transposed": lambda x: x.swapaxes(1, 2),
    "mirrored": lambda x: x[:, :, ::-1],
    "upside-down": lambda x: x[:, ::-1],
    "inverted": lambda x: 1 - x,
}


def sums(layers: Layers, pictures: np.ndarray) -> np.ndarray:
    return pictures.reshape(len(pictures), -1) @ layers.weights[0].T + layers.biases[0]


@pytest.mark.parametrize("pixels", [*USUAL, Pixels.parse("255..0"), Pixels.parse("0.5,0.5")])
def test_a_folded_scale_reads_our_pixels_as_the_network_read_its_own(pixels):
    folded = pixels.folded_into(LAYERS)
    theirs = pixels.factor * X + pixels.offset
    np.testing.assert_allclose(sums(folded, X), sums(LAYERS, theirs), rtol=1e-9, atol=1e-7)


def test_usual_scales_are_what_they_say():
    ends = {p.name: (p.offset, p.factor + p.offset) for p in USUAL}
    assert ends["0..255"] == (0, 255)
    assert ends["-1..1"] == (-1, 1)
    assert ends["0.1307,0.3081"] == pytest.approx((-0.42421, 2.82149), abs=1e-5)
    assert Pixels.parse("0..1").folded_into(LAYERS) is LAYERS


@given(st.sets(st.sampled_from(VIEWS)))
def test_pictures_are_seen_as_the_network_saw_them(views):
    seen = X
    for view in VIEWS:
        seen = SEEN[view](seen) if view in views else seen
    layers = seen_as(LAYERS, tuple(views))
    np.testing.assert_allclose(sums(layers, X), sums(LAYERS, seen), rtol=1e-9, atol=1e-9)


def test_outputs_are_put_in_order():
    order = parse_order("1,2,3,4,5,6,7,8,9,0")
    layers = in_order(LAYERS, order)
    for output, digit in enumerate(order):
        assert np.array_equal(layers.weights[-1][digit], MLP.weights[-1][output])
        assert layers.biases[-1][digit] == MLP.biases[-1][output]


@pytest.mark.parametrize(
    "text", ["", "1", "0..0", "0..x", "0.13", "1,0", "1,-2", "nan,1", "0..inf"]
)
def test_what_is_no_scale_is_refused(text):
    with pytest.raises(InputError, match="pixels from paper to ink"):
        Pixels.parse(text)


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5,6,7,8,9,9", "0 1 2 3 4 5 6 7 8 ten"])
def test_what_is_no_order_is_refused(text):
    with pytest.raises(InputError, match="every digit once"):
        parse_order(text)
