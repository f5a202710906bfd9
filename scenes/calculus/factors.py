"""The three slopes of the chain rule, each moved out of its own formula."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    SurroundingRectangle,
    Transform,
    TransformFromCopy,
    VGroup,
)

from scenes.calculus.drawings.derivation import Derivation
from scenes.calculus.drawings.product_of_slopes import ProductOfSlopes
from scenes.calculus.drawings.tangent_curve import TangentCurve
from scenes.calculus.drawings.three_slopes import (
    MEANINGS,
    OF_COST,
    OF_SQUISH,
    OF_SUM,
    PATH,
    SUM_REACH,
    WEIGHT_REACH,
    ThreeSlopes,
    flying,
)
from scenes.look.places import FOOT, LEFT_RIM
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, note
from scenes.script.variants import choose
from scenes.stage.one_chain import OneChain, values_by_symbol

#: x of the slopes and of the derivative on their left.
COLUMNS, WHOLE = (-1.7, 1.3, 4.6), -5.0

#: How far the weight is nudged to try it, and a slope is called the same up to so much.
NUDGE, SAME = 1e-4, 5e-4

#: Height of what is tried in the end.
TRIED = -1.4


class Factors(OneChain):
    """A parabola, a sigmoid, a straight line: three slopes; and all of them into one product.

    Attributes
    ----------
    box
        Around the slope of which we speak.
    """

    box: SurroundingRectangle | None = None

    def construct(self):
        self.open_section()
        self.see_three_slopes()
        self.slope_of_the_cost()
        self.slope_of_the_sigmoid()
        self.say_how_it_is_calculated()
        self.slope_of_the_sum()
        self.put_them_in()
        self.try_it()

    def see_three_slopes(self):
        product = self.product
        left = product.slopes.part("whole"), product.slopes.part("equals")
        line = "Three slopes are multiplied: three factors. Each comes out of a formula of its own."
        with self.say(line):
            self.quickly(FadeIn(*left, self.source))
            slopes = (FadeIn(product.slope(k), shift=0.1 * UP) for k in range(3))
            self.play(LaggedStart(*slopes, lag_ratio=0.4))
            self.add(product.slopes)
        self.rest(0.5)

    def slope_of_the_cost(self):
        made, chart = self.drawn.cost_derived, self.drawn.parabola
        line = "The cost is the square of a gap: a parabola. Its slope is twice the gap."
        with self.say(line):
            self.point_out(OF_COST)
            self.lay_out(made, chart)
            self.write_slope(made, OF_COST)
            self.play(*made.move_out([(8, 0), *((k, k + 1) for k in range(8))]))
        line = "The further from what is wanted, the steeper. Here it is {slope:.3f}."
        here = self.reading.output
        with self.say(line, slope=self.factors[OF_COST]):
            self.quickly(FadeIn(*made.numbers.values()), Create(chart.tangent))
            self.slide(chart, [here, 1.0, 0.15, here], self.cost_numbers, made.numbers)
        self.carry_up(OF_COST, made.result, made.numbers["slope"])
        self.clear(made, chart)

    def slope_of_the_sigmoid(self):
        made, chart = self.drawn.squish_derived, self.drawn.sigmoid
        line = "The activation is the sigmoid of the sum. Its slope is written sigma prime."
        with self.say(line):
            self.point_out(OF_SQUISH)
            self.lay_out(made, chart)
            self.write_slope(made, OF_SQUISH)
            self.play(*made.move_out([(0, 0), *((k, k + 1) for k in range(1, 7))]))
            self.play(Create(chart.tangent))

    def say_how_it_is_calculated(self):
        made, chart, fact = self.drawn.squish_derived, self.drawn.sigmoid, self.drawn.fact
        others = VGroup(made.derivative.part("slope"), made.derivative.part("equals"))
        line = (
            "It can be read off the curve: the activation, times what is missing to 1. "
            "Steep in the middle, flat far out. Here it is {slope:.3f}."
        )
        with self.say(line, slope=self.factors[OF_SQUISH]):
            self.play(FadeOut(others), ReplacementTransform(made.result, fact.part("slope")))
            right = [fact.part(each) for each in ("equals", "held", "rest")]
            self.play(FadeIn(*right, shift=0.1 * DOWN), FadeIn(self.drawn.under_fact))
            self.add(fact)
            here = self.reading.z[-1]
            stops = [here, 0.8 * SUM_REACH, -0.8 * SUM_REACH, here]
            self.slide(chart, stops, self.squish_numbers, self.drawn.under_fact.numbers, 2.5)
        self.carry_up(OF_SQUISH, fact.part("slope"), self.drawn.under_fact.numbers["slope"])
        self.clear(VGroup(made.formula, fact, self.drawn.under_fact), chart)

    def slope_of_the_sum(self):
        made, chart = self.drawn.sum_derived, self.drawn.line
        line = (
            "The sum is a straight line, if only the weight moves. Its slope is what the weight is "
            "multiplied by: the activation before. Here that is {slope:.3f}, wherever we are."
        )
        with self.say(line, slope=self.factors[OF_SUM]):
            self.point_out(OF_SUM)
            self.lay_out(made, chart)
            self.write_slope(made, OF_SUM)
            self.play(*made.move_out([(k, k - 4) for k in range(4, 10)]))
            self.quickly(FadeIn(*made.numbers.values()), Create(chart.tangent))
            here = self.reading.w[-1]
            stops = [here, here + 0.6 * WEIGHT_REACH, here - 0.6 * WEIGHT_REACH, here]
            self.slide(chart, stops, self.sum_numbers, made.numbers, 2.0)
        self.clear(made.formula, chart)
        self.carry_up(OF_SUM, made.result, made.numbers["slope"])
        self.clear(made.derivative, *made.numbers.values(), self.box)

    def put_them_in(self):
        product, end, under = self.product, self.drawn.end, self.drawn.numbers_of_end
        line = "Put them in, and multiply: {slope:.3f}."
        with self.say(line, slope=self.slope):
            moves = [
                ReplacementTransform(product.slopes.part(each), end.part(each))
                for each in ("whole", "equals")
            ]
            numbers = zip(product.numbers, list(under.numbers.values())[1:], strict=True)
            moves += [ReplacementTransform(old, new) for old, new in numbers]
            for link in range(3):
                moves.append(FadeOut(product.slope(link), shift=0.3 * UP))
                moves.append(ReplacementTransform(product.meaning(link), end.part(f"link{link}")))
            self.slowly(*moves)
            self.play(FadeIn(self.drawn.signs))
            whole, *others = under.numbers.values()
            self.play(*(Transform(each.copy(), whole.copy(), remover=True) for each in others))
            self.add(end, under)
        self.rest()

    def try_it(self):
        told = note(
            "tried: the weight raised by {nudge:g}; the cost changes {ratio:.3f} times as much",
            self.look.words,
            nudge=NUDGE,
            ratio=self.ratio,
        )
        told.move_to([0, TRIED, 0])
        line = choose(
            (
                abs(self.ratio - self.slope) > SAME,
                "A nudge of the weight gave {ratio:.3f}.",
            ),
            otherwise="That is what the nudge gave. And no nudge was needed.",
        )
        with self.say(line, ratio=self.ratio):
            self.play(FadeIn(told, shift=0.1 * UP))
        self.rest(2)

    # --- what happens again and again --------------------------------------------------------

    def point_out(self, link: int) -> None:
        """Put the box around a slope of the product."""
        goal = SurroundingRectangle(
            self.product.slope(link), color=self.look.accent, buff=0.14, stroke_width=3
        )
        self.quickly(ReplacementTransform(self.box, goal) if self.box else Create(goal))
        self.box = goal

    def lay_out(self, made: Derivation, chart: TangentCurve) -> None:
        """Show a formula and its curve."""
        self.play(FadeIn(made.formula, shift=0.1 * UP), FadeIn(chart.chart, chart.names))
        self.play(Create(chart.curve), FadeIn(chart.dot))

    def write_slope(self, made: Derivation, link: int) -> None:
        """Take a copy of a slope down from the product."""
        self.play(
            *flying(self.product.slope(link), made.derivative.part("slope")),
            FadeIn(made.derivative.part("equals")),
        )

    def slide(
        self,
        chart: TangentCurve,
        stops: Sequence[float],
        numbers: Callable[[TangentCurve], Mapping[str, float]],
        shown: Mapping[str, Numeral],
        paces: float = 1.5,
    ) -> None:
        """Let the dot go along the curve from stop to stop; tangent and numbers follow."""
        shares = np.linspace(0, 1, len(stops))

        def show(share: float) -> None:
            chart.set_x(float(np.interp(share, shares, stops)))
            for name, value in numbers(chart).items():
                shown[name].set_value(value)

        parts = [chart.dot, chart.tangent, *shown.values()]
        self.drive(show, parts, paces * self.look.slow, *stops, *self.reading.a, *self.reading.z)

    def carry_up(self, link: int, result: VGroup, number: Numeral) -> None:
        """Put a result and its number below the slope that it is."""
        product = self.product
        self.play(
            *flying(result, product.meaning(link)),
            TransformFromCopy(number, product.numbers[link]),
        )
        self.rest()

    def clear(self, *gone: Mobject) -> None:
        """Make room for the next one."""
        self.quickly(FadeOut(*gone))

    def cost_numbers(self, chart: TangentCurve) -> Mapping[str, float]:
        """Return what stands below the slope of the cost."""
        return {"slope": chart.slope, "a^((L))": chart.x}

    def squish_numbers(self, chart: TangentCurve) -> Mapping[str, float]:
        """Return what stands below the slope of the sigmoid."""
        return {"slope": chart.slope, "held": chart.value, "rest": 1 - chart.value}

    def sum_numbers(self, chart: TangentCurve) -> Mapping[str, float]:
        """Return what stands below the slope of the sum."""
        return {"slope": chart.slope}

    # --- what is shown -----------------------------------------------------------------------

    @property
    def factors(self) -> tuple[float, ...]:
        """The three slopes, from the weight to the cost."""
        return self.reading.factors("w", self.reading.steps - 1)

    @property
    def slope(self) -> float:
        """Their product."""
        return self.reading.slope("w", self.reading.steps - 1)

    @cached_property
    def ratio(self) -> float:
        """What a nudge of the weight does to the cost, for each 1 that it is nudged by."""
        after = self.reading.nudged("w", self.reading.steps - 1, NUDGE)
        return (after.cost - self.reading.cost) / NUDGE

    @cached_property
    def product(self) -> ProductOfSlopes:
        """The chain rule, with room for what each slope is."""
        return ProductOfSlopes(PATH, MEANINGS, self.factors, self.slope, COLUMNS, WHOLE)

    @cached_property
    def drawn(self) -> ThreeSlopes:
        """Formulas and curves."""
        return ThreeSlopes(values_by_symbol(self.reading), self.factors, self.slope)

    @cached_property
    def source(self) -> Words:
        """Where the image is from."""
        return self.source_of().stand_at(LEFT_RIM, FOOT, LEFT)
