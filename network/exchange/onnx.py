"""ONNX: a network as a graph of operations, read as far as it is made of dense layers.

The graph is followed from its input. Whatever is linear (products with matrices, sums and
products with constants, normalisations whose figures are known) is put together until a curve
closes the layer: so a division by 255 before the first layer, or a normalisation after it, ends
up in that layer's weights and biases.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from network.exchange.layers import Layers, shape_of
from network.exchange.onnx_tensors import FLOATS, tensor
from network.exchange.protobuf import Message
from network.files.errors import InputError
from network.model.activations import Array

CURVES = {"Sigmoid": "sigmoid", "Relu": "relu", "Tanh": "tanh", "Softmax": "softmax"}
CURVES["LogSoftmax"] = "softmax"  # its logarithm: another number, the same ranking

#: Operations that leave the values what they are, in their order.
NOTHING = ("Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Dropout")

#: Operations that only pick an answer out of the outputs.
ANSWERS = ("ArgMax", "TopK", "ZipMap", "ArrayFeatureExtractor")

UNDERSTOOD = (
    "dense layers: Gemm, MatMul, Add, Sub, Mul, Div, BatchNormalization, Scaler; "
    "Sigmoid, Relu, Tanh, Softmax; Flatten, Reshape, Identity, Dropout, Cast"
)


@dataclass(frozen=True, eq=False)
class Flow:
    """What has become of the pixels at one place of the graph.

    Attributes
    ----------
    shape
        Of the input, as long as nothing has been done to it, and if it is known.
    closed
        Layers that are complete: weights (out, in), biases (out,), and the curve.
    matrix
        What has been multiplied since: ``None`` for nothing, a number or a vector for each
        value's own factor, or (out, in).
    added
        What has been added since; ``None`` for nothing.
    told
        Names of the operations.
    """

    shape: tuple[int, ...] | None = None
    closed: tuple[tuple[Array, Array, str], ...] = ()
    matrix: Array | None = None
    added: Array | None = None
    told: tuple[str, ...] = ()

    @property
    def width(self) -> int | None:
        """How many values there are, if a matrix has told."""
        if self.matrix is not None and self.matrix.ndim == 2:
            return len(self.matrix)
        return len(self.closed[-1][0]) if self.closed else None

    def times(self, weights: Array) -> "Flow":
        """Multiply by a matrix, shape (out, in)."""
        if self.width not in (None, weights.shape[1]):
            raise ValueError(f"{self.width} values meet a matrix for {weights.shape[1]}")
        matrix, added = weights, self.added
        if self.matrix is not None:
            wide = weights.astype(np.float64)
            matrix = wide @ self.matrix if self.matrix.ndim == 2 else wide * self.matrix
        if added is not None:
            added = weights.astype(np.float64) @ np.broadcast_to(added, weights.shape[1])
        return replace(self, shape=None, matrix=matrix, added=added)

    def scaled(self, factor: Array) -> "Flow":
        """Multiply each value by its own factor, or all by one."""
        factor = self._fitting(factor).astype(np.float64)
        if self.matrix is None:
            matrix = factor
        else:
            matrix = (factor[..., None] if self.matrix.ndim == 2 else factor) * self.matrix
        return replace(
            self, matrix=matrix, added=None if self.added is None else factor * self.added
        )

    def plus(self, constant: Array) -> "Flow":
        """Add to each value its own number, or one to all."""
        constant = self._fitting(constant)
        if self.added is not None:
            constant = self.added + constant.astype(np.float64)
        return replace(self, added=constant)

    def through(self, curve: str) -> "Flow":
        """Close a layer with a curve."""
        if self.matrix is None or self.matrix.ndim != 2:
            raise ValueError(f"a {curve} that no dense layer leads to")
        biases = np.zeros(len(self.matrix), self.matrix.dtype) if self.added is None else self.added
        layer = (self.matrix, np.array(np.broadcast_to(biases, len(self.matrix))), curve)
        return replace(self, closed=(*self.closed, layer), matrix=None, added=None)

    def _fitting(self, constant: Array) -> Array:
        """Return a constant as one number, or as a vector with one for each value."""
        if constant.size == 1:
            return constant.reshape(())
        if self.width not in (None, constant.size):
            raise ValueError(f"{self.width} values meet {constant.size} constants")
        return constant.reshape(-1)


@dataclass(frozen=True)
class Unknown:
    """A value that the graph makes in a way that isn't understood, and why."""

    why: str


Value = Flow | Unknown | Array


class Node:
    """One operation of a graph.

    Attributes
    ----------
    kind, name
        What it does, and what it is called.
    inputs, outputs
        Names of values.
    """

    def __init__(self, path: Path, message: Message) -> None:
        self.inputs, self.outputs = message.texts(1), message.texts(2)
        self.kind, domain = message.text(4), message.text(7)
        if domain not in ("", "ai.onnx", "ai.onnx.ml"):
            self.kind = f"{domain}.{self.kind}"
        self.name = message.text(3) or (self.outputs or [""])[0]
        self._path = path
        self._attributes = {each.text(1): each for each in message.messages(5)}

    def number(self, name: str, default: float) -> float:
        """Return an attribute that is a float."""
        found = self._attributes[name].floats(2) if name in self._attributes else ()
        return found[-1] if found else default

    def numbers(self, name: str) -> Array:
        """Return an attribute that is a list of floats, float64."""
        return np.array(self._attributes[name].floats(7), np.float64)

    def whole(self, name: str, default: int = 0) -> int:
        """Return an attribute that is a whole number."""
        return self._attributes[name].integer(3) if name in self._attributes else default

    def wholes(self, name: str) -> list[int]:
        """Return an attribute that is a list of whole numbers."""
        return self._attributes[name].integers(8) if name in self._attributes else []

    def constant(self) -> Array:
        """Return what a Constant holds."""
        if "value" in self._attributes:
            return tensor(self._path, self._attributes["value"].message(5))
        for name, field in (("value_float", 2), ("value_floats", 7)):
            if name in self._attributes:
                return np.array(self._attributes[name].floats(field), np.float32)
        for name, field in (("value_int", 3), ("value_ints", 8)):
            if name in self._attributes:
                return np.array(self._attributes[name].integers(field))
        raise ValueError("a constant of another kind than numbers")


def read_onnx(path: Path, content: bytes) -> Layers:
    """Return the layers of a model; ``content`` is all of its file.

    Raises
    ------
    InputError
        If it is no sound model, or does something that no dense layer does; the operation is
        named.
    """
    try:
        return _read(path, Message(content).message(7))
    except ValueError as error:  # in a message that is cut short, or no text where one should be
        raise _no_model(path, str(error)) from error


def _read(path: Path, graph: Message) -> Layers:
    nodes = [Node(path, each) for each in graph.messages(1)]
    values: dict[str, Value] = {each.text(8): tensor(path, each) for each in graph.messages(5)}
    inputs = [each for each in graph.messages(11) if each.text(1) not in values]
    outputs = [each.text(1) for each in graph.messages(12)]
    if not nodes or len(inputs) != 1:
        names = ", ".join(each.text(1) for each in inputs) or "none"
        raise _no_model(path, f"{len(nodes)} operations; inputs: {names}")
    values[inputs[0].text(1)] = Flow(_input_shape(inputs[0]))
    for node in nodes:
        made = _made(node, [values.get(name) for name in node.inputs])
        values |= dict.fromkeys(node.outputs, made)
    return _layers(path, [values.get(name) for name in outputs])


def _input_shape(value: Message) -> tuple[int, ...]:
    """Return the shape of the input; what it leaves open is 0."""
    dims = value.message(2).message(1).message(2).messages(1)
    return tuple(dim.integer(1) for dim in dims)


def _made(node: Node, values: Sequence[Value | None]) -> Value:
    """Return what an operation makes of its inputs."""
    unknown = next((each for each in values if isinstance(each, Unknown)), None)
    flowing = any(isinstance(each, Flow) for each in values)
    if unknown and not (flowing and node.kind in NOTHING):  # how a Reshape counts is no matter
        return Unknown(f"{node.kind} {node.name}, of {unknown.why}") if flowing else unknown
    try:
        if flowing:
            made = _of_flow(node, values)
            return replace(made, told=(*made.told, f"{node.kind} {node.name}".strip()))
        return _of_constants(node, values)
    except InputError:
        raise
    except (ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        reason = f" ({error})" if str(error) and isinstance(error, ValueError) else ""
        return Unknown(f"{node.kind} {node.name}{reason}")


def _of_flow(node: Node, values: Sequence[Value | None]) -> Flow:
    """Return what becomes of the pixels.

    Raises
    ------
    ValueError, TypeError, IndexError, AttributeError
        If it isn't understood.
    """
    first = values[0]
    if node.kind in ARITHMETIC and len(values) == 2:
        flow, constant = values if isinstance(first, Flow) else values[::-1]
        _check(isinstance(flow, Flow) and isinstance(constant, np.ndarray), "of two values")
        return ARITHMETIC[node.kind](flow, constant, flow is first)
    _check(isinstance(first, Flow), "of constants first")
    if node.kind in NOTHING or node.kind in ANSWERS:
        return replace(first, shape=None)
    if node.kind in CURVES:
        return first.through(CURVES[node.kind])
    if node.kind == "Cast":
        _check(node.whole("to") in FLOATS, "to whole numbers")
        return first
    if node.kind == "Transpose":
        return _transposed(node, first)
    if node.kind == "MatMul":
        return first.times(_matrix(values[1]).T)
    if node.kind == "Gemm":
        return _gemm(node, *values)
    if node.kind == "Scaler":  # of scikit-learn's pipelines
        return first.plus(-node.numbers("offset")).scaled(node.numbers("scale"))
    if node.kind == "BatchNormalization":
        return _normalised(node, *values)
    raise ValueError


def _check(fits: bool, otherwise: str) -> None:
    if not fits:
        raise ValueError(otherwise)


ARITHMETIC: dict[str, Callable[[Flow, Array, bool], Flow]] = {
    "Add": lambda flow, constant, first: flow.plus(constant),
    "Mul": lambda flow, constant, first: flow.scaled(constant),
    "Sub": lambda flow, constant, first: (
        flow.plus(-constant) if first else flow.scaled(np.array(-1.0)).plus(constant)
    ),
    "Div": lambda flow, constant, first: _divided(flow, constant, first),
}


def _divided(flow: Flow, constant: Array, first: bool) -> Flow:
    _check(first and bool(np.all(constant)), "by a value, or by 0")
    return flow.scaled(1 / constant.astype(np.float64))


def _transposed(node: Node, flow: Flow) -> Flow:
    """Return a picture whose axes are turned, as long as its pixels stay in their order."""
    order, shape = node.wholes("perm"), flow.shape
    _check(shape is not None and sorted(order) == list(range(len(shape))), "of unknown shape")
    moved = [axis for axis in order if shape[axis] != 1]
    _check(moved == sorted(moved), "of rows and columns")
    return replace(flow, shape=tuple(shape[axis] for axis in order))


def _matrix(value: Value | None) -> Array:
    _check(isinstance(value, np.ndarray) and value.ndim == 2, "with no constant matrix")
    return value


def _gemm(node: Node, flow: Flow, weights: Value, constant: Value | None = None) -> Flow:
    """Return alpha * flow @ weights + beta * constant, either matrix transposed or not."""
    _check(not node.whole("transA"), "of transposed values")
    matrix = _matrix(weights) if node.whole("transB") else _matrix(weights).T
    alpha, beta = node.number("alpha", 1.0), node.number("beta", 1.0)
    flow = flow.times(matrix)
    if alpha != 1:
        flow = flow.scaled(np.array(alpha))
    if constant is None:
        return flow
    _check(isinstance(constant, np.ndarray), "with biases that are no constants")
    return flow.plus(constant if beta == 1 else beta * constant.astype(np.float64))


def _normalised(
    node: Node, flow: Flow, scale: Array, shift: Array, mean: Array, variance: Array
) -> Flow:
    epsilon = node.number("epsilon", 1e-5)
    factor = scale.astype(np.float64) / np.sqrt(variance.astype(np.float64) + epsilon)
    return flow.scaled(factor).plus(shift - factor * mean)


def _of_constants(node: Node, values: Sequence[Value | None]) -> Array:
    """Return what becomes of constants."""
    if node.kind == "Constant":
        return node.constant()
    array = values[0]
    if node.kind == "Transpose":
        return array.transpose(node.wholes("perm") or None)
    if node.kind == "Reshape":
        return array.reshape(values[1].tolist())
    if node.kind == "Identity" or (node.kind == "Cast" and node.whole("to") in FLOATS):
        return array
    raise ValueError


# --- what it comes to ------------------------------------------------------------------------


def _layers(path: Path, ends: Sequence[Value | None]) -> Layers:
    flows = [each for each in ends if isinstance(each, Flow)]
    if not flows:
        unknown = next((each.why for each in ends if isinstance(each, Unknown)), "no output")
        raise _not_understood(path, unknown)
    flow = max(flows, key=lambda each: len(each.closed))
    output = flow.closed[-1][2] if flow.closed else None
    if flow.matrix is not None and flow.matrix.ndim == 2:
        flow, output = flow.through(""), None
    if not flow.closed:
        raise _not_understood(path, "no dense layer")
    hidden = {curve for _, _, curve in flow.closed[:-1]}
    if len(hidden) > 1:
        raise _not_understood(path, f"hidden layers of several kinds: {', '.join(sorted(hidden))}")
    if hidden == {"softmax"}:
        raise _not_understood(path, "a softmax between layers")
    if output not in (None, "sigmoid", "softmax"):
        raise _not_understood(path, f"outputs that are {output}, where sigmoid or softmax can be")
    layers = Layers(
        str(path),
        tuple(w for w, _, _ in flow.closed),
        tuple(b for _, b, _ in flow.closed),
        activation=hidden.pop() if hidden else None,
        output=output,
    )
    shapes = ", ".join(shape_of(w) for w in layers.weights)
    return layers.telling(
        f"layers: weights {shapes}, put together from {', '.join(flow.told)}",
    )


def _not_understood(path: Path, found: str) -> InputError:
    return InputError(
        path,
        expected=UNDERSTOOD,
        found=found,
        remedy="export a network of dense layers, in inference mode (model.eval())",
    )


def _no_model(path: Path, found: str) -> InputError:
    return InputError(
        path,
        expected="an ONNX model with one input",
        found=" ".join(found.split()) or "no model",
        remedy="export it again: torch.onnx.export(model, torch.zeros(1, 784), 'model.onnx')",
    )
