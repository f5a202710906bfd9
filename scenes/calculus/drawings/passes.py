"""How many times numbers go through a network, in two ways to the same slopes."""

from typing import Self

from manim import LEFT, RIGHT, Rectangle, VGroup

from scenes.look.places import LEFT_RIM, RIGHT_RIM
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import words

#: Height of a bar, from a title's line of writing to the bar's middle, and from row to row.
THICK, DROP, ROW = 0.24, 0.36, 1.15


class Passes(VGroup):
    """Two counts as titles, numbers and bars to the same scale.

    Parameters
    ----------
    titles
        Two messages.
    counts
        Two whole numbers; the first is the larger one.
    baseline
        Of the first title.

    Attributes
    ----------
    rows
        Title, number and bar, twice.
    """

    def __init__(self, titles: tuple[str, str], counts: tuple[int, int], baseline: float) -> None:
        look = theme()
        self.counts, self.unit = counts, (RIGHT_RIM - LEFT_RIM) / max(counts)
        self.rows = VGroup()
        for row, (title, colour) in enumerate(zip(titles, (look.wrong, look.accent), strict=True)):
            y = baseline - row * ROW
            named = words(title, room=9.8).stand_at(LEFT_RIM, y, LEFT)
            number = Figures("{count:,}", look.label, colour, RIGHT, count=0)
            number.anchor_at([RIGHT_RIM, y, 0])
            bar = Rectangle(width=1, height=THICK, stroke_width=0, fill_color=colour)
            bar.set_fill(opacity=1).move_to([0, y - DROP, 0])
            self.rows.add(VGroup(named, number, bar))
        super().__init__(self.rows)
        self.set_share(0, 0).set_share(1, 0)

    def set_share(self, row: int, share: float) -> Self:
        """Count a share of a row; cheap enough for every frame."""
        count = round(share * self.counts[row])
        _, number, bar = self.rows[row]
        number.set_text("{count:,}", count=count)
        y, right = bar.get_y(), LEFT_RIM + max(count * self.unit, 1e-4)
        corners = ((right, 1), (LEFT_RIM, 1), (LEFT_RIM, -1), (right, -1))
        bar.set_points_as_corners(
            [(x, y + side * THICK / 2, 0) for x, side in (*corners, corners[0])]
        )
        return self
