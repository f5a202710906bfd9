"""What comes with the page's script: some at once, the rest when a figure asks for it."""

from collections.abc import Callable
from typing import Any

from page.data.chain import chain
from page.data.landscape import landscape
from page.data.network import network, samples
from page.data.practice import practice
from page.data.training import training
from page.data.trial_digits import trial_digits
from page.subject import Subject

#: Makes a table that JSON can hold.
Maker = Callable[[Subject], dict[str, Any]]

#: In the script itself: what the first view needs.
AT_ONCE: dict[str, Maker] = {
    "network": network,
    "samples": samples,
}

#: Each in a script of its own, ``data-<name>.js``, which ``lesson.later(name)`` brings.
LATER: dict[str, Maker] = {
    "chain": chain,
    "landscape": landscape,
    "practice": practice,
    "training": training,
    "trial_digits": trial_digits,
}
