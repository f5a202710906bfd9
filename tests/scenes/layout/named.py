"""A network whose classes have names, and the images that it learned from."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from network.digits.digits import Digits
from network.digits.folder import FOUR
from network.digits.idx import header
from network.digits.sources import load
from network.training.stored import load_network, save_network
from tests.bars import FASHION


def write_digits(folder: Path, training: Digits, test: Digits) -> Path:
    """Make a folder of digits in MNIST's file format, to be read as ``idx:FOLDER``."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = (training.images, training.labels, test.images, test.labels)
    for name, array in zip(FOUR, arrays, strict=True):
        shaped = array.reshape(-1, 28, 28) if "images" in name else array
        (folder / name).write_bytes(header(shaped.shape) + np.ascontiguousarray(shaped).tobytes())
    return folder


def with_names(folder: Path, model: Path, training: Digits, test: Digits) -> Path:
    """Store a network, and its training, as one whose classes are called as Fashion-MNIST's.

    Parameters
    ----------
    folder
        For the network, and for its images, in ``folder / "fashion"``.
    model
        The network, trained on our handwriting.
    """
    digits = load(f"idx:{write_digits(folder / 'fashion', training, test)}")
    network = replace(load_network(model), classes=FASHION, data=digits.provenance)
    path = folder / "network.npz"
    history = model.with_name("history.npz")
    path.with_name("history.npz").write_bytes(history.read_bytes())
    save_network(path, network)
    return path
