"""Slopes along a path multiply: a nudge travels from the weight to the cost, ever smaller."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    TransformFromCopy,
    VGroup,
    linear,
    rate_functions,
)

from network.questions.nudges import Nudges, nudges
from scenes.calculus.drawings.chain_tree import FOUR, LAST, chain_tree, spread
from scenes.calculus.drawings.nudge_chart import NudgeChart
from scenes.calculus.drawings.nudge_table import NudgeTable
from scenes.calculus.drawings.path_ratios import PathRatios
from scenes.calculus.drawings.slope_product import WHOLE, SlopeProduct
from scenes.calculus.drawings.symbols import label_of
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_chain import OneChain, values_by_symbol

#: The weight's way to the cost; height of the tree's middle row at first, and of the others.
PATH, MIDDLE, OFF = ("w^((L))", "z^((L))", "a^((L))", "C_0"), -0.3, 1.75

#: How high the path lies.
PATH_Y = 1.95

#: Points of the chain rule, and its height.
RULE_SIZE, RULE_Y = 54, -1.2

#: The nudge at first, and how many powers of ten smaller it gets before our eyes.
NUDGE, SHRINK = 0.1, 3

#: How many nudges are in the table, upper left corner of it; room and middle of the chart.
LINES, TABLE_AT, CHART_SIZE, CHART_AT = 7, (-6.55, 0.25), (4.7, 2.5), (4.15, -1.5)

#: Differences shrink like nudges, if from one to the next by a factor between these.
ABOUT_A_TENTH = (7, 14)


class ChainRule(OneChain):
    """Three ratios tend to three slopes; their product is tried by ever smaller nudges."""

    def construct(self):
        self.open_section(self.seen)
        self.single_out_the_path()
        self.nudge_the_weight()
        self.divide_neighbours()
        self.let_the_nudge_shrink()
        self.multiply_the_slopes()
        self.try_smaller_and_smaller_nudges()
        self.run_out_of_digits()
        self.name_the_rule()

    def single_out_the_path(self):
        line = "One path leads from the weight to the cost."
        with self.say(line):
            others = [self.tree.quantities[name] for name in LAST if name not in PATH]
            links = [
                link
                for pair, link in self.tree.links.items()
                if set(pair) <= set(LAST) and not set(pair) <= set(PATH)
            ]
            self.remove(self.seen)
            self.add(self.path)
            self.quickly(FadeOut(*others, *links))
            self.drive(self.show_row, [self.path], self.look.normal, *self.facts)
            links = self.tree.path(*PATH)
            self.quickly(links.animate.set_stroke(self.look.accent, 5))
        self.rest()

    def nudge_the_weight(self):
        line = "Nudge the weight by {by:g}. So the sum changes, and the activation, and the cost."
        with self.say(line, by=NUDGE):
            self.move_by(self.look.normal, 0, NUDGE)
            for change, number in zip(self.around.changes, self.around.change_numbers, strict=True):
                self.quickly(FadeIn(change, number, shift=0.1 * DOWN))
        self.rest()

    def divide_neighbours(self):
        line = "Each link has a ratio: the change after it, per change before it."
        with self.say(line):
            for k, ratio in enumerate(self.around.ratios):
                both = VGroup(ratio.part("top"), ratio.part("bottom"))
                bar = VGroup(*(each for each in ratio if each not in [*both[0], *both[1]]))
                self.play(
                    TransformFromCopy(self.around.changes[k + 1], both[0]),
                    TransformFromCopy(self.around.changes[k], both[1]),
                    # Manim runs these backwards: they start fast, and slow down.
                    rate_func=rate_functions.ease_in_sine,
                )
                self.quickly(FadeIn(bar, self.around.ratio_numbers[k]))
                self.remove(both, bar)
                self.add(ratio)
        self.rest()
        line = "Multiply them, and what lies between cancels. The cost's change per nudge is left."
        between = self.around.between()
        with self.say(line):
            self.play(between.animate.set_opacity(0.25))
            self.rest()
            self.quickly(between.animate.set_opacity(1))
        self.rest(0.5)

    def let_the_nudge_shrink(self):
        line = "Let the nudge shrink. The changes vanish, but their ratios settle."
        with self.say(line):
            moving = [self.path, self.around.change_numbers, self.around.ratio_numbers]
            self.drive(self.show_smaller, moving, 2 * self.look.slow, *self.facts, rate_func=linear)
            self.rest()
        line = (
            "What a ratio tends to is the slope of its link. It is called a derivative, and "
            "written with a round d."
        )
        with self.say(line):
            self.play(
                *(
                    Rewrite(*each)
                    for each in zip(self.around.ratios, self.around.slopes, strict=True)
                ),
                *(
                    number.animate.set_value(slope)
                    for number, slope in zip(
                        self.around.ratio_numbers, self.found.factors, strict=True
                    )
                ),
                FadeOut(self.around.changes, self.around.change_numbers),
            )
            self.move_by(self.look.quick, 0, 0)
        self.rest()

    def multiply_the_slopes(self):
        table = self.table
        line = "Multiply the three slopes. Does the cost really change by so much, per nudge?"
        with self.say(line):
            self.play(
                *(
                    FadeOut(each.copy(), target_position=table.product[-1], scale=0.7)
                    for each in self.around.ratio_numbers
                ),
                FadeIn(table.product),
            )
        self.rest()

    def try_smaller_and_smaller_nudges(self):
        table, chart = self.table, self.chart
        off = self.found.differences[:LINES]
        shares = off[:-1] / off[1:] if off.all() else np.zeros(1)
        low, high = ABOUT_A_TENTH
        line = choose(
            (
                not low < shares.min() <= shares.max() < high,
                "We try it, with ever smaller nudges. The smaller they are, the closer the cost "
                "comes to it.",
            ),
            otherwise="We try it, with ever smaller nudges. A tenth of the nudge leaves about a "
            "tenth of the difference.",
        )
        with self.say(line):
            self.play(FadeIn(table.titles, chart.axes))
            for row, dot in zip(table.rows, chart.dots, strict=False):
                self.quickly(FadeIn(row, shift=0.1 * DOWN), FadeIn(dot, scale=2))
        self.rest()

    def run_out_of_digits(self):
        line = choose(
            (
                bool(self.found.moved.all()),
                "Smaller still, and it gets worse again. A computer's numbers hold about 16 "
                "digits. Two costs that are nearly equal differ only in the last ones.",
            ),
            otherwise="Smaller still, and it gets worse again. A computer's numbers hold about 16 "
            "digits. Two costs that are nearly equal differ only in the last ones. In the end, in "
            "none.",
        )
        with self.say(line):
            later = [FadeIn(dot, scale=2) for dot in self.chart.dots[LINES:]]
            self.play(LaggedStart(*later, lag_ratio=0.5), run_time=1.5 * self.look.slow)
        self.rest()

    def name_the_rule(self):
        rule, made = self.rule, self.rule.formula
        line = "So along a path, slopes multiply. That is the chain rule."
        with self.say(line):
            self.quickly(FadeOut(self.table, self.chart))
            arrivals = [
                ReplacementTransform(slope, rule.link(k))
                for k, slope in enumerate(self.around.slopes)
            ]
            numbers = zip(self.around.ratio_numbers, rule.numbers, strict=True)
            self.play(*(ReplacementTransform(*pair) for pair in numbers))
            whole = made.part(WHOLE)
            ends = [
                VGroup(*_within(made.part(label_of(end)), whole)) for end in (PATH[-1], PATH[0])
            ]
            self.play(*arrivals)
            moved = {id(glyph) for end in ends for glyph in end}
            moved |= {id(glyph) for k in range(len(self.around.slopes)) for glyph in rule.link(k)}
            rest = VGroup(*(glyph for glyph in made if id(glyph) not in moved))
            self.play(
                *(
                    TransformFromCopy(self.tree.quantities[name].symbol, end)
                    for name, end in zip((PATH[-1], PATH[0]), ends, strict=True)
                ),
                FadeIn(rest, rule.whole),
            )
            self.remove(*self.mobjects)
            self.add(self.path, rule)
        self.rest(2)

    @cached_property
    def found(self) -> Nudges:
        """What nudges of the last weight did."""
        return nudges(self.reading, "w", self.reading.steps - 1)

    @cached_property
    def facts(self) -> list[float]:
        """What moving pictures depend on."""
        return list(values_by_symbol(self.reading).values())

    @cached_property
    def tree(self):
        """The tree of the last step."""
        return chain_tree(values_by_symbol(self.reading)).set_places(spread(FOUR, MIDDLE, OFF))

    @cached_property
    def seen(self) -> VGroup:
        """What the section before ends with."""
        return self.tree.part(LAST)

    @cached_property
    def path(self) -> VGroup:
        """The weight's way to the cost."""
        return self.tree.part(PATH)

    @cached_property
    def around(self) -> PathRatios:
        """Changes and ratios around the path, after the first nudge."""
        return PathRatios(PATH, FOUR, PATH_Y, self.changed(NUDGE))

    @cached_property
    def table(self) -> NudgeTable:
        """What the first nudges really give."""
        found = self.found
        of = found.by[:LINES], found.quotient[:LINES], found.differences[:LINES], found.slope
        titles = message("nudge"), message("off by"), message("product")
        return NudgeTable(*of, (PATH[0], PATH[-1]), titles).shift([*TABLE_AT, 0])

    @cached_property
    def chart(self) -> NudgeChart:
        """How far off all nudges are."""
        found, titles = self.found, (message("nudge"), message("off by"))
        made = NudgeChart(found.by, found.differences, found.moved, *CHART_SIZE, titles)
        return made.shift([*CHART_AT, 0])

    @cached_property
    def rule(self) -> SlopeProduct:
        """The chain rule."""
        return SlopeProduct(PATH, self.found.factors, size=RULE_SIZE).move_to([0, RULE_Y, 0])

    def changed(self, by: float) -> list[float]:
        """Return by how much the numbers on the path change with a nudge."""
        before = values_by_symbol(self.reading)
        after = values_by_symbol(self.reading.nudged("w", self.reading.steps - 1, by))
        return [after[name] - before[name] for name in PATH]

    def show_row(self, share: float) -> None:
        """Bring the path a share of its way into one row."""
        start = spread(FOUR, MIDDLE, OFF)
        ways = ((name, *start[name]) for name in PATH)
        self.tree.set_places({name: (x, y + share * (PATH_Y - y)) for name, x, y in ways})

    def move_by(self, run_time: float, start: float, end: float) -> None:
        """Nudge the weight, from one nudge to another; all on the path follows."""
        last = self.reading.steps - 1

        def show(share: float) -> None:
            by = start + share * (end - start)
            self.tree.set_values(values_by_symbol(self.reading.nudged("w", last, by)))

        self.drive(show, [self.path], run_time, *self.facts, start, end)

    def show_smaller(self, share: float) -> None:
        """Show the path, its changes and their ratios with a nudge that shrinks."""
        by = NUDGE * 10 ** (-SHRINK * share)
        nudged = self.reading.nudged("w", self.reading.steps - 1, by)
        self.tree.set_values(values_by_symbol(nudged))
        self.around.set_changes(self.changed(by))


def _within(glyphs, group) -> list:
    """Return the glyphs that are in a group, too."""
    inside = {id(each) for each in group}
    return [each for each in glyphs if id(each) in inside]
