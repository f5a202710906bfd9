"""Digits that are quick to make and easy to learn: bars, the higher the number the lower."""

from pathlib import Path

import numpy as np

from network.digits.idx import header
from network.digits.sources import (
    TEST_IMAGES,
    TEST_LABELS,
    TRAINING_IMAGES,
    TRAINING_LABELS,
    Digits,
    Split,
)

#: Names of classes, as people give them: Fashion-MNIST's.
FASHION = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


def bars(count: int, seed: int) -> Digits:
    """Noisy pictures of one thick line each, at a height that tells the label."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(10, size=count).astype(np.uint8)
    images = np.zeros((count, 28, 28))
    for image, label in zip(images, labels, strict=True):
        image[4 + 2 * label : 6 + 2 * label, 4:24] = rng.uniform(0.6, 1)
    images[:, 3:25, 3:25] += rng.uniform(0, 0.2, (count, 22, 22))
    pixels = (np.clip(images, 0, 1) * 255).astype(np.uint8)
    return Digits(pixels.reshape(count, -1), labels, "bars")


def bars_split(count: int = 600) -> Split:
    return Split(bars(count, 1), bars(100, 2), bars(100, 3), "bars")


def write_bars(folder: Path, count: int = 360) -> Path:
    """Make a folder in MNIST's file format, to be read as ``idx:FOLDER``."""
    return write_digits(folder, bars(count, 1), bars(90, 2))


def write_digits(folder: Path, training: Digits, test: Digits) -> Path:
    """Make such a folder of any digits."""
    folder.mkdir(parents=True)
    for name, content in {
        TRAINING_IMAGES: training.images.reshape(-1, 28, 28),
        TRAINING_LABELS: training.labels,
        TEST_IMAGES: test.images.reshape(-1, 28, 28),
        TEST_LABELS: test.labels,
    }.items():
        (folder / name).write_bytes(header(content.shape) + content.tobytes())
    return folder
