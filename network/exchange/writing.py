"""Networks of this project as other tools read them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from network.exchange.as_json import write_json
from network.exchange.protobuf import chunk, number
from network.exchange.safetensors import write_safetensors
from network.files.atomic import replacing
from network.model.activations import Array
from network.model.mlp import MLP

#: Versions of ONNX that nearly everything reads: of the file, and of the operations.
ONNX_VERSION, OPERATIONS = 8, 13

FLOAT = 1
OPERATION_OF = {"sigmoid": "Sigmoid", "relu": "Relu", "tanh": "Tanh", "softmax": "Softmax"}


def facts_of(mlp: MLP) -> dict[str, str]:
    """Return what numbers don't tell: functions, and which pixels are expected."""
    return {"activation": mlp.activation, "output": mlp.output, "pixels": "0..1"}


def as_safetensors(path: Path, mlp: MLP) -> None:
    """Write a PyTorch state dict: that of a Sequential with a function after every Linear.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched. So with all of these.
    """
    arrays: dict[str, Array] = {}
    for k, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        arrays |= {f"{2 * k}.weight": weights, f"{2 * k}.bias": biases}
    write_safetensors(path, arrays, facts_of(mlp))


def as_onnx(path: Path, mlp: MLP) -> None:
    """Write an ONNX model: pixels (n, 784) from 0 to 1 in, the outputs' activations out."""
    nodes, tensors, before = b"", b"", "pixels"
    for k, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        last = k == mlp.steps - 1
        tensors += chunk(5, _tensor(f"weights_{k}", weights))
        tensors += chunk(5, _tensor(f"biases_{k}", biases))
        nodes += _node("Gemm", [before, f"weights_{k}", f"biases_{k}"], f"z_{k}", transB=1)
        before = "outputs" if last else f"a_{k + 1}"
        axis = {"axis": 1} if mlp.functions[k].name == "softmax" else {}
        nodes += _node(OPERATION_OF[mlp.functions[k].name], [f"z_{k}"], before, **axis)
    graph = nodes + chunk(2, "network") + tensors
    graph += chunk(11, _value("pixels", mlp.sizes[0])) + chunk(12, _value("outputs", mlp.sizes[-1]))
    model = number(1, ONNX_VERSION) + chunk(2, "network-lectures") + chunk(7, graph)
    with replacing(path) as file:
        file.write(model + chunk(8, number(2, OPERATIONS)))


def as_json(path: Path, mlp: MLP) -> None:
    """Write it as JSON, see :mod:`network.exchange.as_json`."""
    write_json(path, mlp, {"kind": "dense network", **facts_of(mlp)})


FORMATS: dict[str, Callable[[Path, MLP], None]] = {
    "safetensors": as_safetensors,
    "onnx": as_onnx,
    "json": as_json,
}


def _tensor(name: str, array: Array) -> bytes:
    """Return a TensorProto of float32."""
    dims = b"".join(number(1, size) for size in array.shape)
    raw = np.ascontiguousarray(array, "<f4").tobytes()
    return dims + number(2, FLOAT) + chunk(8, name) + chunk(9, raw)


def _node(kind: str, inputs: list[str], output: str, **wholes: int) -> bytes:
    """Return a field with a NodeProto."""
    content = b"".join(chunk(1, name) for name in inputs) + chunk(2, output)
    content += chunk(3, f"{kind}_{output}") + chunk(4, kind)
    for name, value in wholes.items():
        content += chunk(5, chunk(1, name) + number(3, value) + number(20, 2))
    return chunk(1, content)


def _value(name: str, width: int) -> bytes:
    """Return a ValueInfoProto: float32 of shape (n, width)."""
    shape = chunk(1, chunk(2, "n")) + chunk(1, number(1, width))
    return chunk(1, name) + chunk(2, chunk(1, number(1, FLOAT) + chunk(2, shape)))
