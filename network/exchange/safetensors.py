"""safetensors: named tensors behind a header in JSON, the format that PyTorch models travel in.

A file is 8 bytes, the length n of the header as a little-endian number; n bytes of JSON,
``{name: {"dtype": "F32", "shape": [16, 784], "data_offsets": [start, end]}}``, with texts under
``__metadata__``; and the numbers, row by row, little-endian, at those places after the header.
Nothing in it can be run.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from network.exchange.layers import Tensors
from network.files.atomic import replacing
from network.files.errors import InputError
from network.model.activations import Array

#: Numbers by their names in headers, as numpy reads them. BF16 is the upper half of a float32.
DTYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2",
    "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
    "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "u1", "BOOL": "?",
}  # fmt: skip

METADATA = "__metadata__"


def looks_like_safetensors(content: bytes) -> bool:
    """Return whether a file, or its first 16 bytes and more, begins as such a file does."""
    return content[8:9] == b"{" and 2 <= int.from_bytes(content[:8], "little") < 1 << 32


def read_safetensors(path: Path, content: bytes) -> Tensors:
    """Read the tensors of a file; ``content`` is all of it.

    Raises
    ------
    InputError
        If it is damaged, or has numbers of a kind that isn't known here.
    """
    length = int.from_bytes(content[:8], "little")
    header, data = _header(path, content[8 : 8 + length], length), content[8 + length :]
    arrays = {
        name: _tensor(path, name, entry, data) for name, entry in header.items() if name != METADATA
    }
    facts = header.get(METADATA) or {}
    if not isinstance(facts, dict) or not all(isinstance(text, str) for text in facts.values()):
        raise _damaged(path, "metadata that are no texts")
    return Tensors(str(path), arrays, facts)


def write_safetensors(path: Path, arrays: Mapping[str, Array], facts: Mapping[str, str]) -> None:
    """Write arrays of float32 under their names, and texts beside them.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched.
    """
    header: dict[str, Any] = {METADATA: dict(facts)}
    start = 0
    for name, array in arrays.items():
        end = start + 4 * array.size
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [start, end]}
        start = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)  # so that numbers begin at a multiple of 8, as readers like it
    with replacing(path) as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array, "<f4").tobytes())


def _header(path: Path, text: bytes, length: int) -> dict[str, Any]:
    if len(text) < length:
        raise _damaged(path, f"a header of {length:,} bytes, cut short")
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, f"a header that is no JSON ({error})") from error
    if not isinstance(header, dict):
        raise _damaged(path, "a header that is no table")
    return header


def _tensor(path: Path, name: str, entry: Any, data: bytes) -> Array:
    """Return one tensor, F64, F32 or whole numbers; halves are widened to float32."""
    try:
        kind, shape, (start, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
        whole = all(type(number) is int and number >= 0 for number in (*shape, start, end))
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, f"{name} without type, shape or place") from error
    if not isinstance(kind, str) or kind not in DTYPES:
        raise InputError(
            path,
            expected=f"numbers out of {', '.join(DTYPES)}",
            found=f"{name}: {kind}",
            remedy="save it in full precision: "
            "save_file({k: v.float() for k, v in model.state_dict().items()}, FILE)",
        )
    dtype = np.dtype(DTYPES[kind])
    if not whole or end - start != dtype.itemsize * math.prod(shape) or end > len(data):
        raise _damaged(path, f"{name} of shape {shape} in bytes {start} to {end} of {len(data)}")
    array = np.frombuffer(data[start:end], dtype).reshape(shape)
    if kind == "BF16":
        return (array.astype("<u4") << 16).view("<f4")
    return array.astype(np.float32) if kind == "F16" else array


def _damaged(path: Path, found: str) -> InputError:
    return InputError(
        path,
        expected="a sound safetensors file",
        found=found,
        remedy="save or copy it again; it is damaged or was cut short",
    )
