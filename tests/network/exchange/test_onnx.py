import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.exchange.opening import open_layers
from network.exchange.protobuf import Message, chunk, number
from network.exchange.writing import as_onnx
from network.files.errors import InputError
from tests.network.exchange.foreign import Graph, small

MLP = small(784, 6, 10, activation="relu", output="softmax")
(W, W2), (B, B2) = MLP.weights, MLP.biases
X = np.random.default_rng(0).random((5, 784), np.float32)


def opened(graph: Graph, tmp_path):
    return open_layers(graph.written(tmp_path / "theirs.onnx"))[0]


def closed(graph: Graph) -> Graph:
    """The rest of the usual network."""
    return graph.then("Gemm", W2, B2, transB=1).then("Softmax", axis=1)


def reads(layers, x=X):
    """What the layers make of images."""
    return layers.mlp(layers.activation, layers.output).forward(x).output


def test_products_and_sums_are_the_layers_themselves(tmp_path):
    graph = Graph(1, 28, 28).then("Flatten").then("MatMul", W.T).then("Add", B).then("Relu")
    layers = opened(closed(graph), tmp_path)
    assert (layers.activation, layers.output) == ("relu", "softmax")
    assert layers.mlp("relu", "softmax").parameters.tobytes() == MLP.parameters.tobytes()


@pytest.mark.parametrize(
    "before",
    [
        lambda g: g.then("Div", np.float32(4)),
        lambda g: g.then("Mul", np.float32([0.25])),
        lambda g: g.then("Div", np.full((1, 1, 28, 28), 4)),
        lambda g: g.then("Sub", np.float32(0)).then("Mul", np.float32(0.5), first=False)
        .then("Div", np.float32(2)),
        lambda g: g.then("Scaler", offset=[0.0] * 784, scale=[0.25]),
    ],
)  # fmt: skip
def test_a_scale_before_the_first_layer_is_folded_in(before, tmp_path):
    layers = opened(
        closed(before(Graph(1, 784)).then("Gemm", W, B, transB=1).then("Relu")), tmp_path
    )
    np.testing.assert_allclose(reads(layers), MLP.forward(X / 4).output, rtol=1e-4)


def test_mean_and_deviation_are_folded_in(tmp_path):
    graph = Graph(1, 784).then("Sub", np.float32(0.13)).then("Div", np.float32(0.31))
    layers = opened(closed(graph.then("Gemm", W, B, transB=1).then("Relu")), tmp_path)
    wanted = MLP.forward((X - 0.13) / 0.31).output
    np.testing.assert_allclose(reads(layers), wanted, rtol=1e-4, atol=1e-6)


def test_what_is_taken_from_one_is_inverted(tmp_path):
    graph = Graph(1, 784).then("Sub", np.float32(1), first=False)
    layers = opened(closed(graph.then("Gemm", W, B, transB=1).then("Relu")), tmp_path)
    np.testing.assert_allclose(reads(layers), MLP.forward(1 - X).output, rtol=1e-4, atol=1e-6)


def test_factors_of_a_product_are_kept(tmp_path):
    graph = Graph(1, 784).then("Gemm", W.T, B, alpha=0.5, beta=2.0).then("Relu")
    layers = opened(closed(graph), tmp_path)
    assert np.allclose(layers.weights[0], W / 2)
    assert np.allclose(layers.biases[0], 2 * B)


@pytest.mark.parametrize("after", [False, True])
def test_a_normalisation_is_folded_into_the_layer_it_stands_at(after, tmp_path):
    rng = np.random.default_rng(1)
    scale, shift, mean, variance = rng.random((4, 6)).astype(np.float32) + 0.1
    graph = Graph(1, 784).then("Gemm", W, B, transB=1)
    figures = (scale, shift, mean, variance)
    if after:
        graph.then("Relu").then("BatchNormalization", *figures, epsilon=0.01)
    else:
        graph.then("BatchNormalization", *figures, epsilon=0.01).then("Relu")
    layers = opened(closed(graph), tmp_path)

    def norm(a):
        return scale * (a - mean) / np.sqrt(variance + 0.01) + shift

    z = X @ W.T + B
    hidden = norm(np.maximum(z, 0)) if after else np.maximum(norm(z), 0)
    sums = hidden @ W2.T + B2
    wanted = np.exp(sums) / np.exp(sums).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(reads(layers), wanted, rtol=1e-3, atol=1e-6)


def test_layers_without_a_curve_between_them_are_one(tmp_path):
    graph = Graph(1, 784).then("Gemm", W, B, transB=1).then("Identity")
    layers = opened(graph.then("Gemm", W2, B2, transB=1).then("Sigmoid"), tmp_path)
    assert layers.sizes == (784, 10)
    wanted = 1 / (1 + np.exp(-((X @ W.T + B) @ W2.T + B2)))
    np.testing.assert_allclose(reads_linear(layers), wanted, rtol=1e-3)


def reads_linear(layers):
    return layers.mlp("sigmoid", layers.output).forward(X).output


@pytest.mark.parametrize(
    ("last", "output"),
    [("LogSoftmax", "softmax"), ("Sigmoid", "sigmoid"), ("Identity", None), ("ArgMax", None)],
)
def test_outputs_are_what_their_curve_says(last, output, tmp_path):
    graph = Graph(1, 784).then("Gemm", W, B, transB=1).then("Tanh").then("Gemm", W2, B2, transB=1)
    layers = opened(graph.then(last), tmp_path)
    assert (layers.activation, layers.output) == ("tanh", output)


def test_an_axis_of_one_may_move_and_rows_and_columns_may_not(tmp_path):
    def graph(*perm):
        return closed(
            Graph(1, 28, 28, 1).then("Transpose", perm=list(perm)).then("Flatten")
            .then("Gemm", W, B, transB=1).then("Relu")
        )  # fmt: skip

    assert opened(graph(0, 3, 1, 2), tmp_path).sizes == MLP.sizes
    with pytest.raises(InputError, match="Transpose the_Transpose \\(of rows and columns\\)"):
        opened(graph(0, 3, 2, 1), tmp_path)


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        (lambda: closed(Graph(1, 1, 28, 28).then("Conv", np.ones((1, 1, 3, 3)))), "Conv the_Conv"),
        (lambda: Graph(1, 784).then("Gemm", W, B, transB=1).then("Gelu"), "Gelu the_Gelu"),
        (lambda: Graph(1, 784).then("Relu").then("Gemm", W, B, transB=1), "no dense layer"),
        (lambda: Graph(1, 784).then("Gemm", W, B, transA=1), "of transposed values"),
        (lambda: Graph(1, 784).then("MatMul", W.T, first=False), "of constants first"),
        (lambda: Graph(1, 784).then("MatMul", W).then("Sigmoid"), "found: +6-784"),
        (lambda: closed(closed(Graph(1, 784).then("Gemm", W, B, transB=1))), r"\(10 values meet"),
        (
            lambda: closed(
                Graph(1, 784).then("Gemm", W, B, transB=1).then("Relu")
                .then("Gemm", np.eye(6), np.ones(6)).then("Tanh")
            ),
            "several kinds: relu, tanh",
        ),
        (lambda: Graph(1, 784).then("Gemm", W, B, transB=1).then("Relu"), "outputs that are relu"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_by_the_name_of_its_operation(graph, found, tmp_path):
    with pytest.raises(InputError, match=found):
        opened(graph(), tmp_path).checked()


def test_an_operation_on_constants_that_are_unknown_is_named_itself(tmp_path):
    graph = Graph(1, 784).then("Conv", np.ones(3))
    made = chunk(2, "made") + chunk(3, "the_weights") + chunk(4, "ConstantOfShape")
    graph.nodes = chunk(1, made) + graph.nodes.replace(b"c1_0", b"made")
    with pytest.raises(InputError, match="Conv the_Conv, of ConstantOfShape the_weights"):
        opened(graph, tmp_path)


def external(location: str) -> Graph:
    """A model whose first matrix lies in another file."""
    graph = Graph(1, 784)
    where = (("location", location), ("offset", "4"), ("length", str(W.nbytes)))
    entries = b"".join(chunk(13, chunk(1, key) + chunk(2, value)) for key, value in where)
    dims = number(1, 6) + number(1, 784)
    graph.tensors += chunk(5, dims + number(2, 1) + chunk(8, "far") + entries + number(14, 1))
    graph.nodes += chunk(1, chunk(1, "x") + chunk(1, "far") + chunk(2, "z") + chunk(4, "Gemm")
                         + chunk(5, chunk(1, "transB") + number(3, 1)))  # fmt: skip
    graph.at = "z"
    return closed(graph.then("Relu"))


def test_numbers_in_a_file_beside_it_are_read(tmp_path):
    (tmp_path / "theirs.onnx.data").write_bytes(b"1234" + W.tobytes())
    layers = opened(external("theirs.onnx.data"), tmp_path)
    assert np.array_equal(layers.weights[0], W)


@pytest.mark.parametrize("location", ["gone.data", "../secret", "/etc/hostname", "", ".."])
def test_numbers_that_are_not_beside_it_are_refused(location, tmp_path):
    (tmp_path.parent / "secret").write_bytes(b"1234" + W.tobytes())
    with pytest.raises(InputError, match="far, in the file or in one beside it"):
        opened(external(location), tmp_path)


@settings(max_examples=60, deadline=None)
@given(
    at=st.one_of(st.integers(0, 300), st.integers(-200, -1)),
    byte=st.integers(0, 255),
    cut=st.booleans(),
)
def test_a_damaged_model_is_refused_or_read_and_nothing_else(tmp_path_factory, at, byte, cut):
    path = tmp_path_factory.mktemp("damaged") / "damaged.onnx"
    as_onnx(path, small(784, 2, 10))
    content = bytearray(path.read_bytes())
    content[at] = byte
    path.write_bytes(content[:at] if cut else content)
    try:
        layers, _ = open_layers(path)
    except InputError:
        return
    assert layers.sizes == (784, 2, 10)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_message_or_a_value_error(content):
    try:
        message = Message(content)
        message.integers(1), message.floats(2), message.messages(3)
    except ValueError:
        pass
