"""Section 2.9: entries, sizes and nudges, from the random start, in plain formulas."""

import numpy as np
import pytest

from scenes.descent.reading import Reading
from tests.beats import beat, said
from tests.scenes.descent.start import STUDIED, at_the_start, costs, mean_gradient, moved
from tests.some_networks import some


@pytest.fixture(params=STUDIED)
def told(request, stage, models):
    """A scene that was run, the start, and what its costs are of."""
    return at_the_start(stage(Reading, models[request.param]), request.param)


def test_signs_and_sizes_are_those_of_the_gradient(told):
    scene, start, data = told
    way = -mean_gradient(start, *data)
    sizes = np.abs(way) / np.abs(way).max()
    signs, read = beat(scene, "The sign says"), beat(scene, "The size says")
    rows = scene.column.column.rows
    for word, wanted in (("raise", way > 1e-12), ("lower", way < -1e-12)):
        assert signs.texts.count(word) == wanted[rows].sum()
    # Each kind is named once in the table, and once beside each of its entries.
    kinds = {"a lot": sizes >= 0.5, "some": (sizes >= 0.1) & (sizes < 0.5)}
    kinds |= {"little": (sizes < 0.1) & (sizes > 1e-12), "nothing": sizes <= 1e-12}
    for name, of_kind in kinds.items():
        assert read.texts.count(name) == 1 + of_kind[rows].sum()
    counted = beat(scene, "matter a lot")
    for of_kind in kinds.values():
        assert counted.shows(f"{of_kind.sum():,}")
    assert counted.shows(f"{len(way):,}")
    assert sum(of_kind.sum() for of_kind in kinds.values()) == len(way)
    blank = (~data[0].any(axis=0)).sum() * len(start[0][1])
    assert ("blank" in counted.text) == (blank == kinds["nothing"].sum() > 0)


def test_the_small_example_adds_up(told):
    scene = told[0]
    line = beat(scene, "Wiggle x a little")
    for more in (1.5 * 1.1**2 + 0.5 - 2, 1.5 + 0.5 * 1.1**2 - 2):
        assert f"{more:.3f}" in line.text
        assert line.shows(f"{more:+.3f}")


def test_two_weights_were_really_nudged(told):
    scene, start, data = told
    way = -mean_gradient(start, *data)
    weights = sum(w.size for w, _ in start)
    most, hardly = scene.study.edges
    assert abs(way[most]) == pytest.approx(np.abs(way[:weights]).max())
    found = beat(scene, "this one has the largest")
    assert found.values["smaller"] == (np.abs(way) < abs(way[hardly]) * (1 - 1e-9)).sum()
    before = round(costs(start, *data).mean(), 6)
    tried, differences = beat(scene, "The first moves"), []
    for index in (most, hardly):
        change = np.zeros(len(way))
        change[index] = 0.5 * np.sign(way[index])
        after = round(costs(moved(start, change), *data).mean(), 6)
        differences.append(round(after - before, 6))
        assert tried.shows(f"{before:.6f}")
        assert tried.shows(f"{after:.6f}")
        assert tried.shows(f"{differences[-1]:+.6f}")
        assert tried.shows("raised by 0.5" if way[index] > 0 else "lowered by 0.5")
        assert found.shows(f"{way[index]:+.6f}")
    ratio = abs(differences[0] / differences[1])
    assert tried.values["ratio"] == pytest.approx(ratio, rel=0.05)
    assert tried.shows(f"about {tried.values['ratio']:,} times as far")


@pytest.mark.parametrize(
    "name", some("784-16-16-10 untrained", "784-9-9-9-9-9-9-9-10 relu", usually=1)
)
def test_other_networks_are_read_too(stage, models, name):
    scene = stage(Reading, models[name])
    assert "here and now" in said(scene)
