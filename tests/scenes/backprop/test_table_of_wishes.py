"""Section 3.8: cells, means and counts from differences of costs, and the step that is tried."""

import numpy as np
import pytest

from scenes.backprop.table_of_wishes import TableOfWishes
from tests.beats import beat, said
from tests.scenes.backprop.one_example import MNIST, early, studied_on
from tests.scenes.descent.start import costs, matrices, mean_gradient, moved
from tests.some_networks import some

KINDS = some("784-8-10 relu", *(["shipped"] if MNIST else []), "784-12-11-9-8-10")


@pytest.fixture(params=KINDS)
def told(request, stage, models):
    """A scene that was run, the half-learned network, and what means are of."""
    scene = stage(TableOfWishes, models[request.param])
    return scene, matrices(early(scene)), studied_on(scene, request.param)


def shown(cells):
    """Return what is written in cells."""
    return [number.text for _, number in cells]


def written(values):
    """Return numbers as the table writes them."""
    texts = []
    for value in values:
        text = f"{value:+.4f}".replace("-", "\N{MINUS SIGN}")
        texts.append("0" if abs(value) < 1e-12 else text.lstrip("+\N{MINUS SIGN}"))
        if round(value, 4):
            texts[-1] = text
    return texts


def images_again(scene):
    """Return the images of the columns: the misread one, then the first of five other digits."""
    digits, label = scene.digits.digits, scene.label
    pixels, labels, seen = [scene.example.pixels], [label], {label}
    for image, each in zip(digits.images, digits.labels.tolist(), strict=True):
        if each not in seen and len(seen) < 6:
            seen.add(each)
            pixels.append(image / 255)
            labels.append(each)
    return np.round(np.array(pixels) * 255) / 255, np.array(labels)


def test_cells_are_what_each_image_asks_for(told):
    scene, half, (*_, relu) = told
    pixels, labels = images_again(scene)
    count = sum(w.size + b.size for w, b in half)
    wishes = np.zeros((len(labels), len(scene.rows)))
    for place, row in enumerate(scene.rows):
        little = np.zeros(count)
        little[row] = 1e-5
        up, down = (costs(moved(half, way * little), pixels, labels, relu) for way in (1, -1))
        wishes[:, place] = (down - up) / 2e-5
    np.testing.assert_allclose(scene.wishes, wishes, atol=1e-7)
    for column, values in zip(scene.table.columns, scene.wishes, strict=True):
        assert shown(column) == written(values)
    picture = beat(scene, "But every image has a say")
    assert picture.values["more"] == 5
    for grid, image in zip(picture.grids, pixels, strict=True):
        np.testing.assert_allclose(grid.ravel(), image, atol=1e-6)
    last = np.round(wishes[:, -1], 4)
    found = beat(scene, "Look at the last row").values
    assert (found["higher"], found["lower"]) == ((last > 0).sum(), (last < 0).sum())


def test_rows_are_the_first_the_largest_and_the_last(told):
    scene, half, data = told
    sizes = np.abs(mean_gradient(half, *data))
    assert scene.rows[0] == 0
    assert scene.rows[-1] == len(sizes) - 1
    first = half[0][0].size
    assert sizes[:first].max() == pytest.approx(sizes[scene.rows[1]])
    weights = sum(w.size for w, _ in half)
    width = half[-1][0].shape[1]
    own = weights - (10 - scene.label) * width
    (into_own,) = (row for row in scene.rows if own <= row < own + width)
    assert sizes[own : own + width].max() == pytest.approx(sizes[into_own])
    if "nobody asks" in said(scene):
        assert not sizes[0] or not images_again(scene)[0][:, 0].any()


def test_the_column_of_means_is_the_negative_gradient_and_is_tried(told):
    scene, half, data = told
    way = -mean_gradient(half, *data)
    assert shown(scene.table.means) == written(np.where(np.abs(way) < 1e-15, 0, way)[scene.rows])
    before, after = (costs(moved(half, k * way), *data).mean() for k in (0, 1))
    tried = beat(scene, "Add it once")
    assert f"from {before:.3f} to {after:.3f}" in tried.text
    assert tried.shows(f"{before:.3f}")
    assert tried.shows(f"{after:.3f}")
    assert ("falls" in tried.text) == (after < before)
    means = beat(scene, "Who decides")
    assert ("Not over these" in means.text) == (scene.study.origin.part == "training")
    assert means.shows(f"{len(data[1]):,}")


def test_the_count_of_votes_is_right(told):
    scene, half, data = told
    counted = beat(scene, "want the last number")
    little = np.zeros(sum(w.size + b.size for w, b in half))
    little[-1] = 1e-6
    up, down = (costs(moved(half, way * little), *data) for way in (1, -1))
    assert counted.values["total"] == len(data[1])
    assert abs(counted.values["higher"] - (up < down).sum()) <= 0.01 * len(data[1])
    assert abs(counted.values["lower"] - (up > down).sum()) <= 0.01 * len(data[1])
    if "images of a 9 want it" in counted.text:
        assert counted.values["higher"] == (data[1] == 9).sum()
        assert counted.values["lower"] == (data[1] != 9).sum()
    mean = (down - up).mean()
    majority = counted.values["higher"] - counted.values["lower"]
    assert ("no vote" in counted.text) == (np.sign(majority) != np.sign(mean))


@pytest.mark.parametrize(
    "name", some("784-16-16-10 untrained", "784-9-9-9-9-9-9-9-10 relu", usually=1)
)
def test_other_networks_are_told_too(stage, models, name):
    scene = stage(TableOfWishes, models[name])
    assert "negative gradient" in said(scene)
