"""What several ways of reading get right, one below the other."""

from collections.abc import Sequence

from manim import LEFT, RIGHT, VGroup

from scenes.mobjects.writing.words import Words, words

#: Half the width, from one line of writing to the next, and from the last to the remark.
HALF, LINE, REMARK = 3.6, 0.55, 0.88

#: How wide a title may be.
ROOM = 5.4


class SharesRead(VGroup):
    """Titles at the left, shares at the right, and a remark below that says of what.

    Parameters
    ----------
    shares
        (title, share) from above to below; titles are messages, shares 0 to 1.
    remark
        What it is about.
    top
        Baseline of the first line.

    Attributes
    ----------
    rows
        Title and share of each.
    remark
        What was given.
    """

    def __init__(self, shares: Sequence[tuple[str, float]], remark: Words, top: float) -> None:
        self.rows = VGroup()
        for number, (title, share) in enumerate(shares):
            name = words(title, room=ROOM).stand_at(-HALF, top - number * LINE, LEFT)
            told = words("{share:.1%}", share=share).stand_at(HALF, top - number * LINE, RIGHT)
            self.rows.add(VGroup(name, told))
        self.remark = remark.stand_at(0, top - (len(shares) - 1) * LINE - REMARK)
        super().__init__(self.rows, self.remark)
