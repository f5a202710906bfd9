"""What colours mean: marks in a row, each with its meaning."""

from collections.abc import Sequence

from manim import Line, Mobject, Square, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, row_of_words


class Legend(VGroup):
    """Marks in a row, each with its meaning; all meanings stand on one line.

    Parameters
    ----------
    marks
        (mark, meaning) of each; meanings are messages.
    near, apart
        From a mark to its meaning, and from there to the next mark, scene units.
    """

    def __init__(
        self, marks: Sequence[tuple[Mobject, str]], near: float = 0.2, apart: float = 0.6
    ) -> None:
        super().__init__(*(row_of_words(mark, note(text), buff=near) for mark, text in marks))
        self.arrange(buff=apart)
        # Letters that reach below the line must not lift the word that has them.
        for pair in self[1:]:
            pair.shift([0, self[0][1].baseline - pair[1].baseline, 0])


class SignLegend(Legend):
    """A short line of each sign's colour with its meaning."""

    def __init__(self, positive: str, negative: str) -> None:
        look = theme()
        meanings = ((look.positive, positive), (look.negative, negative))
        lines = [
            (Line([0, 0, 0], [0.4, 0, 0], color=colour, stroke_width=4), meaning)
            for colour, meaning in meanings
        ]
        super().__init__(lines, near=0.15, apart=0.5)


class Swatches(Legend):
    """Small squares in a row, filled as bars are, each with its meaning.

    Parameters
    ----------
    meanings
        (text, colour, opacity of the filling) of each.
    """

    def __init__(self, meanings: Sequence[tuple[str, str, float]]) -> None:
        super().__init__(
            [
                (Square(0.24, color=colour, stroke_width=2, fill_opacity=opacity), text)
                for text, colour, opacity in meanings
            ]
        )
