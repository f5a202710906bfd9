"""Digits on which a network is tried while one of its neurons is turned."""

from typing import Any

from network.digits.sources import own_digits
from page.packing import deflated
from page.subject import Subject

#: How many of our own handwriting, and the seed that draws them: nothing is trained on that one.
TRIAL_DIGITS, TRIAL_SEED = 500, 31


def trial_digits(subject: Subject) -> dict[str, Any]:
    """Return their images, 784 bytes each, deflated, and their labels."""
    if subject.network.classes:
        digits = subject.digits.digits[-TRIAL_DIGITS:]
    else:
        digits = own_digits(TRIAL_DIGITS, TRIAL_SEED)
    return {"images": deflated(digits.images), "labels": digits.labels.tolist()}
