import numpy as np
import pytest
from manim import LEFT, ORIGIN, RIGHT, UP, FadeOut, Line, Rotate, Scene, config, tempconfig
from manim.utils.hashing import get_json
from scipy.ndimage import gaussian_filter

from scenes.mobjects.colours import mixed, rgb
from scenes.mobjects.coverage import coverage_of
from scenes.mobjects.edge_field import STRONGEST_ALPHA, EdgeField
from scenes.mobjects.network_diagram import NetworkDiagram, shown_strength
from scenes.mobjects.neurons import NeuronLayer
from scenes.mobjects.painted import StageCamera
from scenes.mobjects.pixel_grid import PixelGrid
from scenes.theme import theme


@pytest.fixture(autouse=True)
def small_frames(tmp_path, monkeypatch):
    monkeypatch.delenv("LECTURE_THEME", raising=False)
    with tempconfig({"quality": "low_quality", "media_dir": str(tmp_path), "dry_run": True}):
        yield


def picture_of(*mobjects) -> np.ndarray:
    """Draw mobjects on black; return red, green and blue, 0 to 1."""
    camera = StageCamera()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array[..., :3] / 255


def pixel_at(picture, x, y):
    scale = config.pixel_height / config.frame_height
    return picture[
        int(config.pixel_height / 2 - y * scale), int(config.pixel_width / 2 + x * scale)
    ]


@pytest.mark.parametrize("angle", np.linspace(0, np.pi, 9))
def test_an_edge_covers_its_length_times_its_thickness(angle):
    end = 3 * np.array([[np.cos(angle), np.sin(angle)]])
    coverage = coverage_of(-end, end, 0.05)
    scale = config.pixel_height / config.frame_height
    area = coverage.matrix.sum()
    assert area == pytest.approx(6 * scale * 0.05 * scale, rel=0.03)
    assert coverage.matrix.max() <= 1


def test_edges_look_like_manim_s_lines():
    starts = np.stack([np.full(9, -6.0), np.linspace(-3.5, 3.5, 9)], axis=1)
    ends = np.array([[6.0, 0.3]])
    width = 0.04
    field = EdgeField(starts, ends, np.ones((1, 9)), width)
    lines = [
        Line(
            [*start, 0],
            [*ends[0], 0],
            color=theme().positive,
            stroke_width=100 * width,
            stroke_opacity=STRONGEST_ALPHA,
        )
        for start in starts
    ]
    ours, theirs = picture_of(field), picture_of(*lines)
    assert similarity(ours.mean(axis=2), theirs.mean(axis=2)) > 0.93


def similarity(a, b):
    """Structural similarity (Wang and others, 2004), Gaussian window of 1.5 pixels."""
    blur = lambda x: gaussian_filter(x, 1.5)  # noqa: E731
    mean_a, mean_b = blur(a), blur(b)
    variances = blur(a * a) - mean_a**2 + blur(b * b) - mean_b**2
    covariance = blur(a * b) - mean_a * mean_b
    c1, c2 = 0.01**2, 0.03**2
    index = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    index /= (mean_a**2 + mean_b**2 + c1) * (variances + c2)
    return float(index.mean())


def cross() -> EdgeField:
    """Two level edges, the upper one positive and the lower one negative, and one of weight 0."""
    starts = np.array([[-4.0, 1.0], [-4.0, -1.0], [-4.0, 3.0]])
    return EdgeField(starts, np.array([[4.0, 0.0]]), np.array([[1.0, -1.0, 0.0]]), 0.2)


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


def test_light_uncovers_edges_behind_its_front():
    field = cross().set_light(front=0.5, behind=1, ahead=0, crest=0)
    picture = picture_of(field)
    assert pixel_at(picture, -2, 0.75).sum() > 1
    assert pixel_at(picture, 2, 0.25).sum() == 0
    bright = picture_of(field.set_light(front=0.5, crest=1))
    assert pixel_at(bright, -0.1, 0.5).sum() > pixel_at(picture, -0.1, 0.5).sum() + 0.1


def test_fields_are_moved_scaled_and_faded_like_any_mobject():
    sixty_pixels = 60 * config.frame_width / config.pixel_width
    moved = picture_of(cross().shift(UP + sixty_pixels * RIGHT))
    assert np.allclose(moved[:-60, 60:], picture_of(cross())[60:, :-60], atol=12 / 255)
    assert picture_of(cross().set_opacity(0)).sum() == 0
    faint = pixel_at(picture_of(cross().fade(0.5)), -2, 0.75)
    assert np.allclose(faint, 0.4 * rgb(theme().positive), atol=0.05)
    turned = picture_of(cross().rotate(np.pi, about_point=ORIGIN))
    assert np.allclose(turned, picture_of(cross())[::-1, ::-1], atol=12 / 255)


def test_animations_run_on_painted_mobjects():
    class Play(Scene):
        def __init__(self):
            super().__init__(camera_class=StageCamera)

        def construct(self):
            field, grid = cross(), PixelGrid(np.zeros((3, 3)))
            self.add(field, grid)
            self.play(
                field.animate.set_strengths(np.array([[0.0, 0.5, 1.0]])),
                grid.animate.set_values(np.eye(3)),
                run_time=0.2,
            )
            self.play(Rotate(field), grid.animate.shift(LEFT).set_opacity(0.5), run_time=0.2)
            self.ended = field.strengths.copy(), grid.values.copy(), grid.opacity
            self.play(FadeOut(field), FadeOut(grid), run_time=0.2)

    with tempconfig({"disable_caching": True, "progress_bar": "none"}):
        scene = Play()
        scene.render()
    strengths, values, opacity = scene.ended
    assert np.array_equal(strengths, np.float32([[0, 0.5, 1]]))
    assert np.array_equal(values, np.eye(3))
    assert opacity == 0.5
    assert not scene.mobjects


def test_manim_s_cache_can_tell_fields_apart(monkeypatch):
    starts, ends = np.array([[-1.0, 0.0]]), np.array([[1.0, 0.0]])
    fields = [
        EdgeField(starts, ends, [[0.5]]),
        EdgeField(starts, ends + 0.01, [[0.5]]),
        EdgeField(starts, ends, [[0.51]]),
        EdgeField(starts, ends, [[0.5]], width=0.02),
        EdgeField(starts, ends, [[0.5]]).set_light(front=0.3),
    ]
    monkeypatch.setenv("LECTURE_THEME", "classic")
    fields.append(EdgeField(starts, ends, [[0.5]]))
    assert len({get_json(field) for field in fields}) == len(fields)
    monkeypatch.delenv("LECTURE_THEME")
    assert get_json(EdgeField(starts, ends, [[0.5]])) == get_json(fields[0])
    assert fields[0].copy().coverage is fields[0].coverage


def test_a_pixel_is_drawn_as_its_value():
    values = np.linspace(0, 1, 12).reshape(3, 4)
    grid = PixelGrid(values, height=3).shift(RIGHT)
    picture, look = picture_of(grid), theme()
    for (x, y), value in zip(grid.pixel_centres(), values.ravel(), strict=True):
        wanted = mixed(look.paper, look.ink, value).to_rgb()
        assert np.allclose(pixel_at(picture, x, y), wanted, atol=2 / 255)


def test_neurons_are_filled_by_their_activations():
    layer = NeuronLayer(3, 2.0).set_activations(np.array([0.0, 0.5, 1.0]))
    look = theme()
    for neuron, share in zip(layer.neurons, (0, 0.5, 1), strict=True):
        wanted = mixed(look.resting, look.firing, share).to_rgb()
        assert np.allclose(neuron.get_fill_color().to_rgb(), wanted, atol=0.01)
    bright = NeuronLayer(2, 1.0).set_activations(np.array([2.0, 8.0]))
    wanted = mixed(look.resting, look.firing, 0.25).to_rgb()
    assert np.allclose(bright.neurons[0].get_fill_color().to_rgb(), wanted, atol=0.01)


@pytest.mark.parametrize("sizes", [(784, 10), (784, 60, 10), (784, 5, 4, 3, 2, 10)])
def test_a_diagram_has_room_for_any_shape(sizes):
    rng = np.random.default_rng(0)
    shapes = zip(sizes[1:], sizes, strict=False)
    diagram = NetworkDiagram([rng.standard_normal(shape) for shape in shapes], rng.random(784))
    assert [len(layer.neurons) for layer in diagram.layers] == list(sizes[1:])
    for layer in diagram.layers:
        places = layer.centres()
        gaps = -np.diff(places[:, 1])
        assert np.all(gaps > layer.neurons[0].width)
        assert np.abs(places[:, 1]).max() < 3.3
    for k, field in enumerate(diagram.weights):
        expected = shown_strength(diagram.matrices[k], diagram.scales[k])
        assert np.allclose(field.strengths, expected, atol=1e-6)


def test_strength_rises_with_the_value_and_keeps_its_sign():
    values = np.linspace(-3, 3, 101)
    shown = shown_strength(values, 2.0)
    assert np.all(np.diff(shown[np.abs(values) < 2]) > 0)
    assert np.array_equal(np.sign(shown), np.sign(values))
    assert np.abs(shown).max() == 1
