import os
import re
from dataclasses import replace

import numpy as np
import pytest

from network.digits.sources import find_mnist_test
from network.training.stored import SHIPPED_NETWORK, load_network
from scenes.look.theme import theme
from scenes.mobjects.writing.number import written
from scenes.script.catalogue import written as filled
from scenes.structure.drawings.dial import Dial
from scenes.structure.drawings.pile_up import PileUp
from scenes.structure.drawings.written_sum import factor_text
from scenes.structure.weights import Weights
from tests.beats import beat, said, seen
from tests.odd_networks import changed

needs_mnist = pytest.mark.skipif(
    not os.environ.get("NETWORK_DATA"), reason="NETWORK_DATA names no MNIST"
)
MNIST = os.environ.get("NETWORK_DATA")


def smoothest(matrix):
    """Return the row in whose picture pixels side by side are most correlated."""
    found = []
    for row in matrix.astype(float):
        picture = row.reshape(28, 28)
        one = [picture[y, x] for y in range(28) for x in range(27)]
        one += [picture[y, x] for y in range(27) for x in range(28)]
        other = [picture[y, x + 1] for y in range(28) for x in range(27)]
        other += [picture[y + 1, x] for y in range(27) for x in range(28)]
        found.append(np.corrcoef(one, other)[0, 1])
    return int(np.argmax(found))


def number(text):
    return float(text.replace("\N{MINUS SIGN}", "-"))


@pytest.fixture(params=["shipped", "784-8-10 relu"])
def told(request, stage, models, monkeypatch):
    """A scene that was run, and all (terms taken, sum) that its pile showed."""
    seen, set_taken = [], PileUp.set_taken

    def record(self, count):
        set_taken(self, count)
        seen.append((count, self.total, self.dot.get_x()))
        return self

    monkeypatch.setattr(PileUp, "set_taken", record)
    scene = stage(Weights, models[request.param], fresh=True, leaping=False)
    image = scene.digits.clear(7).pixels.astype(float)
    matrix = scene.network.mlp.weights[0]
    weights = matrix[smoothest(matrix)].astype(float)
    return scene, weights, image, seen


def test_all_that_is_shown_and_said_is_the_network_s(told):
    scene, weights, image, seen = told
    terms = weights * image
    sums = np.concatenate([[0], np.cumsum(terms)])
    check_the_pile(scene, seen, sums)
    check_the_formula(scene, weights, image)
    check_the_words(scene, weights, image, sums)
    assert np.array_equal(np.sign(scene.alone.wires.strengths[0]), np.sign(weights))
    assert np.all(scene.alone.wires.dimming == 1)
    assert scene.alone.total.text == written(sums[-1], 2, plus=True)
    assert np.array_equal(scene.alone.picture.values.ravel(), image.astype(np.float32))


def check_the_pile(scene, seen, sums):
    counts = [count for count, *_ in seen]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] == 784
    assert len(set(counts)) > 6
    line = scene.pile.line
    for count, total, x in seen[1:]:
        assert total == pytest.approx(sums[count], abs=1e-9)
        assert x == pytest.approx(line.place(sums[count])[0], abs=1e-6)
    assert line.low <= sums.min() <= sums.max() <= line.high
    inked = np.flatnonzero(np.diff(sums))
    for k in inked:
        (left, top), (right, bottom) = scene.pile.block_corners(k)
        ends = [line.place(sums[k])[0], line.place(sums[k + 1])[0]]
        assert [left, right] == pytest.approx(sorted(ends), abs=1e-6)
        row_middle = scene.alone.picture.pixel_centres()[k, 1]
        half = scene.alone.picture.height / 28 / 2
        assert row_middle - half - 1e-6 <= bottom < top <= row_middle + half + 1e-6


def check_the_formula(scene, weights, image):
    terms = weights * image
    shown = scene.sum.shown
    strongest = {int(terms.argmax())} if terms.max() > 0 else set()
    strongest |= {int(terms.argmin())} if terms.min() < 0 else set()
    assert shown == sorted({0, 783, *strongest})
    for k, product in zip(shown, scene.sum.products, strict=True):
        assert f"w_{k} a_{k}" in scene.sum.formula.typst_code
        factors = float(f"{weights[k]:.2f}") * float(f"{image[k]:.2f}")
        assert number(product.text) == pytest.approx(factors, abs=0.0051), "as its factors show"
        assert number(product.text) == pytest.approx(terms[k], abs=0.0151)
        assert product.get_x() == pytest.approx(scene.sum.formula.part(f"t{k}").get_x(), abs=1e-6)


def check_the_words(scene, weights, image, sums):
    spoken = said(scene)
    terms = weights * image
    assert f"from {weights.min():.2f} to {weights.max():.2f}" in spoken
    assert f"{np.count_nonzero(terms)} of the 784 products" in spoken
    first = min(int(terms.argmax()), int(terms.argmin()))
    assert f"A pixel of {image[first]:.2f} on a weight of {weights[first]:+.2f}" in spoken
    product = float(f"{weights[first]:.2f}") * float(f"{image[first]:.2f}")
    assert f"gives {product:+.2f}." in spoken
    assert f"{sums[-1]:+.2f}." in spoken
    farthest = sums[np.abs(sums).argmax()]
    if abs(sums[-1]) > 0.7 * abs(farthest):
        assert "After the last pixel" in spoken
    else:
        way = "climbed to" if farthest > 0 else "sank to"
        assert f"It {way} {farthest:+.2f}" in spoken
    assert f"one of the {scene.network.mlp.sizes[1]} in the first hidden layer" in spoken
    assert all(len(cue["text"]) < 150 for cue in scene.cues)


def test_patterns_are_a_sketch_and_how_the_sum_came_about_depends_on_how_it_did(stage):
    scene = stage(Weights, fresh=True)
    check_the_sketch(scene)
    ups_and_downs = np.zeros((28, 28))
    ups_and_downs[5, :3] = 2, 3, -4
    for terms, says in (
        (ups_and_downs, "climbed"),
        (-ups_and_downs, "sank"),
        (abs(ups_and_downs), "After the last pixel"),
    ):
        scene.pile = PileUp(terms, 5, 4)
        scene.pile.set_taken(784)
        assert says in scene.line_on_the_way()


def check_the_sketch(scene):
    assert beat(scene, "light up for one pattern").shows("sketch")
    bar = scene.patterns[0]
    rows, columns = np.nonzero(bar)
    assert np.ptp(rows) + 1 == 3
    assert np.ptp(columns) + 1 == 8
    assert bar.sum() == 24
    lit = {tuple(pattern.ravel()[scene.dials.indices]) for pattern in scene.patterns}
    assert len(lit) >= 3, "dials show no difference between patterns"


def test_a_dial_points_to_its_value(small_frames):
    look = theme()
    for value, colour in ((0, look.quiet), (1, look.positive), (-0.5, look.negative)):
        dial = Dial(0, 0.5).shift([2, 1, 0]).set_value(value)
        way = dial.hand.get_end() - dial.rim.get_center()
        clockwise_from_above = np.degrees(np.arctan2(way[0], way[1]))
        assert clockwise_from_above == pytest.approx(135 * value, abs=1e-6)
        assert dial.hand.get_color().to_hex() == colour
    assert Dial(5).value == 1


def test_a_negative_factor_stands_in_parentheses():
    assert filled(factor_text(0.634)) == "0.63"
    assert filled(factor_text(-1.07)) == "(\N{MINUS SIGN}1.07)"


@needs_mnist
def test_with_mnist_it_is_mnist(stage):
    scene = stage(Weights, NETWORK_DATA=MNIST, leaping=True)
    mnist = find_mnist_test()
    assert (mnist.pixels == scene.example.pixels).all(axis=1).any()
    assert seen(scene, mnist.name)


def test_only_what_pushes_is_said_to_push(stage, tmp_path):
    scene = stage(Weights, changed(tmp_path, weights=np.abs))
    told = said(scene)
    assert re.search(r"Of the \d+ pixels, this one pushed hardest", told)
    assert "After the last pixel" in told
    assert len(scene.sum.shown) == 3


def test_what_was_never_trained_is_not_called_trained(models):
    scene = Weights()
    scene.network = replace(load_network(SHIPPED_NETWORK), epochs=0)
    lines = []

    def note_line(line, **values):
        lines.append(line)
        raise StopIteration

    scene.say = note_line
    scene.choose_what_is_shown()
    scene.place_dials()
    with pytest.raises(StopIteration):
        scene.call_them_weights()
    assert "still as chance has set them" in lines[0]
