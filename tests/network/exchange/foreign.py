"""Files as other tools write them, made without these tools."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from network.exchange.protobuf import chunk, number
from network.exchange.safetensors import write_safetensors
from network.exchange.writing import FLOAT, _tensor, _value
from network.model.mlp import MLP


def small(*sizes: int, activation: str = "sigmoid", output: str = "sigmoid", seed: int = 0) -> MLP:
    """A network with random weights and biases."""
    mlp = MLP.random(sizes, activation, output=output, seed=seed, gain=2)
    noise = np.random.default_rng(seed).normal(size=mlp.parameters.shape)
    return mlp.with_parameters((mlp.parameters + 0.1 * noise).astype(np.float32))


def pytorch_like(path: Path, mlp: MLP, names: Sequence[str]) -> Path:
    """A state dict, sorted by name as its writer sorts it, that says nothing else."""
    arrays = {f"{name}.weight": w for name, w in zip(names, mlp.weights, strict=True)}
    arrays |= {f"{name}.bias": b for name, b in zip(names, mlp.biases, strict=True)}
    write_safetensors(path, dict(sorted(arrays.items())), {"format": "pt"})
    return path


def keras_like(path: Path, mlp: MLP) -> Path:
    """What ``np.savez(path, *model.get_weights())`` writes."""
    pairs = zip(mlp.weights, mlp.biases, strict=True)
    np.savez(path, *[array for w, b in pairs for array in (w.T, b)])
    return path


def bytes_of_tensor(header: dict, data: bytes) -> bytes:
    """A safetensors file with any header."""
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def attribute(value: float | list) -> bytes:
    """The fields of an attribute's value."""
    if isinstance(value, int):
        return number(3, value) + number(20, 2)
    if isinstance(value, float):
        return b"\x15" + np.float32(value).tobytes() + number(20, 1)
    if isinstance(value[0], float):
        return chunk(7, np.array(value, "<f4").tobytes()) + number(20, 6)
    return b"".join(number(8, each) for each in value) + number(20, 7)


class Graph:
    """An ONNX model, one operation after the other."""

    def __init__(self, *shape: int) -> None:
        self.nodes, self.tensors, self.at = b"", b"", "x"
        dims = b"".join(chunk(1, number(1, size)) for size in shape)
        kind = number(1, FLOAT) + chunk(2, dims)
        self.input = chunk(11, chunk(1, "x") + chunk(2, chunk(1, kind)))
        self.count = 0

    def then(
        self, kind: str, *constants: np.ndarray, first: bool = True, **attributes: float | list
    ) -> "Graph":
        """Add an operation on what there is, with constants behind it or before."""
        self.count += 1
        names = [f"c{self.count}_{k}" for k in range(len(constants))]
        for name, constant in zip(names, constants, strict=True):
            self.tensors += chunk(5, _tensor(name, np.asarray(constant, np.float32)))
        inputs = [self.at, *names] if first else [*names, self.at]
        self.at = f"v{self.count}"
        node = b"".join(chunk(1, name) for name in inputs) + chunk(2, self.at)
        node += chunk(3, f"the_{kind}") + chunk(4, kind)
        for name, value in attributes.items():
            node += chunk(5, chunk(1, name) + attribute(value))
        self.nodes += chunk(1, node)
        return self

    def written(self, path: Path) -> Path:
        """Write it as a model."""
        graph = self.nodes + self.tensors + self.input + chunk(12, _value(self.at, 10))
        path.write_bytes(number(1, 8) + chunk(7, graph) + chunk(8, number(2, 13)))
        return path
