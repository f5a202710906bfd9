"""What smaller and smaller nudges really do, line by line, above what was calculated."""

from collections.abc import Sequence

from manim import LEFT, RIGHT, Line, VGroup

from scenes.calculus.drawings.agreeing import quieten, shared_start
from scenes.calculus.drawings.slope_product import quotient
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral, written
from scenes.mobjects.writing.words import Words, note
from scenes.script.catalogue import written as put

#: From one line to the next, scene units; from the titles to the first line.
PITCH, FIRST = 0.42, 0.62

#: Decimal marks of the nudges; right ends of the ratios, and of how far these are off.
NUDGE, RATIO, OFF = 0.25, 3.7, 5.8

#: Room of the first title and of the product's name.
ROOM = 2.1

#: Digits behind the decimal mark: of the ratios, and of how far they are off, at most.
DECIMALS, FINEST = 7, 8


class NudgeTable(VGroup):
    """Nudges, the ratios of changes they really give, and how far these are from a product.

    The digits in which a ratio agrees with the product are bright. The product stands below all.

    Parameters
    ----------
    nudges
        Shape (n,): 1, 0.1, 0.01 and so on.
    ratios, off
        Shape (n,) both; how far off is a share.
    product
        What was calculated.
    path
        Symbols: what is nudged, and what changes in the end.
    titles
        Of nudges, of how far ratios are off, and of the product: messages.

    Attributes
    ----------
    titles
        Above the columns.
    rows
        Nudge, ratio, and how far it is off, for each nudge.
    product
        Its name and its number, below a line.
    agreeing
        How many characters of each ratio agree with the product, from the left.
    """

    def __init__(
        self,
        nudges: Sequence[float],
        ratios: Sequence[float],
        off: Sequence[float],
        product: float,
        path: tuple[str, str],
        titles: tuple[str, str, str],
    ) -> None:
        look = theme()
        bottom = -FIRST - PITCH * len(nudges)
        number = _ratio(product).stand_at(RATIO, bottom - 0.08, RIGHT)
        self.product = VGroup(
            Line(
                [0, bottom + 0.27, 0], [RATIO, bottom + 0.27, 0], color=look.quiet, stroke_width=2
            ),
            note(titles[2], room=ROOM).stand_at(0, bottom - 0.08, LEFT),
            number,
        )
        self.titles = VGroup(
            note(titles[0], room=ROOM).stand_at(0, 0, LEFT),
            SymbolFormula(quotient(path[1], path[0], "Delta"), 30).move_to([RATIO - 0.6, 0.1, 0]),
            note(titles[1], room=ROOM).stand_at(OFF, 0, RIGHT),
        )
        self.rows, self.agreeing = VGroup(), []
        for k, (nudge, ratio, share) in enumerate(zip(nudges, ratios, off, strict=True)):
            y, told = -FIRST - PITCH * k, _ratio(ratio)
            self.agreeing.append(shared_start(told, number))
            quieten(told, self.agreeing[-1])
            self.rows.add(
                VGroup(
                    Numeral(nudge, k, look.note).move_point_to([NUDGE, y, 0]),
                    told.stand_at(RATIO, y, RIGHT),
                    _share(share).stand_at(OFF, y, RIGHT),
                )
            )
        super().__init__(self.titles, self.rows, self.product)


def _ratio(value: float) -> Words:
    """Return a ratio, all its digits bright."""
    return note("{number}", theme().words, number=written(value, DECIMALS))


def _share(share: float) -> Words:
    """Return a share in percent, with two digits that aren't leading zeros."""
    decimals = 0
    while share and decimals < FINEST and 100 * share < 9.5 / 10**decimals:
        decimals += 1
    told = put(f"{{share:.{decimals}%}}", share=share)
    return note("{number}", theme().words, number=told)
