"""numpy's archives: .npz with the arrays of a network, never with objects."""

import io
import zipfile
from pathlib import Path

import numpy as np

from network.exchange.layers import Tensors
from network.files.errors import InputError
from network.model.activations import Array

#: No archive with a network has more bytes, unpacked.
LARGEST = 1 << 30

SAVE_SAFELY = """\
save every array by itself, where the network is at home:
              np.savez("network.npz", **{f"W{k}": w for k, w in enumerate(weights)},
                       **{f"b{k}": b for k, b in enumerate(biases)})"""


def read_npz(path: Path, content: bytes) -> Tensors:
    """Read the arrays of an archive; ``content`` is all of it.

    Texts, such as ``activation="relu"``, are facts; everything else is an array.

    Raises
    ------
    InputError
        If it is damaged, huge, or has objects in it, which could run any program.
    """
    arrays, facts = {}, {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise _problem(path, "more than 1 GiB, unpacked")
            for entry in archive.infolist():
                name = entry.filename.removesuffix(".npy")
                array = _array(path, name, archive.read(entry))
                if array.dtype.kind in "US" and array.size == 1:
                    facts[name] = str(array.astype(str).reshape(-1)[0])
                else:
                    arrays[name] = array
    except InputError:
        raise
    except Exception as error:  # a damaged archive can fail in every way there is
        reason = " ".join(str(error).split()) or type(error).__name__
        raise _problem(path, f"an archive that is damaged or cut short ({reason})") from error
    return Tensors(str(path), arrays, facts)


def holds_objects(path: Path, name: str) -> InputError:
    """Return the error that an array holds Python objects."""
    return InputError(
        path,
        expected="arrays of numbers",
        found=f"{name}: Python objects; they could run any program and are never opened",
        remedy=SAVE_SAFELY,
    )


def _array(path: Path, name: str, content: bytes) -> Array:
    try:
        return np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
    except ValueError as error:
        if "Object arrays" in str(error):
            raise holds_objects(path, name) from error
        raise


def _problem(path: Path, found: str) -> InputError:
    return InputError(
        path, expected="an .npz file with the arrays of a network", found=found, remedy=SAVE_SAFELY
    )
