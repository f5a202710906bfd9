"""Writing files so that nobody ever meets half of one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from network.files.errors import InputError


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Open a temporary file that takes the place of ``path`` when all went well.

    The folder is made if it isn't there. If the block raises, or the process dies, what was
    at ``path`` before is untouched.

    Raises
    ------
    InputError
        If the folder or the file can't be written.
    """
    with replacing_path(path) as temporary, temporary.open("wb") as file:
        yield file


@contextmanager
def replacing_path(path: str | Path) -> Iterator[Path]:
    """Name a temporary file that takes the place of ``path`` when all went well.

    For what writes files by their names; otherwise as :func:`replacing`.

    Raises
    ------
    InputError
        As :func:`replacing`.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _check_replaceable(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def check_writable(path: str | Path) -> None:
    """Find out before an hour of work, not after it, whether ``path`` can be written.

    Raises
    ------
    InputError
        If it can't.
    """
    path = Path(path)
    try:
        _check_replaceable(path)
        folder = path.parent
        while not folder.exists():
            folder = folder.parent
        # Permissions alone don't tell, on a read-only disk for example: really try.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _unwritable(path, error) from error


def _check_replaceable(path: Path) -> None:
    """Make sure that ``path`` is nothing but a file, if it is there: no folder, no device."""
    if path.exists() and not path.is_file():
        raise OSError("a folder" if path.is_dir() else "a device, or another special file")


def _umask() -> int:
    """Return the mask for new files; asking for it means setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(
        path,
        expected="a file that can be written",
        found=error.strerror or str(error),
        remedy="choose another place, or free space and permission there",
    )
