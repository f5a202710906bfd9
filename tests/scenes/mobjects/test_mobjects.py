import numpy as np
import pytest
from manim import LEFT, RIGHT, FadeOut, Rotate, Scene, tempconfig

from scenes.look.colours import mixed
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import shown_strength
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.painting.painted import StageCamera
from scenes.mobjects.pixels.grid import PixelGrid
from tests.drawing import cross, picture_of, pixel_at

pytestmark = pytest.mark.usefixtures("small_frames")


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
