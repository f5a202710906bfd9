"""The average cost as a large number that may change in every frame."""

from typing import Self

from manim import DOWN, RIGHT, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note, words

#: From the name to the number, and from there to what it is of.
BESIDE, BELOW = 0.25, 0.25


class AverageCost(VGroup):
    """What examples cost on average, with what it is of below.

    Parameters
    ----------
    cost
        Three digits behind the decimal mark are shown.
    of
        A message: "of 5,000 MNIST training images".

    Attributes
    ----------
    name, value, of
        Its parts.
    """

    def __init__(self, cost: float, of: str) -> None:
        look = theme()
        self.name = words("average cost", look.label, look.wrong, room=3.4)
        self.value = Figures("{cost:.3f}", look.headline, look.wrong, cost=cost)
        self.value.anchor_at([BESIDE, 0, 0])
        self.name.stand_at(0, 0, RIGHT)
        self.of = note(of, room=6).next_to(VGroup(self.name, self.value), DOWN, buff=BELOW)
        super().__init__(self.name, self.value, self.of)

    def set_cost(self, cost: float) -> Self:
        """Write another cost."""
        self.value.set_text("{cost:.3f}", cost=cost)
        return self
