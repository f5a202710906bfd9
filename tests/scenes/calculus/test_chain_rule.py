"""Section 4.3: ratios of changes and slopes, calculated again with other code."""

import numpy as np
import pytest
from scipy.special import expit

from scenes.calculus.chain_rule import LINES, NUDGE, SHRINK, ChainRule
from scenes.calculus.drawings.path_ratios import CHANGE
from scenes.calculus.hangs_on import HangsOn
from tests.beats import beat, formulas, said
from tests.scenes.calculus.one_chain import DATA, nudged, numbers_of, run_chain
from tests.typeset import check, sides, symbols

#: The weight's way to the cost, as formulas are evaluated.
PATH = ("w^(L)", "z^(L)", "a^(L)", "C_0")


@pytest.fixture(params=DATA)
def ran(request, stage, models):
    return run_chain(ChainRule, request.param, stage, models)


def held_on_the_path(here):
    numbers = numbers_of(here)
    return np.array([numbers[name] for name in PATH])


def changes(here, by):
    """Return by how much the four numbers change when the weight is nudged."""
    return held_on_the_path(nudged(here, 2, by)) - held_on_the_path(here)


def slopes(here):
    """Return the three slopes, from their formulas."""
    a = expit(here.z[2])
    return np.array([here.a[2], a * (1 - a), 2 * (here.a[3] - 1)])


def numbers(here, by=1e-6):
    """Return what all symbols of the scene stand for."""
    made = numbers_of(here)
    moved = changes(here, by)
    made |= {f"Δ{name}": change for name, change in zip(PATH, moved, strict=True)}
    factors = slopes(here)
    for before, after, slope in zip(PATH, PATH[1:], factors, strict=False):
        made[f"∂{after}/∂{before}"] = slope
    return made | {"∂C_0/∂w^(L)": float(np.prod(factors))}


def test_slopes_are_what_tiny_nudges_give(ran):
    scene, here = ran
    by = 1e-5
    up, down = (held_on_the_path(nudged(here, 2, each)) for each in (by, -by))
    measured = (up - down)[1:] / (up - down)[:-1]
    assert slopes(here) == pytest.approx(measured, rel=1e-7)
    assert scene.found.factors == pytest.approx(slopes(here), rel=1e-12)
    assert scene.found.slope == pytest.approx(np.prod(slopes(here)), rel=1e-12)
    settled = beat(scene, "round d").numbers
    for slope in slopes(here):
        assert any(each == pytest.approx(slope, rel=1e-9) for each in settled)


def test_the_first_nudge_changes_four_numbers_and_gives_three_ratios(ran):
    scene, here = ran
    moved = changes(here, NUDGE)
    first = beat(scene, "Nudge the weight by 0.1")
    for change in moved:
        assert any(each == pytest.approx(change, rel=1e-9) for each in first.numbers)
        assert first.shows(f"{change:.{CHANGE}f}")
    ratios = moved[1:] / moved[:-1]
    divided = beat(scene, "Each link has a ratio")
    for ratio in ratios:
        assert divided.shows(f"{ratio:.6f}")
    shown = np.round(moved, CHANGE)
    assert shown[1:] / shown[:-1] == pytest.approx(ratios, abs=1.5e-4)
    # What lies between cancels: this is no rule, only arithmetic.
    assert np.prod(ratios) == pytest.approx(moved[-1] / moved[0], rel=1e-12)


def test_changes_vanish_and_ratios_settle(ran):
    scene, here = ran
    last = changes(here, NUDGE * 10.0**-SHRINK)
    settled = beat(scene, "Let the nudge shrink")
    for ratio, slope in zip(last[1:] / last[:-1], slopes(here), strict=True):
        assert ratio == pytest.approx(slope, abs=5e-5)
        assert settled.shows(f"{ratio:.6f}")
    shown = np.round(last, CHANGE)
    assert shown[1:] / shown[:-1] == pytest.approx(slopes(here), abs=1.5e-4)
    for change in last:
        assert settled.shows(f"{change:.{CHANGE}f}")
        assert abs(change) < 2e-4


def test_product_and_factors_agree_as_they_are_shown(ran):
    _, here = ran
    assert np.prod(np.round(slopes(here), 4)) == pytest.approx(
        round(float(np.prod(slopes(here))), 4), abs=1.01e-4
    )


def test_the_table_is_what_nudges_really_give(ran):
    scene, here = ran
    tried = beat(scene, "ever smaller nudges")
    slope, before = float(np.prod(slopes(here))), 0.0
    assert tried.shows(f"{slope:.7f}")
    assert len(scene.table.rows) == LINES
    for power, agreeing in zip(range(LINES), scene.table.agreeing, strict=True):
        moved = changes(here, 10.0**-power)
        ratio = moved[-1] / moved[0]
        assert tried.shows(f"{ratio:.7f}")
        off = abs(ratio - slope) / max(abs(ratio), abs(slope))
        written = scene.table.rows[power][2].text
        assert float(written.rstrip("%")) / 100 == pytest.approx(off, rel=0.055)
        one, other = f"{ratio:.7f}", f"{slope:.7f}"
        assert one[:agreeing] == other[:agreeing]
        assert agreeing == len(one) or one[agreeing] != other[agreeing]
        if power:
            assert 7 < before / off < 14
        before = off
    assert "A tenth of the nudge leaves about a tenth of the difference." in tried.text


def test_at_last_digits_run_out(ran):
    scene, here = ran
    chart, slope = scene.chart, float(np.prod(slopes(here)))
    off = []
    for power in range(17):
        moved = changes(here, 10.0**-power)
        ratio = moved[-1] / moved[0] if moved[0] else 0.0
        off.append(abs(ratio - slope) / max(abs(ratio), abs(slope)))
    places = [chart.chart.place(-k, np.log10(each)) for k, each in enumerate(off[:LINES])]
    drawn = [dot.get_center() for dot in chart.dots[:LINES]]
    assert np.array(drawn) == pytest.approx(np.array(places), abs=1e-3)
    for k, dot in enumerate(chart.dots):
        share = (dot.get_y() - chart.chart.place(0, 0)[1]) / (
            chart.chart.place(0, 1)[1] - chart.chart.place(0, 0)[1]
        )
        assert share == pytest.approx(np.log10(scene.found.differences[k]), abs=1e-9)
    assert min(off) < 1e-6
    assert max(off[-4:]) > 0.01, "it gets worse again"
    lost = changes(here, 1e-16)[0] == 0
    assert lost == ("In the end, in none." in said(scene))
    assert lost == (chart.dots[-1].get_fill_opacity() == 0)
    assert np.finfo(float).precision == 15  # and some: about 16


def test_formulas_say_what_the_numbers_say(ran):
    scene, here = ran
    whole = [each for each in formulas(scene) if len(sides(each)) > 1]
    assert len(whole) == 1
    check(whole[0], numbers(here))
    known = {*numbers(here), *symbols("frac(Delta C_0, Delta w^((L)))")}
    for each in formulas(scene):
        assert set(symbols(each)) <= known, each
    under = dict(zip(("whole", *range(3)), (scene.rule.whole, *scene.rule.numbers), strict=True))
    assert under["whole"].value == pytest.approx(np.prod(slopes(here)), rel=1e-12)
    for k, slope in enumerate(slopes(here)):
        assert under[k].value == pytest.approx(slope, rel=1e-12)
        assert under[k].get_x() == pytest.approx(scene.rule.link(k).get_x(), abs=0.15)


def test_it_goes_on_from_the_picture_before(stage, models):
    before = stage(HangsOn, models["784-8-10 relu"])

    class Opened(ChainRule):
        """Only what is seen while its title goes."""

        def construct(self):
            self.add(self.seen)
            self.wait()

    opened = stage(Opened, models["784-8-10 relu"])
    assert np.array_equal(before.last_frame, opened.last_frame)
