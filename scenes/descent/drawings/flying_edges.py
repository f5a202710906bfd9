"""Edges of a network on their way into a column of all its numbers."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.strength import edge_strength, largest_but_few
from scenes.mobjects.formulas.parameter_column import ParameterColumn
from scenes.mobjects.formulas.vectors import Column
from scenes.mobjects.neurons.diagram import Network

#: So many edges of each step are seen on their way.
FLYING = 80

#: How far marks stay away from brackets, and how visible they are.
INSIDE, VISIBLE = 0.1, 0.25


def flying_edges(
    network: Network,
    matrices: Sequence[NDArray[np.floating]],
    names: ParameterColumn,
    column: Column,
) -> tuple[VGroup, VGroup]:
    """Return some edges, evenly chosen, and as many marks at their places in a column.

    Parameters
    ----------
    network
        Where the edges are.
    matrices
        What they stand for, one a step, shapes (n[k+1], n[k]): sign gives the colour.
    names
        Tells how high in the column an entry's place is.
    column
        Where they go: beside the names, or further to the right.
    """
    places = [network.picture.pixel_centres(), *(layer.centres() for layer in network.layers)]
    left, right = (column.brackets.get_edge_center(side)[0] for side in (LEFT, RIGHT))
    edges, marks, first = VGroup(), VGroup(), 0
    for starts, ends, matrix in zip(places, places[1:], matrices, strict=False):
        strengths = edge_strength(matrix, largest_but_few(matrix)).ravel()
        for index in np.linspace(0, matrix.size - 1, FLYING).astype(int).tolist():
            to, start = divmod(index, matrix.shape[1])
            height, strength = names.height_of(first + index), float(strengths[index])
            edge = _line(starts[start], ends[to], strength)
            edges.add(edge.set_stroke(opacity=abs(strength)))
            mark = _line((left + INSIDE, height), (right - INSIDE, height), strength)
            marks.add(mark.set_stroke(opacity=VISIBLE))
        first += matrix.size
    return edges.set_z_index(1), marks


def _line(start: Sequence[float], end: Sequence[float], strength: float) -> Line:
    look = theme()
    colour = look.positive if strength > 0 else look.negative
    return Line([*start, 0], [*end, 0], color=colour, stroke_width=2)
