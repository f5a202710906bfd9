"""What most networks use today in place of the sigmoid, and a race of the two."""

from functools import cached_property

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Transform, VGroup, linear

from network.measured.controls import Again
from network.measured.experiments import RUNS, Depth
from network.model.activations import RELU, SIGMOID
from scenes.look.places import ABOVE_FOOT, FOOT, HEAD, LEFT_RIM
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.verdict import Verdict
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.learning_curves import LearningCurves
from scenes.structure.drawings.squish_pair import SquishPair

#: The digit that the lecture ends with.
LABEL = 3

#: Accuracies that differ by less are as good as equal; below this, a network only guesses.
EQUAL, GUESSES = 0.02, 0.2

#: Middle of the race's chart, and where it is written what patience brings.
RACE_AT, PATIENT_AT = (-2.2, 0.55, 0), (6.65, ABOVE_FOOT, RIGHT)


class Relu(LectureScene):
    """Two functions, and how deep networks of each begin to learn."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section()
        self.chapter("Two ways to squish")
        self.draw_the_sigmoid_again()
        self.draw_relu()
        self.explain_its_name()
        self.chapter("A race of deep networks")
        self.line_them_up()
        self.let_both_learn()
        self.wait_for_the_sigmoids()
        self.give_sigmoids_a_better_start()
        self.come_back_to_our_network()

    def draw_the_sigmoid_again(self):
        self.lay_out_functions()
        pair = self.pair
        line = choose(
            (
                self.network.mlp.activation != "sigmoid",  # no section has told what it is
                "Early networks used a curve from 0 to 1, the sigmoid. It was meant as a picture "
                "of a nerve cell: inactive down here, active up there.",
            ),
            otherwise="The sigmoid is what early networks used. It was meant as a picture of a "
            "nerve cell: inactive down here, active up there.",
        )
        with self.say(line):
            self.play(FadeIn(pair.tall, pair.chart.across, pair.across, pair.formulas[0]))
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
            self.quickly(FadeOut(self.stages[:2], pair.tall_curve.dot, pair.tall))
            self.play(
                FadeIn(pair.chart.grid, pair.chart.upward, pair.formulas[1]),
                Transform(pair.tall_curve.drawn, pair.curves[0].drawn),
            )
            shown = [pair.curves[1], pair.input]
            self.drive(pair.draw_second, shown, self.look.normal, end=0.5)
            self.quickly(FadeIn(self.stages[2]))
            self.drive(pair.draw_second, shown, self.look.slow, start=0.5)
            self.quickly(FadeIn(self.stages[3]))

    def explain_its_name(self):
        self.name = words("rectified linear unit", None, self.look.accent)
        self.name.next_to(self.pair.formulas[1], DOWN, buff=0.35)
        line = (
            "The name is short for rectified linear unit. A nerve cell does much the same: it is "
            "silent up to a threshold, and fires beyond."
        )
        with self.say(line):
            self.play(FadeIn(self.name, shift=0.1 * UP))
            shown = [self.pair.curves[1], self.pair.input]
            self.drive(self.pair.draw_second, shown, 1.5 * self.look.slow)

    def line_them_up(self):
        self.lay_out_race()
        depth = self.depth
        line = (
            "Let them race in a deeper network than ours: {layers} hidden layers. Both start from "
            "the same random weights. For each we chose the best of {rates} speeds of learning."
        )
        pair = self.pair
        with self.say(line, layers=len(depth.sizes) - 2, rates=len(depth.rates)):
            gone = pair.chart, pair.across, pair.formulas, pair.tall_curve.drawn, self.name
            self.quickly(FadeOut(*gone, pair.curves[1], pair.input, self.stages[2:]))
            self.quickly(FadeIn(self.race.chart, self.race_texts))
            self.quickly(FadeIn(self.race.figures[:2]))

    def let_both_learn(self):
        depth = self.depth
        sigmoid, relu = (float(run.accuracy[-1]) for run in (depth.sigmoid, depth.relu))
        line = choose(
            (
                max(sigmoid, *depth.sigmoid.rate_accuracy) < GUESSES < relu - EQUAL,
                "After {epochs} epochs, ReLU reads {relu:.0%} correctly. The sigmoids still guess, "
                "at {sigmoid:.0%}, with each of the {rates} speeds.",
            ),
            (
                sigmoid < relu - EQUAL,
                "After {epochs} epochs, ReLU reads {relu:.0%} correctly, the sigmoids "
                "{sigmoid:.0%}.",
            ),
            otherwise="After {epochs} epochs, the sigmoids are no worse: they read {sigmoid:.0%} "
            "correctly, ReLU {relu:.0%}.",
        )
        facts = {"epochs": depth.epochs, "rates": len(depth.rates)}
        with self.say(line, sigmoid=sigmoid, relu=relu, **facts):
            parts = [*self.race.curves[:2], *self.race.percents[:2]]
            self.drive(self.show_race, parts, 2.2 * self.look.slow, depth, rate_func=linear)
            if self.again:
                self.quickly(FadeIn(*self.race.remarks[:2]))

    def wait_for_the_sigmoids(self):
        again = self.again
        if not again or again.patient[-1] < self.depth.sigmoid.accuracy[-1] + EQUAL:
            return
        facts = {"epochs": again.epochs, "patient": float(again.patient[-1])}
        line = (
            "They are not unable, only late. In {epochs} epochs, at a speed chosen anew, they read "
            "{patient:.0%}, too."
        )
        with self.say(line, **facts):
            self.quickly(FadeIn(self.patient))

    def give_sigmoids_a_better_start(self):
        depth, recipe = self.depth, self.network.recipe
        fitted, relu = float(depth.fitted.accuracy[-1]), float(depth.relu.accuracy[-1])
        keeps_up = fitted > relu - EQUAL
        known = recipe is not None and recipe.activation == "sigmoid"
        ours = known and recipe.gain == depth.fitted.gain
        line = choose(
            (
                keeps_up and ours,
                "And with weights {times:g} times as large at the start, they keep up: "
                "{fitted:.0%}. Our own network began like that.",
            ),
            (
                keeps_up,
                "And with weights {times:g} times as large at the start, they keep up: "
                "{fitted:.0%}.",
            ),
            otherwise="With weights {times:g} times as large at the start, sigmoids get to "
            "{fitted:.0%}.",
        )
        with self.say(line, times=self.times, fitted=fitted):
            self.quickly(FadeIn(self.race.figures[2]))
            parts = [self.race.curves[2], self.race.percents[2]]
            self.drive(self.show_fitted, parts, 1.5 * self.look.slow, depth, rate_func=linear)
            if self.again:
                self.quickly(FadeIn(self.race.remarks[2]))

    def come_back_to_our_network(self):
        network, example = self.network, self.digits.clear(LABEL)
        diagram = self.diagram = NetworkDiagram(network.mlp.weights, example.pixels)
        source = self.source_of().next_to(diagram.picture, DOWN, buff=0.2)
        is_shallow = network.mlp.steps < len(self.depth.sizes) - 1
        line = choose(
            (
                network.mlp.activation == "relu",
                "Our own network uses ReLU in its hidden layers. It reads {accuracy:.1%} {of} "
                "correctly.",
            ),
            (
                network.mlp.activation == "tanh",
                "Our own network has tanh in its hidden layers, much like a sigmoid, but from -1 "
                "to 1. It reads {accuracy:.1%} {of} correctly.",
            ),
            (
                is_shallow and network.test_accuracy > 0.9,
                "Our own network is not that deep, and its sigmoids serve it well: it reads "
                "{accuracy:.1%} {of} correctly.",
            ),
            (
                network.mlp.output == "softmax",
                "Our own network, with sigmoids in its hidden layers, reads {accuracy:.1%} {of} "
                "correctly.",
            ),
            otherwise="Our own network, of sigmoids, reads {accuracy:.1%} {of} correctly.",
        )
        shown = (diagram.picture, diagram.weights, *diagram.layers, diagram.names, source)
        with self.say(line, accuracy=network.test_accuracy, of=self.tested_on.of):
            self.quickly(FadeOut(self.race, self.race_texts, self.patient))
            self.quickly(FadeIn(*shown))
            self.add(*shown, diagram.signals)
            diagram.load(example.forward.a)
            self.play(diagram.light_through(self.look.normal))
            output = diagram.output(example.answer)
            self.verdict = Verdict(output, example.answer, example.confidence, example.label)
            self.quickly(FadeIn(self.verdict))
            self.rest()

    @cached_property
    def depth(self) -> Depth:
        """The race."""
        return self.experiments.depth

    @property
    def again(self) -> Again | None:
        """The race from other starts and for longer, if it was measured."""
        return self.experiments.again

    @property
    def times(self) -> float:
        """How many times as large the weights are with which sigmoids start better."""
        return self.depth.fitted.gain / self.depth.sigmoid.gain

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
            (message("inactive"), low(-3.3, 0.17), look.outline),
            (message("active"), low(3.3, 0.8), look.outline),
            (message("inactive"), high(-2.6, 0.5), look.accent),
            (message("same as the input"), high(1.2, 3.9), look.accent),
        )
        self.stages = VGroup(
            *(words(text, None, colour).move_to(at) for text, at, colour in stages)
        )

    def lay_out_race(self):
        """Make the chart of accuracies, and the settings of the trainings."""
        look, depth, again = self.look, self.depth, self.again
        runs = (depth.sigmoid, depth.relu, depth.fitted)
        names = (
            message("sigmoid"),
            message("ReLU"),
            message("sigmoid, start × {times:g}", times=self.times),
        )
        colours = look.outline, look.accent, look.positive
        per_epoch, accuracies = depth.step[-1] / depth.epochs, [run.accuracy for run in runs]
        remarks = [self.other_starts(name) for name in RUNS] if again else ()
        epochs = depth.step / per_epoch
        race = self.race = LearningCurves(epochs, accuracies, names, colours, remarks=remarks)
        race.shift(RACE_AT - race.chart.get_center())
        for index in range(len(runs)):
            race.set_shown(index, 0)
        across, told = race.chart.across, {"data": data_of(depth.data).collection}
        self.race_texts = VGroup(
            words("validation images read correctly", look.label).stand_at(LEFT_RIM, HEAD, LEFT),
            note("epochs: rounds through all training images").next_to(across, DOWN, buff=0.1),
            note(
                "{data}; layers {sizes:commas}; batches of {batch}",
                sizes=list(depth.sizes),
                batch=depth.batch,
                **told,
            ).stand_at(LEFT_RIM, ABOVE_FOOT, LEFT),
            note(
                "each at the best of the learning rates {rates:commas:g}",
                rates=list(depth.rates),
            ).stand_at(LEFT_RIM, FOOT, LEFT),
        )
        self.patient = VGroup()
        if again:
            self.patient.add(
                words(
                    "sigmoid, {epochs} epochs: {patient:.1%}",
                    look.note,
                    look.outline,
                    epochs=again.epochs,
                    patient=float(again.patient[-1]),
                ).stand_at(*PATIENT_AT)
            )

    def other_starts(self, name: str) -> Message:
        """Return what came out of other random starts."""
        found = [message("{share:.1%}", share=float(share)) for share in getattr(self.again, name)]
        return message("other starts: {found:commas}", found=found)

    def show_race(self, share: float) -> None:
        """Draw the first two curves up to this share of the time."""
        self.race.set_shown(0, share).set_shown(1, share)

    def show_fitted(self, share: float) -> None:
        """Draw the third curve up to this share of the time."""
        self.race.set_shown(2, share)
