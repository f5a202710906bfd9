"""One weight, changed a little; what that does to a cost."""

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import formula, note, row_of_words, words
from scenes.script.catalogue import written

#: Digits behind the decimal mark; between parts of a line and between lines.
DECIMALS, BETWEEN, LEADING = 6, 0.25, 0.24


class Nudge(VGroup):
    """A weight's entry of the negative gradient, and the cost before and after a nudge.

    The difference is that of the costs as they are written.

    Parameters
    ----------
    index
        Of the weight among all parameters.
    entry
        Its number in the negative gradient.
    told
        What is done to it: a message.
    costs
        Before and after.
    colour
        Of its name and of the difference.

    Attributes
    ----------
    head, told, costs, change
        Lines: the weight's name with its entry, what is done, both costs, their difference.
    difference
        What is written as their difference.
    """

    def __init__(
        self, index: int, entry: float, told: str, costs: tuple[float, float], colour: str
    ) -> None:
        look = theme()
        name = written("{number:,}", number=index)
        self.head = row_of_words(
            formula(f'w_"{name}"', look.label, colour),
            note("entry"),
            words("{value:+.6f}", look.note, look.words, value=entry),
            buff=BETWEEN,
        )
        self.told = note(told, look.words, room=5.6)
        before, after = (round(cost, DECIMALS) for cost in costs)
        self.difference = round(after - before, DECIMALS)
        self.costs = row_of_words(
            words("{value:.6f}", look.note, look.wrong, value=before),
            note("→"),
            words("{value:.6f}", look.note, look.wrong, value=after),
            buff=BETWEEN,
        )
        self.change = words("{value:+.6f}", look.note, colour, value=self.difference)
        super().__init__(self.head, self.told, self.costs)
        self.arrange(DOWN, buff=LEADING, aligned_edge=LEFT)
        self.add(self.change.next_to(self.costs, RIGHT, buff=2 * BETWEEN))
        self.change.stand_beside(self.costs[0])
