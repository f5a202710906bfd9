"""Papers to read on: when, what they are called, who wrote them, and where they are."""

from manim import LEFT, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words

#: From a paper's year to its title, and from the title's line down to that of the authors.
BESIDE, DOWN_TO = 1.35, 0.52


class Paper(VGroup):
    """A paper in two lines, its year in front of them.

    Parameters
    ----------
    year
        When it was first published.
    title, authors, place
        As they are called; names are the same in all languages.
    """

    def __init__(self, year: int, title: str, authors: str, place: str) -> None:
        look = theme()
        when = words("{year}", look.label, look.accent, year=year).stand_at(0, 0, LEFT)
        room = 13.3 - BESIDE
        called = words("{title}", title=title, room=room).stand_at(BESIDE, 0, LEFT)
        by = note("{authors}  ·  {place}", authors=authors, place=place, room=room)
        super().__init__(when, called, by.stand_at(BESIDE, -DOWN_TO, LEFT))
