"""How many of some things are of one kind and how many of the other, measured against a half."""

from collections.abc import Sequence

from manim import DOWN, LEFT, UP, DashedLine, Rectangle, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words

#: Width and height of the whole bar; how far the mark of one half sticks out.
WIDTH, HEIGHT, OUT = 9.0, 0.7, 0.3


class SplitBar(VGroup):
    """A bar in two parts, each with its count and name below, and a mark at one half above.

    Parameters
    ----------
    title
        What all of them are.
    names
        Of the two kinds.
    counts
        How many of each, at least 1 together.
    source
        Where they were counted.

    Attributes
    ----------
    title, bars, names, half, source
        Its parts.
    """

    def __init__(
        self, title: str, names: Sequence[str], counts: tuple[int, int], source: str
    ) -> None:
        look = theme()
        colours, opacities = (look.accent, look.quiet), (0.9, 0.6)
        self.bars, self.names = VGroup(), VGroup()
        for colour, opacity, count in zip(colours, opacities, counts, strict=True):
            width = WIDTH * count / sum(counts)
            bar = Rectangle(width=width, height=HEIGHT, stroke_width=0)
            self.bars.add(bar.set_fill(colour, opacity))
        self.bars.arrange(buff=0).move_to([0, 0, 0])
        ends = zip(names, counts, colours, (LEFT, -LEFT), strict=True)
        for name, count, colour, side in ends:
            text = words("{count:,} {name}", look.label, colour, count=count, name=name)
            self.names.add(text.next_to(self.bars, DOWN, buff=0.25).align_to(self.bars, side))
        self.names[1].stand_beside(self.names[0])
        middle = (HEIGHT / 2 + OUT) * UP
        mark = DashedLine(middle, -HEIGHT / 2 * UP, color=look.words, stroke_width=3)
        self.half = VGroup(mark, note("one half", look.words).next_to(mark, UP, buff=0.1))
        self.title = words(title).next_to(self.half, UP, buff=0.4)
        self.source = note(source, look.words).next_to(self.bars, DOWN, buff=1.2)
        super().__init__(self.title, self.bars, self.names, self.half, self.source)
        self.center()
