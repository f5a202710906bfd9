"""What the fillings of bars mean."""

from collections.abc import Sequence

from manim import UP, Square, VGroup

from scenes.mobjects.writing.words import note, row_of_words


class Swatches(VGroup):
    """Small squares in a row, filled as bars are, each with its meaning.

    Parameters
    ----------
    meanings
        (text, colour, opacity of the filling) of each.
    """

    def __init__(self, meanings: Sequence[tuple[str, str, float]]) -> None:
        super().__init__(
            *(
                row_of_words(
                    Square(0.24, color=colour, stroke_width=2, fill_opacity=opacity),
                    note(text),
                )
                for text, colour, opacity in meanings
            )
        )
        self.arrange(buff=0.6)
        # Letters that reach below the line must not lift the word that has them.
        for pair in self[1:]:
            pair.shift((self[0][1].baseline - pair[1].baseline) * UP)
