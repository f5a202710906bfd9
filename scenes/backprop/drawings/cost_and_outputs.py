"""What was tried for one image, and what it costs then, and what two of its outputs are."""

from collections.abc import Sequence

from scenes.backprop.drawings.few_figures import FewFigures
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import note, words


def cost_and_outputs(
    digits: Sequence[int], titles: Sequence[str], found: Sequence[Sequence[float]]
) -> FewFigures:
    """Return a table of what was tried.

    Parameters
    ----------
    digits
        Of the two outputs, the one first that should be bright.
    titles
        What was tried: messages.
    found
        The cost and both outputs, once a title.
    """
    look, (right, other) = theme(), digits
    heads = [
        note("cost", look.wrong, room=1.6),
        words("{digit}", colour=look.accent, digit=right),
        words("{digit}", digit=other),
    ]
    colours = (look.wrong, look.accent, look.words)
    rows = [
        (title, [Numeral(x, colour=each) for x, each in zip(values, colours, strict=True)])
        for title, values in zip(titles, found, strict=True)
    ]
    return FewFigures(heads, rows)
