import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.digits import own, sources
from network.digits.own import own_digits, own_split
from network.digits.sources import load, load_test
from network.handwriting import pen


@pytest.fixture(autouse=True)
def cache_folder(monkeypatch, tmp_path):
    """Nobody's own cache plays a part."""
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def drawn(monkeypatch):
    """Return a list of what was drawn, as pairs of count and seed."""
    calls = []
    draw = pen.draw

    def watched(count, seed):
        calls.append((count, seed))
        return draw(count, seed)

    monkeypatch.setattr(pen, "draw", watched)
    return calls


def test_own_digits_are_drawn_once(drawn, cache_folder):
    first = own_digits(12, 3)
    again = own_digits(12, 3)
    assert drawn == [(12, 3)]
    assert first.sha256 == again.sha256
    assert first.name == again.name == "our own handwriting (seed 3)"
    images, labels = pen.draw(12, 3)
    np.testing.assert_array_equal(again.images, images)
    np.testing.assert_array_equal(again.labels, labels)
    assert own_digits(12, 4).sha256 != first.sha256
    assert len(own_digits(13, 3)) == 13


def test_own_digits_are_drawn_again_when_they_would_turn_out_otherwise(drawn, monkeypatch):
    own_digits(3, 0)
    monkeypatch.setattr(own, "_drawn_by", lambda: "a better pen")
    own_digits(3, 0)
    own_digits(3, 0)
    assert len(drawn) == 2


@given(st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_cache_does_no_harm(cache_folder, choice):
    whole = own_digits(3, 0)
    (path,) = cache_folder.iterdir()
    stored = bytearray(path.read_bytes())
    for _ in range(choice.draw(st.integers(1, 3))):
        stored[choice.draw(st.integers(0, len(stored) - 1))] = choice.draw(st.integers(0, 255))
    path.write_bytes(stored[: choice.draw(st.integers(0, len(stored)))])
    assert own_digits(3, 0).sha256 == whole.sha256


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "file" / "cache"))
    assert len(own_digits(3, 0)) == 3


def test_the_parts_of_our_own_handwriting_share_no_digit(monkeypatch, drawn):
    monkeypatch.setattr(sources, "HANDWRITING_COUNTS", (30, 10, 10))
    split = own_split((30, 10, 10), seed=2)
    assert [len(part) for part in (split.train, split.validation, split.test)] == [30, 10, 10]
    images = np.vstack([split.train.images, split.validation.images, split.test.images])
    assert len(np.unique(images, axis=0)) == 50
    assert drawn == [(30, 6), (10, 7), (10, 8)]
    assert load_test("handwriting").sha256 == own_split((10, 10, 10)).test.sha256


def test_handwriting_is_a_source(monkeypatch):
    monkeypatch.setattr(sources, "HANDWRITING_COUNTS", (6, 2, 3))
    split = load("handwriting")
    assert [len(part) for part in (split.train, split.validation, split.test)] == [6, 2, 3]
    assert split.test.sha256 == load_test("handwriting").sha256
    assert split.name == "our own handwriting"
