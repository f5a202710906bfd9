"""The three slopes of a step: formulas that they come out of, and curves that they are seen on."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from manim import Animation, FadeIn, TransformFromCopy, VGroup
from scipy.special import expit

from scenes.calculus.drawings.derivation import Derivation
from scenes.calculus.drawings.numbers_under import NumbersUnder
from scenes.calculus.drawings.symbols import SymbolFormula, symbol_colour
from scenes.calculus.drawings.tangent_curve import TangentCurve
from scenes.look.places import LEFT_RIM
from scenes.look.theme import theme
from scenes.mobjects.writing.words import formula

#: From the weight to the cost, and what each slope on the way is.
PATH = ("w^((L))", "z^((L))", "a^((L))", "C_0")
MEANINGS = ("a^((L-1))", "sigma'(z^((L)))", "2 (a^((L)) - y)")

#: The links of the path.
OF_SUM, OF_SQUISH, OF_COST = range(3)

#: Left end and baseline of formulas; middle of the charts, and their size.
FORMULA, CHART, SIZE = (LEFT_RIM, -0.35), (3.55, -1.65, 0), (4.7, 2.75)

#: How far the sum and the weight go on their charts, to either side.
SUM_REACH, WEIGHT_REACH = 6.0, 4.0

#: Baseline of the product in the end; what is flatter than so is the bar of a fraction.
END, BAR = 1.1, 0.05


class ThreeSlopes:
    """All that is drawn of the slopes from a weight to the cost, each in its place.

    Parameters
    ----------
    values
        What the symbols of the last step stand for.
    factors, slope
        The three slopes, from the weight to the cost, and their product.
    """

    def __init__(self, values: Mapping[str, float], factors: Sequence[float], slope: float) -> None:
        self.values, self.factors, self.slope = values, tuple(factors), slope

    @cached_property
    def cost_derived(self) -> Derivation:
        """The cost, and its slope along the activation."""
        values = {"slope": self.factors[OF_COST], "a^((L))": self.values["a^((L))"]}
        values["y"] = round(self.values["y"])
        slope = "frac(partial C_0, partial a^((L)))"
        return Derivation("C_0 = (a^((L)) - y)^2", slope, MEANINGS[OF_COST], values, *FORMULA)

    @cached_property
    def squish_derived(self) -> Derivation:
        """The activation, and its slope along the sum."""
        slope = "frac(partial a^((L)), partial z^((L)))"
        return Derivation("a^((L)) = sigma(z^((L)))", slope, MEANINGS[OF_SQUISH], {}, *FORMULA)

    @cached_property
    def sum_derived(self) -> Derivation:
        """The sum, and its slope along the weight."""
        slope = "frac(partial z^((L)), partial w^((L)))"
        values = {"slope": self.factors[OF_SUM], "a^((L-1))": self.values["a^((L-1))"]}
        source = "z^((L)) = w^((L)) a^((L-1)) + b^((L))"
        return Derivation(source, slope, MEANINGS[OF_SUM], values, *FORMULA)

    @cached_property
    def fact(self) -> SymbolFormula:
        """How the slope of the sigmoid is calculated."""
        source = (
            "{{ sigma'(z^((L))) : slope }} {{ = : equals }} {{ sigma(z^((L))) : held }} "
            "{{ (1 - sigma(z^((L)))) : rest }}"
        )
        made = SymbolFormula(source, 42)
        made.stand_at(0, self.squish_derived.derivative.baseline)
        return made.shift([LEFT_RIM - made.get_left()[0], 0, 0])

    @cached_property
    def under_fact(self) -> NumbersUnder:
        """Its numbers."""
        held = self.values["a^((L))"]
        values = {"slope": self.factors[OF_SQUISH], "held": held, "rest": 1 - held}
        activation = symbol_colour("a^((L))")
        return NumbersUnder(self.fact, values, colours={"held": activation})

    @cached_property
    def parabola(self) -> TangentCurve:
        """The cost along the activation."""
        wanted = self.values["y"]
        ends = {0.0: "0", 1.0: "1"}
        return _chart(
            lambda a: (a - wanted) ** 2,
            "a^((L))",
            "C_0",
            (0, 1),
            self.values["a^((L))"],
            ends,
            ends,
        )

    @cached_property
    def sigmoid(self) -> TangentCurve:
        """The activation along the sum."""
        reach = {-4.0: "−4", 0.0: "0", 4.0: "4"}
        marks = {0.0: "0", 1.0: "1"}
        here = self.values["z^((L))"]
        return _chart(expit, "z^((L))", "a^((L))", (-SUM_REACH, SUM_REACH), here, reach, marks)

    @cached_property
    def line(self) -> TangentCurve:
        """The sum along the weight."""
        before, bias, here = (
            self.values["a^((L-1))"],
            self.values["b^((L))"],
            self.values["w^((L))"],
        )
        ends = here - WEIGHT_REACH, here + WEIGHT_REACH
        return _chart(lambda w: before * w + bias, "w^((L))", "z^((L))", ends, here)

    @cached_property
    def end(self) -> SymbolFormula:
        """The derivative of the cost by the weight, ready to be calculated."""
        links = " ".join(f"quad {{{{ {each} : link{k} }}}}" for k, each in enumerate(MEANINGS))
        whole = f"frac(partial {PATH[-1]}, partial {PATH[0]})"
        made = SymbolFormula(f"{{{{ {whole} : whole }}}} quad {{{{ = : equals }}}} {links}", 54)
        return made.stand_at(0, END)

    @cached_property
    def numbers_of_end(self) -> NumbersUnder:
        """The number of each of its parts."""
        values = {"whole": self.slope} | {f"link{k}": each for k, each in enumerate(self.factors)}
        return NumbersUnder(self.end, values, size=theme().label)

    @cached_property
    def signs(self) -> VGroup:
        """What stands between these numbers."""
        size, numbers = theme().label, list(self.numbers_of_end.numbers.values())
        baseline = numbers[0].point[1]
        middles = [
            (left.get_right()[0] + right.get_left()[0]) / 2 for left, right in pairwise(numbers[1:])
        ]
        return VGroup(
            formula("=", size).stand_at(self.end.part("equals").get_x(), baseline),
            *(formula("dot", size).stand_at(x, baseline) for x in middles),
        )


def _chart(
    function: Callable[[np.ndarray], np.ndarray],
    moved: str,
    depends: str,
    x_range: tuple[float, float],
    x: float,
    *marks: Mapping[float, str],
) -> TangentCurve:
    """Return a curve in its place, its chart as high as it is."""
    low, high = sorted(map(float, function(np.array(x_range))))
    y_range = (0, 1) if depends == "a^((L))" else (low, high)
    made = TangentCurve(function, (moved, depends), x_range, y_range, x, SIZE, *marks)
    return made.shift(CHART - made.chart.get_center())


def flying(group: VGroup, goal: VGroup) -> list[Animation]:
    """Return the animations in which copies of glyphs go to others; a fraction's bar fades in."""
    pairs = list(zip(group, goal, strict=True))
    return [
        FadeIn(end) if end.height < BAR * end.width else TransformFromCopy(start, end)
        for start, end in pairs
    ]
