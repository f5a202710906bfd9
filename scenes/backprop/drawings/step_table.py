"""Ways to learn below one another: how many steps each has taken, and at what cost it is."""

from typing import Self

import numpy as np
from manim import LEFT, RIGHT, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import Message, message

#: From line to line; where steps end and where the cost has its decimal mark, from the left.
LINE, STEPS, COST = 0.72, 3.75, 4.75

#: Room for a name, and for the heads of the columns.
ROOM, HEAD = 2.7, 1.3


class StepLine(VGroup):
    """One way to learn: its name, its steps and its cost.

    Parameters
    ----------
    name
        What it is called.
    colour
        Of all.

    Attributes
    ----------
    steps, cost
        The numbers.
    """

    def __init__(self, name: Message, colour: str) -> None:
        self.steps, self.cost = Numeral(0, 0, colour=colour, commas=True), Numeral(0, colour=colour)
        named = note(name, colour, room=ROOM).stand_at(0, 0, LEFT)
        self.steps.move_point_to(STEPS * RIGHT)
        self.cost.move_point_to(COST * RIGHT)
        super().__init__(named, self.steps, self.cost)

    def set_values(self, steps: float, cost: float) -> Self:
        """Show other numbers."""
        self.steps.set_value(int(steps))
        self.cost.set_value(cost)
        return self


class StepTable(VGroup):
    """Lines with names, below two heads.

    Parameters
    ----------
    at
        Shape (2,): where the first name begins, on its baseline.
    named
        Name and colour of each line.

    Attributes
    ----------
    heads, lines
        Its parts.
    """

    def __init__(self, at: NDArray[np.floating], *named: tuple[Message, str]) -> None:
        heads = note(message("steps"), room=HEAD), note(message("cost"), theme().wrong, room=HEAD)
        heads[0].stand_at(STEPS, LINE, RIGHT)
        heads[1].stand_at(COST + 0.15, LINE)
        self.heads = VGroup(*heads)
        self.lines = VGroup(*(StepLine(*each) for each in named))
        for k, line in enumerate(self.lines):
            line.shift([0, -k * LINE, 0])
        super().__init__(self.heads, *self.lines)
        self.shift([*at, 0])
