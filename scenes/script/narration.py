"""Sentences with numbers in them: how they are put together, and how long they take to read."""

import string
from typing import Any

import numpy as np

#: Characters of narration a viewer reads in a second, besides looking at the picture.
READING_SPEED = 17

#: Seconds a line needs before the first word is read.
READING_START = 0.5


class Sentence(string.Formatter):
    """Puts values into the named fields of a message, numbers as they are typeset.

    Messages are in Python's format notation: ``"{parameters:,} weights and biases"``. Derived
    classes write numbers as another language does.
    """

    def put(self, message: str, values: dict[str, Any]) -> str:
        """Return the message with its fields filled.

        Raises
        ------
        KeyError
            If there is no value for a field.
        """
        return self.vformat(message, (), values)

    def format_field(self, value: Any, spec: str) -> str:
        """Return a value as text."""
        text = super().format_field(value, spec)
        return self.number(text) if isinstance(value, int | float) else text

    def number(self, text: str) -> str:
        """Return a number as it is written, from how Python writes it."""
        return text.replace("-", "\N{MINUS SIGN}")


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values with numpy's numbers turned to Python's, which can be stored as JSON."""
    return {
        name: value.item() if isinstance(value, np.generic) else value
        for name, value in values.items()
    }


def reading_time(text: str) -> float:
    """Return how many seconds a viewer needs for a line of narration."""
    return READING_START + len(text) / READING_SPEED
