"""What colours and brightness mean in a network that shows slopes."""

from collections.abc import Sequence

from manim import LEFT, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import message


def slope_legend(
    full: float, steepest: float, x: float, lines: Sequence[float], room: float
) -> VGroup:
    """Return what its colours mean, and which slopes are as bright as can be.

    Parameters
    ----------
    full, steepest
        The slope along a weight whose edge is as bright as can be, and that along a bias.
    x, lines
        Left end and baselines of what is written.
    room
        For each line, scene units.
    """
    look = theme()
    told = (
        note(message("the cost rises with it"), look.positive, room),
        note(message("the cost falls with it"), look.negative, room),
        note("edges, by weight: up to {most:.2f}", room=room, most=full),
        note("neurons, by bias: up to {most:.2f}", room=room, most=steepest),
    )
    return VGroup(*(each.stand_at(x, y, LEFT) for each, y in zip(told, lines, strict=False)))
