"""Tensors in ONNX files, and in the files beside them that hold their numbers."""

import math
from pathlib import Path

import numpy as np

from network.exchange.protobuf import Message
from network.files.errors import InputError
from network.model.activations import Array

#: ONNX's numbers for kinds of numbers, as numpy reads them raw. 16: the upper half of a float32.
DTYPES = {
    1: "<f4", 2: "u1", 3: "i1", 4: "<u2", 5: "<i2", 6: "<i4", 7: "<i8", 9: "?", 10: "<f2",
    11: "<f8", 12: "<u4", 13: "<u8", 16: "<u2",
}  # fmt: skip

FLOATS = (1, 10, 11, 16)
FLOAT, HALF, DOUBLE, BRAIN = FLOATS

# Fields of a TensorProto.
DIMS, KIND, FLOAT_DATA, INT32_DATA, INT64_DATA, NAME, RAW, DOUBLE_DATA = 1, 2, 4, 5, 7, 8, 9, 10
EXTERNAL, LOCATION = 13, 14


def tensor(path: Path, message: Message) -> Array:
    """Return the array that a TensorProto holds; halves are widened to float32.

    Raises
    ------
    InputError
        If its numbers are of an unknown kind, or in a file that isn't there.
    ValueError
        If there are more or fewer than its shape says.
    """
    kind, shape = message.integer(KIND), message.integers(DIMS)
    if kind not in DTYPES:
        raise InputError(
            path,
            expected="numbers in floating point",
            found=f"{message.text(NAME)}: numbers of ONNX's kind {kind}",
            remedy="export the network in float32, before it is quantised",
        )
    dtype = np.dtype(DTYPES[kind])
    if RAW in message or message.integer(LOCATION):
        raw = b"".join(message.chunks(RAW)) if RAW in message else _beside(path, message)
        array = np.frombuffer(raw, dtype)
    elif kind == FLOAT:
        array = np.array(message.floats(FLOAT_DATA), dtype)
    elif kind == DOUBLE:
        array = np.frombuffer(b"".join(message.chunks(DOUBLE_DATA)), dtype)
    else:
        numbers = message.integers(INT64_DATA if kind == 7 else INT32_DATA)
        bits = kind == HALF
        array = np.array(numbers, "<u2" if bits else dtype)
        array = array.view(dtype) if bits else array
    if array.size != math.prod(shape):
        raise ValueError(f"{message.text(NAME)} of shape {shape} with {array.size} numbers")
    array = array.reshape(shape)
    if kind == BRAIN:
        return (array.astype("<u4") << 16).view("<f4")
    return array.astype(np.float32) if kind == HALF else array


def _beside(path: Path, message: Message) -> bytes:
    """Return the bytes that lie in a file beside the model's, as torch.onnx writes large ones."""
    told = {entry.text(1): entry.text(2) for entry in message.messages(EXTERNAL)}
    name, start = told.get("location", ""), told.get("offset", "0")
    length = told.get("length", "-1")
    plain = Path(name).name == name and name not in ("", ".", "..")
    if plain and start.isdecimal() and (length.isdecimal() or length == "-1"):
        try:
            with (path.parent / name).open("rb") as file:
                file.seek(int(start))
                return file.read(int(length))
        except OSError as error:
            reason = error.strerror or str(error)
    else:
        reason = "no plain name of a file beside it"
    raise InputError(
        path,
        expected=f"the numbers of {message.text(NAME)}, in the file or in one beside it",
        found=f"{name or 'another file'}: {reason}",
        remedy="put both files in one folder, or export into one file: "
        "torch.onnx.export(..., external_data=False)",
    )
