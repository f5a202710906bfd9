import re

import numpy as np
import pytest

from network.questions.edge_detector import EdgeDetector, likeness
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.number import written
from scenes.structure.drawings.folding_edges import FoldingEdges
from scenes.structure.drawings.weighing import Weighing
from scenes.structure.pattern import EDGE_LIKE, PATCHY, Pattern
from scenes.structure.weights import Weights
from tests.beats import beat, said, seen
from tests.drawing import picture_of, pixel_at
from tests.layout import visible_texts
from tests.scenes.structure.test_weights import MNIST, needs_mnist, smoothest

SHAPES = ["shipped", "784-8-10 relu"]


def learned(scene):
    matrix = scene.network.mlp.weights[0]
    return matrix[smoothest(matrix)].astype(float)


def correlation(weights):
    """Return the correlation of pixels side by side, each pair counted once."""
    picture = weights.reshape(28, 28)
    pairs = [(picture[y, x], picture[y, x + 1]) for y in range(28) for x in range(27)]
    pairs += [(picture[y, x], picture[y + 1, x]) for y in range(27) for x in range(28)]
    return np.corrcoef(np.array(pairs).T)[0, 1]


@pytest.mark.parametrize("shape", SHAPES)
def test_sums_are_those_of_the_images_and_weights(stage, models, shape):
    scene = stage(Pattern, models[shape])
    image = scene.digits.clear(7).pixels.astype(float)
    place = scene.detector
    rows, columns = slice(place.row, place.row + 3), slice(place.column, place.column + 8)
    around = slice(place.row - 2, place.row + 5)
    under_bar, at_last = beat(scene, "does a blot of ink"), beat(scene, "above and below count")
    for name, total in scene.row.totals.items():
        picture = scene.row.images[name].astype(float)
        bar = picture[rows, columns].sum()
        beside = picture[around, columns].sum() - bar
        assert under_bar.shows(written(bar, 2, plus=True))
        assert at_last.shows(written(bar - beside / 2, 2, plus=True))
        assert total.text == written(bar - beside / 2, 2, plus=True)
        assert total.get_left()[0] > picture_of_row(scene, name).get_right()[0]
    assert np.array_equal(scene.row.images["this {label}"].ravel(), image.astype(np.float32))
    sums = {name: total.value for name, total in scene.row.totals.items()}
    assert 0 == sums["bare paper"] < sums["blot"] < sums["clean stroke"] == 24
    assert under_bar.texts.count("+24.00") == 3  # blot, clean stroke, and what is weighed now
    check_the_words(scene, image, sums)
    check_the_end(scene, image)


def picture_of_row(scene, name):
    """Return the small picture that stands beside a score."""
    total = scene.row.totals[name]
    return next(entry[0] for entry in scene.row if total in entry.submobjects)


def check_the_words(scene, image, sums):
    spoken = said(scene)
    weights = learned(scene)
    terms = weights * image
    score = image[scene.detector.bar].sum()
    assert f"a bar of 24 that are 1. Of the 7, only ink under the bar counts: {score:.2f}" in spoken
    assert f"Now the blot gets {sums['blot']:.2f}, and the stroke still 24.00." in spoken
    found = re.search(r"come to (\S+), and those below 0 to (\S+)\. The sum is (\S+)\.", spoken)
    gain, loss, total = map(float, found.groups())
    assert gain == pytest.approx(sum(t for t in terms if t > 0), abs=0.01)
    assert loss == pytest.approx(sum(t for t in terms if t < 0), abs=0.01)
    assert total == pytest.approx(terms.sum(), abs=0.0051)
    assert round(100 * gain) + round(100 * loss) == round(100 * total), "it adds up as shown"
    agree = correlation(weights)
    assert re.search(rf"correlation (is|of only) {agree:.2f}, where 1 would be", spoken)
    check_the_scale(scene, agree, spoken)
    assert ("soft patches" in spoken) == (agree > PATCHY)
    assert ("to the eye it is noise" in spoken.lower()) == (agree <= PATCHY)
    assert ("A neat edge it is not" in spoken) == (likeness(weights) < EDGE_LIKE)
    check_the_edges_beside_it(scene, spoken)
    shuffled = next(cue["values"]["chance"] for cue in scene.cues if "chance" in cue["values"])
    assert abs(shuffled) < 4 / np.sqrt(2 * 27 * 28)
    assert "build a neuron by hand" in spoken
    assert seen(scene, "hand-made weights")
    assert all(len(cue["text"]) < 150 for cue in scene.cues)


def edge_at(picture, row, column, upright):
    """Return the cosine of weights and one short stroke: 3 x 8 ones with halves on both sides."""
    edge = np.zeros((28, 28))
    edge[row : row + 7, column : column + 8] = -0.5
    edge[row + 2 : row + 5, column : column + 8] = 1
    edge = edge.T if upright else edge
    return (picture * edge).sum() / np.linalg.norm(picture) / np.linalg.norm(edge)


def check_the_edges_beside_it(scene, spoken):
    """Lay an edge over every place of every other neuron's weights, and count the likely ones."""
    matrix, found = scene.network.mlp.weights[0].astype(float), {}
    places = [(row, column, way) for row in range(22) for column in range(21) for way in (0, 1)]
    for neuron, row in enumerate(matrix):
        fits = [edge_at(row.reshape(28, 28), *place) for place in places]
        found[neuron] = max(fits, key=abs)
    like = [fit for fit in found.values() if abs(fit) >= EDGE_LIKE]
    if not like or abs(found[smoothest(matrix)]) >= EDGE_LIKE:
        assert "of its layer are much like one" not in spoken
        return
    told = beat(scene, "much like one")
    assert told.values["count"] == len(like)
    for fit in sorted(like, key=abs)[-4:]:
        assert f"{abs(fit):.2f}" in told.passed
    assert ("the signs swapped: ink on the line" in told.text) == (max(like) < 0)
    assert ("some with the signs" in told.text) == (min(like) < 0 < max(like))
    mixed = np.random.default_rng(2).permutation(matrix[smoothest(matrix)]).reshape(28, 28)
    chance = max(abs(edge_at(mixed, *place)) for place in places)
    (shown,) = (text for text in told.passed if text.startswith("shuffled weights have"))
    assert float(shown.split()[-1]) == pytest.approx(chance, abs=0.06)


def check_the_scale(scene, agree, spoken):
    """All neurons' correlations are on the scale, ours is the highest of them."""
    every = [correlation(row.astype(float)) for row in scene.network.mlp.weights[0]]
    assert agree == max(every)
    scale = scene.agreement
    dots = sorted(dot.get_x() for dot in (*scale.others, scale.ours))
    assert dots == pytest.approx(sorted(scale.line.place(every)[:, 0]), abs=1e-4)
    assert f"of all {len(every)} neurons in its layer, its correlation is the highest" in spoken
    assert f"The lowest is {min(every):.2f}." in spoken
    shown = beat(scene, "Shuffled, the same weights")
    assert shown.shows(f"correlation: {agree:.2f}")


def check_the_end(scene, image):
    weights = learned(scene)
    left = {text.text for text in visible_texts(scene) if hasattr(text, "text")}
    total = written(weights @ image, 2, plus=True)
    assert {"this 7", "learned weights", "weighted sum", total} <= left
    weighing = scene.weighing
    assert np.allclose(weighing.grid.weights.ravel(), weights, atol=1e-6)
    assert weighing.grid.scale_of_colours == pytest.approx(np.abs(weights).max())
    assert np.array_equal(weighing.picture.values.ravel(), image.astype(np.float32))
    fresh = Weighing(image, weights, weighing.grid.scale_of_colours, ("this 7", "", ""))
    for name in ("picture", "grid", "times", "equals", "total"):
        part, wanted = getattr(weighing, name), getattr(fresh, name)
        assert np.allclose(part.get_center(), wanted.get_center(), atol=0.02), name
        assert part.height == pytest.approx(wanted.height, abs=1e-3), name


def test_it_takes_over_the_picture_that_weights_ends_with(stage):
    before = stage(Weights)
    after = Pattern()
    after.choose_what_is_shown()
    taken_over = after.stage_taken_over()
    ends = {text.text: text for text in visible_texts(before) if hasattr(text, "text")}
    assert after.source.text in ends
    assert np.allclose(ends[after.source.text].get_center(), after.source.get_center())
    assert np.allclose(before.legend.get_center(), after.legend.get_center())
    for name in ("picture", "wires", "neuron", "total", "total_name"):
        old, new = getattr(before.alone, name), getattr(after.alone, name)
        assert new in taken_over
        assert old in before.get_mobject_family_members()
        assert np.allclose(old.get_center(), new.get_center(), atol=0.02), name
    old, new = before.alone.wires, after.alone.wires
    assert np.array_equal(old.strengths * old.dimming, new.strengths * new.dimming)
    assert (old.behind, old.ahead) == (new.behind, new.ahead)
    assert before.alone.total.text == after.alone.total.text


def test_the_shipped_layer_has_edges_though_not_in_the_neuron_that_is_shown(stage):
    told = beat(stage(Pattern), "much like one")
    assert told.text.startswith("But 4 others of its layer are much like one, with the signs swap")


def test_likeness_finds_an_edge_and_no_edge_in_noise():
    edge = EdgeDetector(9, 5).weights.reshape(28, 28)
    assert likeness(edge.ravel()) == pytest.approx(1)
    assert likeness(-3 * edge.T.ravel()) == pytest.approx(1)
    noise = np.random.default_rng(3).normal(size=784)
    assert 0 < likeness(noise) < 0.4
    assert likeness(np.zeros(784)) == 0


def test_folded_edges_look_like_the_grid(small_frames):
    weights = np.zeros((4, 4))
    weights[1, 2], weights[3, 0] = 0.8, -2.0
    grid = WeightGrid(weights, 1.0, 3.2)
    starts = np.column_stack([np.full(16, -3.0), np.linspace(3, -3, 16)])
    edges = FoldingEdges(starts, np.array([5.0, 0.0]), grid, 0.1).set_folded(1)
    folded, plain = picture_of(edges), picture_of(grid)
    for y, x in ((1, 2), (3, 0), (0, 0)):
        place = -1.6 + 0.8 * (x + 0.5), 1.6 - 0.8 * (y + 0.5)
        # The edges are painted on black here, the grid's 0 is the stage's colour.
        assert np.abs(pixel_at(plain, *place) - pixel_at(folded, *place)).max() < 0.1
    spread = picture_of(edges.copy().set_folded(0))
    for k, painted in ((6, True), (12, True), (0, False)):
        x, y = (starts[k] + [5, 0]) / 2
        assert (pixel_at(spread, x, y).max() > 0.1) == painted


@needs_mnist
def test_with_mnist(stage):
    scene = stage(Pattern, NETWORK_DATA=MNIST, leaping=True)
    weights, image = learned(scene), scene.image.astype(float)
    assert scene.weighing.total.value == pytest.approx(weights @ image, abs=1e-6)
