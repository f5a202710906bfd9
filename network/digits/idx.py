"""The file format of MNIST: arrays of unsigned bytes, packed by gzip or not.

A file starts with two zero bytes, the type of the numbers (8: unsigned bytes) and how many
dimensions there are; then follow the dimensions, four bytes each, the highest first, and then
the numbers and nothing else.
"""

import gzip
import hashlib
import math
import struct
import zlib
from pathlib import Path
from typing import BinaryIO, NoReturn

import numpy as np
from numpy.typing import NDArray

from network.digits.foreign import GZIP, LOOKED_AT, remedy, what_is
from network.files.errors import InputError

UNSIGNED_BYTES = 8
"""What the format calls the type of numbers that MNIST is made of."""

MOST_DIMENSIONS = 8
"""Files with more are taken for something else that happens to start alike."""

LARGEST = 1 << 30
"""Bytes in one file; guards against files made (or damaged) to fill the memory."""

REMEDY = "get the file again, or give another one"


def read_idx(path: str | Path) -> NDArray[np.uint8]:
    """Read an IDX file of unsigned bytes, packed by gzip or not.

    Parameters
    ----------
    path
        The file. Whether it is packed is seen from its contents, not from its name.

    Returns
    -------
    ndarray of uint8
        Read-only, in the shape the file gives.

    Raises
    ------
    InputError
        If the file is missing, can't be read or unpacked, isn't in this format, or holds
        more or fewer bytes than its header says.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            if file.peek(2)[:2] != GZIP:
                return _parse(file, path)
            with gzip.open(file) as unpacked:
                return _parse(unpacked, path)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(
            path,
            expected="a complete file packed by gzip",
            found=f"a truncated or damaged one ({error})",
            remedy=REMEDY,
        ) from error
    except OSError as error:
        raise InputError(
            path, expected="a data file", found=error.strerror or str(error), remedy=REMEDY
        ) from error


def header(shape: tuple[int, ...]) -> bytes:
    """Return what an IDX file of unsigned bytes starts with."""
    return struct.pack(f">HBB{len(shape)}I", 0, UNSIGNED_BYTES, len(shape), *shape)


def content_sha256(array: NDArray[np.uint8]) -> str:
    """Return the SHA-256, in hexadecimal, of the unpacked IDX file that holds the array.

    Such a file can hold an array in one way only, so this needs no file, and doesn't depend
    on how one was packed.
    """
    digest = hashlib.sha256(header(array.shape))
    digest.update(np.ascontiguousarray(array))
    return digest.hexdigest()


def _parse(file: BinaryIO, path: Path) -> NDArray[np.uint8]:
    """Read the header and exactly the bytes it promises."""
    start = file.read(4)
    if len(start) < 4 or start[:3] != bytes([0, 0, UNSIGNED_BYTES]):
        start += file.read(LOOKED_AT)
        _refuse(
            path,
            "an IDX file of unsigned bytes (it starts with 00 00 08)",
            what_is(start),
            remedy(start, REMEDY),
        )
    dimensions = start[3]
    sizes = file.read(4 * dimensions)
    if not 1 <= dimensions <= MOST_DIMENSIONS or len(sizes) < 4 * dimensions:
        _refuse(
            path,
            f"an IDX file with 1 to {MOST_DIMENSIONS} dimensions",
            f"a header for {dimensions} dimensions, {len(sizes)} bytes of them there",
        )
    shape = struct.unpack(f">{dimensions}I", sizes)
    length = math.prod(shape)
    named = " x ".join(map(str, shape))
    if length > LARGEST:
        _refuse(path, f"at most {LARGEST:,} bytes", f"a header for {named} bytes")
    content = file.read(length + 1)  # one more, to notice what should not be there
    if len(content) != length:
        found = f"only {len(content):,}" if len(content) < length else "more than that"
        _refuse(path, f"{length:,} bytes ({named}) after the header, as it says", found)
    return np.frombuffer(content, dtype=np.uint8).reshape(shape)


def _refuse(path: Path, expected: str, found: str, todo: str = REMEDY) -> NoReturn:
    raise InputError(path, expected=expected, found=found, remedy=todo)
