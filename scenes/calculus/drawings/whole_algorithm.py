"""Backpropagation in two lines of formulas, made out of those of the last layer."""

from manim import LEFT, Animation, RoundedRectangle, TransformFromCopy, VGroup

from scenes.calculus.drawings.renaming import Renaming
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme

#: Points of the formulas; left ends of both columns, and baselines of both lines.
SIZE, COLUMNS, LINES = 44, (-6.4, 1.9), (3.05, 0.75)

#: Room between formula and frame.
AROUND = 0.12

#: What an activation's slope is called, and at the end, what it is.
ALONG = "frac(partial C_0, partial a_j^((L)))"
GAP = "2 (a_j^((L)) - y_j)"

#: What becomes of the symbols of a weight's slope, and of an activation's.
TO_ANY = {
    "C_0": "C_0",
    "w_(j k)^((L))": "w_(j k)^((l))",
    "a_k^((L-1))": "a_k^((l-1))",
    "z_j^((L))": "z_j^((l))",
    "a_j^((L))": "a_j^((l))",
}
ONE_BACK = {
    "C_0": "C_0",
    "a_k^((L-1))": "a_j^((l))",
    "w_(j k)^((L))": "w_(i j)^((l+1))",
    "z_j^((L))": "z_i^((l+1))",
    "a_j^((L))": "a_i^((l+1))",
}


class WholeAlgorithm(VGroup):
    """The slopes along a weight, a bias and an activation of any layer, and how they begin.

    Parameters
    ----------
    slope
        How the slope of the hidden layers' function is written: ``sigma'``, or ``f'`` where it
        isn't the sigmoid.

    Attributes
    ----------
    last_weight, last_activation
        The slopes in the last layer, the gap at the end written out.
    short_weight, short_activation
        The same, with the slope along an activation in the place of the gap.
    weight, activation
        The same for any layer: the two lines.
    bias, end
        The slope along a bias, and that along an output.
    made_of
        What the last layer's slopes are at first; no part of the whole.
    """

    def __init__(self, slope: str) -> None:
        last = "{lead} {step} sigma'(z_j^((L))) thin {end}"
        weight, activation = (
            ("frac(partial C_0, partial w_(j k)^((L))) =", "a_k^((L-1)) thin"),
            (
                "frac(partial C_0, partial a_k^((L-1))) =",
                "sum_(j=0)^(n_L - 1) w_(j k)^((L)) thin",
            ),
        )
        gap, along = f"{{{{ {GAP} : gap }}}}", f"{{{{ {ALONG} : along }}}}"
        ends = [
            SymbolFormula(last.format(lead=lead, step=step, end=end), SIZE)
            for lead, step in (weight, activation)
            for end in (gap, along)
        ]
        self.last_weight, self.short_weight, self.last_activation, self.short_activation = ends
        self.weight = SymbolFormula(
            "{{ frac(partial C_0, partial w_(j k)^((l))) : slope }} = {{ a_k^((l-1)) : before }} "
            f"thin {{{{ {slope}(z_j^((l))) : steep }}}} thin "
            "{{ frac(partial C_0, partial a_j^((l))) : later }}",
            SIZE,
        )
        self.bias = SymbolFormula(
            "{{ frac(partial C_0, partial b_j^((l))) : slope }} = "
            f"{{{{ {slope}(z_j^((l))) : steep }}}} thin "
            "{{ frac(partial C_0, partial a_j^((l))) : later }}",
            SIZE,
        )
        self.activation = SymbolFormula(
            "{{ frac(partial C_0, partial a_j^((l))) : slope }} = sum_(i=0)^(n_(l+1) - 1) "
            f"w_(i j)^((l+1)) thin {slope}(z_i^((l+1))) thin "
            "frac(partial C_0, partial a_i^((l+1)))",
            SIZE,
        )
        self.end = SymbolFormula(f"{{{{ {ALONG} : along }}}} = {gap}", SIZE)
        first = (self.last_weight, self.short_weight, self.weight)
        second = (self.last_activation, self.short_activation, self.activation)
        for line, (group, other) in enumerate(((first, self.bias), (second, self.end))):
            for made, x in (*((each, COLUMNS[0]) for each in group), (other, COLUMNS[1])):
                made.stand_at(x, LINES[line], LEFT)
        self.made_of = VGroup(*first[:2], *second[:2])
        super().__init__(self.weight, self.bias, self.activation, self.end)

    @property
    def begun(self) -> VGroup:
        """The left side of what holds at the end, and its sign of equality."""
        gap = {id(glyph) for glyph in self.end.part("gap")}
        return VGroup(*(glyph for glyph in self.end.submobjects if id(glyph) not in gap))

    def name_the_end(self) -> list[Animation]:
        """Return the animations in which both gaps get their name."""
        named = self.short_weight, self.short_activation
        return [TransformFromCopy(self.end.part("along"), each.part("along")) for each in named]

    def reach_any_layer(self) -> list[Animation]:
        """Return the animations in which the last layer's formulas become any layer's."""
        return [
            Renaming(self.short_weight, self.weight, TO_ANY),
            Renaming(self.short_activation, self.activation, ONE_BACK),
        ]

    def frame(self, made: SymbolFormula) -> RoundedRectangle:
        """Return a frame around a formula."""
        return RoundedRectangle(
            corner_radius=0.08,
            width=made.width + 2 * AROUND,
            height=made.height + 2 * AROUND,
            color=theme().accent,
            stroke_width=3,
        ).move_to(made)
