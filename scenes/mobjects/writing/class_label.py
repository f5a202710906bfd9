"""What a class is called, written where there is room for a digit, or for little more."""

from functools import cache

from scenes.look.theme import theme
from scenes.mobjects.writing.words import ROOM, Words, words
from scenes.script.classes import all_names, class_name, have_names

#: How small a name may become, as a share of its size, before it is cut short.
LEAST = 0.6

#: Letters of a name that are left at least, before the dots.
LETTERS = 2


def label_of(
    label: int, size: float | None = None, colour: str | None = None, room: float = ROOM
) -> Words:
    """Return the digit of a class, or its name if classes have names, centred.

    Parameters
    ----------
    label
        The class.
    size, colour
        As for :func:`~scenes.mobjects.writing.words.words`.
    room
        How wide it may be, scene units. If one of the names is wider, all get smaller alike; where
        that isn't enough, the end is left out.
    """
    if not have_names():
        return words("{digit}", size, colour, digit=label)
    name, size = class_name(label), size or theme().label
    small = size * max(LEAST, min(1.0, room / _widest(all_names(), size)))
    made, letters = _written(name, small, colour), len(name)
    while made.width > room * 1.001 and letters > LETTERS:
        letters = max(LETTERS, min(letters - 1, int(letters * room / made.width)))
        made = _written(f"{name[:letters].rstrip()}…", small, colour)
    return made


def extra_room(size: float | None = None, most: float = ROOM) -> float:
    """Return how much wider the longest name is than a digit, scene units; 0 if there are none.

    Parameters
    ----------
    size
        Of the names, in points.
    most
        The room that each of them will have at most.
    """
    if not have_names():
        return 0.0
    widest = max(label_of(label, size, room=most).width for label in range(10))
    return max(0.0, widest - words("0", size).width)


@cache
def _widest(names: tuple[str, ...], size: float) -> float:
    """Return how wide the longest of some names is."""
    return max(_written(name, size, None).width for name in names)


def _written(name: str, size: float, colour: str | None) -> Words:
    return words("{digit}", size, colour, digit=name)
