"""MNIST: its files, their hashes, and how to get them.

The cache is a folder of the user's, or the one that ``NETWORK_CACHE`` names.
"""

import gzip
import os
import shutil
import sys
import tempfile
import zlib
from pathlib import Path
from typing import BinaryIO

import pooch
import requests

from network.digits.foreign import GZIP
from network.files.caches import cache_or_ours
from network.files.errors import InputError

TRAINING_IMAGES, TRAINING_LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
TEST_IMAGES, TEST_LABELS = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"

MNIST_SHA256 = {
    TRAINING_IMAGES: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    TRAINING_LABELS: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    TEST_IMAGES: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    TEST_LABELS: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
"""MNIST's files, and the hashes of their unpacked contents: packed ones differ by packer."""

SPLIT_SHA256 = "d62036d0ddeb94b9d6388ec0bf08052f1c1933be8c3f544a111e93761a27dd82"
TEST_SHA256 = "c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b"
"""Fingerprints of MNIST's three parts together, and of its test part alone, as we read them."""

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
)
"""Where MNIST's files lie, packed by gzip; tried in this order."""

TIMEOUT = (5, 20)
"""Seconds to wait for a mirror to answer, and for more to come."""


def cache_folder() -> Path:
    """Return the folder for what can be fetched or made again; it need not exist."""
    named = os.environ.get("NETWORK_CACHE")
    return Path(named).expanduser() if named else cache_or_ours(pooch.os_cache("network-lectures"))


def is_cached(name: str) -> bool:
    """Return whether one of MNIST's files is in the cache, and sound."""
    path = cache_folder() / name
    try:
        return pooch.file_hash(path) == MNIST_SHA256[name]
    except OSError:
        return False


def fetch(name: str) -> None:
    """See to it that one of MNIST's files is in the cache, unpacked and sound.

    Pooch compares the file with its hash both when it is there already and after a download
    to a temporary file, which gets the right name only if they agree.
    """
    failures = []
    for mirror in MIRRORS:
        try:
            pooch.retrieve(
                f"{mirror}{name}.gz",
                known_hash=f"sha256:{MNIST_SHA256[name]}",
                fname=name,
                path=cache_folder(),
                downloader=_download_and_unpack,
            )
            return
        except (requests.RequestException, ValueError, EOFError, zlib.error) as error:
            failures.append(f"{mirror} ({_reason(error)})")
        except OSError as error:
            raise InputError(
                f"the cache folder {cache_folder()}",
                expected="space for 55 MB and permission to write",
                found=error.strerror or str(error),
                remedy="name another folder by NETWORK_CACHE",
            ) from error
    raise InputError(
        f"MNIST's file {name}",
        expected="it in the cache, or one of the mirrors in reach",
        found="not in the cache; no luck with " + ", ".join(failures),
        remedy="connect to the internet; or bring MNIST's four files from elsewhere and set "
        "NETWORK_DATA to their folder; or use our own digits: --data handwriting",
    )


def _download_and_unpack(url: str, output_file: str, _: pooch.Pooch | None) -> None:
    """Download a file for pooch, and leave there what was packed in it."""
    download = pooch.HTTPDownloader(
        timeout=TIMEOUT, progressbar=sys.stderr.isatty(), chunk_size=1 << 16
    )
    with tempfile.TemporaryFile(dir=Path(output_file).parent) as packed:
        download(url, packed, None)
        packed.seek(0)
        _unpack(packed, Path(output_file))


def _unpack(packed: BinaryIO, path: Path) -> None:
    is_packed = packed.read(2) == GZIP  # some servers unpack on the way
    packed.seek(0)
    with path.open("wb") as target, gzip.GzipFile(fileobj=packed) as unpacked:
        try:
            shutil.copyfileobj(unpacked if is_packed else packed, target)
        except gzip.BadGzipFile as error:  # an OSError, but not one of this machine
            raise ValueError(str(error)) from error


def _reason(error: Exception) -> str:
    """Say in a few words why a mirror was of no use."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"it answered {error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    if isinstance(error, requests.RequestException):
        return f"the download broke off: {type(error).__name__}"
    return "what it sent is not MNIST's file, or damaged"
