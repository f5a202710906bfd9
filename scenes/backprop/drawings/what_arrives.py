"""How much of the gradient arrives in each layer, on a scale of powers of ten: a dot a start."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, DashedLine, Dot, Mobject, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.words import note, words
from scenes.script.message import Message, message

Array = NDArray[np.floating]

#: The lowest power of ten on the scale, and how far it reaches beyond it and above 1.
LOWEST, BELOW, ABOVE = -4, 0.35, 0.25

#: Radius of a dot; how far the dots of one kind are spread to the sides, as a share of a layer's
#: room.
RADIUS, SPREAD = 0.045, 0.3

#: At which layer the name of a dashed line stands.
NAMED = 1.5

#: From a row of the table to the next; from its mark to its name, and to the end of its figure.
PITCH, NAME, FIGURE = 0.62, 0.25, 4.0


class WhatArrives(VGroup):
    """One column a layer, level with the layers of a network above it.

    Parameters
    ----------
    layers
        How many hidden layers there are.
    left, right
        x of the first hidden layer's column and of the outputs'.
    height
        Of the room for dots, scene units.

    Attributes
    ----------
    chart
        The scale: x counts layers from 1, the outputs last; y is the power of ten.
    """

    def __init__(self, layers: int, left: float, right: float, height: float) -> None:
        pitch = (right - left) / layers
        marks: dict[float, str] = {float(k): str(k) for k in range(1, layers + 1)}
        marks[float(layers + 1)] = message("outputs")
        powers = {float(power): _power(power) for power in range(LOWEST, 1)}
        self.chart = Chart(
            (0.5, layers + 1.5),
            (LOWEST - BELOW, ABOVE),
            (layers + 1) * pitch,
            height,
            marks,
            powers,
        )
        self.chart.shift((left + right) / 2 * RIGHT)
        super().__init__(self.chart)

    def dots(self, shares: Array, colour: str, aside: float = 0.0, hollow: bool = False) -> VGroup:
        """Return a dot for every start and layer: groups by layer, the first hidden one first.

        Parameters
        ----------
        shares
            Of what arrives at the outputs: shape (starts, layers), above 0. If there are fewer
            layers than columns, they are the last ones.
        colour
            Of the dots.
        aside
            How far to the right of the middle of their column, as a share of a layer's room.
        hollow
            Whether they are rings.
        """
        starts, layers = shares.shape
        columns = np.arange(layers) + self.chart.across.high - 0.5 - (layers - 1)
        spread = SPREAD * (np.linspace(-0.5, 0.5, starts) if starts > 1 else np.zeros(1))
        style = {"fill_opacity": 0.0 if hollow else 1.0, "stroke_width": 2 if hollow else 0}
        return VGroup(
            *(
                VGroup(
                    *(
                        Dot(place, RADIUS, color=colour, **style)
                        for place in self.chart.place(column + aside + spread, np.log10(row))
                    )
                )
                for column, row in zip(columns, shares.T, strict=True)
            )
        )

    def falling(self, factor: float, name: Message) -> VGroup:
        """Return a dashed line that falls by a factor from layer to layer, and its name."""
        last, colour = self.chart.across.high - 0.5, theme().words
        ends = np.array([1.0, last])
        low, high = self.chart.place(ends, (last - ends) * np.log10(factor))
        line = DashedLine(low, high, color=colour, stroke_width=2.5, stroke_opacity=0.8)
        # Above the line, and midway between two lines of the grid.
        height = np.floor((last - NAMED) * np.log10(factor)) + 1.5
        return VGroup(line, note(name, colour).move_to(self.chart.place(NAMED, height)))


class ShareTable(VGroup):
    """What arrives at the first layer, kind by kind: a mark, a name, and the share.

    Parameters
    ----------
    rows
        (mark, name, colour, share) of each.
    """

    def __init__(self, rows: Sequence[tuple[Mobject, Message, str, float]]) -> None:
        super().__init__()
        for place, (mark, name, colour, share) in enumerate(rows):
            y = -PITCH * place
            text = note(name, colour, room=FIGURE - NAME - 1.2).stand_at(NAME, y, LEFT)
            figure = words("{share}", theme().note, colour, share=shown_share(share))
            figure.stand_at(FIGURE, y, RIGHT)
            mark.move_to([0, y + 0.1, 0])
            self.add(VGroup(mark, text, figure))


def shown_share(share: float) -> Message:
    """Return a share to two digits, as far as three decimals of a percent will do."""
    if share >= 0.0995:
        return message("{share:.0%}", share=share)
    if share >= 0.00995:
        return message("{share:.1%}", share=share)
    if share >= 0.000995:
        return message("{share:.2%}", share=share)
    return message("{share:.3%}", share=share)


def _power(power: int) -> Message:
    """Return ten to a power as a percentage, with no digit too many."""
    texts = {-3: message("{share:.1%}", share=1e-3), -4: message("{share:.2%}", share=1e-4)}
    return texts.get(power) or message("{share:.0%}", share=10.0**power)
