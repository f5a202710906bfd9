import pytest

from network.training.stored import load_network
from scenes.mobjects.writing.words import STRUT
from scenes.structure.notation import Notation
from tests.layout import told, visible_texts


class Watched(Notation):
    """The scene, with a look at the stage at the end of some beats."""

    def go_on_to_the_last_row(self):
        super().go_on_to_the_last_row()
        self.while_multiplying = {told(text) for text in visible_texts(self)}

    def wrap_it_all(self):
        super().wrap_it_all()
        self.when_wrapped = [view.shape for view in self.views()]
        self.places = [view.get_x() for view in self.views()]

    def views(self):
        symbols = self.symbols
        return symbols.outputs, symbols.weights, symbols.inputs, symbols.biases


@pytest.fixture(params=["shipped", "784-8-10 relu"])
def scene(request, stage, models):
    return stage(Watched, models[request.param])


def spoken(scene) -> str:
    return " ".join(cue["text"] for cue in scene.cues)


def test_a_layer_is_written_down_as_it_is(scene):
    check_symbols(scene)
    check_sentences(scene)


def sources(view) -> list[list[str]]:
    """Return what the entries of a view were made from."""
    return [
        [told(entry).strip("$ ").removesuffix(STRUT).strip() for entry in row]
        for row in view.entries
    ]


def check_symbols(scene):
    neurons, inputs = scene.network.mlp.weights[0].shape
    # One row a receiving neuron, one column a sending one; biases go with the rows: b_k.
    assert scene.when_wrapped == [(neurons, 1), (neurons, inputs), (inputs, 1), (neurons, 1)]
    assert scene.places == sorted(scene.places)
    symbols = scene.symbols
    assert sources(symbols.weights) == [
        [f"w_({row}, {column})" for column in "01n"] for row in "01k"
    ]
    assert sources(symbols.biases) == [["b_0"], ["b_1"], ["b_k"]]
    assert sources(symbols.inputs) == [[f"a_{index}^((0))"] for index in "01n"]
    assert sources(symbols.outputs) == [[f"a_{index}^((1))"] for index in "01k"]
    shown = " ".join(scene.while_multiplying)
    assert f"n = {inputs - 1}" in shown
    assert f"k = {neurons - 1}" in shown
    assert (scene.symbols.squish == "sigma") == (scene.network.mlp.activation == "sigmoid")


def check_sentences(scene):
    mlp, text = scene.network.mlp, spoken(scene)
    assert f"{mlp.sizes[0]} pixels, and the {mlp.sizes[1]} neurons" in text
    assert f"{mlp.weights[0].shape[1]} products, for one neuron of {mlp.sizes[1]}" in text
    assert "ends with index k" in text
    assert ("ReLU" in text) == (mlp.activation == "relu")
    assert ("sigmoid" in text) == (mlp.activation == "sigmoid")
    assert max(len(cue["text"]) for cue in scene.cues) < 150


def test_a_network_with_few_neurons_keeps_its_indices(stage, models):
    scene = stage(Notation, models["784-12-11-9-8-10"])
    assert (
        scene.symbols.weights.shape == load_network(models["784-12-11-9-8-10"]).mlp.weights[0].shape
    )
