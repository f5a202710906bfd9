"""How many of some things are of one kind and how many of the other, held against a share."""

from collections.abc import Sequence

from manim import DOWN, LEFT, UP, DashedLine, Rectangle, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words

#: Width and height of the whole bar; how far the mark sticks out.
WIDTH, HEIGHT, OUT = 9.0, 0.7, 0.3


class SplitBar(VGroup):
    """A bar in two parts, each with its count and name below, and a mark above.

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
    share
        Where the mark is: what the first kind's share is to be held against, 0 to 1.
    mark
        What is written there.

    Attributes
    ----------
    title, bars, names, mark, source
        Its parts.
    """

    def __init__(
        self,
        title: str,
        names: Sequence[str],
        counts: tuple[int, int],
        source: str,
        share: float,
        mark: str,
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
        top, foot = ([WIDTH * (share - 0.5), y, 0] for y in (HEIGHT / 2 + OUT, -HEIGHT / 2))
        line = DashedLine(top, foot, color=look.words, stroke_width=3)
        self.mark = VGroup(line, note(mark, look.words).next_to(line, UP, buff=0.1))
        self.title = words(title).next_to(self.mark, UP, buff=0.4).set_x(0)
        self.source = note(source, look.words).next_to(self.bars, DOWN, buff=1.2)
        super().__init__(self.title, self.bars, self.names, self.mark, self.source)
        self.shift(-self.get_center()[1] * UP)
