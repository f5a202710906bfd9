"""The cost along one number: its slope says which way to go, and a ball finds a valley."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    LaggedStart,
    VGroup,
    linear,
)

from network.questions.valleys import LEAST_DEPTH, SmoothCurve
from scenes.descent.drawings.cost_curve import Balls, CostCurve, Slope
from scenes.descent.drawings.curve_wall import CurveWall
from scenes.descent.drawings.one_edge import OneEdge
from scenes.descent.drawings.parabola import Parabola
from scenes.look.places import FOOT, HEAD, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import Words, formula, note
from scenes.script.catalogue import written
from scenes.script.variants import choose
from scenes.stage.one_slice import OneSlice

#: Middles of the charts, of the parabola with its calculation, and of the wall of curves.
CHART, PARABOLA_AT, WALL = (0.0, -0.3, 0), (0.0, -0.3, 0), (0.0, -0.1, 0)

#: The digit whose picture stands before the network.
LABEL = 3

#: Steps that are taken slowly, at first, and how many jumps of too large a step size are shown.
FIRST, JUMPS = 3, 10

#: Seconds of a slow step, of another one at most, of a jump, and of many steps together.
SLOW, LATER, JUMP, ALL = 0.6, 0.25, 0.4, 3.2


class OneInput(OneSlice):
    """All numbers but one are held fixed: slope, steps, valleys. Then all go on one line."""

    def construct(self):
        self.open_section()
        self.hold_all_numbers_but_one()
        self.calculate_the_lowest_point()
        self.take_one_weight()
        self.measure_its_cost()
        self.feel_for_the_slope()
        self.let_a_ball_go()
        self.let_the_ball_come_to_rest()
        self.take_too_large_steps()
        self.start_in_many_places()
        self.call_them_local()
        self.tell_how_rare_that_is()
        self.go_straight_to_the_trained_network()
        self.leave_the_line()

    def hold_all_numbers_but_one(self):
        count, size = self.network.mlp.parameters.size, 1.5 * self.look.headline
        last = written("{number:,}", number=count - 1)
        red = {"c": self.look.wrong}
        every = formula(f'{{{{ C : c }}}}(w_0, w_1, w_2, dots.c, w_"{last}")', size, colours=red)
        self.one = formula("{{ C : c }}(w)", size, colours=red)
        line = (
            "The average cost depends on {count:,} numbers. Hold all of them fixed but one. What "
            "is left is a curve."
        )
        with self.say(line, count=count):
            self.play(FadeIn(every, shift=0.1 * UP))
            self.rest(1.5)
            self.slowly(Rewrite(every, self.one))

    def calculate_the_lowest_point(self):
        simple = Parabola().move_to(PARABOLA_AT)
        sketch = note("an example: no cost of our network").stand_at(LEFT_RIM, FOOT, LEFT)
        corner = self.one.copy().scale(0.6).stand_at(LEFT_RIM, HEAD, LEFT)
        line = (
            "If the curve were as simple as this one, its lowest point could be calculated. There "
            "the slope, which says how steeply the curve rises or falls, is 0."
        )
        ground, (curve, slope, lowest) = simple.ground, simple.lines
        with self.say(line):
            self.play(self.one.animate.become(corner), FadeIn(ground.chart, ground.symbol, sketch))
            self.play(Create(ground.curve.drawn), FadeIn(curve))
            self.play(FadeIn(slope, shift=0.1 * UP))
            self.play(FadeIn(simple.level))
            self.quickly(FadeIn(lowest, shift=0.1 * UP))
            self.rest()
        gone = ground.chart, ground.symbol, ground.curve.drawn, simple.level, *simple.lines, sketch
        self.quickly(FadeOut(*gone))

    def take_one_weight(self):
        study, (step, to, before) = self.study, self.study.edge
        image, matrices = self.digits.familiar(LABEL).picture, self.reader.weights
        found = OneEdge(matrices, image, step, to, before)
        with self.say(self.line_on_when(), images=self.images_after(study.step)):
            self.play(FadeIn(found.network))
            self.play(*found.single_out())
            self.quickly(FadeIn(found.symbol))
        self.quickly(FadeOut(found.network, found.edge, found.ends, found.symbol))

    def measure_its_cost(self):
        ground, study = self.lay_out_curve(), self.study
        line = (
            "Give it any value from {low:+.0f} to {high:+.0f}. For each, this is the average cost "
            "of {data}."
        )
        facts = {"low": float(study.place[0]), "high": float(study.place[-1])}
        with self.say(line, **facts, data=self.studied_on(study).counted):
            self.draw(ground, self.texts)
        lowest, highest = float(study.cost.min()), float(study.cost.max())
        levels = VGroup(*map(self.level_at, (lowest, highest)))
        with self.say(self.line_on_range(), lowest=lowest, highest=highest):
            self.play(LaggedStart(*map(Create, levels), lag_ratio=0.5))
            self.rest()
        self.quickly(FadeOut(levels))

    def feel_for_the_slope(self):
        line = (
            "Here no formula gives the lowest point. But at any place, the slope can be measured."
        )
        with self.say(line):
            self.slide_along()
        falling, rising = self.flanks
        if falling is not None:
            line = "Here it is negative. The curve falls to the right, so go right."
            self.show_slope(falling, line)
        if rising is not None:
            line = "Here it is positive. So go left."
            self.show_slope(rising, line)

    def let_a_ball_go(self):
        self.ball = Balls(self.ground, [self.rolled.places])
        self.rule = self.rule_with(self.rate)
        line = (
            "Let a ball go downhill, step by step. Each step is the slope times a fixed factor: "
            "the step size, or learning rate."
        )
        with self.say(line):
            self.quickly(FadeIn(self.ball, shift=0.2 * DOWN))
            self.roll(self.ball, 0, min(FIRST, self.ball.steps), SLOW)
            self.quickly(FadeIn(self.rule))

    def let_the_ball_come_to_rest(self):
        steps = self.ball.steps
        with self.say(self.line_on_rest(), steps=steps):
            self.roll(self.ball, min(FIRST, steps), steps, pace(steps - FIRST))
            self.rest()

    def take_too_large_steps(self):
        found = self.overshoot
        if not found:
            return
        places = found.rolled.places[: JUMPS + 1]
        jumper = Balls(self.ground, [places], jumps=True, colour=self.look.words)
        larger = self.rule_with(found.factor * self.rate)
        with self.say(self.line_on_overshoot(found), factor=found.factor):
            self.quickly(FadeOut(self.rule))
            self.quickly(FadeIn(jumper, larger))
            self.roll(jumper, 0, jumper.steps, JUMP)
            self.rest()
        self.quickly(FadeOut(jumper, larger))
        self.quickly(FadeIn(self.rule))

    def start_in_many_places(self):
        rolled = self.many_rolled
        resting = sum(each.rests for each in rolled)
        self.many = Balls(self.ground, [each.places for each in rolled])
        with self.say(self.line_on_balls(), resting=resting, bottoms=len(self.bottoms)):
            self.quickly(FadeOut(self.ball))
            put = [FadeIn(ball, shift=0.2 * DOWN) for ball in self.many.balls]
            self.quickly(LaggedStart(*put))
            self.add(self.many)
            self.roll(self.many, 0, self.many.steps, pace(self.many.steps))

    def call_them_local(self):
        if not self.bottoms:
            return
        lowest = self.level_at(min(float(self.smooth.y[bottom]) for bottom in self.bottoms))
        with self.say(self.line_on_bottoms()):
            self.play(Create(lowest))
            self.rest()
        self.quickly(FadeOut(lowest))

    def tell_how_rare_that_is(self):
        study = self.study
        facts = {"tried": study.tried, "two": study.with_two, "one": self.with_one}
        facts |= {"least": LEAST_DEPTH, "shown": len(study.sample)}
        facts |= {"moments": study.moments, "others": study.others, "kept": study.kept}
        wall = CurveWall(study.sample, least=LEAST_DEPTH).move_to(WALL)
        two, shown = told = VGroup(
            note(
                "a second valley, at least {least:.4f} deep: {two} of {tried:,} weights",
                self.look.accent,
                **facts,
            ),
            note(
                "{shown} of them, from start to end of the training; each to its own height",
                **facts,
            ),
        )
        two.stand_at(RIGHT_RIM, HEAD, RIGHT)
        shown.stand_at(LEFT_RIM, FOOT, LEFT)
        with self.say(self.line_on_others(), **facts):
            gone = self.ground.chart, self.ground.symbol, self.ground.curve, self.texts
            self.quickly(FadeOut(*gone, self.many, self.rule))
            self.slowly(LaggedStart(*map(FadeIn, wall), lag_ratio=0.05), FadeIn(shown))
            self.quickly(FadeIn(two))
            self.rest()
        self.quickly(FadeOut(wall, told, self.one))

    def go_straight_to_the_trained_network(self):
        start, end = float(self.way[0]), float(self.way[-1])
        with self.say(self.line_on_way(), start=start, end=end, bump=self.bump):
            self.draw(self.lay_out_line(), self.texts)
            self.rest()

    def leave_the_line(self):
        walker = Balls(self.ground, [np.array([0.0, 1.0])])
        line = (
            "But this way is known only once its end is known. At the start there is only the "
            "slope."
        )
        with self.say(line):
            self.quickly(FadeIn(walker, shift=0.2 * DOWN))
            self.roll(walker, 0, 1, self.look.slow)
            self.rest()

    def lay_out_curve(self) -> CostCurve:
        """Return the curve along the weight, and have its texts ready."""
        ground = self.lay_out(self.smooth, "w", self.one.get_right()[0] + 0.35)
        source = note(self.studied_on(self.study).counted).stand_at(LEFT_RIM, FOOT, LEFT)
        self.texts.add(source)
        return ground

    def lay_out_line(self) -> CostCurve:
        """Return the curve from the random start to the trained network, with its texts."""
        ground = self.lay_out(self.smooth_line, "", LEFT_RIM)
        source = note(self.studied_on(self.study).counted).stand_at(RIGHT_RIM, HEAD, RIGHT)
        self.texts.add(source)
        for share, text in ((0, note("random start")), (1, note("trained network"))):
            x, y, _ = ground.chart.across.place(share)
            self.texts.add(text.stand_at(x, y - 0.75))
        return ground

    def lay_out(self, smooth: SmoothCurve, symbol: str, left: float) -> CostCurve:
        """Return a curve, with its title."""
        self.ground = CostCurve(smooth.x, smooth.y, smooth.height, smooth.slope, symbol)
        title = note("average cost", self.look.wrong).stand_at(left, HEAD, LEFT)
        self.texts = VGroup(title)
        return self.ground.shift(CHART - self.ground.chart.get_center())

    def rule_with(self, rate: float) -> Words:
        """Return what a step is, with a step size."""
        rule = note(
            choose((rate < 1, "step = −{rate:g} × slope"), otherwise="step = −{rate:,.0f} × slope"),
            self.look.accent,
            rate=rate,
        )
        return rule.stand_at(RIGHT_RIM, HEAD, RIGHT)

    def level_at(self, height: float) -> DashedLine:
        """Return a level line through the chart."""
        chart = self.ground.chart
        ends = (chart.place(x, height) for x in (chart.across.low, chart.across.high))
        return DashedLine(*ends, color=self.look.quiet)

    def slide_along(self):
        """Measure the slope everywhere, from left to right."""
        low, high = self.rims
        probe = Slope(self.ground, low, pointing=False)
        figure = Figures("{slope:+.5f}", self.look.note, slope=0.0)
        name = note("slope").stand_at(RIGHT_RIM - 2.0, HEAD, RIGHT)
        figure.anchor_at([name.get_right()[0] + 0.25, HEAD, 0])

        def show(x: float) -> None:
            probe.set_place(x)
            figure.set_text("{slope:+.5f}", slope=float(self.smooth.slope(x)))

        show(low)
        self.quickly(FadeIn(probe, name, figure))
        limits = {"start": low, "end": high}
        self.drive(show, [probe, figure], 1.5 * self.look.slow, self.smooth.y, **limits)
        self.quickly(FadeOut(probe, name, figure))

    def show_slope(self, x: float, line: str):
        """Show how steep the curve is at a place, while a line is said."""
        slope, value = Slope(self.ground, x), float(self.smooth.slope(x))
        told = note("slope {slope:+.5f}", self.look.words, slope=value).move_to(slope.text_at)
        with self.say(line):
            self.quickly(FadeIn(slope.dot))
            self.play(Create(slope.tangent), FadeIn(told))
            self.play(FadeIn(slope.arrow, shift=0.3 * slope.downhill * RIGHT))
        self.quickly(FadeOut(slope, told))

    def draw(self, ground: CostCurve, texts: VGroup):
        """Draw a curve from left to right."""
        low, high = ground.chart.across.low, ground.chart.across.high
        self.play(FadeIn(ground.chart, ground.symbol, texts))
        self.add(ground.curve.set_end(low))
        self.drive(
            ground.curve.set_end,
            [ground.curve],
            1.5 * self.look.slow,
            self.smooth.y,
            self.smooth_line.y,
            start=low,
            end=high,
        )

    def roll(self, balls: Balls, start: int, end: int, seconds: float):
        """Let balls take their steps, so many seconds each."""
        if end > start:
            whole = round((end - start) * seconds * 15) / 15
            limits = {"start": start, "end": end}
            self.drive(balls.set_taken, [balls], whole, *balls.ways, **limits, rate_func=linear)


def pace(steps: int) -> float:
    """Return seconds a step, so that many don't take forever."""
    return min(LATER, ALL / max(steps, 1))
