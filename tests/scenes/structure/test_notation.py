import numpy as np
import pytest

from network.training.stored import load_network
from scenes.look.places import RIGHT_RIM
from scenes.mobjects.writing.words import STRUT
from scenes.structure.drawings.layer_symbols import LayerSymbols
from scenes.structure.drawings.small_product import sum_of
from scenes.structure.notation import SMALL_ACTIVATIONS, SMALL_WEIGHTS, Notation
from tests.beats import beat, said
from tests.texts import told


@pytest.fixture(params=["shipped", "784-8-10 relu"])
def scene(request, stage, models):
    return stage(Notation, models[request.param])


def sources(view) -> list[list[str]]:
    """Return what the entries of a view were made from."""
    return [
        [told(entry).strip("$ ").removesuffix(STRUT).strip() for entry in row]
        for row in view.entries
    ]


def test_a_layer_is_written_down_as_it_is(scene):
    check_symbols(scene)
    check_numbering(scene)
    check_sentences(scene)


def check_symbols(scene):
    neurons, inputs = scene.network.mlp.weights[0].shape
    symbols = scene.symbols
    views = symbols.outputs, symbols.weights, symbols.inputs, symbols.biases
    # One row a receiving neuron, one column a sending one; biases go with the rows: b_k.
    assert [view.shape for view in views] == [
        (neurons, 1),
        (neurons, inputs),
        (inputs, 1),
        (neurons, 1),
    ]
    assert sources(symbols.weights) == [
        [f"w_({row}, {column})" for column in "01n"] for row in "01k"
    ]
    assert sources(symbols.biases) == [["b_0"], ["b_1"], ["b_k"]]
    assert sources(symbols.inputs) == [[f"a_{index}^((0))"] for index in "01n"]
    assert sources(symbols.outputs) == [[f"a_{index}^((1))"] for index in "01k"]
    assert (symbols.squish == "sigma") == (scene.network.mlp.activation == "sigmoid")


def check_numbering(scene):
    """784 is said, 783 is shown and said: the one is linked with the other."""
    inputs, neurons = scene.network.mlp.sizes[:2]
    counted = beat(scene, "the last of")
    assert f"{inputs} pixels is number {inputs - 1}" in counted.text
    assert counted.shows(f"n = {inputs - 1}")
    counted = beat(scene, "In short, k")
    assert f"number is {neurons - 1}" in counted.text
    assert counted.shows(f"k = {neurons - 1}")


def check_sentences(scene):
    mlp, text = scene.network.mlp, said(scene)
    assert f"{mlp.sizes[0]} pixels, and the {mlp.sizes[1]} neurons" in text
    assert f"{mlp.weights[0].shape[1]} products for each neuron" in text
    assert ("ReLU" in text) == (mlp.activation == "relu")
    assert ("sigmoid" in text) == (mlp.activation == "sigmoid")
    assert max(len(each.text) for each in scene.beats) < 150


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_whatever_the_squish_is_called_it_keeps_away_from_the_frame(small_frames, activation):
    symbols = LayerSymbols((784, 16), activation).lay(True)
    assert symbols.closing.get_right()[0] < RIGHT_RIM + 0.015
    assert symbols.outputs.get_left()[0] > -2.1
    assert symbols.weights.width > 3.2
    if activation != "sigmoid":
        assert symbols.lay(False).sums.get_right()[0] < RIGHT_RIM + 0.015


def test_the_small_example_is_right(stage):
    scene = stage(Notation)
    assert SMALL_WEIGHTS.shape == (2, 3)
    results = []
    for line, weights in zip(("The first row:", "The second row: 3"), SMALL_WEIGHTS, strict=True):
        told_row = beat(scene, line)
        signs = ["minus" if weight < 0 else "plus" for weight in weights]
        terms = [f"{abs(w)} times {a}" for w, a in zip(weights, SMALL_ACTIVATIONS, strict=True)]
        spoken = ", ".join(f"{s} {t}" for s, t in zip(signs, terms, strict=True))
        result = sum(int(w) * int(a) for w, a in zip(weights, SMALL_ACTIVATIONS, strict=True))
        assert f"{spoken.removeprefix('plus ')}. That makes {result}." in told_row.text
        assert told_row.shows(sum_of(weights, SMALL_ACTIVATIONS))
        results.append(result)
    assert scene.small.product.values[:, 0].tolist() == results
    numbers = beat(scene, "Two rows, two sums").numbers
    assert np.allclose(numbers, [*SMALL_WEIGHTS.flat, *SMALL_ACTIVATIONS, *results])
    assert beat(scene, "numbers that we made up").shows("made-up numbers")


def test_a_sum_is_written_out_with_its_signs():
    written = sum_of(np.array([-2, 0, 3]), np.array([1, 5, 0]))
    assert " ".join(written.split()) == "- 2 dot 1 + 0 dot 5 + 3 dot 0 = -2"


def test_a_network_with_few_neurons_keeps_its_indices(stage, models):
    model = models["784-12-11-9-8-10"]
    scene = stage(Notation, model)
    assert scene.symbols.weights.shape == load_network(model).mlp.weights[0].shape


@pytest.mark.parametrize("neurons", [1, 2, 3])
def test_what_few_neurons_need_no_dots_or_letters_for_is_not_said(stage, trained, neurons):
    scene = stage(Notation, trained(784, neurons, 10))
    text = said(scene)
    assert ("In short, k" in text) == (neurons > 2)
    assert ("the one neuron" in text or "the 1 neuron they" in text) == (neurons == 1)
    assert ("the next neuron's sum" in text) == (neurons > 2)
    assert ("the second neuron's sum" in text) == (neurons == 2)
