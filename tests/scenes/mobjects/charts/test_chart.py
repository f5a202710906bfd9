"""Charts, curves, figures, bars and pictures of weights, drawn alone."""

import numpy as np
import pytest
from manim import LEFT, ORIGIN, RIGHT, UP

from network.model.activations import SIGMOID
from scenes.look.colours import rgb
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart, NumberLine
from scenes.mobjects.neurons.output_bars import OutputBars
from scenes.mobjects.painting.play_key import digest
from scenes.mobjects.pixels.weights import WeightGrid, WeightLegend, WeightWall
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import words
from tests.drawing import picture_of, pixel_at

pytestmark = pytest.mark.usefixtures("small_frames")


@pytest.mark.parametrize("upright", [False, True])
def test_a_number_line_puts_numbers_in_proportion(upright):
    line = NumberLine(-2, 6, 4.0, {-2: "-2", 0: "", 6: "6"}, upright)
    line.scale(0.5, about_point=ORIGIN).shift(RIGHT + UP)
    along = int(upright)
    assert np.allclose(line.place([-2, 2, 6])[:, along], [0, 1, 2])
    assert len(line.marks) == 3
    assert len(line.numbers) == 2
    for number, value in zip(line.numbers, (-2, 6), strict=True):
        assert number.get_center()[along] == pytest.approx(line.place(value)[along], abs=0.05)


def test_a_chart_draws_the_sigmoid_where_it_is():
    chart = Chart((-5, 5), (0, 1), 6, 3, {-5: "-5", 0: "0", 5: "5"}, {1: "1"})
    chart.shift(UP + LEFT)
    graph = chart.plot(SIGMOID, theme().accent)
    for z in (-4.0, 0.0, 1.5):
        graph.set_end(z)
        wanted = chart.place(z, SIGMOID(np.float64(z)))
        assert np.allclose(graph.dot.get_center(), wanted, atol=2e-3)
    middle = chart.place(0, 0.5)
    assert np.allclose(middle, [-1, 1, 0])
    picture = picture_of(graph)
    assert np.allclose(pixel_at(picture, *middle[:2]), rgb(theme().accent), atol=0.1)
    assert pixel_at(picture, *chart.place(4, 0.98)[:2]).sum() == 0


def test_a_curve_is_drawn_as_far_as_it_is_said():
    chart = Chart((0, 4), (0, 8), 4, 4)
    x, y = np.array([0.0, 1, 3, 4]), np.array([0.0, 8, 2, 2])
    line = chart.curve(x, y, theme().accent).shift(2 * RIGHT).scale(0.5)
    corners = line.corners()
    assert np.allclose(corners - corners[0], 0.5 * (chart.place(x, y) - chart.place(0, 0)))
    for end, tip in ((0, (0, 0)), (0.5, (0.5, 4)), (1, (1, 8)), (2, (2, 5)), (9, (4, 2))):
        line.set_end(end)
        wanted = corners[0] + 0.5 * (chart.place(*tip) - chart.place(0, 0))
        assert np.allclose(line.dot.get_center(), wanted)
        assert np.allclose(line.drawn.points[-1], wanted)
        assert np.allclose(line.drawn.points[0], corners[0])
    direct = chart.curve(x, y, theme().accent).set_end(2)
    roundabout = chart.curve(x, y, theme().accent).set_end(0.7).set_end(3.1).set_end(2)
    assert digest(direct) == digest(roundabout)
    alone = chart.curve([0.0], [4.0], theme().accent)
    assert np.allclose(alone.dot.get_center(), chart.place(0, 4))


def test_figures_look_like_words_and_keep_their_place():
    figure, text = Figures("12,345.6%", 40), words("12,345.6%", 40)
    assert figure.width == pytest.approx(text.width, rel=0.03)
    assert figure.height == pytest.approx(text.height, rel=0.03)
    figure.anchor_at([1, 2, 0])
    for text in ("0", "9.99", "1,000,000"):
        figure.set_text(text)
        assert figure.text == text
        assert figure.get_left()[0] == pytest.approx(1, abs=0.05)
        assert figure.get_bottom()[1] == pytest.approx(2, abs=0.1)
    right = Figures("0", 40, side=RIGHT).anchor_at([1, 2, 0]).set_text("1,000,000")
    assert right.get_right()[0] == pytest.approx(1, abs=0.05)


def test_a_running_number_does_not_tremble():
    figure = Figures("1111", 40)
    before = figure.set_text("1110").points[-1]
    assert np.allclose(figure.set_text("8880").points[-1], before)


def test_bars_are_as_long_as_their_values():
    values = np.array([0.0, 0.25, 1.0, 0.5])
    bars = OutputBars(values, label=1, length=3).shift(RIGHT)
    for room, bar, figure, value in zip(bars.rooms, bars.bars, bars.figures, values, strict=True):
        assert room.width == pytest.approx(3)
        assert bar.width == pytest.approx(3 * value)
        assert bar.get_left()[0] == pytest.approx(room.get_left()[0])
        assert figure.text == f"{value:.2f}"
    look = theme()
    assert bars.answer == 2
    assert np.allclose(bars.bars[2].get_fill_color().to_rgb(), rgb(look.wrong))
    bars.set_values(values[[0, 2, 1, 3]])
    assert np.allclose(bars.bars[1].get_fill_color().to_rgb(), rgb(look.accent))
    assert np.allclose(bars.bars[2].get_fill_color().to_rgb(), rgb(look.outline))
    assert bars.bars[1].width == pytest.approx(3)


def test_a_weight_has_the_hue_of_its_sign_in_proportion_to_its_size():
    weights = np.array([[-4.0, -2, -1], [0, 1, 3]])
    grid = WeightGrid(weights, 2.0, height=2)
    picture, look = picture_of(grid), theme()
    for (row, column), weight in np.ndenumerate(weights):
        hue = rgb(look.positive if weight > 0 else look.negative)
        share = min(abs(weight) / 2, 1)
        wanted = rgb(look.stage) + share * (hue - rgb(look.stage))
        place = column - 1.0, 0.5 - row
        assert np.allclose(pixel_at(picture, *place), wanted, atol=2 / 255)


@pytest.mark.parametrize(("count", "in_a_row"), [(1, 1), (10, 5), (16, 8), (30, 10), (100, 20)])
def test_a_wall_shows_every_neuron_s_weights_in_its_room(count, in_a_row):
    weights = np.random.default_rng(0).standard_normal((count, 784))
    wall = WeightWall(weights, 2.0, (28, 28), width=13, height=4)
    assert len(wall.grids) == count
    assert wall.width <= 13
    assert wall.height <= 4
    centres = np.array([grid.get_center() for grid in wall.grids])
    assert np.sum(np.isclose(centres[:, 1], centres[0, 1])) == in_a_row
    side = wall.grids[0].width
    for j, grid in enumerate(wall.grids):
        assert np.array_equal(grid.weights.ravel(), np.float32(weights[j]))
        gaps = np.abs(centres[:j] - centres[j]).max(axis=1)
        assert np.all(gaps > side)
    wall.set_weights(2 * weights)
    assert np.array_equal(wall.grids[-1].weights.ravel(), np.float32(2 * weights[-1]))


def test_the_legend_names_the_scale():
    legend = WeightLegend(1.234)
    for text, wanted in zip(legend.numbers, ("≤ −1.2", "≥ +1.2"), strict=True):
        assert wanted in text.typst_code.replace("\\", "")
    assert legend.bar.weights.min() == pytest.approx(-1.234)
    assert legend.bar.weights.max() == pytest.approx(1.234)


def test_manim_s_cache_can_tell_them_apart():
    weights = np.eye(28)
    mobjects = [
        WeightGrid(weights, 1.0),
        WeightGrid(2 * weights, 1.0),
        WeightGrid(weights, 2.0),
        Figures("0.12"),
        Figures("0.13"),
        OutputBars(np.array([0.1, 0.2])),
        OutputBars(np.array([0.1, 0.3])),
    ]
    assert len({digest(mobject) for mobject in mobjects}) == len(mobjects)
