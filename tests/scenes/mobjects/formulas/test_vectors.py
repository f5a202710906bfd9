import numpy as np
import pytest
from manim import RIGHT, UP, Scene, tempconfig

from scenes.look.ellipsis import first_and_last
from scenes.look.theme import theme
from scenes.mobjects.formulas.vectors import Column, MatrixView, SymbolView
from scenes.mobjects.writing.number import Numeral, outline, written
from scenes.mobjects.writing.words import words


@pytest.fixture(autouse=True)
def small_frames(tmp_path, monkeypatch):
    monkeypatch.delenv("LECTURE_THEME", raising=False)
    with tempconfig({"quality": "low_quality", "media_dir": str(tmp_path), "dry_run": True}):
        yield


def texts(view):
    return [[entry.text for entry in row] for row in view.entries]


def test_numbers_are_written_as_one_writes_them():
    assert written(-0.5, 1) == "−0.5"
    assert written(-0.004, 2) == "0.00"
    assert written(3.14159, 2, plus=True) == "+3.14"
    assert written(-12.6, 0) == "−13"


def test_a_number_s_outline_is_what_typst_would_set():
    whole = words("−27.30", 48)
    points = np.concatenate([glyph.points for glyph in whole])
    ours = outline("−27.30", 2).points
    assert len(points) == len(ours)
    apart = (points - points.min(axis=0)) - (ours - ours.min(axis=0))
    assert np.abs(apart).max() < 0.003


def test_a_matrix_shows_the_entries_it_names():
    values = np.random.default_rng(0).normal(0, 3, (16, 784))
    rows, columns = first_and_last(16, 2), first_and_last(784, 2)
    view = MatrixView(values, rows=rows, columns=columns)
    assert texts(view) == [[written(values[i, j], 2) for j in columns] for i in rows]
    assert view.entry(15, 783).value == values[15, 783]
    assert [entry.value for entry in view.column(782)] == values[rows, 782].tolist()
    assert len(view.dots) == 4 + 4 + 1
    for wrong in (lambda: view.row(7), lambda: view.entry(0, 5)):
        with pytest.raises(LookupError, match="isn't drawn"):
            wrong()
    with pytest.raises(ValueError, match="expected a matrix"):
        MatrixView(values[0])


def test_decimal_points_are_aligned_and_signs_coloured():
    column = Column(np.array([-12.5, 0.004, 3.25]), signed=True).shift(UP + RIGHT)
    points = np.array([entry.point for entry in column.column(0)])
    assert np.allclose(points[:, 0], points[0, 0])
    assert np.allclose(np.diff(points[:, 1]), points[1, 1] - points[0, 1])
    look = theme()
    colours = [entry.get_fill_color().to_hex() for entry in column.column(0)]
    assert colours == [look.negative, look.quiet, look.positive]
    left, right = column.brackets
    assert left.get_right()[0] < column.entries.get_left()[0]
    assert column.entries.get_right()[0] < right.get_left()[0]


def test_a_highlight_frames_a_row_and_dims_the_rest():
    view = MatrixView(np.ones((3, 2))).shift(RIGHT).scale(1.5)
    view.set_highlight(row=1)
    assert [row[0].get_fill_opacity() < 1 for row in view.entries] == [True, False, True]
    assert view.frame.get_y() == pytest.approx(view.row(1).get_y(), abs=0.03)
    assert view.frame.width > view.row(1).width
    assert view.frame.height < view.row(0).get_y() - view.row(2).get_y()
    view.set_highlight(row=2, column=1)
    assert np.allclose(view.frame.get_center(), view.entry(2, 1).get_center(), atol=0.05)
    view.set_highlight(column=0)
    assert view.frame.height > view.column(0).height
    assert view.frame.get_x() == pytest.approx(view.column(0).get_x(), abs=0.03)
    view.set_highlight()
    assert view.frame.get_stroke_opacity() == 0
    assert all(entry.get_fill_opacity() == 1 for row in view.entries for entry in row)
    with pytest.raises(LookupError):
        view.set_highlight(row=3)


def test_symbols_are_laid_out_like_numbers():
    view = SymbolView([["w_0", "w_n"], ["v_0", "v_n"]], (16, 784), rows=[0, 15], columns=[0, 783])
    assert len(view.dots) == 2 + 2 + 1
    assert view.entry(15, 783) is view.entries[1][1]
    with pytest.raises(ValueError, match="2 rows of 2"):
        SymbolView([["a", "b"], ["c"]])


def test_entries_count_to_their_new_values():
    class Play(Scene):
        def construct(self):
            column = Column(np.array([0.0, -5.0]), 1, signed=True).shift(RIGHT)
            self.add(column)
            places = [entry.point for entry in column.column(0)]
            seen = []
            column.add_updater(lambda _: seen.append(column.entry(0).text))
            self.play(column.animate.set_values(np.array([10.0, 2.0])), run_time=1)
            self.column, self.places, self.seen = column, places, seen

    with tempconfig({"disable_caching": True, "progress_bar": "none"}):
        scene = Play()
        scene.render()
    assert texts(scene.column) == [["10.0"], ["2.0"]]
    assert scene.column.values.tolist() == [[10], [2]]
    assert len(set(scene.seen)) > 8
    assert np.allclose([entry.point for entry in scene.column.column(0)], scene.places)
    assert scene.column.entry(1).get_fill_color().to_hex() == theme().positive
    with pytest.raises(ValueError, match=r"shape \(2, 1\)"):
        scene.column.set_values(np.zeros(3))


def test_a_numeral_is_placed_scaled_and_faded_like_any_mobject():
    numeral = Numeral(9.5, 1).scale(2).shift(UP).set_opacity(0.5)
    point, height = numeral.point, numeral.height
    numeral.set_value(-10.25)
    assert numeral.text == "−10.2"
    assert np.allclose(numeral.point, point)
    assert numeral.height == pytest.approx(height, rel=0.03)
    assert numeral.get_fill_opacity() == 0.5
    assert np.allclose(numeral.copy().move_point_to([1, 2, 0]).point, [1, 2, 0])
