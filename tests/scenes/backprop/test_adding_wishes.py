"""Section 3.7: what ten outputs ask of the layer before, from differences of costs."""

import os

import numpy as np
import pytest

from scenes.backprop.adding_wishes import AddingWishes
from scenes.backprop.drawings.last_step import LastStep
from tests.beats import beat, said, with_hyphens
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")
KINDS = some("shipped", "784-8-10 relu", "784-12-11-9-8-10", *(["MNIST"] if MNIST else []))


@pytest.fixture(params=KINDS)
def told(request, stage, models):
    """A scene that was run, and the squares of outputs by the activations before them."""
    more = {"NETWORK_DATA": MNIST} if request.param == "MNIST" else {}
    scene = stage(AddingWishes, models["shipped" if more else request.param], **more)
    return scene, Squares(scene)


class Squares:
    """The squared differences of the outputs, as functions of the last hidden layer."""

    def __init__(self, scene):
        mlp = scene.history.network(scene.moment.snapshot)
        steps = [
            (w.astype(float), b.astype(float)) for w, b in zip(mlp.weights, mlp.biases, strict=True)
        ]
        a = scene.example.pixels.astype(float)
        for weights, biases in steps[:-1]:
            z = weights @ a + biases
            a = np.maximum(z, 0) if mlp.activation == "relu" else 1 / (1 + np.exp(-z))
        self.before, (self.weights, self.biases) = a, steps[-1]
        self.wanted = np.eye(10)[scene.example.label]

    def outputs(self, a):
        return 1 / (1 + np.exp(-(self.weights @ a + self.biases)))

    def costs(self, a):
        return np.square(self.outputs(a) - self.wanted)

    def asked(self):
        """What each output asks of each neuron: shape (10, n)."""
        steps = 1e-5 * np.eye(len(self.before))
        rows = [
            (self.costs(self.before - each) - self.costs(self.before + each)) / 2e-5
            for each in steps
        ]
        return np.array(rows).T


def test_what_each_asks_adds_up_to_what_the_image_wishes(told):
    scene, squares = told
    asked, (one, other) = squares.asked(), scene.order[:2]
    assert one == scene.example.label
    answer = int(squares.outputs(squares.before).argmax())
    sizes = np.abs(asked).sum(axis=1)
    rest = np.delete(np.arange(10), one)
    assert other == (answer if answer != one else rest[sizes[rest].argmax()])
    assert sorted(scene.order) == list(range(10))
    columns = [asked[one], asked[other], np.delete(asked, [one, other], axis=0).sum(axis=0)]
    for column, wanted in zip(scene.columns, columns, strict=True):
        assert column.values == pytest.approx(wanted, abs=1e-6)
    assert scene.step.total.values == pytest.approx(asked.sum(axis=0), abs=1e-6)
    assert scene.step.halos.values == pytest.approx(asked.sum(axis=0), abs=1e-6)
    if scene.step.total.figures:
        shown = beat(scene, "The sum is what").texts
        for value in asked.sum(axis=0):
            assert f"{round(value, 2) + 0.0:+.2f}" in map(with_hyphens, shown) or abs(value) < 0.005


def test_light_and_arrows_show_what_is_asked(told):
    scene, squares = told
    asked = squares.asked()
    for fan, row in zip(scene.step.fans, asked, strict=True):
        wanted = np.sign(row) * (np.abs(row) / np.abs(asked).max()) ** 0.8
        assert fan.backward
        assert fan.strengths[0] == pytest.approx(wanted, abs=1e-4)
    gaps = squares.wanted - squares.outputs(squares.before)
    assert scene.step.asked.values == pytest.approx(2 * gaps, abs=1e-6)
    check_lengths(scene)


def check_lengths(scene):
    """Arrows of one side have one scale; both have it, or it is written how they differ."""
    outputs, hidden = (
        {round(each.length / abs(each.value), 9) for each in arrows if abs(each.value) > 1e-9}
        for arrows in (scene.step.asked, scene.step.total.arrows)
    )
    hidden |= {
        round(each.length / abs(each.value), 9)
        for column in scene.columns
        for each in column.arrows
        if abs(each.value) > 1e-9
    }
    assert (len(outputs), len(hidden)) == (1, 1)
    times = max(hidden) / max(outputs)
    assert times == pytest.approx(round(times), abs=1e-6)
    told = beat(scene, "Now all ten outputs").shows(f"hidden neurons' arrows: × {round(times)}")
    assert told == (round(times) > 1)


@pytest.mark.parametrize("name", ["tanh", "softmax", "one neuron", "shipped"])
def test_the_longest_arrow_of_a_hidden_neuron_can_be_seen(stage, models, name):
    scene = stage(AddingWishes, models[name])
    check_lengths(scene)
    columns = [*scene.wishes.sent, *np.cumsum(scene.wishes.sent[scene.order], axis=0)]
    drawn = (scene.step.wishes(each, 0).arrows for each in columns)
    assert max(arrow.length for arrows in drawn for arrow in arrows) >= 0.25
    assert (scene.step.times > 1) == (name in ("tanh", "one neuron"))


def test_where_nothing_is_asked_arrows_keep_their_scale():
    nothing = np.zeros((10, 3))
    held = np.zeros(3), np.full(10, 0.5)
    step = LastStep(nothing, nothing, np.ones(10), *held, 2, range(10))
    assert step.times == 1


def test_a_single_neuron_is_told_of_as_one(stage, models):
    told = said(stage(AddingWishes, models["one neuron"]))
    assert "sends its wish back, along its edge, to the one neuron." in told
    assert "this image wishes of this neuron." in told
    assert "1 neurons" not in told


def test_two_who_disagree_are_shown_where_they_do_most(told):
    scene, squares = told
    pulls = squares.asked()[scene.order[:2]]
    apart = np.where(pulls[0] * pulls[1] < 0, np.abs(pulls).min(axis=0), 0)
    if apart.max() < 1e-9:
        assert "disagree" not in said(scene)
        return
    line = beat(scene, "Here they disagree")
    one, two, left = (line.values[each] for each in ("one", "two", "left"))
    assert round(one + two, 2) == left
    neuron = apart.argmax()
    assert (one, two) == pytest.approx(tuple(pulls[:, neuron]), abs=0.0101)
    assert left == pytest.approx(pulls[:, neuron].sum(), abs=0.0051)
    assert line.shows(f"{one:+.2f}")
    assert line.shows(f"{two:+.2f}")


def test_who_spoke_loudest_did(told):
    scene, squares = told
    sizes = np.abs(squares.asked()).sum(axis=1)
    line = beat(scene, "asked for most")
    first, second = line.values["a"], line.values["b"]
    assert [sizes[first], sizes[second]] == pytest.approx(sorted(sizes, reverse=True)[:2])
    share = (sizes[first] + sizes[second]) / sizes.sum()
    assert line.values["share"] == pytest.approx(share, abs=0.0101)
    parts = [text for text in line.texts if text.endswith("%")]
    assert sum(int(text[:-1]) for text in parts) == 100
    one, other = scene.order[:2]
    shares = [sizes[one], sizes[other], sizes.sum() - sizes[one] - sizes[other]]
    assert [int(text[:-1]) for text in parts] == pytest.approx(
        100 * np.array(shares) / sizes.sum(), abs=1.01
    )


def kept_within(way, before, length, scene):
    """A step of a length along a way that takes no neuron where it can't be."""
    most = 1 if scene.mlp.activation == "sigmoid" else np.inf
    sizes = np.geomspace(1e-6, 1e6, 400_001) * length / (np.linalg.norm(way) or 1)
    steps = (np.clip(before + size * way, 0, most) - before for size in (sizes[0], sizes[-1]))
    if max(map(np.linalg.norm, steps)) < length:
        return np.clip(before + sizes[-1] * way, 0, most) - before
    low, high = 0, len(sizes) - 1
    while high - low > 1:
        middle = (low + high) // 2
        step = np.clip(before + sizes[middle] * way, 0, most) - before
        low, high = (middle, high) if np.linalg.norm(step) < length else (low, middle)
    return np.clip(before + sizes[low] * way, 0, most) - before


def test_wishes_were_granted_by_steps_of_one_length(told):
    scene, squares = told
    asked, (one, other) = squares.asked(), scene.order[:2]
    length = beat(scene, "by hand").values["length"]
    third = squares.costs(squares.before).sum() / 3 / np.linalg.norm(asked.sum(axis=0))
    assert length == pytest.approx(third, rel=0.34)
    final = beat(scene, "alone")
    tried = {"before": np.zeros(asked.shape[1]), "after": asked.sum(axis=0), "alone": asked[one]}
    costs = {}
    for name, way in tried.items():
        a = squares.before + kept_within(way, squares.before, length, scene)
        costs[name] = squares.costs(a).sum()
        assert final.shows(f"{costs[name]:.2f}")
        for output in (one, other):
            assert final.shows(f"{squares.outputs(a)[output]:.2f}")
        values = final.values if name == "alone" else beat(scene, "by hand").values
        assert values[name] == pytest.approx(costs[name], abs=1e-4)
    assert ("cost falls" in said(scene)) == (costs["after"] < costs["before"])
    assert ("saves less" in final.text or "hardly darker" in final.text) == (
        costs["alone"] > costs["after"]
    )


@pytest.mark.parametrize("name", some("784-16-16-10 untrained", "784-32-24-10", usually=1))
def test_other_networks_add_up_their_wishes(stage, models, name):
    scene = stage(AddingWishes, models[name])
    assert "asked for most" in said(scene)


def test_with_softmax_what_is_asked_through_an_output_s_sum_is_not_called_its_wishes(stage, models):
    """Its sum moves all ten, for whose sake it is asked; and the other sums move it, too."""
    scene = stage(AddingWishes, models["softmax"])
    line = beat(scene, "along what is asked through the 2 alone")
    assert line.shows("as long, through the 2 alone")
    assert "along the wishes of the" not in said(scene)
    assert not any(word in said(scene) for word in ("saves less", "hardly darker"))
