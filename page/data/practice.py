"""Handwriting that a network can learn from in the browser, and be tested on."""

from typing import Any

import numpy as np

from network.training.recipe import BY_ACTIVATION, Recipe
from page.packing import bytes_of, deflated
from page.subject import Subject

#: The first so many of the page's digits are to be tested on, among them those that it offers to
#: be read; all others are to learn from.
UNSEEN = 400

#: Shades of ink: fewer than in the digits themselves, which would take twice the room.
SHADES = 16


def practice(subject: Subject) -> dict[str, Any]:
    """Return digits of our own handwriting, and settings that fit an activation.

    ``images`` are 28 x 28 each, 0 to ``shades`` - 1; the first ``unseen`` are never learned from.
    """
    digits = subject.digits.digits
    ink = np.rint(digits.images * ((SHADES - 1) / 255)).astype(np.uint8)
    return {
        "unseen": UNSEEN,
        "shades": SHADES,
        "images": deflated(ink),
        "labels": bytes_of(digits.labels.astype(np.uint8)),
        "rates": BY_ACTIVATION["rate"],
        "gains": BY_ACTIVATION["gain"],
        "batch": Recipe().batch,
    }
