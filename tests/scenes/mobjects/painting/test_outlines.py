"""Outlines that the camera keeps: the same pictures as Manim's own camera makes, to the bit."""

import cairo
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Circle, MovingCamera, Square, VGroup, VMobject, tempconfig

from scenes.mobjects.painting import outlines
from scenes.mobjects.painting.outlines import follow
from scenes.mobjects.painting.painted import StageCamera


class Forgetful(StageCamera):
    """Finds each outline anew, as Manim does."""

    set_cairo_context_path = MovingCamera.set_cairo_context_path


@pytest.fixture
def cameras(tmp_path):
    """The films' camera, and one that keeps nothing."""
    with tempconfig({"pixel_width": 320, "pixel_height": 180, "media_dir": str(tmp_path)}):
        yield StageCamera(), Forgetful()


def shapes() -> VGroup:
    """Return open and closed outlines, one of several parts, and one without points."""
    ring = Circle(1.5).append_vectorized_mobject(Circle(0.7)).set_fill("#FFFFFF", 0.5)
    arc = VMobject().set_points_as_corners([[-3, 0, 0], [-2, 1, 0], [-1, 0, 0]])
    return VGroup(ring, Square(2).shift([2, 0, 0]), arc, VMobject(), VGroup())


def same(cameras, mobject: VMobject) -> bool:
    """Let both cameras draw a mobject, and return whether every pixel is alike."""
    for camera in cameras:
        camera.reset()
        camera.capture_mobjects([mobject])
    return np.array_equal(*(camera.pixel_array for camera in cameras))


def test_what_is_drawn_again_looks_the_same(cameras) -> None:
    made = shapes()
    assert same(cameras, made)
    assert same(cameras, made)
    assert cameras[0].pixel_array[..., :3].any()
    assert same(cameras, made.set_stroke("#FF0000", 7).set_fill(opacity=0.3))
    assert same(cameras, made.shift([0.01, 0, 0]))
    assert same(cameras, made[0].become(Square(1)))


def test_outlines_do_not_outlive_the_place_of_the_frame(cameras) -> None:
    made = shapes()
    assert same(cameras, made)
    for camera in cameras:
        camera.frame.shift([0.3, 0.1, 0]).scale(0.83)
    assert same(cameras, made)
    assert same(cameras, made)


def test_only_so_many_are_kept(cameras, monkeypatch) -> None:
    monkeypatch.setattr(outlines, "OUTLINES", 5)
    for size in np.linspace(0.5, 2, 12):
        assert same(cameras, Square(size))
    assert len(cameras[0].outlines.kept) == 5


#: Places that are often the same, nearly the same, or nowhere.
PLACE = st.sampled_from([0, 0, 1, 1 + 1e-6, 1 + 3e-5, -1, 2.5, 1e300, np.nan, np.inf])


@given(st.lists(st.tuples(PLACE, PLACE, st.just(0.0) | PLACE), max_size=24))
def test_every_outline_is_found_as_manim_finds_it(places) -> None:
    points = np.array(places).reshape(-1, 3)
    made = VMobject()
    made.points = points
    context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 8, 8))
    if follow(context, points, made.tolerance_for_point_equality):
        ours = list(context.copy_path())
        context.new_path()
        MovingCamera().set_cairo_context_path(context, made)
        assert ours == list(context.copy_path())
    else:
        assert len(points) % 4 or not np.isfinite(points.sum())


def test_a_curve_that_ends_where_it_began_is_closed_and_others_are_not() -> None:
    context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 8, 8))
    for shape, closed in ((Square(1), True), (Square(1).get_subcurve(0, 0.7), False)):
        assert follow(context, shape.points, 1e-6)
        kinds = [kind for kind, _ in context.copy_path()]
        assert (cairo.PATH_CLOSE_PATH in kinds) == closed
