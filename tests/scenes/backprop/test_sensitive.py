"""Section 3.2: a step, a half-learned network, and two weights changed, in plain formulas."""

import numpy as np
import pytest

from scenes.backprop.sensitive import Sensitive
from tests.beats import beat, said
from tests.scenes.backprop.one_example import MNIST, early, studied_on
from tests.scenes.descent.start import costs, matrices, mean_gradient, moved
from tests.some_networks import some

KINDS = some("784-8-10 relu", *(["shipped"] if MNIST else []), "784-10")


@pytest.fixture(params=KINDS)
def told(request, stage, models):
    """A scene that was run, and what its costs are of: images, labels, whether it is ReLU."""
    scene = stage(Sensitive, models[request.param])
    return scene, studied_on(scene, request.param)


def test_the_step_leads_from_cost_to_cost(told):
    scene, data = told
    start = matrices(scene.history.network(0))
    read = beat(scene, "its average over")
    before = costs(start, *data).mean()
    assert read.text.endswith(f"over {len(data[1]):,} images is {before:.3f}.")
    way = -mean_gradient(start, *data)
    after = costs(moved(start, way), *data).mean()
    step = beat(scene, "Add them")
    assert f"from {before:.3f} to {after:.3f}" in step.text
    assert step.shows(f"{after:.3f}")
    numbers = np.concatenate([*(w.ravel() for w, _ in start), *(b for _, b in start)])
    shown = np.array([entry.value for (entry,) in scene.slopes.column.entries])
    np.testing.assert_allclose(shown, way[scene.rows], atol=1e-9)
    assert all(step.shows(f"{(numbers + way)[row]:.4f}") for row in scene.rows)


def test_the_list_is_the_gradient_of_the_half_learned_network(told):
    scene, data = told
    half = matrices(early(scene))
    assert f"{costs(half, *data).mean():.3f}" in beat(scene, "the average cost is").text
    way = -mean_gradient(half, *data)
    shown = np.array([entry.value for (entry,) in scene.list.column.entries])
    np.testing.assert_allclose(shown, way[scene.rows], atol=1e-9)
    widths = np.array([bar.width for bar in scene.bars.bars])
    sizes = np.abs(way[scene.rows])
    np.testing.assert_allclose(widths / 2.3, sizes / sizes.max(), atol=1e-3)


def test_two_weights_do_what_the_film_says(told):
    scene, data = told
    half = matrices(early(scene))
    weights = sum(w.size for w, _ in half)
    way = -mean_gradient(half, *data)
    sizes = np.abs(way[:weights])
    largest, middle = scene.wishes.weights
    assert sizes[largest] == pytest.approx(sizes.max())
    assert abs((sizes > sizes[middle]).sum() - weights / 2) <= max(1, (sizes == 0).sum())
    picked = beat(scene, "Of all weights")
    assert picked.shows(f"the largest entry of all {weights:,} weights")
    before, foretold, happened = costs(half, *data).mean(), [], []
    for index in (largest, middle):
        change = np.zeros(len(way))
        change[index] = 0.1 * np.sign(way[index])
        happened.append(1e6 * (costs(moved(half, change), *data).mean() - before))
        foretold.append(-1e6 * 0.1 * sizes[index])
    table = scene.table
    np.testing.assert_allclose([x.value for x in table.foretold], foretold, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose([x.value for x in table.happened], happened, rtol=1e-6, atol=1e-6)
    if table.can_be_compared:
        for line, (first, second) in (("foretells", foretold), ("Really", happened)):
            ratio = beat(scene, line).values["ratio"]
            assert ratio == pytest.approx(abs(first / second), rel=0.006)
            assert beat(scene, line).shows(f"{ratio:,} times")
    close = all(abs(b / a - 1) <= 0.1 for a, b in zip(foretold, happened, strict=True) if a)
    assert ("Almost as foretold" in said(scene)) == close


@pytest.mark.parametrize(
    "name", some("784-16-16-10 untrained", "784-9-9-9-9-9-9-9-10 relu", usually=1)
)
def test_other_networks_are_told_too(stage, models, name):
    scene = stage(Sensitive, models[name])
    assert ("nowhere" in said(scene)) == (sum(scene.playback.chapters) < 2)
    assert "sensitivities" in said(scene)
