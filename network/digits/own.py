"""Our own handwriting as a data set, drawn once and kept in the cache."""

import hashlib
import inspect
import logging
from contextlib import suppress

import numpy as np
import PIL
import scipy

from network.digits.digits import Digits, Split
from network.digits.mnist import cache_folder
from network.files.atomic import replacing
from network.files.errors import InputError
from network.handwriting import framing, glyphs, pen

HANDWRITING_COUNTS = (50_000, 10_000, 10_000)
"""Own digits to train on, to validate and to test: as many as MNIST has."""

OWN_NAME = "our own handwriting"

log = logging.getLogger(__name__)


def own_digits(count: int, seed: int) -> Digits:
    """Return digits of our own handwriting; a set drawn before comes from the cache.

    Parameters
    ----------
    count
        How many, at least 1. Drawing takes a millisecond or two for each.
    seed
        From 0 up: another number, other digits.

    Raises
    ------
    ValueError
        If a number is too small.
    """
    name = f"{OWN_NAME} (seed {seed})"
    path = cache_folder() / f"handwriting-{count}-{seed}.npz"
    # A damaged archive can fail in every way there is; all that matters is that it is no use.
    with suppress(Exception), np.load(path, allow_pickle=False) as stored:
        if stored["drawn_by"] == _drawn_by() and len(stored["labels"]) == count:
            return Digits(stored["images"], stored["labels"], name)
    log.info("drawing %d digits", count)
    images, labels = pen.draw(count, seed)
    with suppress(InputError), replacing(path) as file:  # a cache is a help, never a must
        np.savez_compressed(file, images=images, labels=labels, drawn_by=_drawn_by())
    return Digits(images, labels, name)


def own_split(counts: tuple[int, int, int] = HANDWRITING_COUNTS, seed: int = 0) -> Split:
    """Return digits of our own handwriting in three parts that share none.

    Parameters
    ----------
    counts
        How many to train on, to validate and to test, each at least 1.
    seed
        From 0 up; the parts are drawn with the seeds 3 * seed, 3 * seed + 1 and 3 * seed + 2.

    Raises
    ------
    ValueError
        If a number is too small.
    """
    train, validation, test = map(own_digits, counts, own_seeds(seed))
    return Split(train, validation, test, OWN_NAME)


def own_seeds(seed: int) -> tuple[int, int, int]:
    """Return the seeds of the three parts that a seed stands for."""
    return 3 * seed, 3 * seed + 1, 3 * seed + 2


def _drawn_by() -> str:
    """Return a fingerprint of all that has a say in how digits turn out."""
    digest = hashlib.sha256()
    for module in (pen, glyphs, framing):
        digest.update(inspect.getsource(module).encode())
    for library in (np, scipy, PIL):
        digest.update(library.__version__.encode())
    return digest.hexdigest()
