import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from network.exchange.layers import Layers
from network.exchange.pixels import USUAL, VIEWS
from network.exchange.trying import AS_IT_IS, Reader, Settings, best, likely_output
from network.model.activations import ACTIVATIONS
from tests.bars import bars
from tests.network.exchange.foreign import small

MLP = small(784, 5, 4, 10)
LAYERS = Layers("theirs", MLP.weights, MLP.biases)
DIGITS = bars(30, 0)
READER = Reader(LAYERS, DIGITS, tries=10)


@settings(max_examples=25, deadline=None)
@given(
    activation=st.sampled_from(sorted(ACTIVATIONS)),
    pixels=st.sampled_from(USUAL),
    views=st.sets(st.sampled_from(VIEWS)),
    order=st.permutations(AS_IT_IS),
)
def test_what_is_tried_is_what_will_be_stored(activation, pixels, views, order):
    """Short cuts on the way to the sums lead where the long way does."""
    tried = Settings(activation, "sigmoid", pixels, tuple(views), tuple(order))
    found = READER.read(tried).sums
    stored = tried.network(LAYERS).forward(DIGITS.pixels).z[-1]
    np.testing.assert_allclose(found, stored, rtol=1e-3, atol=1e-2 * np.abs(stored).max())


def test_of_large_networks_fewer_digits_are_read():
    assert len(Reader(LAYERS, bars(300, 0), tries=10).digits) == 300
    assert len(Reader(LAYERS, bars(300, 0), tries=10**9).digits) == 100


def test_of_equals_the_first_is_taken():
    tries = [READER.read(Settings(pixels=pixels)) for pixels in (*USUAL, USUAL[0])]
    assert best(tries) is tries[0]  # nothing is learned yet: all of them guess


def test_outputs_that_add_up_to_one_are_sigmoids():
    one_hot = np.where(np.eye(10), 4.0, -5.0)
    assert likely_output(one_hot)[0] == "sigmoid"
    assert likely_output(one_hot + 5)[0] == "softmax"
