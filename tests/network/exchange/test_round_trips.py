import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.exchange.opening import open_layers
from network.exchange.writing import FORMATS
from network.model.activations import ACTIVATIONS, OUTPUTS
from tests.network.exchange.foreign import small

kinds = st.tuples(
    st.lists(st.integers(1, 9), max_size=4),
    st.sampled_from(sorted(ACTIVATIONS)),
    st.sampled_from(sorted(OUTPUTS)),
    st.integers(0, 9),
)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=15, deadline=None)
@given(kind=kinds)
def test_what_goes_out_comes_back_to_the_last_bit(form, tmp_path_factory, kind):
    hidden, activation, output, seed = kind
    mlp = small(784, *hidden, 10, activation=activation, output=output, seed=seed)
    # Numbers that are easily lost: the smallest there are, the largest, and minus zero.
    parameters = mlp.parameters.copy()
    parameters[:4] = np.float32([1e-45, -0.0, 3.4028235e38, 0.1])
    mlp = mlp.with_parameters(parameters)
    path = tmp_path_factory.mktemp("exported") / f"network.{form}"
    FORMATS[form](path, mlp)
    layers, _ = open_layers(path)
    assert layers.output == output
    assert layers.activation == activation or (form == "onnx" and not hidden)
    again = layers.mlp(activation, output)
    assert again.sizes == mlp.sizes
    assert again.parameters.tobytes() == mlp.parameters.tobytes()
    assert again.fingerprint == mlp.fingerprint


def test_json_is_what_people_expect(tmp_path):
    mlp = small(784, 3, 10, activation="tanh", output="softmax")
    FORMATS["json"](tmp_path / "network.json", mlp)
    table = json.loads((tmp_path / "network.json").read_text())
    assert table["sizes"] == [784, 3, 10]
    assert (table["activation"], table["output"], table["pixels"]) == ("tanh", "softmax", "0..1")
    assert np.array_equal(np.float32(table["weights"][1]), mlp.weights[1])
