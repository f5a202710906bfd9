import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.handwriting.framing import BOX, FIELD, MIDDLE, frame


@st.composite
def black_and_white(draw, smallest=1, largest=150):
    """Pictures of a few bars of full ink anywhere on paper."""
    height = draw(st.integers(smallest, largest))
    width = draw(st.integers(smallest, largest))
    ink = np.zeros((height, width))
    for _ in range(draw(st.integers(1, 4))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        bottom = draw(st.integers(top + 1, height))
        right = draw(st.integers(left + 1, width))
        ink[top:bottom, left:right] = 1
    return ink


def extent(picture):
    """First and last row and column with ink, as ((top, left), (bottom, right))."""
    places = np.argwhere(picture)
    return places.min(axis=0), places.max(axis=0)


def sides(picture):
    first, last = extent(picture)
    return last - first + 1


def centre_of_mass(picture):
    rows, columns = np.indices(picture.shape)
    return np.array([(picture * rows).sum(), (picture * columns).sum()]) / picture.sum()


@given(black_and_white())
def test_fits_the_box_of_20_pixels_without_losing_an_edge(ink):
    picture = frame(ink)
    assert picture.shape == (FIELD, FIELD)
    assert picture.dtype == np.uint8
    assert max(sides(picture)) == BOX


@given(black_and_white())
def test_keeps_the_proportions(ink):
    height, width = sides(ink)
    framed_height, framed_width = sides(frame(ink))
    assert abs(framed_height - BOX * height / max(height, width)) <= 2
    assert abs(framed_width - BOX * width / max(height, width)) <= 2


@given(black_and_white())
def test_centre_of_mass_is_in_the_middle_unless_the_border_is_in_the_way(ink):
    picture = frame(ink)
    first, last = extent(picture)
    off = centre_of_mass(picture) - MIDDLE
    assert np.all((abs(off) <= 0.5 + 1e-9) | (first == 0) | (last == FIELD - 1))


@given(black_and_white(), st.tuples(*[st.integers(0, 40)] * 4))
def test_the_place_on_the_page_does_not_matter(ink, margins):
    top, bottom, left, right = margins
    moved = np.pad(ink, ((top, bottom), (left, right)))
    np.testing.assert_array_equal(frame(moved), frame(ink))


@given(black_and_white(largest=60), st.integers(2, 4))
def test_the_resolution_does_not_matter(ink, factor):
    finer = np.kron(ink, np.ones((factor, factor)))
    # One grey level for rounding; a centre of mass exactly between two pixels may go either way.
    fine, coarse = frame(finer).astype(int), frame(ink).astype(int)
    shifts = [(down, right) for down in (0, 1, -1) for right in (0, 1, -1)]
    assert any(abs(np.roll(fine, shift, axis=(0, 1)) - coarse).max() <= 1 for shift in shifts)


@given(black_and_white(smallest=20))
def test_all_ink_arrives(ink):
    scale = BOX / max(sides(ink))
    assert frame(ink).sum() / 255 == pytest.approx(ink.sum() * scale**2, abs=0.8)


@given(black_and_white())
def test_framing_again_changes_nothing(ink):
    once = frame(ink)
    np.testing.assert_array_equal(frame(once / 255), once)


def test_lopsided_ink_stops_at_the_border():
    ink = np.zeros((100, 100))
    ink[:, :12] = 1
    ink[:3, :] = 1
    picture = frame(ink)
    assert sides(picture).tolist() == [BOX, BOX]
    assert centre_of_mass(picture)[1] < MIDDLE
    assert extent(picture)[1][1] == FIELD - 1


def test_a_thin_line_keeps_its_thickness():
    ink = np.zeros((100, 60))
    ink[:, 20:27] = 1  # 7 of 100 pixels: 1.4 of 20
    assert frame(ink)[10:18].sum(axis=1) / 255 == pytest.approx(1.4, abs=0.02)


def test_edges_are_grey_and_the_inside_is_full_ink():
    rows, columns = np.indices((90, 90))
    disc = np.hypot(rows - 44.5, columns - 44.3) < 41.3
    picture = frame(disc.astype(float))
    assert picture.max() == 255
    assert len(np.unique(picture)) > 10
    assert picture.sum() / 255 == pytest.approx(np.pi * 10**2, rel=0.02)


def test_values_beyond_paper_and_ink_are_cut_off():
    ink = np.zeros((50, 50))
    ink[5:45, 20:30] = 1
    np.testing.assert_array_equal(frame(ink * 7 - (ink == 0)), frame(ink))


def test_the_picture_given_is_left_as_it_was():
    ink = np.random.default_rng(0).uniform(-1, 2, (30, 40)).astype(np.float32)
    before = ink.copy()
    frame(ink)
    np.testing.assert_array_equal(ink, before)


@pytest.mark.parametrize(
    "blank", [np.zeros((28, 28)), np.full((9, 9), 0.0015), -np.ones((5, 5)), np.zeros((0, 3))]
)
def test_blank_paper_is_refused(blank):
    with pytest.raises(ValueError, match="no ink"):
        frame(blank)


def test_a_row_of_pixels_is_refused():
    with pytest.raises(ValueError, match="dimensions"):
        frame(np.ones(784))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_values_that_are_not_finite_are_refused(value):
    ink = np.ones((10, 10))
    ink[3, 3] = value
    with pytest.raises(ValueError, match="not finite"):
        frame(ink)
