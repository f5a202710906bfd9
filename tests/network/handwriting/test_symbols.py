"""What is written and is no digit."""

import numpy as np
import pytest

from network.handwriting.symbols import SYMBOLS, draw_symbol


@pytest.mark.parametrize("name", SYMBOLS)
def test_symbols_are_drawn_and_framed_like_digits(name):
    drawn = draw_symbol(name)
    assert (drawn.shape, drawn.dtype) == ((28, 28), np.uint8)
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    down, across = np.mgrid[:28, :28]
    middle = [(axis * drawn).sum() / drawn.sum() for axis in (down, across)]
    assert middle == pytest.approx([14, 14], abs=0.6)
    np.testing.assert_array_equal(draw_symbol(name), drawn)
    assert (draw_symbol(name, 1) != drawn).any()


def test_they_differ_from_one_another():
    drawn = [draw_symbol(name).ravel().astype(float) for name in SYMBOLS]
    alike = np.corrcoef(drawn) - np.eye(len(drawn))
    assert alike.max() < 0.8


def test_what_is_unknown_is_an_error():
    with pytest.raises(KeyError, match="mermaid"):
        draw_symbol("mermaid")
