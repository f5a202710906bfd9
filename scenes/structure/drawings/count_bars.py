"""Counts to compare: one bar each, all on one scale."""

from collections.abc import Collection, Sequence

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    DashedLine,
    FadeIn,
    GrowFromEdge,
    Rectangle,
    VGroup,
)

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message

#: From a remark up to the heading above it.
ABOVE = 0.38


class CountBars(VGroup):
    """Bars as long as counts, from the top; a name in front of each, count and remark behind.

    Parameters
    ----------
    names
        What was counted, one text a bar.
    counts
        How many, at least one of them above 0.
    remarks
        What there is to say about each.
    heading
        What was counted, above the bars.
    stressed
        Which bars have the accent's colour.
    length
        Of the longest bar, scene units.
    gap
        From one bar's middle to the next one's.

    Attributes
    ----------
    counts
        How long the bars are, in what was counted.
    names, bars, figures, remarks
        Its parts, each from the top. Bars begin at x = 0 of the group as it is built.
    heading
        See above.
    limit
        A line down from where the first bar ends, to compare the others with.
    """

    def __init__(
        self,
        names: Sequence[str],
        counts: Sequence[int],
        remarks: Sequence[str],
        heading: str,
        stressed: Collection[int] = (),
        length: float = 6.0,
        gap: float = 0.47,
    ) -> None:
        look = theme()
        self.counts = tuple(map(int, counts))
        self.names, self.bars, self.figures, self.remarks = (VGroup() for _ in range(4))
        base = -words("H", look.note).height / 2
        for row, (name, count, remark) in enumerate(zip(names, self.counts, remarks, strict=True)):
            colour = look.accent if row in stressed else look.quiet
            bar = Rectangle(
                width=length * count / max(self.counts),
                height=0.55 * gap,
                fill_color=colour,
                fill_opacity=0.9,
                stroke_width=0,
            )
            bar.move_to(row * gap * DOWN, aligned_edge=LEFT)
            texts = (
                words(name, look.note).next_to(bar, LEFT, buff=0.25),
                note("{count:,}", colour, count=count).next_to(bar, RIGHT, buff=0.2),
                note(remark, colour),
            )
            texts[2].move_to([length + 1.1, 0, 0], aligned_edge=LEFT)
            for text in texts:
                text.shift((base - row * gap - text.baseline) * -DOWN)
            self.bars.add(bar)
            for part, text in zip((self.names, self.figures, self.remarks), texts, strict=True):
                part.add(text)
        self.heading = note(heading, look.words).stand_at(0, 0.83 * gap, LEFT)
        end = self.bars[0].get_corner(UP + RIGHT)
        below = [end[0], self.bars[-1].get_bottom()[1], 0]
        self.limit = DashedLine(end, below, color=look.accent, stroke_width=2)
        parts = self.names, self.bars, self.figures, self.remarks
        super().__init__(*parts, self.heading, self.limit)

    def row(self, place: int) -> VGroup:
        """Return everything that belongs to one bar."""
        parts = (self.names, self.bars, self.figures, self.remarks)
        return VGroup(*(part[place] for part in parts))

    def grow(self, place: int) -> Animation:
        """Return the animation in which a bar grows to its length, and its texts appear."""
        name, bar, figure, remark = self.row(place)
        return AnimationGroup(FadeIn(name), GrowFromEdge(bar, LEFT), FadeIn(figure, remark))


class FarAndNear(CountBars):
    """In how many pixels a digit differs from the farthest of its kind, and the nearest of others.

    Parameters
    ----------
    label
        Of the digit.
    others
        Labels of the other kinds.
    counts
        Of the farthest of its own kind, then of the nearest of the others.
    asked
        Among how many digits these were looked for.
    only_clear
        Whether digits that the network misreads were left out.

    Attributes
    ----------
    which
        A remark on what was left out; without one, if nothing was.
    """

    def __init__(
        self, label: int, others: Sequence[int], counts: Sequence[int], asked: int, only_clear: bool
    ) -> None:
        names = [message("{a} and {b}", a=label, b=other) for other in (label, *others)]
        remarks = [message("the farthest {digit}", digit=label)]
        remarks += [message("the nearest {digit}", digit=other) for other in others]
        heading = message(
            "pixels lit in only one of the two, out of the first {asked:,} digits", asked=asked
        )
        super().__init__(names, counts, remarks, heading, stressed=[0])
        self.which = VGroup()
        if only_clear:
            told = note("only clear ones: our network reads them correctly", theme().words)
            self.which.add(told.stand_at(0, self.heading.baseline, LEFT))
            self.heading.shift(ABOVE * -DOWN)
        self.add(self.which)
