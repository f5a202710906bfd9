"""Where we are: a section's title, its number, and how far the lecture has come."""

from manim import DOWN, LEFT, Rectangle, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words

#: A section's mark on the way through the lecture, and the space to the next one.
MARK, BETWEEN = (0.3, 0.055), 0.08

#: The left and upper rim of what stands in a corner.
RIM, TOP = 6.75, 3.72


class Way(VGroup):
    """A row of marks, one a section: those behind us, the one we are in, those to come.

    Parameters
    ----------
    index, count
        The section, from 0, and how many there are.
    """

    def __init__(self, index: int, count: int) -> None:
        look = theme()
        marks = [Rectangle(height=MARK[1], width=MARK[0], stroke_width=0) for _ in range(count)]
        super().__init__(*marks)
        self.arrange(buff=BETWEEN)
        for each, mark in enumerate(marks):
            colour = look.accent if each == index else look.quiet
            mark.set_fill(colour, 1 if each == index else 0.75 if each < index else 0.25)


class TitleCard(VGroup):
    """A section's title in the middle of the frame.

    Parameters
    ----------
    lecture
        The lecture's title.
    number, title
        The section's.
    index, count
        Its place among the lecture's sections.
    """

    def __init__(self, lecture: str, number: str, title: str, index: int, count: int) -> None:
        look = theme()
        super().__init__(
            note("{lecture}  ·  {number}", lecture=lecture, number=number),
            words(title, 1.5 * look.headline),
            Way(index, count),
        )
        self.arrange(DOWN, buff=0.42)


class CornerTitle(VGroup):
    """A section's title in the upper left corner, above a picture that stays.

    Parameters
    ----------
    number, title
        The section's.
    """

    def __init__(self, number: str, title: str) -> None:
        look = theme()
        super().__init__(note("{number}", number=number), words(title, look.label))
        self.arrange(buff=0.25)
        self[0].shift((self[1].baseline - self[0].baseline) * -DOWN)
        self.move_to([-RIM, TOP, 0], aligned_edge=LEFT)
