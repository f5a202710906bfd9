"""Section 4.8: two lines of formulas, and a network in the colours of what they give."""

from itertools import product

import numpy as np
import pytest
from manim import ManimColor

from scenes.calculus.drawings.numbers_under import decimals_to_multiply
from scenes.calculus.drawings.renaming import by_role, others, same_shape
from scenes.calculus.drawings.whole_algorithm import ONE_BACK, TO_ANY
from scenes.calculus.two_lines import TwoLines
from tests.beats import beat, formulas, said, with_hyphens
from tests.scenes.backprop.one_example import answer, matrices, read_again
from tests.scenes.calculus.last_step import KINDS, MNIST
from tests.typeset import check, sides

#: By how much numbers are changed, either way, for a slope.
TINY = 1e-5


class Again:
    """The image of the scene, read again, and slopes from differences of costs."""

    def __init__(self, scene):
        read = read_again(scene)
        self.steps, self.pixels = matrices(read.early), read.pixels
        self.y, self.label = np.eye(10)[read.label], read.label
        self.a = answer(self.steps, self.pixels)
        self.z = [w @ a + b for (w, b, _), a in zip(self.steps, self.a, strict=False)]
        self.relu = [kind == "relu" for *_, kind in self.steps]

    def slope(self, step, kind, place):
        """Along a weight (kind 0) or a bias (kind 1) of a step."""
        costs = []
        for by in (TINY, -TINY):
            changed = [(w.copy(), b.copy(), relu) for w, b, relu in self.steps]
            changed[step][kind][place] += by
            costs.append(((answer(changed, self.pixels)[-1] - self.y) ** 2).sum())
        return (costs[0] - costs[1]) / (2 * TINY)

    def slope_of_activation(self, layer, place):
        """Along an activation; layer 0 holds the pixels."""
        costs = []
        for by in (TINY, -TINY):
            held = self.a[layer].copy()
            held[place] += by
            output = answer(self.steps[layer:], held)[-1]
            costs.append(((output - self.y) ** 2).sum())
        return (costs[0] - costs[1]) / (2 * TINY)


@pytest.fixture(params=KINDS)
def ran(request, stage, models):
    """The scene, and its image read again."""
    more = {"NETWORK_DATA": MNIST} if request.param == "MNIST" else {}
    scene = stage(TwoLines, models["shipped" if more else request.param], **more)
    return scene, Again(scene)


def close(value):
    return pytest.approx(value, rel=1e-4, abs=1e-7)


def test_every_edge_and_neuron_has_the_colour_of_its_slope(ran):
    scene, here = ran
    live, random, look = scene.live, np.random.default_rng(4), scene.look
    found = scene.trace.gradient
    largest = max(np.abs(each).max() for each in found.weights)
    steepest = max(np.abs(each).max() for each in found.biases)
    for step, (weights, biases) in enumerate(zip(found.weights, found.biases, strict=True)):
        top = np.unravel_index(np.abs(weights).argmax(), weights.shape)
        for place in (top, *(tuple(random.integers(weights.shape)) for _ in range(15))):
            assert weights[place] == close(here.slope(step, 0, place))
        drawn = np.sign(weights) * (np.abs(weights) / largest) ** 0.8
        if step == scene.mlp.steps - 2:
            live.slopes[step].unfocus()
        assert live.slopes[step].strengths == pytest.approx(drawn, abs=1e-5)
        assert live.slopes[step].backward
        assert live.slopes[step].front == pytest.approx(1.3)
        for neuron, slope in enumerate(biases):
            assert slope == close(here.slope(step, 1, neuron))
            hue = ManimColor(look.positive if slope > 0 else look.negative)
            share = (abs(slope) / steepest) ** 0.8
            wanted = ManimColor(look.resting).interpolate(hue, share).to_rgb()
            shown = live.layers[step].neurons[neuron].get_fill_color().to_rgb()
            assert shown == pytest.approx(wanted, abs=0.01)
    line = beat(scene, "And back.")
    assert line.shows(f"edges, by weight: up to {largest:.2f}")
    assert line.shows(f"neurons, by bias: up to {steepest:.2f}")


def test_numbers_read_off_are_slopes_and_multiply_as_shown(ran):
    scene, here = ran
    step, to, start = scene.mlp.steps - 2, scene.to, scene.start
    line = beat(scene, "bias of this neuron")
    assert line.values["bias"] == close(here.slope(step, 1, to))
    assert line.values["weight"] == close(here.slope(step, 0, (to, start)))
    weight, bias = (
        {name: float(with_hyphens(number.text)) for name, number in group.numbers.items()}
        for group in scene.numbers
    )
    assert weight["before"] == pytest.approx(here.a[step][start], abs=0.00051)
    assert weight["later"] == bias["later"] == float(with_hyphens(scene.passed_on.text))
    assert weight["later"] == pytest.approx(here.slope_of_activation(step + 1, to), abs=0.00051)
    for shown, factors in ((weight, ("before", "steep", "later")), (bias, ("steep", "later"))):
        given = np.prod([shown[name] for name in factors])
        assert shown["slope"] == round(given, 3)
    assert weight["slope"] == pytest.approx(line.values["weight"], abs=0.00051)
    assert bias["slope"] == pytest.approx(line.values["bias"], abs=0.00051)


def test_the_steepest_neuron_and_the_activation_nearest_to_a_half_are_picked(ran):
    scene, here = ran
    step = scene.mlp.steps - 2
    slopes = np.array([here.slope(step, 1, neuron) for neuron in range(len(here.a[step + 1]))])
    assert abs(slopes[scene.to]) == pytest.approx(np.abs(slopes).max(), rel=1e-5)
    away = np.abs(here.a[step] - 0.5)
    assert away[scene.start] == pytest.approx(away.min(), abs=1e-6)


def test_the_gradient_s_column_holds_them(ran):
    scene, here = ran
    line = beat(scene, "Once forward and once back")
    column = scene.column.column
    assert line.values["count"] == sum(w.size + b.size for w, b, _ in here.steps)
    order = [
        (step, kind, place)
        for kind in (0, 1)  # all weights come first
        for step, arrays in enumerate(here.steps)
        for place in product(*map(range, arrays[kind].shape))
    ]
    picked = set()
    for row, (entry,) in zip(column.rows, column.entries, strict=True):
        step, kind, place = order[row]
        picked.add(order[row])
        assert entry.value == close(here.slope(step, kind, place))
    step = scene.mlp.steps - 2
    assert {(step, 0, (scene.to, scene.start)), (step, 1, (scene.to,))} <= picked


def test_formulas_are_true(ran):
    scene, here = ran
    whole = [each for each in formulas(scene) if len(sides(each)) > 1]
    assert len(whole) == 8
    last, step, to, start = scene.mlp.steps - 1, scene.mlp.steps - 2, scene.to, scene.start
    output = int(np.abs(here.a[-1] - here.y).argmax())
    for each in whole:
        if "(L)" in each:
            check(each, in_the_last_layer(here, last, output, start=to), rel=1e-4, abs=1e-8)
            continue
        names = in_any_layer(here, step, to, start)
        # Where f stands, it is ReLU here, and in the layer after, which is the last, the sigmoid.
        told = each.replace("f'( z_i", "sigma'( z_i").replace("f'( z_j", 'op("ReLU")\'( z_j')
        assert ("f'" in each) == here.relu[step]
        check(told, names, rel=1e-4, abs=1e-8)


def in_the_last_layer(here, step, to, start):
    """Return all numbers by their symbols, for the last layer."""
    return {
        "a_k^(L-1)": here.a[step],
        "w_jk^(L)": here.steps[step][0],
        "z_j^(L)": here.z[step],
        "a_j^(L)": here.a[step + 1],
        "y_j": here.y,
        "n_L": 10,
        "∂C_0/∂w_jk^(L)": np.array([[here.slope(step, 0, (to, start))]])
        .repeat(10, 0)
        .repeat(len(here.a[step]), 1),
        "∂C_0/∂a_k^(L-1)": np.full(len(here.a[step]), here.slope_of_activation(step, start)),
        "∂C_0/∂a_j^(L)": np.array([here.slope_of_activation(step + 1, j) for j in range(10)]),
        "j": to,
        "k": start,
    }


def in_any_layer(here, step, to, start):
    """Return all numbers by their symbols, for the layer that a step leads to."""
    many = len(here.a[step + 1])
    return {
        "a_k^(l-1)": here.a[step],
        "z_j^(l)": here.z[step],
        "w_ij^(l+1)": here.steps[step + 1][0],
        "z_i^(l+1)": here.z[step + 1],
        "n_(l+1)": len(here.a[step + 2]),
        "∂C_0/∂w_jk^(l)": np.full((many, len(here.a[step])), here.slope(step, 0, (to, start))),
        "∂C_0/∂b_j^(l)": np.full(many, here.slope(step, 1, to)),
        "∂C_0/∂a_j^(l)": np.full(many, here.slope_of_activation(step + 1, to)),
        "∂C_0/∂a_i^(l+1)": np.array(
            [here.slope_of_activation(step + 2, i) for i in range(len(here.a[step + 2]))]
        ),
        "j": to,
        "k": start,
    }


def test_relu_is_told(ran):
    scene, here = ran
    assert ("ReLU" in said(scene)) == here.relu[0]
    if here.relu[0]:
        assert beat(scene, "Written so").shows("f: ReLU; outputs: sigmoid")


def test_tanh_is_told_and_its_slopes_are_those_of_tanh(stage, models):
    scene = stage(TwoLines, models["tanh"])
    here, line = Again(scene), beat(scene, "the bias of this neuron counts most")
    assert f"{here.slope(scene.step, 1, scene.to):.3f}" in with_hyphens(line.text)
    slope = here.slope(scene.step, 0, (scene.to, scene.start))
    assert f"{slope:.3f}" in with_hyphens(line.text)
    assert beat(scene, "Written so").shows("f: tanh; outputs: sigmoid")
    assert "f is tanh, except at the outputs" in said(scene)


def test_factors_get_decimals_until_they_multiply_as_shown():
    # The last hidden layer of a 784-12-10 with tanh: 0.965 x 0.219 would give 0.211.
    weight = {"slope": 0.106235, "before": 0.501961, "steep": 0.964927, "later": 0.219332}
    bias = {"slope": 0.211639, "steep": 0.964927, "later": 0.219332}
    found = decimals_to_multiply((weight, bias), dict.fromkeys(weight, 3))
    assert found == {"slope": 3, "before": 4, "steep": 4, "later": 4}
    assert decimals_to_multiply([weight], found | {"slope": 2})["slope"] == 2
    random = np.random.default_rng(3)
    for _ in range(200):
        a, b = random.uniform(-1, 1, 2)
        values = {"slope": a * b, "a": a, "b": b}
        digits = decimals_to_multiply([values], dict.fromkeys(values, 3))
        shown = float(f"{a:.{digits['a']}f}") * float(f"{b:.{digits['b']}f}")
        assert float(f"{shown:.3f}") == float(f"{a * b:.3f}")


@pytest.mark.parametrize("name", ["784-16-16-10 untrained", "deepest"])
def test_in_the_film_numbers_multiply_where_three_decimals_would_not_do(stage, models, name):
    scene = stage(TwoLines, models[name])
    line = beat(scene, "bias of this neuron")
    for group in scene.numbers:
        shown = {label: float(with_hyphens(each.text)) for label, each in group.numbers.items()}
        factors = [value for label, value in shown.items() if label != "slope"]
        assert round(float(np.prod(factors)), 3) == shown["slope"]
        assert all(line.shows(each.text) for each in group.numbers.values())
    assert scene.passed_on.text == scene.numbers[0].numbers["later"].text
    assert scene.passed_on.decimals > 3


@pytest.mark.parametrize("name", ["tanh", "784-8-10 relu"])
def test_what_is_below_0_has_no_colour_of_a_slope_when_slopes_come(stage, models, name):
    scene = stage(TwoLines, models[name])
    forward, back = beat(scene, "of lecture 3. Once forward"), beat(scene, "And back.")
    is_tanh = name == "tanh"
    assert forward.shows("activation below 0") == is_tanh
    assert not back.shows("activation below 0")
    assert any((layer < 0).any() for layer in forward.layers) == is_tanh
    assert not any((layer < 0).any() for layer in back.layers)


@pytest.mark.parametrize("pair", ["weight", "activation"])
def test_letters_go_to_the_letters_that_take_their_part(stage, models, pair):
    made = stage(TwoLines, models["shipped"]).formulas
    before, after = getattr(made, f"short_{pair}"), getattr(made, pair)
    names = TO_ANY if pair == "weight" else ONE_BACK
    old, new = by_role(before, names), by_role(after, names.values())
    assert old.keys() == new.keys()
    letters = [role for role in old if role[0] == "letter"]
    assert len(letters) == 6
    assert all(same_shape(old[role][0], new[role][0]) for role in letters)
    left, kept = others(before, old), others(after, new)
    assert sum(any(same_shape(one, other) for other in kept) for one in left) >= len(left) - 3
