"""What can't be had of plain ``manim`` is said in four lines; without a film, nothing ends well."""

import pytest
from manim import RIGHT, RendererType, Square, config, tempconfig

from network.files.errors import InputError
from scenes.stage.asked import check_asked, check_seen
from scenes.stage.lecture import LectureScene


class Moves(LectureScene):
    """Two plays."""

    def construct(self):
        for _ in range(2):
            self.play(Square().animate.shift(RIGHT), run_time=0.1)


@pytest.mark.parametrize("size", [(1200, 500), (500, 1200), (321, 181), (1920, 1100)])
def test_a_frame_of_another_shape_is_refused(size) -> None:
    with (
        tempconfig(dict(zip(("pixel_width", "pixel_height"), size, strict=True))),
        pytest.raises(InputError, match="16 to 9"),
    ):
        check_asked()


@pytest.mark.parametrize("size", [(854, 480), (428, 240), (1920, 1080), (3840, 2160), (64, 36)])
def test_all_sizes_of_the_usual_shape_will_do(size) -> None:
    with tempconfig({"pixel_width": size[0], "pixel_height": size[1]}):
        check_asked()


def test_another_renderer_is_told_in_four_lines_though_manim_hands_it_over(monkeypatch) -> None:
    # Not by tempconfig: Manim changes all classes of mobjects then, and not quite back again.
    monkeypatch.setitem(config._d, "renderer", RendererType.OPENGL)
    with pytest.raises(SystemExit, match="--renderer opengl\n  expected: cairo"):
        Moves(object())


@pytest.mark.parametrize(("first", "last"), [(900, 901), (2, 2), (1, 0)])
def test_where_nothing_is_to_be_seen_it_is_an_error(small_frames, first: int, last: int) -> None:
    with (
        tempconfig({"from_animation_number": first, "upto_animation_number": last}),
        pytest.raises(SystemExit, match=f"-n {first}\n  expected: the number of one"),
    ):
        Moves().render()


def test_what_is_to_be_seen_is(small_frames) -> None:
    with tempconfig({"from_animation_number": 1, "upto_animation_number": 1}):
        Moves().render()
        check_seen(0)


class Speaks(LectureScene):
    """A line that takes longer to speak than to read, and than the two plays after it."""

    def construct(self):
        with self.say("Pixels."):
            pass
        self.told_until = self.clock + 9
        for _ in range(2):
            self.play(Square().animate.shift(RIGHT), run_time=0.1)


@pytest.mark.parametrize("last", range(4))
def test_some_plays_may_end_in_the_middle_of_a_line(small_frames, monkeypatch, last: int) -> None:
    monkeypatch.delenv("LECTURE_NARRATION", raising=False)
    with tempconfig({"from_animation_number": 0, "upto_animation_number": last}):
        scene = Speaks()
        scene.render()
    assert scene.renderer.num_plays == last + 1
