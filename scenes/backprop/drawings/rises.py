"""How far an output rises, in several ways: each a bar from 0 to 1, with what was there before."""

from typing import Self

import numpy as np
from manim import LEFT, Line, Rectangle, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import note, row_of_words, words

#: Length of a bar of 1 and its thickness; from one way to the next, and from a bar's middle up to
#: the baseline of its title, scene units.
UNIT, THICK, PITCH, TITLE = 4.2, 0.3, 1.35, 0.42

#: From a bar's end to the numbers beside it, and how wide a title may be.
BESIDE, TITLE_ROOM = 0.3, 6.2


class Rises(VGroup):
    """Ways to raise an output, one below the other; bars begin at x = 0.

    Parameters
    ----------
    titles
        What is done, one a way: messages.
    before
        What the output holds before anything is done, 0 to 1.

    Attributes
    ----------
    titles
        What is written over the bars.
    rooms
        Faint bars of length 1, in which as much is filled as the output held before.
    gains
        What came to that, or went.
    numbers
        Before and after; the latter can change.
    """

    def __init__(self, titles: list[str], before: float) -> None:
        look = theme()
        self.before, self.after = before, [before] * len(titles)
        self.titles, self.rooms, self.gains, self.numbers = (VGroup() for _ in range(4))
        for step, title in enumerate(titles):
            y = -PITCH * step
            written = words(title, colour=look.words, room=TITLE_ROOM)
            self.titles.add(written.stand_at(0, y + TITLE, LEFT))
            size = {"height": THICK, "stroke_width": 0}
            room = Rectangle(width=UNIT, fill_color=look.outline, fill_opacity=0.12, **size)
            had = Rectangle(width=UNIT * before, fill_color=look.outline, fill_opacity=0.55, **size)
            mark = Line([0, -0.7 * THICK, 0], [0, 0.7 * THICK, 0], color=look.words)
            mark.set_stroke(width=2).move_to([UNIT * before, y, 0])
            for part in (room, had):
                part.move_to([0, y, 0], LEFT)
            self.rooms.add(VGroup(room, had))
            gain = Rectangle(width=1, fill_color=look.accent, fill_opacity=1, **size)
            self.gains.add(VGroup(gain.move_to([0, y, 0]), mark))
            told = row_of_words(
                words("{value:.2f}", look.label, look.words, value=before), note("→"), buff=0.18
            )
            told.shift([UNIT + BESIDE - told.get_left()[0], y - told[0].get_y(), 0])
            after = Numeral(before, 2, look.label, look.accent)
            place = told.get_right()[0] + 0.18 + after.point[0] - after.get_left()[0]
            self.numbers.add(VGroup(told, after.move_point_to(np.array([place, 0, 0]))))
            after.shift([0, told[0].baseline - after.point[1], 0])
            self.set_after(step, before)
        super().__init__(self.titles, self.rooms, self.gains, self.numbers)

    def set_after(self, way: int, value: float) -> Self:
        """Say how far the output has come in one way; cheap enough for every frame."""
        self.after[way] = value
        room, (gain, _) = self.rooms[way][0], self.gains[way]
        left, bottom = room.get_left()[0], room.get_bottom()[1]
        low, high = (left + UNIT * each for each in sorted((self.before, value)))
        top = bottom + THICK
        corners = [(low, bottom), (high, bottom), (high, top), (low, top), (low, bottom)]
        gain.set_points_as_corners([(*corner, 0) for corner in corners])
        self.numbers[way][1].set_value(value)
        return self

    def way(self, which: int) -> VGroup:
        """Return the bar of one way and its numbers, without the title."""
        return VGroup(self.rooms[which], self.gains[which], self.numbers[which])
