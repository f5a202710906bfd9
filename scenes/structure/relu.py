"""What most networks use today in place of the sigmoid, and what it is good for."""

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    LaggedStart,
    Line,
    Mobject,
    Rectangle,
    Transform,
    VGroup,
    linear,
)

from network.activations import RELU, SIGMOID
from network.experiments import DeepRun, Depth
from scenes.lecture import LectureScene
from scenes.mobjects import curve, figures
from scenes.mobjects.curve import Chart
from scenes.mobjects.driven import Driven
from scenes.mobjects.figures import Figures
from scenes.mobjects.network_diagram import NetworkDiagram
from scenes.mobjects.painted import source_digest
from scenes.mobjects.verdict import Verdict
from scenes.mobjects.words import formula, row_of_words, words

#: The chart of the two functions: how far it reaches, its unit in the scene, and its middle.
REACH, UNIT, CHART_AT = 5, 0.84, (-2.35, 0, 0)

#: Middle of what stands beside it, and heights of the two functions' texts there.
BESIDE, SIGMOID_Y, RELU_Y = 4.6, 1.5, -1.1

#: Half the length of a tangent, in the chart's units; how far from 0 it goes.
TANGENT, TOUCHES = 1.1, 3.9

#: The digit that the lecture ends with.
LABEL = 3

#: Accuracies that differ by less are as good as equal.
EQUAL = 0.02


class Relu(LectureScene):
    """Two functions, their slopes, and what these do to a deep network's learning."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section()
        self.chapter("Two ways to squish")
        self.draw_the_sigmoid_again()
        self.draw_relu()
        self.compare_their_slopes()
        self.chapter("Deep networks")
        self.multiply_slopes_layer_by_layer()
        self.measure_them_in_deep_networks()
        self.let_both_learn()
        self.give_sigmoids_a_better_start()
        self.come_back_to_our_network()

    def draw_the_sigmoid_again(self):
        self.lay_out_functions()
        line = (
            "Our sigmoid is early practice. It was meant as a picture of a nerve cell: inactive "
            "down here, active up there."
        )
        with self.say(line):
            shown = (self.tall, self.chart.across, self.across, self.formulas[0])
            self.play(FadeIn(*shown), run_time=self.look.normal)
            self.drive(self.show_sigmoid, [self.tall_curve], run_time=1.5 * self.look.slow)
            self.play(FadeIn(self.stages[0]), run_time=self.look.quick)
            self.play(FadeIn(self.stages[1]), run_time=self.look.quick)

    def draw_relu(self):
        line = (
            "ReLU is simpler. Below 0 it stays at 0, inactive. Above, it hands on just what came "
            "in, with no ceiling."
        )
        with self.say(line):
            self.play(FadeOut(self.stages[:2], self.tall_curve.dot), run_time=self.look.quick)
            self.play(
                FadeOut(self.tall),
                FadeIn(self.chart.grid, self.chart.upward, self.formulas[1]),
                Transform(self.tall_curve.drawn, self.curves[0].drawn),
                run_time=self.look.normal,
            )
            shown = [self.curves[1], self.input]
            self.drive(self.show_relu, shown, to=0.5, run_time=self.look.normal)
            self.play(FadeIn(self.stages[2]), run_time=self.look.quick)
            self.drive(self.show_relu, shown, start=0.5, run_time=self.look.slow)
            self.play(FadeIn(self.stages[3]), run_time=self.look.quick)

    def compare_their_slopes(self):
        line = (
            "What matters for learning is the slope. The sigmoid is never steeper than 1/4. ReLU, "
            "once it is active, has slope 1."
        )
        with self.say(line):
            self.play(
                FadeOut(self.stages[2:], self.input, self.curves[1].dot),
                FadeIn(self.tangents, self.slopes),
                run_time=self.look.quick,
            )
            parts = [self.tangents, *self.values]
            self.drive(self.show_slopes, parts, run_time=2.2 * self.look.slow)

    def multiply_slopes_layer_by_layer(self):
        self.lay_out_products()
        line = (
            "Learning works backwards, and each layer multiplies by its slope. After {layers} "
            "layers of sigmoids, at most 1/{rest:,} gets through."
        )
        layers = len(self.depth.sizes) - 2
        with self.say(line, layers=layers, rest=4**layers):
            gone = (self.chart, self.across, self.formulas, self.tall_curve.drawn)
            self.play(
                FadeOut(*gone, self.curves[1].drawn, self.tangents, self.slopes),
                run_time=self.look.quick,
            )
            self.play(FadeIn(self.product_texts), run_time=self.look.quick)
            for column in self.products:
                bars = (GrowFromEdge(bar, DOWN) for bar in column[:2])
                self.play(*bars, FadeIn(column[2:]), run_time=0.8 * self.look.quick)

    def measure_them_in_deep_networks(self):
        depth = self.depth
        self.lay_out_slopes()
        first, last = (float(depth.sigmoid.slopes[k]) for k in (0, -1))
        relu = depth.relu.slopes[-1] / depth.relu.slopes[0]
        line = (
            "So we measured. Both start from the same random weights. From the last layer to the "
            "first, sigmoids lose a factor of {sigmoid:,.0f}, ReLU of {relu:,.0f}."
        )
        if relu >= last / first:
            line = (
                "So we measured, from the same random weights. From the last layer to the first, "
                "sigmoids keep more: a factor of {sigmoid:,.0f}, against {relu:,.0f}."
            )
        with self.say(line, sigmoid=last / first, relu=relu):
            self.play(FadeOut(self.products, self.product_texts), run_time=self.look.quick)
            self.play(
                FadeIn(self.slope_chart, self.slope_texts, self.legend), run_time=self.look.quick
            )
            for pair in reversed(self.slope_bars):
                bars = (GrowFromEdge(bar, DOWN) for bar in pair)
                self.play(*bars, run_time=0.7 * self.look.quick)

    def let_both_learn(self):
        depth = self.depth
        self.lay_out_race()
        sigmoid, relu = (float(run.accuracy[-1]) for run in (depth.sigmoid, depth.relu))
        halfway = [self.images_until(run, relu / 2) for run in (depth.sigmoid, depth.relu)]
        line = (
            "Now both learn, each at the best rate we tried. The sigmoids are no slower: they end "
            "at {sigmoid:.0%}, ReLU at {relu:.0%}."
        )
        if relu > sigmoid + EQUAL and sigmoid < 0.2:
            line = (
                "Now both learn, each at the best rate we tried. ReLU gets to {relu:.0%}. The "
                "sigmoids never get going: {sigmoid:.0%}, no more than a guess."
            )
        elif halfway[0] and halfway[1] and halfway[0] > halfway[1]:
            line = (
                "Now both learn, each at the best rate we tried. ReLU is halfway after {soon:,} "
                "images, the sigmoids after {late:,}."
            )
        facts = {"relu": relu, "sigmoid": sigmoid, "late": halfway[0], "soon": halfway[1]}
        with self.say(line, **facts):
            self.play(
                FadeOut(self.slope_chart, self.slope_texts, self.slope_bars, self.legend),
                FadeIn(self.race_chart, self.race_texts, self.race_figures[:2]),
                run_time=self.look.normal,
            )
            parts = [*self.race[:2], *self.percents[:2]]
            self.drive(self.show_race, parts, run_time=2.2 * self.look.slow, rate_func=linear)

    def give_sigmoids_a_better_start(self):
        depth = self.depth
        fitted, relu = float(depth.fitted.accuracy[-1]), float(depth.relu.accuracy[-1])
        line = (
            "In fairness: starting with weights {times:g} times as large, which makes up for the "
            "flat slopes, sigmoids get to {fitted:.0%}."
        )
        if fitted > relu - EQUAL:
            line = (
                "In fairness: with weights {times:g} times as large at the start, sigmoids keep "
                "up, with {fitted:.0%}. ReLU did without."
            )
        times = depth.fitted.gain / depth.sigmoid.gain
        with self.say(line, times=times, fitted=fitted):
            self.play(FadeIn(self.race_figures[2]), run_time=self.look.quick)
            parts = [self.race[2], self.percents[2]]
            self.drive(self.show_fitted, parts, run_time=1.5 * self.look.slow, rate_func=linear)

    def come_back_to_our_network(self):
        network, example = self.network, self.digits.clear(LABEL)
        diagram = self.diagram = NetworkDiagram(network.mlp.weights, example.image)
        source = words(self.digits.digits.name, self.look.note, self.look.quiet)
        source.next_to(diagram.picture, DOWN, buff=0.2)
        line = (
            "Our own network is not that deep. Its sigmoids serve it well: {accuracy:.1%} of "
            "{count:,} test digits."
        )
        if network.mlp.activation == "relu":
            line = (
                "Our own network uses ReLU in its hidden layers. It reads {accuracy:.1%} of "
                "{count:,} test digits."
            )
        elif network.mlp.steps >= len(self.depth.sizes) - 1 or network.test_accuracy < 0.9:
            line = "Our own network, of sigmoids, reads {accuracy:.1%} of {count:,} test digits."
        shown = (diagram.picture, diagram.weights, *diagram.layers, diagram.names, source)
        facts = {"accuracy": network.test_accuracy, "count": int(network.confusion.sum())}
        with self.say(line, **facts):
            gone = (self.race_chart, self.race_texts, self.race_figures)
            self.play(FadeOut(*gone, *self.race), run_time=self.look.quick)
            self.play(FadeIn(*shown), run_time=self.look.quick)
            self.add(*shown, diagram.signals)
            diagram.load(example.forward.a)
            lights = [diagram.light_up(k, self.look.normal) for k in range(network.mlp.steps)]
            self.play(LaggedStart(*lights, lag_ratio=0.6))
            output = diagram.output(example.answer)
            self.verdict = Verdict(output, example.answer, example.confidence, example.label)
            self.play(FadeIn(self.verdict), run_time=self.look.quick)
            self.wait(self.look.quick)

    @cached_property
    def depth(self) -> Depth:
        """The measurements in deep networks."""
        return self.experiments.depth

    @property
    def runs(self) -> dict[str, tuple[DeepRun, str]]:
        """The trainings that are compared, by what they are called, with their colours."""
        depth, look = self.depth, self.look
        times = depth.fitted.gain / depth.sigmoid.gain
        return {
            "sigmoid": (depth.sigmoid, look.outline),
            "ReLU": (depth.relu, look.accent),
            f"sigmoid, start × {times:g}": (depth.fitted, look.positive),
        }

    def images_until(self, run: DeepRun, accuracy: float) -> int | None:
        """Return after how many images a network first read this well, if ever."""
        reached = np.flatnonzero(run.accuracy >= accuracy)
        return int(self.depth.step[reached[0]]) * self.depth.batch if len(reached) else None

    def drive(
        self,
        show: Callable[[float], None],
        parts: Sequence[Mobject],
        start: float = 0,
        to: float = 1,
        **timing: Any,
    ):
        """Let a function show what there is from one share of its way to another."""
        code = source_digest(__file__, str(curve.__file__), str(figures.__file__))
        data = hashlib.sha256(b"".join(run.accuracy.tobytes() for run, _ in self.runs.values()))
        key = f"{show.__name__} {start} {to} {data.hexdigest()} {code}"
        self.play(Driven(lambda share: show(start + share * (to - start)), parts, key, **timing))

    def lay_out_functions(self):
        """Make the chart of both functions, all that is said about them, and their tangents."""
        look = self.look
        marks = {value: str(value).replace("-", "−") for value in range(-4, 5, 2)}
        reach = {"width": 2 * REACH * UNIT, "height": REACH * UNIT}
        heights = {value: str(value) for value in range(1, REACH + 1)}
        chart = Chart((-REACH, REACH), (0, REACH), x_marks=marks, y_marks=heights, **reach)
        self.chart = chart.move_to(CHART_AT)
        self.across = words("weighted sum plus bias", look.note, look.quiet)
        self.across.next_to(chart.across, DOWN, buff=0.15)
        functions = ((SIGMOID, look.outline), (RELU, look.accent))
        # At first the sigmoid has all the height for itself.
        tall = Chart((-REACH, REACH), (0, 1), y_marks={0.5: "0.5", 1: "1"}, **reach)
        tall.shift(chart.place(0, 0) - tall.place(0, 0)).remove(tall.across)
        self.tall, self.tall_curve = tall, tall.plot(SIGMOID, look.outline, 401)
        self.curves = [chart.plot(function, colour, 401) for function, colour in functions]
        sources = "sigma(x) = 1 / (1 + e^(-x))", '"ReLU"(x) = max(0, x)'
        self.formulas = VGroup(
            *(
                formula(source, look.headline, colour).move_to([BESIDE, y, 0])
                for source, (_, colour), y in zip(
                    sources, functions, (SIGMOID_Y, RELU_Y), strict=True
                )
            )
        )
        self.stages = self._stages()
        self.input = Line(color=look.quiet, stroke_width=2)
        self.tangents = VGroup(*(Line(color=look.positive, stroke_width=7) for _ in functions))
        self.values = [Figures("0.00", look.headline, colour) for _, colour in functions]
        self.slopes = VGroup()
        for value, y in zip(self.values, (SIGMOID_Y, RELU_Y), strict=True):
            name = words("slope", look.label, look.quiet)
            name.shift([BESIDE - 1.2 - name.get_left()[0], y - 1.15 - name.baseline, 0])
            self.slopes.add(VGroup(name, value.anchor_at([BESIDE + 0.1, y - 1.15, 0])))
        self.show_sigmoid(0)
        self.show_relu(0)
        self.show_slopes(0)

    def _stages(self) -> VGroup:
        """Return what is said of the parts of the two curves, at their places."""
        look, low, high = self.look, self.tall.place, self.chart.place
        stages = (
            ("inactive", low(-3.3, 0.17), look.outline),
            ("active", low(3.3, 0.8), look.outline),
            ("inactive", high(-2.6, 0.5), look.accent),
            ("same as the input", high(1.2, 3.9), look.accent),
        )
        return VGroup(*(words(text, None, colour).move_to(at) for text, at, colour in stages))

    def show_sigmoid(self, share: float) -> None:
        """Draw the sigmoid up to this share of its width."""
        self.tall_curve.set_end(-REACH + 2 * REACH * share)

    def show_relu(self, share: float) -> None:
        """Draw ReLU, with what goes in below the dot."""
        x = -REACH + 2 * REACH * share
        self.curves[1].set_end(x)
        self.input.set_points_as_corners(self.chart.place([x, x], [0, max(0, x)]))

    def show_slopes(self, share: float) -> None:
        """Let both tangents touch their curves at this share of the width."""
        x = np.array([TOUCHES * (2.0 * share - 1)])
        pairs = zip((SIGMOID, RELU), self.tangents, self.values, strict=True)
        for function, tangent, value in pairs:
            y, slope = float(function(x)[0]), float(function.prime(x)[0])
            half = TANGENT / np.hypot(1, slope)
            ends = x[0] + np.array([-half, half])
            places = self.chart.place(ends, y + slope * (ends - x[0]))
            tangent.set_points_as_corners(places)
            value.set_text(f"{slope:.2f}")

    def lay_out_products(self):
        """Make two rows of bars, one a layer, from the right: how much gets through, at most."""
        look, layers = self.look, len(self.depth.sizes) - 2
        xs = np.linspace(6.1, -3.4, layers + 1)
        self.products = VGroup()
        for passed, x in enumerate(xs):
            column, texts = VGroup(), VGroup()
            for base, factor, colour in ((0.75, 4, look.outline), (-2.3, 1, look.accent)):
                height = max(1.7 / factor**passed, 0.01)
                bar = Rectangle(height=height, width=0.6, fill_color=colour, fill_opacity=1)
                bar.set_stroke(width=0).move_to([x, base, 0], aligned_edge=DOWN)
                column.add(bar)
                text = f"1/{factor**passed:,}" if passed and factor > 1 else "1"
                texts.add(words(text, look.note, look.quiet).move_to([x, base - 0.35, 0]))
            self.products.add(column.add(*texts))
        self.product_texts = VGroup(
            words("sigmoid", look.label, look.outline).move_to([-6.7, 1.4, 0], LEFT),
            words("ReLU, active", look.label, look.accent).move_to([-6.7, -1.65, 0], LEFT),
            words("← back through the layers", look.note, look.quiet).move_to([0, -3.3, 0]),
            words("what the slopes let through, at most", look.label).move_to([0, 3.3, 0]),
        )

    def lay_out_slopes(self):
        """Make the chart of measured slopes: a pair of bars a layer, on a scale of powers."""
        look, depth = self.look, self.depth
        runs = [self.runs[name] for name in ("sigmoid", "ReLU")]
        steps = len(depth.sizes) - 1
        low = int(np.floor(np.log10(min(run.slopes.min() for run, _ in runs))))
        marks = {power: f"{10.0**power:.{-power}f}" for power in range(low, 1)}
        names = {step + 0.5: str(step + 1) for step in range(steps)}
        chart = self.slope_chart = Chart((0, steps), (low, 0), 10.5, 4.3, names, marks)
        chart.move_to([0.1, 0.1, 0])
        self.slope_bars = VGroup()
        for step in range(steps):
            pair = VGroup()
            for (run, colour), shift in zip(runs, (-0.19, 0.19), strict=True):
                foot = chart.place(step + 0.5 + shift, low)
                top = chart.place(0, np.log10(run.slopes[step]))[1]
                bar = Rectangle(height=top - foot[1], width=0.5, fill_color=colour)
                bar.set_fill(opacity=1).set_stroke(width=0)
                pair.add(bar.move_to(foot, aligned_edge=DOWN))
            self.slope_bars.add(pair)
        told = (
            "measured over {images:,} images of {data}, before training: mean |∂C/∂z| of a layer’s "
            "neurons"
        )
        told = told.format(images=depth.slope_images, data=depth.data.name)
        self.slope_texts = VGroup(
            words("layer, from the first to the last", look.note, look.quiet).next_to(
                chart.across, DOWN, buff=0.15
            ),
            words(told, look.note, look.quiet).move_to([0, -3.45, 0]),
        )
        title = words("how steeply the cost reacts to each layer", look.label)
        names = (words(name, look.label, self.runs[name][1]) for name in ("sigmoid", "ReLU"))
        self.legend = row_of_words(*names, buff=0.6).move_to([6.6, 3.35, 0], RIGHT)
        self.slope_texts.add(title.move_to([-6.6, 3.35, 0], LEFT))

    def lay_out_race(self):
        """Make the chart of accuracies, its curves, and the settings of the trainings."""
        look, depth = self.look, self.depth
        clock, top = np.log1p(depth.step), float(np.log1p(depth.step[-1]))
        powers = [10**power for power in range(2, 8) if 10**power <= depth.step[-1] * depth.batch]
        marks = {float(np.log1p(count / depth.batch)): f"{count:,}" for count in powers}
        shares = {0.0: "0%", 0.5: "50%", 1.0: "100%"}
        chart = self.race_chart = Chart((0, top), (0, 1), 8.2, 3.9, marks, shares)
        chart.move_to([-1.6, 0.55, 0])
        self.race, self.percents, self.race_figures = [], [], VGroup()
        for index, (name, (run, colour)) in enumerate(self.runs.items()):
            self.race.append(chart.curve(clock, run.accuracy, colour).set_end(0))
            y = 1.95 - 1.3 * index
            percent = Figures("0%", look.headline, colour).anchor_at([3.4, y, 0])
            title = words(f"{name}, rate {run.rate:g}", look.note, colour)
            title.shift([3.4 - title.get_left()[0], y + 0.5 - title.baseline, 0])
            self.percents.append(percent)
            self.race_figures.add(VGroup(title, percent))
        sizes = "-".join(map(str, depth.sizes))
        told = (
            f"{sizes}, {depth.data.name}, {depth.epochs} epochs, batches of {depth.batch}",
            "each with the best of the rates {rates}".format(
                rates=", ".join(f"{rate:g}" for rate in depth.rates)
            ),
        )
        self.race_texts = VGroup(
            words("images seen", look.note, look.quiet).next_to(chart.across, DOWN, buff=0.1),
            words("validation images read correctly", look.label).move_to([-6.6, 3.35, 0], LEFT),
            *(words(text, look.note, look.quiet) for text in told),
        )
        for text, y in zip(self.race_texts[2:], (-2.75, -3.3), strict=True):
            text.move_to([-6.6, y, 0], LEFT)
        self.show_race(0)
        self.show_fitted(0)

    def show_race(self, share: float) -> None:
        """Draw the first two curves up to this share of the time."""
        for index in (0, 1):
            self.show_accuracy(index, share)

    def show_fitted(self, share: float) -> None:
        """Draw the third curve up to this share of the time."""
        self.show_accuracy(2, share)

    def show_accuracy(self, index: int, share: float) -> None:
        """Draw a curve, and write how much is read correctly there."""
        graph, (run, _) = self.race[index], list(self.runs.values())[index]
        graph.set_end(share * graph.x[-1])
        accuracy = float(np.interp(graph.end, graph.x, run.accuracy))
        self.percents[index].set_text(f"{accuracy:.1%}")
