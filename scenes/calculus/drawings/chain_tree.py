"""The last steps of a network with one neuron a layer, as a tree of what depends on what."""

from collections.abc import Callable

from scenes.calculus.drawings.dependency_tree import DependencyTree, Quantity

#: x of the columns of one step and of two; y of the middle row, and how far the others are off.
ONE_STEP, TWO_STEPS = (-4.5, -1.5, 1.5, 4.5), (-5.2, -2.92, -0.64, 1.64, 3.92, 6.2)
MIDDLE, OFF = -1.3, 1.3

#: How far number lines reach on both sides: of sums from 0, of weights and biases from where they
#: are.
REACH = 3


def layer_mark(before: int) -> str:
    """Return how the layer is written that is so many before the last one, in two brackets."""
    return f"((L-{before}))" if before else "((L))"


def symbol_of(kind: str, before: int) -> str:
    """Return the symbol of a kind of number, so many layers before the last one."""
    return f"{kind}^{layer_mark(before)}"


def chain_tree(held: Callable[[str, int], float], steps: int) -> DependencyTree:
    """Return the tree of the last steps; names are a kind and how many layers before the last.

    Parameters
    ----------
    held
        Gives the number of a kind, so many layers before the last one: ``held("w", 0)``. Kinds are
        w, b, z and a, and at the end y and C.
    steps
        1 or 2.
    """
    columns = {1: ONE_STEP, 2: TWO_STEPS}[steps]
    places, links = _laid(steps, columns)
    here = {
        f"{kind}{before}": _quantity(kind, before, place, held(kind, before))
        for (kind, before), place in places.items()
    }
    return DependencyTree(here, links)


def _laid(
    steps: int, columns: tuple[float, ...]
) -> tuple[dict[tuple[str, int], tuple[float, float]], list[tuple[str, str]]]:
    """Return where each quantity is, and what is linked."""
    places, links = {}, []
    for before in range(steps):
        start, middle = columns[-4 - 2 * before], columns[-3 - 2 * before]
        places["w", before] = start, MIDDLE + OFF
        places["b", before] = start, MIDDLE - OFF
        places["a", before + 1] = start, MIDDLE
        places["z", before] = middle, MIDDLE
        links += [(each, f"z{before}") for each in (f"w{before}", f"b{before}", f"a{before + 1}")]
        links.append((f"z{before}", f"a{before}"))
    places["a", 0], places["C", 0] = (columns[-2], MIDDLE), (columns[-1], MIDDLE)
    places["y", 0] = columns[-2], MIDDLE - OFF
    return places, [*links, ("a0", "C0"), ("y0", "C0")]


def _quantity(kind: str, before: int, place: tuple[float, float], value: float) -> Quantity:
    if kind in "yaC":
        symbol = {"y": "y", "C": "C_0"}.get(kind, symbol_of(kind, before))
        return Quantity(symbol, place, 0, 1, value, 0 if kind == "y" else 2)
    middle = 0 if kind == "z" else round(value)
    return Quantity(symbol_of(kind, before), place, middle - REACH, middle + REACH, value)
