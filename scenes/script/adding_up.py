"""Numbers that are shown next to each other add up as they are shown."""

from collections.abc import Sequence

import numpy as np


def rounded_to_add_up(
    parts: Sequence[float], decimals: int, total: float | None = None
) -> list[float]:
    """Return numbers rounded so that, as written, they add up to their rounded sum.

    Rounded each for itself, 9.955 - 10.811 = -0.856 would read 9.96 - 10.81 = -0.86. Where that
    happens, what is closest to the middle between two ways of rounding goes the other way
    (the method of the largest remainder, as seats in a parliament are shared out).

    Parameters
    ----------
    parts
        What is added.
    decimals
        With how many they are shown.
    total
        What is shown as their sum, if that is known from elsewhere.
    """
    unit = 10.0**decimals
    exact = unit * np.asarray(parts, float)
    rounded = np.array([round(unit * round(float(part), decimals)) for part in parts], float)
    wanted = round(unit * round(float(sum(parts) if total is None else total), decimals))
    missing = int(wanted - rounded.sum())
    closest = np.argsort(np.sign(missing) * (rounded - exact), kind="stable")
    rounded[closest[: abs(missing)]] += np.sign(missing)
    return [float(round(each / unit, decimals)) for each in rounded]
