import numpy as np
import pytest

from network.digits import cutting
from network.digits.digits import Digits
from network.files.errors import InputError
from network.handwriting.boat import draw_boat
from network.handwriting.pen import draw
from scenes.look.theme import theme
from scenes.mobjects.charts.dots_by_kind import DotsByKind
from scenes.structure.drawings.pixel_part import PixelPart, move_apart
from tests.drawing import picture_of, pixel_at

DOWN, ACROSS = np.indices((28, 28))


def ring(row: float, column: float, radius: float, thick: float = 1.3) -> np.ndarray:
    away = np.hypot(DOWN - row, ACROSS - column)
    return (np.abs(away - radius) < thick).astype(float)


def bar(top: int, bottom: int, left: int, right: int) -> np.ndarray:
    return ((top <= DOWN) & (bottom > DOWN) & (left <= ACROSS) & (right > ACROSS)).astype(float)


def test_a_nine_comes_apart_into_loop_and_stroke():
    loop, tail = ring(8, 13, 4), bar(8, 24, 16, 19)
    found = cutting.nine(np.maximum(loop, tail))
    assert found is not None
    circle, stroke = found
    assert circle[loop > 0].mean() > 0.9
    assert not circle[16:].any()
    assert stroke[tail > 0].mean() > 0.9
    assert not stroke[:, :12].any()


def test_an_eight_comes_apart_into_two_loops():
    upper, lower = ring(8, 13, 4), ring(18, 13, 5)
    found = cutting.eight(np.maximum(upper, lower))
    assert found is not None
    assert not (found[0] & found[1]).any()
    assert found[0][upper > 0].mean() > 0.85
    assert found[1][lower > 0].mean() > 0.85


def test_a_four_and_a_seven_have_a_long_stroke():
    left, middle, long = bar(4, 13, 8, 10), bar(13, 16, 8, 19), bar(4, 24, 17, 20)
    found = cutting.four(np.maximum.reduce([left, middle, long]))
    assert found is not None
    for mask, meant in zip(found, (left, middle, long), strict=True):
        assert mask[meant > 0].mean() > 0.6  # the bar ends where the long stroke is
    assert found[2][long > 0].mean() > 0.95
    top, down = bar(4, 7, 8, 20), bar(7, 24, 15, 18)
    found = cutting.seven(np.maximum(top, down))
    assert found is not None
    assert found[1][down > 0].all()
    assert found[0][4:7, 8:13].all()


def test_what_a_rule_does_not_fit_is_not_cut():
    stroke = bar(4, 24, 12, 15)
    for rule in (cutting.nine, cutting.eight, cutting.four):
        assert rule(stroke) is None
    assert cutting.loop_on_top(np.maximum(bar(4, 14, 12, 15), ring(19, 13, 4))) is None
    assert cutting.four(ring(8, 13, 4)) is None


def test_edges_share_out_their_part():
    loop, stroke = cutting.loops(ring(12, 13, 5))[0], bar(4, 24, 12, 15) > 0
    for whole, cut in ((loop.ring, cutting.arcs(loop)), (stroke, cutting.pieces(stroke))):
        assert np.array_equal(np.sum(cut, axis=0), whole)
        sizes = [piece.sum() for piece in cut]
        assert min(sizes) > 0.6 * max(sizes)
    assert len(cutting.arcs(loop)) == 5
    rows = [np.argwhere(piece)[:, 0].mean() for piece in cutting.pieces(stroke)]
    assert rows == sorted(rows)


def test_a_square_around_a_part_holds_it():
    mask = bar(2, 12, 20, 23) > 0
    rows, columns = cutting.around(mask)
    assert rows.stop - rows.start == columns.stop - columns.start == 12
    assert mask[rows, columns].sum() == mask.sum()
    assert columns.stop <= 28


def test_digits_are_asked_for_in_order():
    digits = Digits(*draw(300, seed=3), "own")
    liked = np.zeros(300, bool)
    image, _ = cutting.first_cut(digits, 9, cutting.nine, liked)
    nines = np.flatnonzero(digits.labels == 9)
    cuttable = [k for k in nines if cutting.nine(digits.pixels[k].reshape(28, 28))]
    assert np.array_equal(image.ravel(), digits.pixels[cuttable[0]])
    liked[cuttable[1]] = True
    image, _ = cutting.first_cut(digits, 9, cutting.nine, liked)
    assert np.array_equal(image.ravel(), digits.pixels[cuttable[1]])
    with pytest.raises(InputError, match="a 1 that can be cut"):
        cutting.first_cut(digits, 1, cutting.eight, liked)


def test_loops_are_laid_over_each_other():
    digits = Digits(*draw(300, seed=3), "own")
    looped = cutting.looped(digits, (8, 9))
    found = {k: cutting.loop_on_top(digits.image(k).reshape(28, 28)) for k in range(300)}
    expected = [k for k in range(300) if digits.labels[k] in (8, 9) and found[k]]
    assert list(looped) == expected
    blur = cutting.laid_over(digits, looped)
    ink, holes, inked = np.zeros((28, 28)), np.zeros((28, 28)), np.zeros((28, 28))
    for k, loop in looped.items():
        ink[loop.ring] += digits.image(k).reshape(28, 28)[loop.ring]
        holes += loop.hole
        inked += loop.ring
    assert np.allclose(blur.ink, ink / len(looped), atol=1e-6)
    assert holes[blur.middle] == holes.max()
    assert blur.inked == pytest.approx(inked[blur.middle] / len(looped))


def test_a_part_is_painted_in_its_colour_and_the_rest_is_dim(small_frames):
    values = np.ones((2, 2))
    mask = np.array([[True, False], [False, False]])
    look = theme()
    picture = picture_of(PixelPart(values, mask, look.accent, 4, 0.25))
    hue = np.array([int(look.accent[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    assert np.allclose(pixel_at(picture, -1, 1), hue, atol=0.02)
    assert np.allclose(pixel_at(picture, 1, 1), 0.25, atol=0.02)
    bare = picture_of(PixelPart(values, mask, look.accent, 4))
    assert np.allclose(pixel_at(bare, 1, -1), 0, atol=0.02)


def test_parts_move_away_from_each_other():
    from manim import Group

    values = np.ones((3, 3))
    masks = [np.zeros((3, 3), bool) for _ in range(2)]
    masks[0][0, 0] = masks[1][2, 2] = True
    pieces = Group(*(PixelPart(values, mask, theme().accent, 3) for mask in masks))
    assert np.allclose(pieces[0].middle(), [-1, 1, 0])
    moved = [animation.mobject for animation in move_apart(pieces, 0.5).animations]
    assert len(moved) == 2


def test_a_boat_is_a_picture():
    boat = draw_boat()
    assert boat.shape == (56, 56)
    assert boat.min() == 0
    assert boat.max() == 1


def test_trials_are_marked_by_round_numbers_around_them():
    shares = np.array([[0.901, 0.905], [0.93, 0.932]])
    chart = DotsByKind(shares, ["few", "many"], "read correctly")
    assert chart.chart.upward.low < 0.901
    assert chart.chart.upward.high > 0.932
    assert [value.text for _, value in chart.means] == ["90.3%", "93.1%"]
