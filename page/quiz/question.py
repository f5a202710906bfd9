"""A question with answers to choose from, of which one is right."""

import zlib
from dataclasses import dataclass, replace

import numpy as np

from scenes.script.message import Message


@dataclass(frozen=True)
class Question:
    """A question, its answers, and why the right one is right; all texts are messages.

    Attributes
    ----------
    text
        The question.
    answers
        To choose from, all different.
    reason
        What is told once somebody has chosen.
    right
        The place of the right one among the answers.
    part
        The section of the lesson that it is about.
    """

    text: Message
    answers: tuple[Message, ...]
    reason: Message
    right: int = 0
    part: str = ""

    def shuffled(self, part: str, number: int) -> "Question":
        """Return it with its answers in an order of chance, which is always the same.

        Parameters
        ----------
        part, number
            Which question it is: its place in the lesson, and among those of that place.
        """
        seed = zlib.crc32(f"{part} {number}".encode())
        order = np.random.default_rng(seed).permutation(len(self.answers)).tolist()
        return replace(
            self,
            answers=tuple(self.answers[k] for k in order),
            right=order.index(self.right),
            part=part,
        )


def apart(*values: float, places: int) -> bool:
    """Return whether numbers are still different when they are written with so many places."""
    return len({f"{each:.{places}f}" for each in values}) == len(values)
