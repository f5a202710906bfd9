"""The last two steps of a network with one neuron a layer, as a tree of what hangs on what."""

from collections.abc import Mapping, Sequence

from scenes.calculus.drawings.dependency_tree import DependencyTree, Quantity

#: Symbols of the last step, in the order in which it is calculated; and of the step before it.
LAST = ("w^((L))", "a^((L-1))", "b^((L))", "z^((L))", "a^((L))", "y", "C_0")
EARLIER = ("w^((L-1))", "a^((L-2))", "b^((L-1))", "z^((L-1))")

#: What hangs on what: the second of each pair on the first.
LINKS = (
    *((each, "z^((L-1))") for each in EARLIER[:3]),
    ("z^((L-1))", "a^((L-1))"),
    *((each, "z^((L))") for each in LAST[:3]),
    ("z^((L))", "a^((L))"),
    ("a^((L))", "C_0"),
    ("y", "C_0"),
)

#: x of the columns of the last step, and of two; y of the middle row, and how far others are off.
FOUR, SIX = (-4.5, -1.5, 1.5, 4.5), (-6.0, -3.6, -1.2, 1.2, 3.6, 6.0)
MIDDLE, OFF = -0.9, 1.35

#: How far number lines reach on both sides: of sums from 0, of weights and biases from where they
#: are.
REACH = 3


def chain_tree(values: Mapping[str, float]) -> DependencyTree:
    """Return the tree of the last two steps; names are the symbols.

    The last step has the room for itself, the step before it stands where it will when there is
    room for both: see :func:`spread`.

    Parameters
    ----------
    values
        What the symbols stand for.
    """
    places = {**spread(SIX), **spread(FOUR)}
    here = {name: _quantity(name, place, values[name]) for name, place in places.items()}
    return DependencyTree(here, LINKS)


def spread(
    columns: Sequence[float], middle: float = MIDDLE, off: float = OFF
) -> dict[str, tuple[float, float]]:
    """Return where each symbol is, if columns are at these x: four for the last step, six for two.

    Parameters
    ----------
    columns
        From left to right.
    middle
        y of the middle row.
    off
        How far the other rows are from it.
    """
    *earlier, start, total, activation, cost = columns
    rows = (middle + off, middle, middle - off)
    places = {name: (start, y) for name, y in zip(LAST[:3], rows, strict=True)}
    places |= {LAST[3]: (total, middle), LAST[4]: (activation, middle)}
    places |= {LAST[5]: (activation, rows[2]), LAST[6]: (cost, middle)}
    if earlier:
        places |= {name: (earlier[0], y) for name, y in zip(EARLIER[:3], rows, strict=True)}
        places[EARLIER[3]] = earlier[1], middle
    return places


def _quantity(symbol: str, place: tuple[float, float], value: float) -> Quantity:
    if symbol[0] in "yaC":
        return Quantity(symbol, place, 0, 1, value, 0 if symbol == "y" else 2)
    middle = 0 if symbol[0] == "z" else round(value)
    return Quantity(symbol, place, middle - REACH, middle + REACH, value)
