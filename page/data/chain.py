"""The smallest network of lecture 4, one neuron a layer, and an image for it."""

from typing import Any

from network.questions.chain import example
from page.packing import ink_of
from page.subject import Subject


def chain(subject: Subject) -> dict[str, Any]:
    """Return weights, biases, and what is read: the ink of a 0 that leaves the chain in doubt.

    ``ink`` is the mean of its pixels; ``picture`` is that image, 28 x 28 bytes, of our own
    handwriting.
    """
    chosen = example(subject.chain.mlp, subject.digits.digits)
    return {
        "w": list(chosen.reading.w),
        "b": list(chosen.reading.b),
        "ink": chosen.reading.ink,
        "wanted": chosen.reading.wanted,
        "picture": ink_of(chosen.pixels),
    }
