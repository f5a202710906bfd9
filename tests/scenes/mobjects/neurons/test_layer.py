import numpy as np
import pytest
from manim import RIGHT, Mobject, Scene, tempconfig

from scenes.look.colours import mixed
from scenes.look.ellipsis import first_and_last, places, with_gaps
from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.single_neuron import decimals_inside, lone_neuron, widest_of
from scenes.mobjects.writing.words import formula


@pytest.fixture(autouse=True)
def small_frames(tmp_path, monkeypatch):
    monkeypatch.delenv("LECTURE_THEME", raising=False)
    with tempconfig({"quality": "low_quality", "media_dir": str(tmp_path), "dry_run": True}):
        yield


def test_numbers_say_what_neurons_hold_and_can_be_read():
    values = np.array([0.0, 0.25, 0.5, 0.996])
    layer = NeuronLayer(4, 3, 0.3, decimals=2).set_activations(values)
    assert [figure.text for figure in layer.figures] == ["0.00", "0.25", "0.50", "1.00"]
    assert np.allclose(layer.activations, values)
    for neuron, figure in zip(layer.neurons, layer.figures, strict=True):
        assert figure.width < 1.8 * 0.3
        assert np.allclose(figure.get_center(), neuron.get_center(), atol=0.01)
        apart = figure.get_fill_color().to_rgb() - neuron.get_fill_color().to_rgb()
        assert np.abs(apart).max() > 0.4


def test_what_is_below_0_glows_in_the_colour_of_what_is_negative():
    """As bright as its size; on the way from one side of 0 to the other, it goes dark."""
    look = theme()
    layer = NeuronLayer(3, 3, 0.3, decimals=2).set_activations(np.array([0.5, -0.5, -1.0]))
    fills = [neuron.get_fill_color() for neuron in layer.neurons]
    below = [mixed(look.resting, look.negative, share) for share in (0.5, 1)]
    assert fills == [mixed(look.resting, look.firing, 0.5), *below]
    assert layer.figures[2].text == "\N{MINUS SIGN}1.00"
    assert layer.figures[2].get_fill_color().to_hex() == look.resting
    start, end = layer.neurons[0].copy(), layer.neurons[1].copy()
    between = start.copy().interpolate(start, end, 0.5)
    assert between.activation == 0
    assert between.get_fill_color().to_hex() == look.resting
    assert start.copy().interpolate(start, end, 1).get_fill_color() == below[0]


def test_a_neuron_that_is_alone_in_its_layer_can_be_seen():
    assert NeuronLayer(1, 0.0, 0.14).neurons[0].width == pytest.approx(0.28)


def test_a_number_as_wide_as_any_that_comes_fits_into_a_lone_neuron():
    for widest in (-1.0, 88.8, 123456.0):
        lone = lone_neuron(0.4, decimals_inside(abs(widest)), widest)
        assert lone.activations.tolist() == [0]
        assert lone.set_activations(np.array([widest])).figures[0].width < 2 * 0.4
    assert widest_of(np.array([0.2, -0.1])) == -0.2


def test_a_capped_layer_draws_first_and_last_with_dots_between():
    layer = NeuronLayer(784, 6, shown=first_and_last(784, 3))
    values = np.linspace(0, 1, 784)
    layer.set_activations(values)
    assert layer.shown == [0, 1, 2, 781, 782, 783]
    assert np.allclose(layer.activations, values[layer.shown])
    gap = layer.centres()[2:4, 1]
    assert len(layer.dots) == 1
    assert layer.dots[0].get_top()[1] < gap[0] - layer.neurons[0].height / 2
    assert layer.dots[0].get_bottom()[1] > gap[1] + layer.neurons[0].height / 2
    assert layer.neuron(782) is layer.neurons[4]
    with pytest.raises(LookupError, match="neuron 400 of 784"):
        layer.neuron(400)
    with pytest.raises(ValueError, match="784 activations"):
        layer.set_activations(values[:6])
    with pytest.raises(ValueError, match="rising indices"):
        NeuronLayer(5, 3, shown=[0, 5])


def test_dots_stand_wherever_something_is_left_out():
    assert with_gaps([0, 1, 5, 8], 9) == [0, 1, None, 5, None, 8]
    assert with_gaps([3], 9) == [None, 3, None]
    assert with_gaps([0, 1], 2) == [0, 1]
    things, dots = places([3, 4], 9, 6.0)
    assert things.tolist() == [2, 4]
    assert dots.tolist() == [0, 6]
    assert first_and_last(5, 3) == [0, 1, 2, 3, 4]


def test_labels_and_brace_stand_beside_their_neurons():
    layer = NeuronLayer(3, 2)
    labels = layer.labels(["0", formula("a_1"), "2"])
    for label, neuron in zip(labels, layer.neurons, strict=True):
        assert label.get_left()[0] > neuron.get_right()[0]
        assert label.get_y() == pytest.approx(neuron.get_y())
    brace, count = layer.brace()
    assert brace.height == pytest.approx(layer.height, rel=0.05)
    assert count.get_right()[0] < brace.get_left()[0] < layer.get_left()[0]
    assert count.text == "3"
    assert layer.brace("n", RIGHT)[1].text == "n"


@pytest.mark.parametrize("one_by_one", [False, True])
def test_numbers_count_along_with_the_light(one_by_one):
    class Play(Scene):
        def construct(self):
            layer = NeuronLayer(2, 1, 0.3, decimals=1).shift(RIGHT)
            layer.set_activations(np.array([0.0, 1.0]))
            self.add(layer)
            target = np.array([1.0, 0.2])
            if one_by_one:
                change = layer.fill_one_by_one(target)
            else:
                change = layer.animate.set_activations(target)
            seen = []
            watcher = Mobject()
            watcher.add_updater(lambda _: seen.append(layer.figures[0].text))
            self.add(watcher)
            self.play(change, run_time=1)
            self.layer, self.seen = layer, seen

    with tempconfig({"disable_caching": True, "progress_bar": "none"}):
        scene = Play()
        scene.render()
    layer = scene.layer
    assert np.allclose(layer.activations, [1, 0.2])
    assert [figure.text for figure in layer.figures] == ["1.0", "0.2"]
    assert len(set(scene.seen)) > 3
    look = theme()
    for neuron, share in zip(layer.neurons, (1, 0.2), strict=True):
        wanted = mixed(look.resting, look.firing, share).to_rgb()
        assert np.allclose(neuron.get_fill_color().to_rgb(), wanted, atol=0.01)
    assert np.allclose(layer.figures[1].get_center(), layer.neurons[1].get_center(), atol=0.01)
