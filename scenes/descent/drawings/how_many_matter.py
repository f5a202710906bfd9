"""How many entries of a vector are large, how many small: a table that adds up."""

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, Line, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words

#: Left ends of the kinds' names and of what they mean, right end of their counts; row height.
NAMES, MEANINGS, COUNTS, PITCH = 0.0, 1.75, 6.3, 0.62

#: Room for a name and for a meaning.
NAME, MEANING = 1.6, 3.4


class HowManyMatter(VGroup):
    """A table: how many entries are of each kind, and how many there are.

    Parameters
    ----------
    kinds
        (name, meaning, colour, count) of each; names and meanings are messages.

    Attributes
    ----------
    rows
        One a kind: its name, its meaning and its count.
    total
        A line, and below it the sum of all counts.
    """

    def __init__(self, kinds: Sequence[tuple[str, str, str, int]]) -> None:
        look = theme()
        self.rows = VGroup()
        for k, (name, meaning, colour, count) in enumerate(kinds):
            base = -k * PITCH
            self.rows.add(
                VGroup(
                    words(name, look.note, colour, room=NAME).stand_at(NAMES, base, LEFT),
                    note(meaning, room=MEANING).stand_at(MEANINGS, base, LEFT),
                    note("{count:,}", colour, count=count).stand_at(COUNTS, base, RIGHT),
                )
            )
        base = -len(kinds) * PITCH
        line = Line([COUNTS - 1.3, 0, 0], [COUNTS, 0, 0], color=look.quiet, stroke_width=2)
        line.shift((base + 0.62 * PITCH) * -DOWN)
        everything = sum(count for *_, count in kinds)
        total = note("{count:,}", look.words, count=everything).stand_at(COUNTS, base, RIGHT)
        self.total = VGroup(line, total)
        super().__init__(self.rows, self.total)
