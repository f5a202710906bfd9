"""What the two colours mean."""

from manim import RIGHT, UP, Line, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, row_of_words


class SignLegend(VGroup):
    """A short line of each sign's colour with its meaning."""

    def __init__(self, positive: str, negative: str) -> None:
        look = theme()
        super().__init__(
            *(
                row_of_words(
                    Line([0, 0, 0], [0.4, 0, 0], color=colour, stroke_width=4),
                    note(meaning),
                    buff=0.15,
                )
                for colour, meaning in ((look.positive, positive), (look.negative, negative))
            )
        )
        self.arrange(RIGHT, buff=0.5)
        # Letters that reach below the line must not lift the word that has them.
        for pair in self[1:]:
            pair.shift((self[0][1].baseline - pair[1].baseline) * UP)
