"""The landscape of lecture 2: what networks cost on a plane through the training's path."""

from typing import Any

import numpy as np

from network.measured.cost_plane import CostPlane
from network.questions.downhill import Downhill
from page.packing import floats
from page.subject import Subject

#: How long the first step from the random start would like to be, as a share of the map's side,
#: and how many steps are tried to find a step size that never leads up: as in the film.
FIRST, STEPS = 0.11, 400


def landscape(subject: Subject) -> dict[str, Any]:
    """Return the map, and the training's path on it; empty, if the training wasn't recorded.

    ``left``, ``bottom``, ``wide`` and ``high`` say where its rims are, in units of weights;
    ``cost`` is row by row from the bottom. ``trained`` is what the trained network costs, ``rate``
    a step size that leads down from the random start.
    """
    plane = subject.land
    if plane is None:
        return {}
    rows, columns = plane.cost.shape
    return {
        "rows": rows,
        "columns": columns,
        "left": float(plane.across[0]),
        "bottom": float(plane.upward[0]),
        "wide": float(np.ptp(plane.across)),
        "high": float(np.ptp(plane.upward)),
        "cost": floats(plane.cost),
        "path": floats(plane.path),
        "trained": float(plane.plane_cost[-1]),
        "rate": good_rate(plane),
    }


def good_rate(plane: CostPlane) -> float:
    """Return a step size with which no step from the random start leads up.

    Where the land is level at the start, there is none; then it is one that moves by the map's
    side for a slope of 1.
    """
    side = float(np.ptp(plane.across))
    return Downhill(plane).walk(plane.path[0], STEPS, FIRST * side).rate or side
