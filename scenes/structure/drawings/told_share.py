"""A share as a large number, between what it is of and how it was found."""

from manim import DOWN, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import headline, note, words


class ToldShare(VGroup):
    """A share, 0 to 1, in percent; above it what it is, below it how it was found."""

    def __init__(self, share: float, what: str, how: str) -> None:
        look = theme()
        figure = headline("{share:.0%}", look.accent, share=share)
        super().__init__(words(what), figure, note(how, look.words))
        self.arrange(DOWN, buff=0.3)
