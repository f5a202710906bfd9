"""Pictures that a neuron is tried on, hung below a chart of its sums."""

from collections.abc import Mapping, Sequence

import numpy as np
from manim import DOWN, RIGHT, Group, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import note
from scenes.script.message import Message

#: From the line down to where strings begin, to the pictures and to their names.
BELOW_MARKS, PICTURES, NAMES = 0.52, 1.4, 2.22

#: Size of the pictures; from one's middle to the next one's at least; how far out they may be.
SIZE, APART, REACH = 1.0, 2.2, (-6.1, 5.3)


class TriedOn(Group):
    """Pictures in the order of their sums, each with its name and a string to its sum.

    Pictures whose sums are nearly the same stand beside each other nevertheless.

    Parameters
    ----------
    pictures
        By what they are, shape (rows, columns) each, 0 to 1.
    sums
        Of each.
    line
        The number line of sums.

    Attributes
    ----------
    cards
        For each, its string, picture and name.
    """

    def __init__(
        self,
        pictures: Mapping[Message, NDArray[np.floating]],
        sums: Sequence[float],
        line: NumberLine,
    ) -> None:
        look, height = theme(), line.line.get_y()
        feet = line.place(sums) + BELOW_MARKS * DOWN
        places = spread_out(feet[:, 0], APART, *REACH)
        self.cards = []
        for (name, values), foot, x in zip(pictures.items(), feet, places, strict=True):
            picture = PixelGrid(values, SIZE).move_to([x, height - PICTURES, 0])
            string = Line(foot, picture.get_top(), color=look.quiet, stroke_width=1.5)
            self.cards.append(Group(string, picture, note(name).stand_at(x, height - NAMES)))
        super().__init__(*self.cards)

    def values(self, held: Sequence[float]) -> VGroup:
        """Return what the neuron makes of each, to stand beside the pictures."""
        look, told = theme(), VGroup()
        for (_, picture, _), value in zip(self.cards, held, strict=True):
            number = Numeral(value, 2, look.label, look.firing)
            told.add(number.next_to(picture, RIGHT, buff=0.1))
        return told


def spread_out(
    places: NDArray[np.floating], apart: float, low: float, high: float
) -> NDArray[np.float64]:
    """Return places in the same order, at least ``apart``, as close to the given as can be.

    Parameters
    ----------
    places
        Shape (n,).
    apart
        What two neighbours keep between them.
    low, high
        Where the first and the last one may be; wide enough for all.
    """
    order = np.argsort(places, kind="stable")
    steps = apart * np.arange(len(places))
    wanted = np.asarray(places, float)[order] - steps
    count = len(wanted)
    # The rising sequence that is closest to what is wanted (isotonic regression): each is the
    # largest, over where a block of neighbours may begin, of the least mean that it may end with.
    rising = [
        max(min(wanted[j : k + 1].mean() for k in range(i, count)) for j in range(i + 1))
        for i in range(count)
    ]
    made = np.empty(count)
    made[order] = np.clip(rising, low, high - apart * (count - 1)) + steps
    return made
