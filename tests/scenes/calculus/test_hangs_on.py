"""Section 4.3: what hangs on what, calculated again with other code."""

import pytest
from scipy.special import expit

from scenes.calculus.drawings.chain_tree import LAST
from scenes.calculus.hangs_on import EARLIER_TURN, FORMULAS, TURN, HangsOn
from tests.beats import beat, formulas
from tests.scenes.calculus.one_chain import DATA, nudged, numbers_of, run_chain
from tests.typeset import check, sides


@pytest.fixture(params=DATA)
def ran(request, stage, models):
    return run_chain(HangsOn, request.param, stage, models)


def shown(tree):
    return {name: each.value for name, each in tree.quantities.items()}


def test_every_symbol_has_its_number(ran):
    scene, here = ran
    held = {
        "w^((L))": here.w[2],
        "b^((L))": here.b[2],
        "z^((L))": here.z[2],
        "a^((L))": here.a[3],
        "y": 1,
        "C_0": here.cost,
        "w^((L-1))": here.w[1],
        "b^((L-1))": here.b[1],
        "z^((L-1))": here.z[1],
        "a^((L-1))": here.a[2],
        "a^((L-2))": here.a[1],
    }
    assert shown(scene.tree) == pytest.approx(held, rel=1e-12)
    told = beat(scene, "a dot on a line")
    for name, value in held.items():
        if name in LAST:
            assert told.shows(f"{value:.{0 if name == 'y' else 2}f}")


def test_the_numbers_shown_agree_as_they_are_shown(ran):
    _, here = ran
    w, b, before, z, a, cost = (
        round(float(each), 2)
        for each in (here.w[2], here.b[2], here.a[2], here.z[2], here.a[3], here.cost)
    )
    assert w * before + b == pytest.approx(z, abs=0.0151)
    assert expit(z) == pytest.approx(a, abs=0.0101)
    assert (a - 1) ** 2 == pytest.approx(cost, abs=0.0101)


def test_formulas_say_what_the_numbers_say(ran):
    scene, here = ran
    whole = [each for each in formulas(scene) if len(sides(each)) > 1]
    assert len(whole) == len(FORMULAS)
    for each in whole:
        check(each, numbers_of(here))


@pytest.mark.parametrize("step", [2, 1])
def test_a_turned_weight_moves_all_that_hangs_on_it_by_the_true_functions(ran, step):
    scene, here = ran
    far = {2: TURN, 1: EARLIER_TURN}[step]
    for by in (far, -far, 0.3):
        other = nudged(here, step, by)
        moved = scene.tree.set_values(scene.after("w", step, by))
        now = shown(moved)
        last = [now[name] for name in ("w^((L))", "a^((L-1))", "z^((L))", "a^((L))", "C_0")]
        held = [other.w[2], other.a[2], other.z[2], other.a[3], other.cost]
        assert last == pytest.approx(held, rel=1e-9)
        for each in moved.quantities.values():
            assert each.line.low <= each.value <= each.line.high, each.symbol.source
            assert each.dot.get_center() == pytest.approx(each.line.place(each.value), abs=1e-9)
    scene.tree.set_values(scene.values)


def test_only_what_hangs_on_it_moves(ran):
    scene, _ = ran
    before, after = scene.values, scene.after("w", 2, TURN)
    moved = {name for name in before if before[name] != after[name]}
    assert moved == {"w^((L))", "z^((L))", "a^((L))", "C_0"}
