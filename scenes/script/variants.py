"""A line, or a name, chosen by what the network does."""

from typing import TypeVar

from scenes.script.catalogue import Message, message

Line = TypeVar("Line", bound=str)


def choose(*cases: tuple[bool, Line], otherwise: Line) -> Line:
    """Return the line of the first case that holds, or else the usual one.

    Lines stand in the source as texts, so that whoever collects them for translators, and the
    tests, find every variant.

    Parameters
    ----------
    cases
        (whether it holds, its line), the most special one first.
    otherwise
        What is said if none holds: the usual case.
    """
    return next((line for holds, line in cases if holds), otherwise)


def squish_name(activation: str) -> Message:
    """Return what an activation function is called, to be written."""
    return {
        "sigmoid": message("sigmoid"),
        "relu": message("ReLU"),
        "tanh": message("tanh"),
        "softmax": message("softmax"),
    }[activation]
