"""A formula, and the slope that comes out of it: below it, made of its own parts."""

from collections.abc import Mapping, Sequence

from manim import DOWN, Animation, FadeIn, TransformFromCopy, VGroup

from scenes.calculus.drawings.symbols import SymbolFormula, symbol_colour
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral

#: Points of both formulas; from the first one's baseline to the second one's; from the second
#: one's lowest glyph to the numbers, and the decimals of these.
SIZE, LEADING, BELOW, DECIMALS = 44, 1.5, 0.5, 3

#: How far parts swing out on their way.
ARC = 0.9


class Derivation(VGroup):
    """A formula, and below it a derivative, with live numbers.

    Parameters
    ----------
    formula
        Source with a sign of equality.
    slope, result
        Both sides of the derivative.
    values
        Numbers below the derivative's symbols: by symbol, or ``slope`` or ``result`` for a side.
        Whole ones (of type ``int``) have no decimals.
    x, baseline
        Left end, and the baseline of the first formula.

    Attributes
    ----------
    formula
        What is derived, a :class:`~scenes.calculus.drawings.symbols.SymbolFormula`.
    derivative
        Its slope, with the parts ``slope``, ``equals`` and ``result``.
    numbers
        The numbers, by the names of ``values``.
    """

    def __init__(
        self,
        formula: str,
        slope: str,
        result: str,
        values: Mapping[str, float],
        x: float,
        baseline: float,
    ) -> None:
        left, right = formula.split("=", 1)
        self.formula = SymbolFormula(f"{left} {{{{ = : equals }}}} {{{{ {right} : right }}}}", SIZE)
        self.derivative = SymbolFormula(
            f"{{{{ {slope} : slope }}}} {{{{ = : equals }}}} {{{{ {result} : result }}}}", SIZE
        )
        for made, y in ((self.formula, baseline), (self.derivative, baseline - LEADING)):
            made.stand_at(0, y).shift((x - made.get_left()[0], 0, 0))
        self.numbers = {name: self._number(name, value) for name, value in values.items()}
        line = self.derivative.get_bottom()[1] - BELOW
        for number in self.numbers.values():
            number.shift([0, line - number.point[1], 0])
        super().__init__(self.formula, self.derivative, *self.numbers.values())

    @property
    def result(self) -> VGroup:
        """The right side of the derivative."""
        return self.derivative.part("result")

    def move_out(self, moves: Sequence[tuple[int, int]], **timing: float) -> list[Animation]:
        """Return the animations in which copies of the formula's right side become the result.

        What no move leads to fades in.

        Parameters
        ----------
        moves
            (which glyph of the formula's right side, which one of the result).
        """
        old, new = self.formula.part("right"), self.result
        flying = [
            TransformFromCopy(old[start], new[end], path_arc=ARC if start > end else 0, **timing)
            for start, end in moves
        ]
        reached = {end for _, end in moves}
        come = [glyph for place, glyph in enumerate(new) if place not in reached]
        return [*flying, *([FadeIn(*come, **timing)] if come else [])]

    def set_values(self, values: Mapping[str, float]) -> None:
        """Write other numbers, by name; cheap enough for every frame."""
        for name, value in values.items():
            self.numbers[name].set_value(value)

    def _number(self, name: str, value: float) -> Numeral:
        side = name in ("slope", "result")
        colour = theme().words if side else symbol_colour(name)
        above = self.derivative.part(name) if side else self._last(name)
        decimals = 0 if isinstance(value, int) else DECIMALS
        made = Numeral(value, decimals, theme().note, colour)
        return made.next_to([above.get_x(), 0, 0], DOWN, buff=0)

    def _last(self, symbol: str) -> VGroup:
        """Return where a symbol occurs last."""
        return self.derivative.occurrences(symbol)[-1]
