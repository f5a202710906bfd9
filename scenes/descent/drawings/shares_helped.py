"""Of some examples, how many a step made cheaper: a bar, with what it is of."""

from manim import DOWN, LEFT, RIGHT, Rectangle, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note

#: Length and height of the whole bar, and the distance of texts.
LENGTH, HEIGHT, AWAY = 5.6, 0.42, 0.2


class ShareHelped(VGroup):
    """A bar, filled as far as examples got cheaper; the rest is a mistake's colour.

    Parameters
    ----------
    when
        What stands above it.
    count, helped
        How many examples there are, and how many of them got cheaper.

    Attributes
    ----------
    when, bars, told
        Its parts: ``told`` is how many got cheaper, below the bar.
    """

    def __init__(self, when: str, count: int, helped: int) -> None:
        look = theme()
        self.bars = VGroup()
        for part, colour, opacity in (
            (helped, look.accent, 0.9),
            (count - helped, look.wrong, 0.6),
        ):
            bar = Rectangle(width=LENGTH * part / count, height=HEIGHT, stroke_width=0)
            if part:
                self.bars.add(bar.set_fill(colour, opacity))
        self.bars.arrange(RIGHT, buff=0).center()
        self.when = note(when, room=1.15 * LENGTH)
        self.when.next_to(self.bars, -DOWN, buff=AWAY).align_to(self.bars, LEFT)
        self.told = note(
            "{helped:,} of {count:,} cost less",
            look.accent,
            1.15 * LENGTH,
            helped=helped,
            count=count,
        )
        self.told.next_to(self.bars, DOWN, buff=AWAY).align_to(self.bars, LEFT)
        super().__init__(self.when, self.bars, self.told)
