"""Section 4.7: ten paths from an activation to the cost, their sum, and what a nudge says."""

import numpy as np
import pytest

from scenes.calculus.all_paths import NUDGE, AllPaths
from tests.beats import beat, formulas, with_hyphens
from tests.scenes.calculus.last_step import KINDS, one_neuron_a_layer, run
from tests.typeset import check, sides


@pytest.fixture(params=KINDS)
def ran(request, stage, models):
    """The scene, and the last step looked at again."""
    return run(AllPaths, request.param, stage, models)


def shown_in(rows):
    """Numbers of a table as they are written, shape (rows, columns)."""
    return np.array([[float(with_hyphens(cell.text)) for cell in row[1:]] for row in rows])


def factors_of(here, start):
    """Three factors a path, shape (10, 3)."""
    return np.column_stack([here.W[:, start], here.o * (1 - here.o), 2 * (here.o - here.y)])


def test_the_neuron_with_the_largest_wish_is_picked(ran):
    scene, here = ran
    slopes = here.by_before()
    assert abs(slopes[scene.picked]) == pytest.approx(np.abs(slopes).max(), rel=1e-6)
    line = beat(scene, "Now what is new")
    assert line.shows(f"k = {scene.picked}: the largest of {len(here.a)} wishes")
    centre = scene.layers.before.centres()[scene.picked]
    assert scene.mark.get_center()[:2] == pytest.approx(centre)


def test_paths_lead_from_it_over_each_output_to_the_cost(ran):
    scene, _ = ran
    start = scene.layers.before.centres()[scene.picked]
    ends = {tuple(np.round(path[1].get_end(), 6)) for path in scene.paths.paths}
    assert len(ends) == 1
    for path, over in zip(scene.paths.paths, scene.layers.outputs.centres(), strict=True):
        assert path[0].get_start()[:2] == pytest.approx(start)
        assert path[0].get_end()[:2] == pytest.approx(over)
        assert path[1].get_start()[:2] == pytest.approx(over)


def test_the_first_path_is_the_strongest(ran):
    scene, here = ran
    terms = factors_of(here, scene.picked).prod(axis=1)
    line = beat(scene, "Along one path")
    assert abs(terms[line.values["digit"]]) == pytest.approx(np.abs(terms).max())
    assert line.values["term"] == pytest.approx(terms[line.values["digit"]], abs=0.0011)


def test_rows_hold_the_real_factors_and_multiply_and_add_up_as_shown(ran):
    scene, here = ran
    factors = factors_of(here, scene.picked)
    shown = shown_in(scene.table.rows)
    for column, digits in enumerate((3, 4, 3)):
        assert shown[:, column] == pytest.approx(factors[:, column], abs=0.51 * 10.0**-digits)
    terms = shown[:, 3]
    assert terms == pytest.approx(factors.prod(axis=1), abs=0.00101)
    assert terms == pytest.approx(shown[:, :3].prod(axis=1), abs=0.0015)
    line = beat(scene, "all 10 paths at once")
    total = line.values["total"]
    assert round(float(terms.sum()), 3) == pytest.approx(total, abs=1e-9)
    assert total == pytest.approx(here.by_before()[scene.picked], abs=0.00051)
    assert any(f"{total:.3f}" in with_hyphens(text) for text in line.texts)
    heights = [row[1].point[1] for row in scene.table.rows]
    assert heights == pytest.approx(scene.layers.outputs.centres()[:, 1] - 0.1, abs=1e-6)


def test_it_was_tried(ran):
    scene, here = ran
    raised = here.a.copy()
    raised[scene.picked] += NUDGE
    measured = (here.cost_of(here.W, raised) - here.cost) / NUDGE
    exact = float(factors_of(here, scene.picked).prod(axis=1).sum())
    line = beat(scene, "Tried")
    one, other = (f"{value:.6f}" for value in (exact, measured))
    for text in (one, other):
        assert any(text == with_hyphens(each) for each in line.texts)
    pairs = enumerate(zip(one, other, strict=False))
    same = next((k for k, (left, right) in pairs if left != right), len(one))
    count = len(one[:same].replace("-", "").replace(".", "").lstrip("0"))
    assert (f"first {count} digits agree" in line.text) == (count >= 2)
    numbers = [row[1] for row in scene.compared.rows]
    for number in numbers:
        quiet = [glyph.get_fill_color().to_hex() == scene.look.quiet.upper() for glyph in number]
        assert quiet == [k >= same for k in range(len(quiet))]


def test_it_is_the_wish_of_lecture_3(ran):
    scene, here = ran
    line = beat(scene, "Lecture 3 called this a wish")
    assert line.values["wish"] == pytest.approx(-here.by_before()[scene.picked], abs=0.0051)
    assert any(f"{line.values['wish']:+.2f}" == with_hyphens(text) for text in line.texts)


def test_light_runs_back_by_the_real_slopes(ran):
    scene, here = ran
    assert f"All {len(here.a)} neurons" in beat(scene, "One layer back").text
    last = scene.live.weights[-1].strengths
    assert np.array_equal(np.sign(last), np.sign(np.round(here.by_weights(), 9)))
    assert all(field.front == pytest.approx(1.3) for field in scene.live.weights)
    assert all(field.backward for field in scene.live.weights)


def test_formulas_are_true(ran):
    scene, here = ran
    whole = [each for each in formulas(scene) if len(sides(each)) > 1]
    assert len(whole) == 4
    check(whole[0], one_neuron_a_layer(), rel=1e-6, abs=1e-9)
    to = int(np.abs(here.o - here.y).argmax())
    for each in whole[1:]:
        check(each, here.named(j=to, k=scene.picked), rel=1e-5, abs=1e-9)
