import os
import re
from itertools import pairwise

import pytest

from scenes.descent.drawings.neuron_formula import NeuronFormula, source
from scenes.descent.recap import Recap
from scenes.structure.drawings.layer_symbols import LayerSymbols
from tests.beats import beat, said, with_hyphens
from tests.scenes.descent.start import matrices, read
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

SHAPES = some(
    "shipped",
    "784-8-10 relu",
    "784-10",
    "784-12-11-9-8-10",
    "784-16-16-10 untrained",
    usually=3,
)


def check_all(scene):
    """Count again, and let the digit run through again."""
    mlp, example = scene.network.mlp, scene.digits.familiar(3)
    sizes = [mlp.weights[0].shape[1], *(len(biases) for biases in mlp.biases)]
    a = read(matrices(mlp), example.pixels[None], mlp.activation == "relu")
    line = beat(scene, "the answer: {answer}")
    assert line.text.endswith(f"the answer: {int(a[-1][0].argmax())}.")
    for drawn, held in zip(line.layers, a[1:], strict=True):
        assert drawn == pytest.approx(held[0], abs=1e-4)
    for size in sizes:
        assert line.shows(str(size))
    assert f"{sizes[0]} numbers, one a pixel" in said(scene)
    weights = sum(before * after for before, after in pairwise(sizes))
    biases = sum(sizes[1:])
    line = beat(scene, "Each edge has a weight")
    assert f"together, {weights + biases:,} numbers" in line.text
    for text in (f"{weights:,} weights", f"{biases} biases", f"{weights + biases:,}"):
        assert line.shows(text)
    check_the_hope(scene, hidden=len(sizes) - 2)
    relu = mlp.activation == "relu" and len(sizes) > 2
    assert ("ReLU makes 0" in said(scene)) == relu
    assert ("sigmoid" in said(scene)) != relu


def check_the_hope(scene, hidden):
    if not hidden:
        assert "hope" not in said(scene)
        return
    assert beat(scene, "there was a hope")
    assert scene.ended.shows("edges")
    assert scene.ended.shows("loops") == (hidden > 1)
    found = scene.findings.loops
    best = max(max(share, 1 - share) for share in found.auc)
    clear = best >= 0.95 and found.rank <= 4
    assert ("made us doubt it" in said(scene)) != clear


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_said_is_so(stage, models, shape):
    check_all(stage(Recap, models[shape]))


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_everything_said_of_the_shipped_network_is_so_on_mnist(stage):
    scene = stage(Recap, NETWORK_DATA=MNIST, leaping=True)
    check_all(scene)
    assert "together, 13,002 numbers" in said(scene)


def test_what_neurons_make_of_their_sums_is_called_by_its_name(stage, models):
    scene = stage(Recap, models["tanh, softmax"])
    line = beat(scene, "tanh squeezes")
    assert "from -1 to 1" in with_hyphens(line.text)
    # The formula says its name: no label repeats it.
    assert "tanh" not in line.texts
    assert beat(scene, "its activation") is line
    assert "All hidden ones work alike" in said(scene)
    written = bare(source("softmax"))
    assert written.startswith('a_0^((1))=op("softmax")_0\\(')
    assert written.endswith("b_0,dots.h\\)")
    assert NeuronFormula(784, "softmax").names["squish"][1].text == "softmax"


def test_the_sigmoid_is_named_below_its_letter(stage, models):
    assert "sigmoid" in beat(stage(Recap), "The sigmoid squeezes").texts
    assert "ReLU" not in beat(stage(Recap, models["784-8-10 relu"]), "ReLU makes 0").texts


def test_a_hidden_neuron_that_is_alone_has_no_others(stage, models):
    told = said(stage(Recap, models["one tanh neuron, imported softmax"]))
    assert "Look at the hidden neuron." in told
    assert "work alike" not in told


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_the_formula_is_lecture_1s_to_the_letter(activation):
    symbols = LayerSymbols((784, 16), activation)
    squish = {"sigmoid": "sigma", "relu": 'op("ReLU")'}[activation]
    weights = symbols.weighted_sum(0, short=True)
    told = f"{symbols.activation(1, 0)} = {squish} \\( {weights} + {symbols.bias(0)} \\)"
    assert bare(source(activation)) == bare(told)


def bare(formula):
    """Return a formula without spaces and marks of parts."""
    return re.sub(r"\s", "", re.sub(r"\{\{(.*?):\s*\w+\s*\}\}", r"\1", formula))


def test_a_sum_needs_some_terms():
    with pytest.raises(ValueError, match="3 inputs"):
        NeuronFormula(2, "sigmoid")
