"""A network as JSON: every weight as a number that people and all languages can read.

``{"sizes": [784, 16, 10], "activation": "relu", "output": "softmax", "pixels": "0..1",
"weights": [[[...], ...], ...], "biases": [[...], ...]}``: matrices are (out, in). Numbers are
written in full, so that a float32 comes back to the last bit. Files with the same two lists and
none of the rest are read, too.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from network.exchange.layers import Tensors
from network.files.atomic import replacing
from network.files.errors import InputError
from network.model.mlp import MLP


def read_json(path: Path, content: bytes) -> Tensors:
    """Read weights and biases, by step.

    Raises
    ------
    InputError
        If it is no JSON, or without two lists of arrays.
    """
    try:
        table = json.loads(content)
        weights, biases = table["weights"], table["biases"]
        arrays = {f"weights_{k}": np.array(w, np.float64) for k, w in enumerate(weights)}
        arrays |= {f"biases_{k}": np.array(b, np.float64) for k, b in enumerate(biases)}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise InputError(
            path,
            expected='JSON with {"weights": [matrices], "biases": [vectors]}, by step',
            found=f"without {reason}" if isinstance(error, KeyError) else reason,
            remedy="write w.tolist() and b.tolist() of every step into these two lists",
        ) from error
    facts = {name: text for name, text in table.items() if isinstance(text, str)}
    return Tensors(str(path), arrays, facts)


def write_json(path: Path, mlp: MLP, facts: dict[str, str]) -> None:
    """Write a network, and texts beside it.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched.
    """
    table: dict[str, Any] = {
        **facts,
        "sizes": list(mlp.sizes),
        "weights": [w.tolist() for w in mlp.weights],
        "biases": [b.tolist() for b in mlp.biases],
    }
    with replacing(path) as file:
        file.write(json.dumps(table).encode() + b"\n")
