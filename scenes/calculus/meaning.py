"""What the product of three slopes says, image by image, and what is left of it on average."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    SurroundingRectangle,
    linear,
)
from numpy.typing import NDArray

from network.questions.chain_slopes import ChainSlopes, chain_slopes
from scenes.calculus.drawings.factor_panels import FactorPanels, SlopeParts
from scenes.calculus.drawings.numbers_under import NumbersUnder
from scenes.calculus.drawings.passing_slopes import PassingSlopes
from scenes.calculus.drawings.settling_mean import DECIMALS, SettlingMean
from scenes.calculus.drawings.slope_column import SlopeColumn
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.places import FOOT, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.writing.words import Words, note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_chain import OneChain

#: The parts of the product by label, and x of each column.
PARTS = {
    "whole": "frac(partial C_0, partial w^((L)))",
    "before": "a^((L-1))",
    "slope": "sigma'(z^((L)))",
    "gap": "2 (a^((L)) - y)",
}
COLUMNS = {"whole": -5.0, "before": -1.7, "slope": 1.3, "gap": 4.6}

#: x of the sign of equality; middles of the product and of the panels; points of the product.
EQUALS, PRODUCT, PANELS, SIZE = -3.5, 2.75, -1.2, 48

#: How far from 0 the sum is pushed, how far the activation before is dimmed, seconds of each.
PUSHED, DIMMED, SECONDS = -5.5, 0.02, 4.2

#: Middle of the average's formula; of the image and its numbers; of the chart, and its size.
AVERAGE, IMAGE, CHART, CHART_SIZE = (0, 2.75, 0), (-4.75, -0.75, 0), (2.75, -1.15, 0), (6.3, 3.5)

#: Seconds for all images to pass; images a second, at most.
PASSING, EACH = 10.0, 6

#: How far the weight is nudged; which share of a usual slope is hardly anything.
NUDGE, LITTLE = 1e-4, 0.1

#: Middle of the gradient.
GRADIENT = (0, -0.1, 0)


class Meaning(OneChain):
    """Each factor is moved alone; then many images pass, and their slopes are averaged."""

    #: Around the factor of which we speak.
    box: SurroundingRectangle | None = None

    def construct(self):
        self.open_section()
        self.see_the_product()
        self.close_the_gap()
        self.push_the_sum()
        self.dim_the_neuron_before()
        self.average_over_images()
        self.let_images_pass()
        self.try_it_on_all()
        self.see_it_in_the_gradient()

    def see_the_product(self):
        line = "What does the product say? Look at its factors, one by one."
        with self.say(line):
            self.play(FadeIn(self.product, self.numbers))
            self.play(FadeIn(self.panels, self.source))

    def close_the_gap(self):
        start = self.start
        line = (
            "The last one is the gap. Slide what is wanted from 1 to 0. No gap, no slope; a wide "
            "gap, a steep one."
        )
        with self.say(line):
            self.point_out("gap")
            self.move(lambda share: start._replace(y=start.y * (1 - share)))
            self.move(lambda share: start._replace(y=start.y * share), 0.5)
        self.rest(0.5)

    def push_the_sum(self):
        reading, last, start = self.reading, self.last, self.start
        line = (
            "The middle one is the slope of the sigmoid. Push the sum far from 0. The gap is wide "
            "there, but the curve is flat: the weight hardly counts."
        )

        def pushed(share: float) -> SlopeParts:
            moved = reading.nudged("b", last, share * (PUSHED - reading.z[-1]))
            return start._replace(z=moved.z[-1], a=moved.output)

        with self.say(line):
            self.point_out("slope")
            self.move(pushed)
            self.rest(0.5)
            self.move(lambda share: pushed(1 - share), 0.5)
        self.rest(0.5)

    def dim_the_neuron_before(self):
        start = self.start
        held = note("the bias keeps the sum where it is", room=8).stand_at(RIGHT_RIM, FOOT, RIGHT)
        line = (
            "And the first one is the neuron before. Dim it, and the slope fades with it, as in "
            "lecture 3."
        )

        def dimmed(share: float) -> SlopeParts:
            return start._replace(before=start.before + share * (DIMMED - start.before))

        with self.say(line):
            self.point_out("before")
            self.quickly(FadeIn(held))
            self.move(dimmed)
            self.move(lambda share: dimmed(1 - share), 0.5)
        self.quickly(FadeOut(held, self.box))
        self.rest(0.5)

    def average_over_images(self):
        product, average = self.product, self.average
        line = "So far, one image. The cost C averages them all, so its slope averages theirs."
        with self.say(line):
            gone = [product.part(each) for each in (*PARTS, "equals") if each != "whole"]
            self.quickly(FadeOut(*gone, self.numbers, self.panels, self.source))
            self.slowly(ReplacementTransform(product.part("whole"), average.part("each")))
            self.play(FadeIn(average.part("mean"), average.part("equals"), shift=0.2 * RIGHT))
            self.play(FadeIn(average.part("share"), average.part("sum"), shift=0.2 * RIGHT))
            self.add(average)

    def let_images_pass(self):
        chart, passing = self.chart, self.passing
        line = choose(
            (
                abs(self.mean) > LITTLE * np.abs(self.slopes).mean(),
                "{n:,} zeros and ones pass. Each image of a 0 would have the weight higher, each "
                "of a 1 lower. On average, {mean:.5f} is left.",
            ),
            otherwise="{n:,} zeros and ones pass. Each image of a 0 would have the weight higher, "
            "each of a 1 lower. On average, {mean:.5f} is left. Hardly anything: this chain has "
            "learned.",
        )
        with self.say(line, n=len(self.slopes), mean=self.mean):
            self.play(FadeIn(passing, chart, self.counted))
            logarithm = np.log10(len(self.slopes))
            frames = PASSING * EACH

            def show(share: float) -> None:
                held = np.floor(share * frames) / frames if share < 1 else 1.0
                chart.set_count(round(10 ** (share * logarithm)))
                passing.set_passed(round(10 ** (held * logarithm)) - 1)

            self.drive(show, [chart, passing], PASSING, self.slopes, rate_func=linear)
        self.rest()

    def try_it_on_all(self):
        line = choose(
            (
                self.agrees,
                "Tried: nudge the weight, and read all of them again. The average cost changes "
                "{ratio:.5f} times as much, too.",
            ),
            otherwise="Tried: nudge the weight, and read all of them again. The average cost "
            "changes {ratio:.5f} times as much.",
        )
        with self.say(line, ratio=self.ratio):
            self.quickly(FadeOut(self.counted))
            self.play(FadeIn(self.tried, shift=0.1 * UP))
        self.rest()

    def see_it_in_the_gradient(self):
        column, average = self.column, self.average
        row = self.last
        line = "This average is one of the {count} entries of the gradient of C."
        with self.say(line, count=len(self.found.mean)):
            others = [average.part(each) for each in ("equals", "share", "sum", "each")]
            self.quickly(FadeOut(self.passing, self.chart, self.tried, *others))
            self.slowly(ReplacementTransform(average.part("mean"), column.slopes.entry(row)))
            self.play(FadeIn(column))
            lit = (each.animate.set_highlight(row) for each in (column.slopes, column.numbers))
            self.play(*lit)
        self.rest(2)

    # --- what happens again and again --------------------------------------------------------

    def point_out(self, label: str) -> None:
        """Put the box around a factor."""
        goal = SurroundingRectangle(
            self.product.part(label), color=self.look.accent, buff=0.16, stroke_width=3
        )
        self.quickly(ReplacementTransform(self.box, goal) if self.box else Create(goal))
        self.box = goal

    def move(self, way: Callable[[float], SlopeParts], share: float = 1.0) -> None:
        """Move what factors are made of; panels and numbers follow."""

        def show(share: float) -> None:
            now = way(share)
            self.panels.set_factors(now)
            for number, value in zip(self.numbers.numbers.values(), now.values, strict=True):
                number.set_value(value)

        depends_on = *self.reading.a, *self.reading.z, *way(0), *way(1)
        self.drive(show, [self.panels, self.numbers], share * SECONDS, *depends_on)

    # --- what is shown -----------------------------------------------------------------------

    @property
    def start(self) -> SlopeParts:
        """What the factors are made of for the image."""
        reading = self.reading
        return SlopeParts(reading.a[-2], reading.z[-1], reading.output, reading.wanted)

    @cached_property
    def product(self) -> SymbolFormula:
        """The slope as a product, its parts in columns."""
        others = " ".join(f"{{{{ {PARTS[each]} : {each} }}}}" for each in list(PARTS)[1:])
        made = SymbolFormula(
            f"{{{{ {PARTS['whole']} : whole }}}} {{{{ = : equals }}}} {others}", SIZE
        )
        made.set_y(PRODUCT)
        for label, x in (*COLUMNS.items(), ("equals", EQUALS)):
            made.part(label).set_x(x)
        return made

    @cached_property
    def numbers(self) -> NumbersUnder:
        """The number of each part."""
        named = dict(zip(PARTS, self.start.values, strict=True))
        return NumbersUnder(self.product, named, size=self.look.label)

    @cached_property
    def panels(self) -> FactorPanels:
        """What the factors look like."""
        return FactorPanels(list(COLUMNS.values()), PANELS, self.start)

    @cached_property
    def source(self) -> Words:
        """Where the image is from."""
        return self.source_of().stand_at(LEFT_RIM, FOOT, LEFT)

    @cached_property
    def found(self) -> ChainSlopes:
        """What all images ask of the chain, that of the sections before first."""
        return chain_slopes(self.chain_network, self.digits.digits, self.example.pixels)

    @property
    def last(self) -> int:
        """Which of the parameters is the last weight."""
        return self.reading.steps - 1

    @property
    def slopes(self) -> NDArray[np.float64]:
        """What each image asks of the last weight: shape (n,)."""
        return self.found.slopes[:, self.last]

    @property
    def mean(self) -> float:
        """The slope of the average cost along the last weight."""
        return float(self.found.mean[self.last])

    @cached_property
    def ratio(self) -> float:
        """What a nudge of the weight does to the average cost, for each 1 it is nudged by."""
        return self.found.ratio(self.last, NUDGE)

    @property
    def agrees(self) -> bool:
        """Whether that is written as the mean is."""
        return f"{self.ratio:.{DECIMALS}f}" == f"{self.mean:.{DECIMALS}f}"

    @cached_property
    def average(self) -> SymbolFormula:
        """The slope of the average cost."""
        return SymbolFormula(
            "{{ frac(partial C, partial w^((L))) : mean }} {{ = : equals }} "
            "{{ frac(1, n) : share }} {{ sum_(k=0)^(n-1) : sum }} "
            "{{ frac(partial C_k, partial w^((L))) : each }}",
            SIZE,
        ).move_to(AVERAGE)

    @cached_property
    def chart(self) -> SettlingMean:
        """All slopes, and their average so far."""
        made = SettlingMean(self.slopes, *CHART_SIZE, message("average slope"))
        return made.shift(CHART - made.chart.get_center())

    @cached_property
    def passing(self) -> PassingSlopes:
        """The images, each with its slope."""
        found = self.found
        return PassingSlopes(found.digits.images, found.wanted, self.slopes).move_to(IMAGE)

    @cached_property
    def counted(self) -> Words:
        """Which images these are."""
        return note(
            "the zeros and ones of {data}", data=self.shown_digits.counted, room=9
        ).stand_at(LEFT_RIM, FOOT, LEFT)

    @cached_property
    def tried(self) -> Words:
        """What comes of trying it."""
        return note(
            "weight raised by {nudge:g}: the average cost changes {ratio:.5f} times as much",
            self.look.words,
            nudge=NUDGE,
            ratio=self.ratio,
            room=13,
        ).stand_at(LEFT_RIM, FOOT, LEFT)

    @cached_property
    def column(self) -> SlopeColumn:
        """The gradient of the average cost."""
        layers = ["L-2", "L-1", "L"]
        symbols = [f"{kind}^(({layer}))" for kind in "wb" for layer in layers]
        return SlopeColumn(symbols, self.found.mean).move_to(GRADIENT)
