import json

import numpy as np
import pytest
from manim import (
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    FadeOut,
    MovingCameraScene,
    Rotate,
    Square,
    config,
    tempconfig,
)
from manim.utils.hashing import get_json

from benchmarks import edges as benchmark
from scenes.look.colours import rgb
from scenes.look.theme import theme
from scenes.mobjects.edges import coverage as coverage_module
from scenes.mobjects.edges import field
from scenes.mobjects.edges.coverage import Coverage
from scenes.mobjects.edges.field import OUT_OF_FOCUS, EdgeField
from scenes.mobjects.edges.lines import Lines, lines_between
from scenes.mobjects.edges.strength import MOST_DRAWN, drawn, one_in
from scenes.mobjects.painting.painted import StageCamera
from scenes.mobjects.painting.play_key import digest
from tests.drawing import cross, picture_of, pixel_at, pixels_of

pytestmark = pytest.mark.usefixtures("small_frames")


@pytest.fixture
def rasterised(monkeypatch) -> list[tuple]:
    """Sizes of the rasters made during a test."""
    made, init = [], Coverage.__init__

    def counted(self, starts, ends, width, columns, rows):
        made.append((columns, rows))
        init(self, starts, ends, width, columns, rows)

    monkeypatch.setattr(Coverage, "__init__", counted)
    return made


def some_field(m=20, n=5, seed=0, width=0.05) -> EdgeField:
    rng = np.random.default_rng(seed)
    starts, ends = rng.uniform(-3, 0, (m, 2)), rng.uniform(0, 3, (n, 2))
    return EdgeField(starts, ends, rng.uniform(-1, 1, (n, m)), width)


def covered(a, b, width, columns, rows) -> np.ndarray:
    """Return how much of each pixel one line covers: shape (rows, columns)."""
    coverage = Coverage(np.array([a], float), np.array([b], float), width, columns, rows)
    return coverage.depths(np.ones(1, np.float32))[0].reshape(rows, columns)


@pytest.mark.parametrize("width", [0.6, 1.5, 7])
@pytest.mark.parametrize("angle", np.linspace(0, np.pi, 9))
def test_an_edge_covers_its_length_times_its_thickness(angle, width):
    middle, half = np.array([60.3, 60.7]), 50 * np.array([np.cos(angle), np.sin(angle)])
    share = covered(middle - half, middle + half, width, 120, 120)
    assert share.sum() == pytest.approx(100 * width, rel=0.02)
    assert share.max() <= 1 + 1e-5
    assert share.min() >= 0


def test_coverage_is_exact():
    """A line of slope 1/3 against the same band sampled 32 x 32 times a pixel."""
    width, slope = 1.3, 1 / 3
    share = covered((-10, -2), (50, 18), width, 30, 15)
    y, x = (np.arange(n * 32) / 32 + 1 / 64 for n in (15, 30))
    distance = (y[:, None] - (-2 + slope * (x + 10))) / np.hypot(1, slope)
    expected = (np.abs(distance) <= width / 2).reshape(15, 32, 30, 32).mean(axis=(1, 3))
    assert np.abs(share - expected).max() < 0.03


def test_a_part_of_a_raster_is_like_the_whole():
    a, b = (-7.3, 3.2), (44.0, 21.7)
    whole = covered(a, b, 2.2, 50, 40)
    part = covered(np.subtract(a, (13, 9)), np.subtract(b, (13, 9)), 2.2, 20, 8)
    assert np.allclose(part, whole[9:17, 13:33], atol=1e-5)
    assert covered((5, -90), (30, -80), 2, 50, 40).sum() == 0


def test_edges_look_like_manim_s_lines():
    assert benchmark.likeness(9) > 0.98


def test_similarity_falls_with_any_difference():
    picture = np.random.default_rng(0).random((40, 40))
    assert benchmark.similarity(picture, picture) == pytest.approx(1)
    assert benchmark.similarity(picture, np.roll(picture, 1, axis=0)) < 0.3


def test_hue_tells_the_sign_and_zero_is_not_drawn():
    picture = picture_of(cross())
    assert np.allclose(pixel_at(picture, -2, 0.75), 0.8 * rgb(theme().positive), atol=0.06)
    assert np.allclose(pixel_at(picture, -2, -0.75), 0.8 * rgb(theme().negative), atol=0.06)
    assert pixel_at(picture, -2, 2.25).sum() == 0


def test_the_order_of_edges_doesn_t_matter():
    rng = np.random.default_rng(0)
    starts, ends = rng.uniform(-3, 3, (20, 2)), rng.uniform(-3, 3, (5, 2))
    strengths, order = rng.uniform(-1, 1, (5, 20)), rng.permutation(20)
    one = picture_of(EdgeField(starts, ends, strengths, 0.05))
    other = picture_of(EdgeField(starts[order], ends, strengths[:, order], 0.05))
    assert np.abs(one - other).max() <= 2 / 255


def test_strengths_may_change_sign_and_vanish():
    rng = np.random.default_rng(1)
    field = some_field()
    for share in (1, 0.5, 0.1, 0):
        strengths = rng.uniform(-1, 1, (5, 20)) * (rng.random((5, 20)) < share)
        changed = picture_of(field.set_strengths(strengths))
        assert np.allclose(changed, picture_of(some_field().set_strengths(strengths)), atol=1 / 255)
    assert changed.sum() == 0


def test_rasters_too_large_to_keep_are_drawn_all_the_same(monkeypatch):
    rng = np.random.default_rng(0)
    lines = (*rng.uniform(0, 60, (2, 40, 2)), 1.5, 60, 60)
    kept = Coverage(*lines)
    monkeypatch.setattr(coverage_module, "MOST_KEPT", 0)
    monkeypatch.setattr(coverage_module, "AT_A_TIME", 1000)
    afresh = Coverage(*lines)
    assert kept._matrix is not None
    assert afresh._matrix is None
    for share in (1, 0.3, 0):
        depths = (rng.uniform(-1, 1, 40) * (rng.random(40) < share)).astype(np.float32)
        for ours, theirs in zip(kept.depths(depths), afresh.depths(depths), strict=True):
            assert np.allclose(ours, theirs, atol=1e-5)


def test_light_uncovers_edges_behind_its_front():
    field = cross().set_light(front=0.5, behind=1, ahead=0, crest=0)
    picture = picture_of(field)
    assert pixel_at(picture, -2, 0.75).sum() > 1
    assert pixel_at(picture, 2, 0.25).sum() == 0
    bright = picture_of(field.set_light(front=0.5, crest=1))
    assert pixel_at(bright, -0.1, 0.5).sum() > pixel_at(picture, -0.1, 0.5).sum() + 0.1


@pytest.mark.parametrize("turn", [0, np.pi / 2, np.pi, 3 * np.pi / 2])
@pytest.mark.parametrize("backward", [False, True])
def test_light_runs_from_starts_to_ends_or_back(turn, backward):
    """Whether ends lie to the right, above, to the left or below."""
    cos, sin = np.round((np.cos(turn), np.sin(turn)))
    rotation = np.array([[cos, sin], [-sin, cos]])
    starts, ends = np.array([[-3.0, 0.5], [-3.0, -0.5]]) @ rotation, np.array([[3.0, 0]]) @ rotation
    field = EdgeField(starts, ends, [[1.0, 1.0]], 0.1)
    picture = picture_of(field.set_light(front=0.3, behind=1, ahead=0, backward=backward))
    near_start, near_end = (
        pixel_at(picture, *(np.array([[x, y]]) @ rotation)[0]).sum()
        for x, y in ((-2.4, 0.45), (2.4, 0.05))
    )
    assert (near_end > 0.5 and near_start == 0) if backward else (near_start > 0.5 > near_end)


def test_moving_light_and_moving_fields_need_no_new_raster(rasterised):
    field = some_field(seed=3)
    picture_of(field)
    assert len(rasterised) == 1
    surfaces = set()
    for front in (0.2, 0.4, 0.6):
        picture_of(field.set_light(front=front, crest=1, ahead=0).shift(0.1 * RIGHT))
        surfaces.add(id(field.canvas.picture(field.lines._last[0], field.strengths.ravel())))
    picture_of(field.copy().set_opacity(0.5))
    assert len(rasterised) == 1
    assert len(surfaces) == 1


def test_focus_dims_all_other_edges():
    field = some_field()
    chosen = field.edges_into(2)
    assert chosen.sum() == 20
    assert np.array_equal(field.edges_out_of(7, 3).sum(axis=1), [2] * 5)
    focused = picture_of(field.focus(chosen))
    expected = field.strengths * np.where(chosen, 1, OUT_OF_FOCUS)
    assert np.abs(focused - picture_of(some_field().set_strengths(expected))).max() <= 1 / 255
    one = field.edges_into(2) & field.edges_out_of(4)
    assert np.count_nonzero(field.focus(one, others=0).dimming) == 1
    assert np.array_equal(picture_of(field.unfocus()), picture_of(some_field()))


def test_fields_are_moved_scaled_and_faded_like_any_mobject():
    sixty_pixels = 60 * config.frame_width / config.pixel_width
    moved = picture_of(cross().shift(UP + sixty_pixels * RIGHT))
    assert np.allclose(moved[:-60, 60:], picture_of(cross())[60:, :-60], atol=12 / 255)
    assert picture_of(cross().set_opacity(0)).sum() == 0
    faint = pixel_at(picture_of(cross().fade(0.5)), -2, 0.75)
    assert np.allclose(faint, 0.4 * rgb(theme().positive), atol=0.05)
    turned = picture_of(cross().rotate(np.pi, about_point=ORIGIN))
    assert np.allclose(turned, picture_of(cross())[::-1, ::-1], atol=12 / 255)


@pytest.mark.parametrize("zoom", [0.4, 2, 3.1, 9])
def test_fields_are_sharp_at_any_size(zoom):
    """Scaled, seen by a camera that has moved in, or made larger: all look the same."""
    field, at = some_field(width=0.02), np.array([0.3, -0.2, 0])
    scaled = picture_of(field.copy().shift(-at).scale(zoom, about_point=ORIGIN))
    seen = picture_of(field, zoom=zoom, at=at)
    rng = np.random.default_rng(0)
    starts, ends = rng.uniform(-3, 0, (20, 2)), rng.uniform(0, 3, (5, 2))
    made = EdgeField(zoom * (starts - at[:2]), zoom * (ends - at[:2]), field.strengths, 0.02 * zoom)
    assert benchmark.similarity(scaled.mean(axis=2), seen.mean(axis=2)) > 0.99
    assert benchmark.similarity(picture_of(made).mean(axis=2), seen.mean(axis=2)) > 0.9


def test_only_what_is_seen_is_rasterised(rasterised):
    field = some_field(seed=4)
    picture_of(field, zoom=16, at=[1, 0.5, 0])
    assert max(rasterised[-1]) <= 2 * config.pixel_width
    count = len(rasterised)
    picture_of(field, zoom=15, at=[1.02, 0.5, 0])  # a little further out: there is room for it
    picture_of(field, zoom=16, at=[90, 0, 0])  # nothing to be seen
    assert len(rasterised) == count


def test_the_camera_s_frame_can_be_animated(rasterised):
    class Play(MovingCameraScene):
        def __init__(self):
            super().__init__(camera_class=StageCamera)

        def construct(self):
            self.add(cross(), Square().move_to(3 * LEFT))
            self.play(self.camera.frame.animate.scale(0.25).move_to([-2, 0.5, 0]), run_time=0.3)

    with tempconfig({"disable_caching": True, "progress_bar": "none", "frame_rate": 20}):
        scene = Play()
        scene.render()
        scene.renderer.static_image = None
        scene.renderer.update_frame(scene)
        ended = scene.renderer.get_frame()[..., :3] / 255
    assert len(rasterised) > 2
    alone = picture_of(cross(), zoom=4, at=[-2, 0.5, 0])
    assert np.abs(ended - alone)[:, 450:].max() < 2 / 255  # the square is to the left


def test_states_between_two_are_drawn():
    class Play(MovingCameraScene):
        def __init__(self):
            super().__init__(camera_class=StageCamera)

        def construct(self):
            field = cross()
            self.add(field)
            self.play(
                field.animate.set_strengths(np.array([[0.0, 0.5, 1.0]])).focus(
                    field.edges_out_of(2)
                ),
                run_time=0.2,
            )
            self.play(Rotate(field), run_time=0.2)
            self.play(field.animate.set_light(front=1, backward=True), run_time=0.2)
            self.field = field.copy()
            self.play(FadeOut(field), run_time=0.2)

    with tempconfig({"disable_caching": True, "progress_bar": "none"}):
        scene = Play()
        scene.render()
    assert np.array_equal(scene.field.strengths, np.float32([[0, 0.5, 1]]))
    assert np.array_equal(scene.field.dimming, np.float32([[OUT_OF_FOCUS, OUT_OF_FOCUS, 1]]))
    assert scene.field.backward
    assert not scene.mobjects


def test_on_a_see_through_background_colours_are_premultiplied():
    stage = rgb(theme().stage)
    field = some_field().set_light(front=0.5, ahead=0.2, crest=0.7)
    clear = pixels_of(field, background_color=theme().stage, background_opacity=0)
    assert (clear[..., :3] <= clear[..., 3:] + 1e-9).all()
    field.set_light(crest=0)  # what is added to the stage isn't the same as what covers it
    clear = pixels_of(field, background_color=theme().stage, background_opacity=0)
    over = clear[..., :3] + stage * (1 - clear[..., 3:])
    assert np.abs(over - picture_of(field, background_color=theme().stage)).max() < 3 / 255
    assert clear[0, 0].sum() == 0


def test_what_is_in_front_covers_edges():
    square = Square(0.4, fill_opacity=1, stroke_width=0, color="#00FF00").move_to([-2, 0.75, 0])
    field = cross()
    field.set_z_index(1)
    assert np.allclose(pixel_at(picture_of(square, field), -2, 0.75), [0.28, 0.83, 0.73], atol=0.1)
    square.set_z_index(2)
    assert np.allclose(pixel_at(picture_of(square, field), -2, 0.75), [0, 1, 0], atol=0.02)


def test_light_shows_on_a_bright_stage(monkeypatch):
    monkeypatch.setenv("LECTURE_THEME", "light")
    field, stage = some_field(width=0.1), {"background_color": theme().stage}
    plain = picture_of(field.set_light(front=0.5, ahead=0.2), **stage)
    lit = picture_of(field.set_light(crest=0.9), **stage)
    assert (lit <= plain + 1.5 / 255).all()
    assert (plain - lit).max() > 0.1


def test_manim_s_cache_can_tell_fields_apart(monkeypatch):
    starts, ends = np.array([[-1.0, 0.0]]), np.array([[1.0, 0.0]])
    fields = [
        EdgeField(starts, ends, [[0.5]]),
        EdgeField(starts, ends + 0.01, [[0.5]]),
        EdgeField(starts, ends, [[0.51]]),
        EdgeField(starts, ends, [[0.5]], width=0.02),
        EdgeField(starts, ends, [[0.5]]).set_light(front=0.3),
        EdgeField(starts, ends, [[0.5]]).set_light(backward=True),
        EdgeField(starts, ends, [[0.5]]).set_dimming(0.5),
        EdgeField(starts, ends, [[0.5]]).set_opacity(0.5),
        EdgeField(starts, ends, [[0.5]]).shift(UP),
    ]
    monkeypatch.setenv("LECTURE_THEME", "classic")
    fields.append(EdgeField(starts, ends, [[0.5]]))
    monkeypatch.delenv("LECTURE_THEME")
    with tempconfig({"quality": "medium_quality"}):
        fields.append(EdgeField(starts, ends, [[0.5]]))
    monkeypatch.setattr("scenes.mobjects.edges.field.source_digest", lambda *files: "new code")
    fields.append(EdgeField(starts, ends, [[0.5]]))
    monkeypatch.undo()
    monkeypatch.delenv("LECTURE_THEME", raising=False)
    assert len({digest(field) for field in fields}) == len(fields)
    assert digest(EdgeField(starts, ends, [[0.5]])) == digest(fields[0])


def test_manim_s_cache_knows_a_field_again_after_it_was_drawn():
    field = some_field(seed=5)
    before = digest(field)
    picture_of(field)
    picture_of(field, zoom=2)
    assert digest(field) == before
    assert len(get_json(field)) < 20_000  # what is heavy, no hashing reads


def test_what_is_heavy_is_shared(rasterised):
    field = some_field(seed=6)
    copy, same = field.copy(), some_field(seed=6).set_strengths(np.ones((5, 20)))
    assert copy.lines is field.lines is same.lines
    assert copy.canvas is field.canvas is not same.canvas
    for each in (field, copy, same):
        picture_of(each)
    assert len(rasterised) == 1
    key = field.lines.key
    del field, copy, same, each
    ends = np.zeros((1, 2))
    assert lines_between(ends, ends + 1, 1).key != key
    assert isinstance(lines_between(ends, ends + 1, 1), Lines)


def test_the_benchmark_s_figures_are_stored(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(benchmark, "machine_noise", lambda: 0.5)  # takes its time
    smaller = {"peak_mb_1080p": "low_quality", "peak_mb_2160p": "high_quality"}
    monkeypatch.setattr(benchmark, "QUALITIES", smaller)
    path = tmp_path / "figures.json"
    assert benchmark.main(["--json", str(path), "--side", "4", "--repetitions", "1"]) == 0
    figures = json.loads(path.read_text())
    usual = figures["seconds"]
    assert figures["edges_changing_vs_lines"] == usual["lines"] / usual["changing"]
    assert figures["light_moving_vs_lines"] == usual["lines"] / usual["light"]
    assert figures["similarity"] > 0.93
    assert figures["noise"] == 0.5
    assert 50 < figures["peak_mb_1080p"] < figures["peak_mb_2160p"] < 1000
    assert "256 edges" in capsys.readouterr().out


@pytest.mark.parametrize("shape", [(16, 784), (32, 784), (33, 784), (128, 784), (784, 784)])
def test_of_a_crowd_as_many_edges_are_drawn_from_everywhere(shape):
    chosen = np.zeros(shape, bool)
    chosen.ravel()[drawn(shape)] = True
    assert (chosen.all()) == (chosen.size <= MOST_DRAWN)
    assert chosen.sum() <= MOST_DRAWN
    assert chosen.sum() == pytest.approx(chosen.size / one_in(chosen.size), rel=0.01)
    assert np.ptp(chosen.sum(axis=0)) <= 1
    assert np.ptp(chosen.sum(axis=1)) <= 1


def test_edges_that_are_drawn_of_a_crowd_have_their_own_strength(monkeypatch):
    kept = np.arange(4)[:, None] % 2 == np.arange(6) % 2
    wanted = pixels_of(some_field(6, 4).set_dimming(kept))
    monkeypatch.setattr(field, "drawn", lambda shape: np.flatnonzero(kept))
    assert np.allclose(pixels_of(some_field(6, 4)), wanted, atol=1.5 / 255)
