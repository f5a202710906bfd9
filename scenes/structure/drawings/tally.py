"""Two sums that count up while their terms join them: a network's weights and its biases."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, Dot, FadeIn, Mobject, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import formula, row_of_words, words
from scenes.script.catalogue import message

#: Baselines of the two sums, where their names and their terms begin, and room for the terms.
ROWS, NAMES, TERMS, ROOM = (-2.5, -3.2), -5.3, -3.5, 6.2

#: Space between the terms and the equals sign, and between them and the end of the sum.
TO_EQUALS, TO_COUNT = 0.4, 2.2


class Tally(VGroup):
    """How many weights and biases there are, as sums of one term a step; nothing is counted yet.

    Parameters
    ----------
    shapes
        Of the weights of every step: (neurons, inputs).

    Attributes
    ----------
    names
        What is counted, with the mark of a bias.
    terms
        Of the weights and of the biases: a group for each step, with the sign before it.
    equals
        What stands before the counts.
    counters
        The counts.
    """

    def __init__(self, shapes: Sequence[tuple[int, int]]) -> None:
        look = theme()
        self.terms = VGroup(
            terms([f"{inputs} times {neurons}" for neurons, inputs in shapes], ROWS[0]),
            terms([f"{neurons}" for neurons, _ in shapes], ROWS[1]),
        )
        end = self.terms[0].get_right()[0]
        self.names, self.counters, self.equals = VGroup(), VGroup(), VGroup()
        for text, y in zip((message("weights"), message("biases")), ROWS, strict=True):
            self.names.add(words(text, colour=look.quiet).stand_at(NAMES, y, LEFT))
            counter = Numeral(0, 0, look.headline, commas=True)
            self.counters.add(counter.move_point_to(np.array([end + TO_COUNT, y, 0])))
            self.equals.add(formula("=").stand_at(end + TO_EQUALS, y))
        mark = Dot(radius=0.08, color=look.accent)
        self.names.add(mark.next_to(self.names[1], LEFT, buff=0.2))
        super().__init__(self.names, self.terms, self.equals, self.counters)

    def count(self, *numbers: int) -> list:
        """Return the animations in which the two sums count on."""
        pairs = zip(self.counters, numbers, strict=True)
        return [counter.animate.set_value(number) for counter, number in pairs]

    def join(self, step: int, *sources: Mobject) -> list:
        """Return the animations in which a step's terms join the sums, each from its source."""
        return [
            FadeIn(row[step], target_position=source.get_center())
            for row, source in zip(self.terms, sources, strict=True)
        ]


def terms(sources: list[str], height: float) -> VGroup:
    """Return the terms of a sum, in Typst's notation, side by side at that height."""
    made = [part for each in sources for part in (formula("+"), formula(each))]
    row = row_of_words(*made[1:])
    row.scale(min(1, ROOM / row.width))
    row.shift([TERMS - row.get_left()[0], height - row[0].baseline, 0])
    return VGroup(row[:1], *(row[k : k + 2] for k in range(1, len(row), 2)))
