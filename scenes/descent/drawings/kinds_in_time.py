"""Kinds of networks in the order in which they became known."""

from collections.abc import Collection, Sequence
from typing import Self

from manim import RIGHT, Arrow, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note

#: From one kind's middle to the next one's, room for its name, and from an arrow to a name.
PITCH, ROOM, AWAY = 3.55, 2.7, 0.2

#: From the middle line of names down to the baseline of years.
BELOW = 0.82


class KindsInTime(VGroup):
    """Names in a row, arrows between them, and a year below each.

    Parameters
    ----------
    names
        Of two lines at most, the oldest first.
    years
        When each became known.

    Attributes
    ----------
    names, years, arrows
        Its parts.
    """

    def __init__(self, names: Sequence[str], years: Sequence[int]) -> None:
        places = [PITCH * (k - (len(names) - 1) / 2) for k in range(len(names))]
        self.names = VGroup(
            *(
                note(name, room=ROOM).move_to([x, 0, 0])
                for name, x in zip(names, places, strict=True)
            )
        )
        self.years = VGroup(
            *(note(str(year)).stand_at(x, -BELOW) for year, x in zip(years, places, strict=True))
        )
        self.arrows = VGroup()
        for before, after in zip(self.names, self.names[1:], strict=False):
            ends = before.get_right()[0] + AWAY, after.get_left()[0] - AWAY
            middle, half = sum(ends) / 2, min(0.35, (ends[1] - ends[0]) / 2)
            self.arrows.add(
                Arrow(
                    (middle - half) * RIGHT,
                    (middle + half) * RIGHT,
                    buff=0,
                    stroke_width=3,
                    color=theme().quiet,
                    max_tip_length_to_length_ratio=0.35,
                )
            )
        super().__init__(self.names, self.years, self.arrows)

    def light(self, lit: Collection[int]) -> Self:
        """Give these names the accent's colour, and make all others quiet; can be animated."""
        look = theme()
        for k, (name, year) in enumerate(zip(self.names, self.years, strict=True)):
            VGroup(name, year).set_color(look.accent if k in lit else look.quiet)
        return self

    def kind(self, k: int) -> VGroup:
        """Return one kind: the arrow that leads to it, if any, its name and its year."""
        return VGroup(*self.arrows[max(k - 1, 0) : k], self.names[k], self.years[k])
