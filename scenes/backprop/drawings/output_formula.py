"""What an output is made of, as a formula that grows from a drawn fan of edges."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, FadeIn, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import formula

#: So many terms are written out; of more, the first and the last, and dots between.
FEW = 2


#: What an output is made with, in Typst's notation, and what else that takes: softmax takes the
#: other outputs' sums, too.
SQUISH = {"sigmoid": ("sigma", ""), "softmax": ('op("softmax")', ", dots.h")}


class OutputFormula(VGroup):
    """a = σ(w₀ a₀ + ... + wₙ aₙ + b), in parts, and the same symbols beside what they are of.

    Parameters
    ----------
    places
        Shape (n, 2): where the neurons before the output are.
    output
        Where the output is: x and y.
    size
        Points of the formula.
    squish
        ``"sigmoid"`` or ``"softmax"``.

    Attributes
    ----------
    formula
        Its parts are ``out``, ``b``, ``w0``, ``a0``, and ``w`` and ``a`` with the last number.
    activations, weights, bias
        Symbols beside the first and the last neuron, their edges, and the output.
    """

    def __init__(
        self,
        places: NDArray[np.floating],
        output: NDArray[np.floating],
        size: float,
        squish: str = "sigmoid",
    ) -> None:
        look, last = theme(), len(places) - 1
        self.ends = [0] if last == 0 else [0, last]
        self.formula = formula(source(last, squish), size)
        self.activations, self.weights = VGroup(), VGroup()
        for number in self.ends:
            start, end = np.array([*places[number], 0]), np.array([*output, 0])
            side = UP if number == 0 else DOWN
            symbol = formula(f"a_{number}", look.label)
            self.activations.add(symbol.next_to(start, LEFT, buff=0.22))
            weight = formula(f"w_{number}", look.label)
            weight.move_to(start + 0.3 * (end - start)).shift(0.28 * side + 0.2 * RIGHT)
            self.weights.add(weight)
        self.bias = formula("b", look.note).next_to([*output, 0], DOWN, buff=0.5)
        super().__init__(self.formula, self.activations, self.weights, self.bias)

    def part(self, name: str) -> VGroup:
        """Return all activations (``a``), all weights (``w``), the bias (``b``), or the rest."""
        parts = self.formula.parts
        if name in "aw":
            return VGroup(*(parts[f"{name}{number}"] for number in self.ends))
        return parts[name]

    def fly(self, name: str) -> AnimationGroup:
        """Return the animation in which symbols go from the drawing to the formula."""
        symbols = {"a": self.activations, "w": self.weights, "b": [self.bias]}[name]
        goals = self.part(name) if name in "aw" else [self.part(name)]
        return AnimationGroup(
            *(
                FadeIn(goal, target_position=symbol)
                for goal, symbol in zip(goals, symbols, strict=True)
            )
        )

    def frame(self) -> VGroup:
        """Return what holds the symbols together: all glyphs but those that fly."""
        flying = [glyph for name in "awb" for glyph in self.part(name).family_members_with_points()]
        return VGroup(
            *(
                glyph
                for glyph in self.formula.family_members_with_points()
                if not any(glyph is each for each in flying)
            )
        )


def source(last: int, squish: str) -> str:
    """Return the formula in Typst's notation; neurons before the output are 0 to ``last``."""
    numbers = range(last + 1) if last < FEW else (0, last)
    terms = [f"{{{{ w_{k} : w{k} }}}} {{{{ a_{k} : a{k} }}}}" for k in numbers]
    total = (" + " if last < FEW else " + dots.c + ").join(terms)
    name, others = SQUISH[squish]
    return f"a = {name} \\( {total} + {{{{ b : b }}}}{others} \\)"
