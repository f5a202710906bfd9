"""The films' camera draws what Manim's own camera draws, to the bit, in less time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Circle, Dot, Group, MovingCamera, Square, Text, VGroup, VMobject, tempconfig
from manim.mobject.types.point_cloud_mobject import PMobject

from scenes.mobjects.painting.painted import StageCamera


@pytest.fixture(scope="module")
def cameras(tmp_path_factory):
    """The films' camera, and Manim's."""
    folder = str(tmp_path_factory.mktemp("media"))
    with tempconfig({"pixel_width": 320, "pixel_height": 180, "media_dir": folder}):
        yield StageCamera(), MovingCamera()


def drawn(camera, mobjects, **how) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects(mobjects, **how)
    return camera.pixel_array.copy()


SHARE = st.sampled_from([0, 0, 1e-4, 0.3, 1])
COLOURS = st.lists(st.sampled_from(["#FF2000", "#00FF80", "#FFFFFF"]), min_size=1, max_size=2)


@st.composite
def shapes(draw):
    """A shape somewhere, filled or not, with a line around it, behind it, or none."""
    kind = draw(st.sampled_from([Square, Circle, Dot, VMobject]))
    made = kind().shift([draw(st.integers(-3, 3)), draw(st.integers(-2, 2)), 0])
    made.set_fill(draw(COLOURS), draw(SHARE))
    made.set_stroke(draw(COLOURS), draw(st.sampled_from([0, 3, 9])), draw(SHARE))
    if draw(st.booleans()):
        made.set_stroke("#3030FF", draw(st.sampled_from([0, 12])), draw(SHARE), background=True)
    return made.set_z_index(draw(st.integers(-1, 1)))


@given(st.lists(shapes(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_all_shapes_look_the_same(cameras, made, chance):
    family = VGroup(*made[::2], VGroup(*made[1::2]))
    again = [family, chance.choice(made)]  # what comes twice is drawn where it comes last
    ours, theirs = (drawn(camera, again) for camera in cameras)
    assert np.array_equal(ours, theirs)
    ours, theirs = (camera.get_mobjects_to_display(again) for camera in cameras)
    assert list(map(id, ours)) == list(map(id, theirs))


@pytest.mark.parametrize("how", [{}, {"include_submobjects": False}, {"excluded_mobjects": [1]}])
def test_what_is_left_out_is_left_out(cameras, how):
    parts = VGroup(Square(), Circle(), Text("some"))
    if "excluded_mobjects" in how:
        how = {"excluded_mobjects": [parts[1]]}
    ours, theirs = (camera.get_mobjects_to_display([parts], **how) for camera in cameras)
    assert list(map(id, ours)) == list(map(id, theirs))
    if how.get("include_submobjects", True):  # else a group without points is not ours to draw
        ours, theirs = (drawn(camera, [parts], **how) for camera in cameras)
        assert np.array_equal(ours, theirs)


def test_mobjects_of_all_kinds_are_drawn_by_the_camera_that_is_asked(cameras):
    points = PMobject().add_points([[0, 0, 0], [1, 1, 0]], color="#FFFFFF")
    mixed = Group(Square(), points, Circle())
    ours, theirs = (drawn(camera, [mixed]) for camera in cameras)
    assert np.array_equal(ours, theirs)
    assert ours[..., :3].any()
    other = StageCamera()
    assert drawn(other, [mixed]).any()
    assert np.array_equal(drawn(cameras[0], [mixed]), ours)


def test_what_can_t_be_drawn_is_told(cameras):
    with pytest.raises(TypeError):
        cameras[0].type_or_raise("a text")
