"""Arrays as text that the page's script can read: see ``script/kernel/unpack.js``."""

import base64
import zlib

import numpy as np
from numpy.typing import NDArray


def floats(array: NDArray) -> str:
    """Return an array as base64 of its float32 numbers, little-endian, row by row."""
    return _text(np.ascontiguousarray(array, "<f4").tobytes())


def bytes_of(array: NDArray[np.uint8]) -> str:
    """Return an array of bytes as base64, row by row.

    Raises
    ------
    ValueError
        If it holds anything but bytes.
    """
    if array.dtype != np.uint8:
        raise ValueError(f"bytes are uint8, not {array.dtype}")
    return _text(array.tobytes())


def ink_of(images: NDArray[np.floating]) -> str:
    """Return images, each pixel from 0 to 1, as :func:`bytes_of` has them: 255 is full ink."""
    return bytes_of(np.rint(images * 255).astype(np.uint8))


def deflated(array: NDArray) -> str:
    """Return an array's bytes, float32 or uint8, in zlib's format, as base64.

    For what is large; the script needs a moment for it, and gets it later.
    """
    raw = array if array.dtype == np.uint8 else np.ascontiguousarray(array, "<f4")
    return _text(zlib.compress(raw.tobytes(), 9))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
