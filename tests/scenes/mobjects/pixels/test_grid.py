import numpy as np
import pytest
from manim import LEFT, RIGHT, Scene, config, tempconfig

from scenes.look.colours import mixed, rgb
from scenes.look.ellipsis import first_and_last
from scenes.look.theme import theme
from scenes.mobjects.painting.painted import StageCamera
from scenes.mobjects.painting.play_key import digest
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.structure.drawings.pixel_difference import PixelDifference, disagreeing
from tests.drawing import picture_of, pixel_at

pytestmark = pytest.mark.usefixtures("small_frames")


def grid_of(rows=4, columns=5, height=6.0) -> PixelGrid:
    return PixelGrid(np.linspace(0, 1, rows * columns).reshape(rows, columns), height)


def ink(value):
    return mixed(theme().paper, theme().ink, value).to_rgb()


@pytest.mark.parametrize("shape", [(0, 0), (0.5, 0.1), (1, 0.2)])
def test_every_pixel_is_drawn_as_its_value_whatever_its_shape(shape):
    grid = grid_of().set_shape(*shape)
    picture = picture_of(grid)
    for (x, y), value in zip(grid.pixel_centres(), grid.values.ravel(), strict=True):
        assert np.allclose(pixel_at(picture, x, y), ink(value), atol=2 / 255)


def test_as_a_neuron_a_pixel_is_a_circle_with_a_rim():
    grid = PixelGrid(np.ones((3, 3)), 6.0).set_shape(1, 0.2)
    picture, look = picture_of(grid), theme()
    assert np.allclose(pixel_at(picture, 0.77, 0), rgb(look.outline), atol=0.02)
    assert np.allclose(pixel_at(picture, 0.6, 0), rgb(look.ink), atol=0.02)
    assert pixel_at(picture, 0.65, 0.65).sum() == 0, "between circles the stage shows"
    assert np.allclose(picture_of(grid.as_pixels()), picture_of(PixelGrid(np.ones((3, 3)), 6.0)))


def test_turned_and_upright_neurons_look_alike():
    grid = PixelGrid(np.eye(6), 6.0).as_neurons()
    upright, turned = picture_of(grid), picture_of(grid.rotate(1e-4))
    assert np.abs(upright - turned).mean() < 0.01


def test_values_are_printed_where_there_is_room():
    dark, bright = PixelGrid(np.zeros((3, 3)), 6.0), PixelGrid(np.ones((3, 3)), 6.0)
    for grid, background in ((dark, theme().paper), (bright, theme().ink)):
        plain = picture_of(grid)
        printed = picture_of(grid.set_numbers(1))
        strokes = np.abs(printed - rgb(background)).sum(axis=2) - np.abs(
            plain - rgb(background)
        ).sum(axis=2)
        assert strokes.max() > 2.5, "black on white or white on black"
        small = grid.copy().scale(0.06)
        assert np.array_equal(picture_of(small), picture_of(small.copy().set_numbers(0)))
    faint = picture_of(dark.set_numbers(0.5)).max()
    assert 0.45 < faint < 0.55


def test_what_is_printed_is_the_rounded_value():
    for value, same in ((0.34, 0.30), (0.26, 0.30), (0.04, 0.0), (1.0, 0.96)):
        strokes = []
        for shown in (value, same):
            grid = PixelGrid(np.full((2, 2), shown), 6.0)
            change = np.abs(picture_of(grid.copy().set_numbers(1)) - picture_of(grid)).sum(axis=2)
            strokes.append(change / change.max())
        assert np.allclose(*strokes, atol=0.05)


def test_a_highlight_frames_its_pixels_and_dims_the_others():
    grid = PixelGrid(np.ones((4, 4)), 6.0).set_highlight(rows=1, columns=slice(1, 3))
    picture, look = picture_of(grid), theme()
    centres = grid.pixel_centres().reshape(4, 4, 2)
    assert np.allclose(pixel_at(picture, *centres[1, 1]), 1, atol=0.01)
    dimmed = pixel_at(picture, *centres[0, 0])
    assert dimmed.max() < 0.4
    assert np.allclose(pixel_at(picture, 0, 1.5 * 2), rgb(look.stage) * 0 + dimmed, atol=0.1)
    left = centres[1, 1, 0] - 0.75
    assert np.allclose(pixel_at(picture, left, centres[1, 1, 1]), rgb(look.accent), atol=0.2)
    assert np.array_equal(
        picture_of(grid.clear_highlight()), picture_of(PixelGrid(np.ones((4, 4)), 6.0))
    )
    with pytest.raises(ValueError, match="neighbours from 0 to 3"):
        grid.set_highlight(rows=4)


def test_pixels_are_revealed_in_reading_order():
    grid = PixelGrid(np.ones((4, 4)), 6.0).set_revealed(0.5)
    picture = picture_of(grid)
    lit = [pixel_at(picture, x, y).sum() > 1 for x, y in grid.pixel_centres()]
    assert lit == [True] * 8 + [False] * 8


def unrolled(shown=None, **shape) -> PixelGrid:
    grid = grid_of(4, 4).set_shape(**shape) if shape else grid_of(4, 4)
    return grid.shift(3 * LEFT).lay_column([4, 0], 6, shown, cell=0.7).set_unrolled(1)


def test_the_column_holds_every_pixel_in_reading_order():
    grid = unrolled()
    picture = picture_of(grid)
    for (x, y), value in zip(grid.column_centres(), grid.values.ravel(), strict=True):
        assert np.allclose(pixel_at(picture, x, y), ink(value), atol=2 / 255)
    assert np.ptp(grid.column_centres()[:, 1]) == pytest.approx(6)
    assert picture[:, : config.pixel_width // 2].sum() == 0, "nothing stays behind"
    back = grid.set_unrolled(0)
    assert np.array_equal(picture_of(back), picture_of(grid_of(4, 4).shift(3 * LEFT)))


def test_rows_go_one_after_the_other():
    grid = unrolled().set_unrolled(0.4)
    turns = grid.column.turns(0.4)
    assert turns[0] > turns[1] > turns[-1] == 0
    picture = picture_of(grid)
    for (x, y), value in list(zip(grid.pixel_centres(), grid.values.ravel(), strict=True))[-4:]:
        assert np.allclose(pixel_at(picture, x, y), ink(value), atol=2 / 255)


def test_a_collapsed_column_shows_which_pixels_stay():
    grid = unrolled(first_and_last(16, 3)).set_collapsed(1)
    centres = grid.column_centres()
    assert grid.column.shown == (0, 1, 2, 13, 14, 15)
    picture = picture_of(grid)
    for (x, y), index in zip(centres, grid.column.shown, strict=True):
        assert np.allclose(pixel_at(picture, x, y), ink(grid.values.ravel()[index]), atol=2 / 255)
    gap = centres[2:4].mean(axis=0)
    assert pixel_at(picture, *gap).sum() > 0.5, "dots stand for the others"
    names, told = grid.column_label()
    assert [label.text for label in names] == ["0", "1", "2", "13", "14", "15"]
    assert told.text == "6 of 16 pixels"
    assert np.allclose([name.get_y() for name in names], centres[:, 1], atol=0.02)
    with pytest.raises(ValueError, match="rising indices from 0 to 15"):
        grid.lay_column([0, 0], 4, [3, 2])


def test_the_column_moves_with_the_grid():
    grid = unrolled()
    before = grid.column_centres()
    grid.scale(0.5, about_point=np.zeros(3)).shift(RIGHT)
    assert np.allclose(grid.column_centres(), before / 2 + (1, 0))


def test_the_difference_tells_which_image_a_pixel_is_lit_in():
    first, second = np.array([[1.0, 1, 0, 0.4]]), np.array([[1.0, 0, 0.9, 0]])
    assert disagreeing(first, second).tolist() == [[False, True, True, False]]
    assert disagreeing(first, second, 0.3).sum() == 3
    picture = PixelDifference(first, second, 2.0)
    assert (picture.count, picture.only_first.sum(), picture.only_second.sum()) == (2, 1, 1)
    drawn, look = picture_of(picture), theme()
    places = picture.pixel_centres()
    assert np.allclose(pixel_at(drawn, *places[1]), rgb(look.positive), atol=2 / 255)
    assert np.allclose(pixel_at(drawn, *places[2]), rgb(look.negative), atol=2 / 255)
    plain = picture_of(picture.set_contrast(0))
    assert np.allclose(pixel_at(plain, *places[1]), ink(0.5), atol=2 / 255)
    with pytest.raises(ValueError, match="shapes"):
        disagreeing(first, second.T)


def test_everything_can_be_animated():
    class Play(Scene):
        def __init__(self):
            super().__init__(camera_class=StageCamera)

        def construct(self):
            grid = grid_of(3, 3).lay_column([5, 0], 6, [0, 1, 8])
            self.add(grid)
            self.play(grid.animate.as_neurons().set_numbers(1).set_highlight(1, 2), run_time=0.2)
            self.play(grid.animate.clear_highlight().set_unrolled(1), run_time=0.2)
            self.play(grid.animate.set_collapsed(1).set_revealed(0.5), run_time=0.2)
            self.grid = grid

    with tempconfig({"disable_caching": True, "progress_bar": "none"}):
        scene = Play()
        scene.render()
    grid = scene.grid
    assert (grid.roundness, grid.numbers, grid.emphasis) == (1, 1, 0)
    assert (grid.unrolled, grid.collapsed, grid.revealed) == (1, 1, 0.5)
    assert grid.region.tolist() == [1, 2, 2, 3]


def test_manim_s_cache_can_tell_grids_apart():
    grids = [grid_of() for _ in range(7)]
    grids[1].set_numbers(1)
    grids[2].set_shape(0.5)
    grids[3].lay_column([1, 0], 3)
    grids[4].set_highlight(2)
    grids[5].set_revealed(0.2)
    assert len({digest(grid) for grid in grids}) == 6
