"""What most networks use today in place of the sigmoid, and what it is good for."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    Transform,
    VGroup,
    linear,
)

from network.measured.experiments import DeepRun, Depth
from network.model.activations import RELU, SIGMOID
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.verdict import Verdict
from scenes.mobjects.writing.words import note, row_of_words, words
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.learning_curves import LearningCurves
from scenes.structure.drawings.power_bars import PowerBars
from scenes.structure.drawings.squish_pair import SquishPair
from scenes.structure.drawings.what_is_left import PassedOn

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
        pair = self.pair
        line = (
            "Our sigmoid is early practice. It was meant as a picture of a nerve cell: inactive "
            "down here, active up there."
        )
        with self.say(line):
            shown = (pair.tall, pair.chart.across, pair.across, pair.formulas[0])
            self.play(FadeIn(*shown))
            self.drive(pair.draw_first, [pair.tall_curve], 1.5 * self.look.slow)
            self.quickly(FadeIn(self.stages[0]))
            self.quickly(FadeIn(self.stages[1]))

    def draw_relu(self):
        pair = self.pair
        line = (
            "ReLU is simpler. Below 0 it stays at 0, inactive. Above, it hands on just what came "
            "in, with no ceiling."
        )
        with self.say(line):
            self.quickly(FadeOut(self.stages[:2], pair.tall_curve.dot))
            self.play(
                FadeOut(pair.tall),
                FadeIn(pair.chart.grid, pair.chart.upward, pair.formulas[1]),
                Transform(pair.tall_curve.drawn, pair.curves[0].drawn),
            )
            shown = [pair.curves[1], pair.input]
            self.drive(pair.draw_second, shown, self.look.normal, end=0.5)
            self.quickly(FadeIn(self.stages[2]))
            self.drive(pair.draw_second, shown, self.look.slow, start=0.5)
            self.quickly(FadeIn(self.stages[3]))

    def compare_their_slopes(self):
        pair = self.pair
        line = (
            "What matters for learning is the slope. The sigmoid is never steeper than 1/4. ReLU, "
            "once it is active, has slope 1."
        )
        with self.say(line):
            self.quickly(
                FadeOut(self.stages[2:], pair.input, pair.curves[1].dot),
                FadeIn(pair.tangents, pair.slopes),
            )
            parts = [pair.tangents, *pair.values]
            self.drive(pair.touch_at, parts, 2.2 * self.look.slow)

    def multiply_slopes_layer_by_layer(self):
        self.lay_out_products()
        line = (
            "Learning works backwards, and each layer multiplies by its slope. After {layers} "
            "layers of sigmoids, at most 1/{rest:,} gets through."
        )
        layers, pair = len(self.depth.sizes) - 2, self.pair
        with self.say(line, layers=layers, rest=4**layers):
            gone = (pair.chart, pair.across, pair.formulas, pair.tall_curve.drawn)
            self.quickly(
                FadeOut(*gone, pair.curves[1].drawn, pair.tangents, pair.slopes),
            )
            self.quickly(FadeIn(self.passed.names, self.product_texts))
            for column in self.passed.columns:
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
            self.quickly(FadeOut(self.passed, self.product_texts))
            self.quickly(FadeIn(self.slopes.chart, self.slope_texts, self.legend))
            for pair in reversed(self.slopes.bars):
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
                FadeOut(self.slopes, self.slope_texts, self.legend),
                FadeIn(self.race.chart, self.race_texts, self.race.figures[:2]),
            )
            parts = [*self.race.curves[:2], *self.race.percents[:2]]
            self.drive(self.show_race, parts, 2.2 * self.look.slow, self.depth, rate_func=linear)

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
            self.quickly(FadeIn(self.race.figures[2]))
            parts = [self.race.curves[2], self.race.percents[2]]
            self.drive(self.show_fitted, parts, 1.5 * self.look.slow, self.depth, rate_func=linear)

    def come_back_to_our_network(self):
        network, example = self.network, self.digits.clear(LABEL)
        diagram = self.diagram = NetworkDiagram(network.mlp.weights, example.pixels)
        source = self.source_of().next_to(diagram.picture, DOWN, buff=0.2)
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
            self.quickly(FadeOut(self.race, self.race_texts))
            self.quickly(FadeIn(*shown))
            self.add(*shown, diagram.signals)
            diagram.load(example.forward.a)
            self.play(diagram.light_through(self.look.normal))
            output = diagram.output(example.answer)
            self.verdict = Verdict(output, example.answer, example.confidence, example.label)
            self.quickly(FadeIn(self.verdict))
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

    def lay_out_functions(self):
        """Make the chart of both functions, and what is said of the parts of their curves."""
        look = self.look
        self.pair = pair = SquishPair(
            (SIGMOID, RELU),
            (SIGMOID.prime, RELU.prime),
            ("sigma(x) = 1 / (1 + e^(-x))", '"ReLU"(x) = max(0, x)'),
            (look.outline, look.accent),
        )
        low, high = pair.tall.place, pair.chart.place
        stages = (
            ("inactive", low(-3.3, 0.17), look.outline),
            ("active", low(3.3, 0.8), look.outline),
            ("inactive", high(-2.6, 0.5), look.accent),
            ("same as the input", high(1.2, 3.9), look.accent),
        )
        self.stages = VGroup(
            *(words(text, None, colour).move_to(at) for text, at, colour in stages)
        )

    def lay_out_products(self):
        """Make two rows of bars, one a layer, from the right: how much gets through, at most."""
        look, layers = self.look, len(self.depth.sizes) - 2
        names, colours = ("sigmoid", "ReLU, active"), (look.outline, look.accent)
        self.passed = PassedOn(layers, (4, 1), names, colours)
        self.product_texts = VGroup(
            note("← back through the layers").move_to([0, -3.3, 0]),
            words("what the slopes let through, at most", look.label).move_to([0, 3.3, 0]),
        )

    def lay_out_slopes(self):
        """Make the chart of measured slopes, and what it says."""
        look, depth = self.look, self.depth
        runs, colours = zip(*(self.runs[name] for name in ("sigmoid", "ReLU")), strict=True)
        self.slopes = PowerBars([run.slopes for run in runs], colours)
        self.slopes.shift([0.1, 0.1, 0] - self.slopes.chart.get_center())
        told = (
            "measured over {images:,} images of {data}, before training: mean |∂C/∂z| of a layer’s "
            "neurons"
        )
        told = told.format(images=depth.slope_images, data=depth.data.name)
        self.slope_texts = VGroup(
            note("layer, from the first to the last").next_to(
                self.slopes.chart.across, DOWN, buff=0.15
            ),
            note(told).move_to([0, -3.45, 0]),
            words("how steeply the cost reacts to each layer", look.label).move_to(
                [-6.6, 3.35, 0], LEFT
            ),
        )
        names = (words(name, look.label, self.runs[name][1]) for name in ("sigmoid", "ReLU"))
        self.legend = row_of_words(*names, buff=0.6).move_to([6.6, 3.35, 0], RIGHT)

    def lay_out_race(self):
        """Make the chart of accuracies, and the settings of the trainings."""
        look, depth = self.look, self.depth
        runs, colours = zip(*self.runs.values(), strict=True)
        names = [f"{name}, rate {run.rate:g}" for name, (run, _) in self.runs.items()]
        accuracies = [run.accuracy for run in runs]
        race = self.race = LearningCurves(depth.step, depth.batch, accuracies, names, colours)
        race.shift([-1.6, 0.55, 0] - race.chart.get_center())
        sizes, rates = "-".join(map(str, depth.sizes)), ", ".join(f"{r:g}" for r in depth.rates)
        told = (
            f"{sizes}, {depth.data.name}, {depth.epochs} epochs, batches of {depth.batch}",
            f"each with the best of the rates {rates}",
        )
        self.race_texts = VGroup(
            note("images seen").next_to(race.chart.across, DOWN, buff=0.1),
            words("validation images read correctly", look.label).move_to([-6.6, 3.35, 0], LEFT),
            *(
                note(text).move_to([-6.6, y, 0], LEFT)
                for text, y in zip(told, (-2.75, -3.3), strict=True)
            ),
        )
        for index in range(len(runs)):
            race.set_shown(index, 0)

    def show_race(self, share: float) -> None:
        """Draw the first two curves up to this share of the time."""
        self.race.set_shown(0, share).set_shown(1, share)

    def show_fitted(self, share: float) -> None:
        """Draw the third curve up to this share of the time."""
        self.race.set_shown(2, share)
