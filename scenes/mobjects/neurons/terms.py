"""What made a neuron light up: its largest terms, and what became of the sum."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, BackgroundRectangle, Line, Mobject, Square, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.words import Words, note, row_of_words, words
from scenes.script.catalogue import Message, message

#: Drawn over neurons and edges.
ABOVE_ALL = 5

#: Texts near others keep this space, scene units.
CLEAR = 0.15


class LargestTerms(VGroup):
    """Pixels framed in the colour of what they contribute, each linked to that number.

    Parameters
    ----------
    centres
        Middles of the framed pixels, shape (n, 2), scene units.
    side
        Width of a pixel.
    terms
        Weight times activation of each, shape (n,).
    at
        Middle of the row of numbers, (x, y).
    gap
        From number to number.
    """

    def __init__(
        self,
        centres: NDArray[np.floating],
        side: float,
        terms: NDArray[np.floating],
        at: tuple[float, float],
        gap: float,
    ) -> None:
        super().__init__()
        look = theme()
        order = np.argsort(centres[:, 0])  # so that no two lines cross
        xs = at[0] + gap * (np.arange(len(terms)) - (len(terms) - 1) / 2)
        for x, index in zip(xs, order, strict=True):
            colour = look.positive if terms[index] > 0 else look.negative
            frame = Square(1.3 * side, color=colour, stroke_width=4).move_to([*centres[index], 0])
            number = words(signed(terms[index]), look.label, colour).move_to([x, at[1], 0])
            top = number.get_top() + 0.12 * np.array([0, 1, 0])
            line = Line(frame.get_bottom(), top, color=colour, stroke_width=2)
            self.add(VGroup(frame, line, number))


class SumOfTerms(VGroup):
    """A neuron's sum, its bias and what they give, one below the other, on a calm ground.

    Parameters
    ----------
    total
        Sum of weights times activations.
    bias, activation
        The neuron's.
    """

    def __init__(self, total: float, bias: float, activation: float) -> None:
        look = theme()
        rows = (
            (message("sum"), signed(total), look.words),
            (message("bias"), signed(bias), look.words),
            (message("gives"), message("{value:.2f}", value=activation), look.accent),
        )
        texts = VGroup()
        for name, value, colour in rows:
            pair = (note(name), note(value, colour))
            texts.add(row_of_words(*pair))
        texts.arrange(DOWN, buff=0.22, aligned_edge=LEFT)
        ground = BackgroundRectangle(texts, color=look.stage, fill_opacity=0.85, buff=0.12)
        super().__init__(ground, texts)
        self.set_z_index(ABOVE_ALL)

    def stand_beside(
        self, mark: Mobject, after: Sequence[Mobject], rims: tuple[float, float]
    ) -> Self:
        """Stand at the right of a neuron's ring, or, if there is little room, at its left.

        Parameters
        ----------
        mark
            The ring.
        after
            The next column, if there is one.
        rims
            Heights to stay away from: of what is below, and of what is above.
        """
        room = after[0].get_left()[0] - mark.get_right()[0] if after else 0
        self.next_to(mark, RIGHT if room > self.width + 2 * CLEAR else LEFT, buff=0.2)
        low = rims[0] + CLEAR - self.get_bottom()[1]
        high = rims[1] - CLEAR - self.get_top()[1]
        return self.shift((max(0, low) + min(0, high)) * UP)


class NeuronTag(VGroup):
    """A ring around a neuron, and what is to be said of it, below the layers.

    Parameters
    ----------
    layers
        First the one that it is in, then those that the text must stand below, too.
    neuron
        Which one to ring.
    text
        What :func:`~scenes.mobjects.writing.words.words` returned.

    Attributes
    ----------
    ring, text
        Its parts.
    """

    def __init__(self, layers: Sequence[NeuronLayer], neuron: int, text: Words) -> None:
        self.ring = ring(layers[0].neuron(neuron))
        below = [layers[0].get_x(), min(each.get_bottom()[1] for each in layers), 0]
        self.text = text.set_color(theme().accent).next_to(below, DOWN, buff=0.25)
        super().__init__(self.ring, self.text)
        self.set_z_index(ABOVE_ALL)


def signed(value: float) -> Message:
    """Return a number to two decimals with its sign, to be written."""
    return message("{value:+.2f}", value=value)
