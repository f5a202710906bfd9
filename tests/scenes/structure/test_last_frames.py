"""The last frames of three sections, pixel by pixel: what is seen is what the network holds."""

import numpy as np
import pytest
from manim import config

from network.questions.measures import telling_neuron
from scenes.look.colours import mixed, rgb
from scenes.look.theme import theme
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.structure.function import Function
from scenes.structure.neurons import Neurons
from scenes.structure.pattern import Pattern
from tests.some_networks import some

#: A colour in a film of 480 lines, 0 to 1, may be off by this much.
OFF = 0.06


def on_stage(scene, kind):
    """Everything of a kind that is on the stage when the scene ends."""
    return [one for top in scene.mobjects for one in top.get_family() if isinstance(one, kind)]


def colours_at(scene, points):
    """Red, green and blue of the last frame at points in scene units: shape (n, 3), 0 to 1."""
    frame = scene.last_frame[..., :3] / 255
    scale = frame.shape[0] / config.frame_height
    points = np.asarray(points, float)
    rows = np.round(frame.shape[0] / 2 - points[:, 1] * scale - 0.5).astype(int)
    columns = np.round(frame.shape[1] / 2 + points[:, 0] * scale - 0.5).astype(int)
    return frame[rows, columns]


def cells(grid, count=28):
    """Middles of the cells of a square picture, row by row: shape (count * count, 2)."""
    steps = (np.arange(count) + 0.5) / count - 0.5
    x, y = np.meshgrid(grid.get_x() + steps * grid.width, grid.get_y() - steps * grid.height)
    return np.stack([x.ravel(), y.ravel()], axis=1)


@pytest.mark.parametrize("model", some("shipped", "784-8-10 relu", usually=1))
def test_pattern_ends_with_the_learned_weights_in_their_colours(stage, models, model):
    scene = stage(Pattern, models[model])
    mlp, look = scene.network.mlp, theme()
    weights = mlp.weights[0][telling_neuron(mlp)]
    grids = [
        grid
        for grid in on_stage(scene, WeightGrid)
        if np.array_equal(grid.weights.ravel(), weights)
    ]
    assert len(grids) == 1
    share = np.clip(weights / np.abs(weights).max(), -1, 1)[:, None]
    hue = np.where(share > 0, rgb(look.positive), rgb(look.negative))
    wanted = rgb(look.stage) + np.abs(share) * (hue - rgb(look.stage))
    seen = colours_at(scene, cells(grids[0]))
    assert np.abs(seen - wanted).max() < OFF
    # The test could fail: another neuron's weights look different.
    other = mlp.weights[0][(telling_neuron(mlp) + 1) % len(mlp.weights[0])]
    assert not np.allclose(np.sign(other), np.sign(weights))


@pytest.mark.parametrize("look_called", some("light", "dark", usually=1))
def test_function_ends_with_every_neuron_as_bright_as_its_activation(stage, look_called):
    scene = stage(Function, LECTURE_THEME=look_called)
    look = theme()
    (diagram,) = on_stage(scene, NetworkDiagram) or [scene.diagram]
    image = diagram.picture.values.ravel()
    forward = scene.network.mlp.forward(image)
    for layer, activations in zip(diagram.layers, forward.a[1:], strict=True):
        seen = colours_at(scene, layer.centres())
        wanted = [mixed(look.resting, look.firing, float(a)).to_rgb() for a in activations]
        assert np.abs(seen - wanted).max() < OFF
    answer = int(np.argmax(colours_at(scene, diagram.layers[-1].centres()).sum(axis=1)))
    darkest = int(np.argmin(colours_at(scene, diagram.layers[-1].centres()).sum(axis=1)))
    assert forward.answer == (answer if look_called == "dark" else darkest)


@pytest.mark.parametrize("look_called", some("dark", "light", usually=1))
def test_neurons_ends_with_every_pixel_as_a_neuron_of_its_brightness(stage, look_called):
    scene = stage(Neurons, LECTURE_THEME=look_called)
    look = theme()
    (grid,) = on_stage(scene, PixelGrid)
    nine = scene.digits.clear(9)
    assert np.array_equal(grid.values.ravel(), nine.pixels)
    wanted = rgb(look.paper) + nine.pixels[:, None] * (rgb(look.ink) - rgb(look.paper))
    seen = colours_at(scene, cells(grid))
    order = np.argsort(nine.pixels, kind="stable")
    dark, bright = order[:200], order[-40:]
    assert np.abs(seen[bright] - wanted[bright]).max() < 0.15
    assert np.abs(seen[dark] - wanted[dark]).max() < 0.15
