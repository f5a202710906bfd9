"""One edge of a network, drawn so that it is seen among all others."""

import numpy as np
from manim import Line, VGroup

from scenes.mobjects.neurons.diagram import Network
from scenes.mobjects.neurons.ring import ring


def picked_edge(network: Network, step: int, to: int, before: int, colour: str) -> VGroup:
    """Return a line over an edge, and a ring around the neuron it leads to.

    Parameters
    ----------
    network
        Where the edge is.
    step, to, before
        Its weight is ``matrices[step][to, before]``.
    colour
        Of both.
    """
    centres = [network.picture.pixel_centres(), *(layer.centres() for layer in network.layers)]
    ends = [np.array([*point, 0]) for point in (centres[step][before], centres[step + 1][to])]
    line = Line(*ends, color=colour, stroke_width=6)
    return VGroup(line, ring(network.layers[step].neurons[to], colour=colour)).set_z_index(1.5)
