"""Shares that are read correctly, an upright bar for each number of pixels that digits moved."""

from collections.abc import Sequence

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    DashedLine,
    GrowFromEdge,
    Line,
    Rectangle,
    VGroup,
)

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words

#: Width and height of the room for bars, and a bar's share of its room.
WIDTH, HEIGHT, FILLED = 4.0, 2.9, 0.55


class SharesWhenMoved(VGroup):
    """An upright bar for each share; below it after how many pixels, and a line for guessing.

    The middle of the line that bars stand on is where the group's origin was.

    Parameters
    ----------
    shares
        After 0, 1, 2 ... pixels, 0 to 1.
    guessing
        What guessing would give.

    Attributes
    ----------
    bars, figures, shifts
        One each; ``base`` is what bars stand on.
    guess
        The line, and what it means.
    """

    def __init__(self, shares: Sequence[float], guessing: float) -> None:
        look, pitch = theme(), WIDTH / len(shares)
        self.base = Line(ORIGIN_LEFT, -ORIGIN_LEFT, color=look.quiet, stroke_width=2)
        self.bars, self.figures, self.shifts = VGroup(), VGroup(), VGroup()
        for k, share in enumerate(shares):
            x, last = -WIDTH / 2 + (k + 0.5) * pitch, k == len(shares) - 1
            colour = look.accent if last else look.words
            bar = Rectangle(width=FILLED * pitch, height=max(HEIGHT * share, 0.01), stroke_width=0)
            bar.set_fill(colour, 0.85 if last else 0.4).move_to([x, 0, 0], aligned_edge=DOWN)
            self.bars.add(bar)
            self.figures.add(words("{share:.0%}", colour=colour, share=share))
            self.figures[-1].stand_at(x, bar.get_top()[1] + 0.14)
            self.shifts.add(note(str(k)).stand_at(x, -0.4))
        height = HEIGHT * guessing * UP
        self.guess = VGroup(
            DashedLine(ORIGIN_LEFT + height, height - ORIGIN_LEFT, color=look.words),
            note("guessing", room=1.5).next_to(height - ORIGIN_LEFT, RIGHT, buff=0.15),
        )
        self.moved_by = note("moved sideways by so many pixels", room=1.3 * WIDTH)
        self.moved_by.stand_at(0, -0.85)
        super().__init__(self.base, self.bars, self.figures, self.shifts, self.guess, self.moved_by)

    def grow(self, k: int) -> Animation:
        """Return the animation in which a bar grows."""
        return GrowFromEdge(self.bars[k], DOWN)


#: The left end of what bars stand on.
ORIGIN_LEFT = WIDTH / 2 * LEFT
