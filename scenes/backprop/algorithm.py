"""All of backpropagation and gradient descent in a few lines, which really trained a network."""

from functools import cached_property

from manim import DOWN, LEFT, UP, FadeIn, FadeOut, VGroup, linear

from network.questions.own_code import code_of
from network.training.in_a_few_lines import learn
from scenes.backprop.drawings.code_network import CodeNetwork
from scenes.backprop.drawings.told_code import ToldCode
from scenes.look.places import ABOVE_FOOT, FOOT, LEFT_RIM
from scenes.mobjects.charts.accuracy_runs import GUESSING, AccuracyRuns
from scenes.mobjects.writing.words import Words, note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.one_image import OneImage

#: The code's left end, the height of its middle, and its width.
CODE_AT, CODE = (LEFT_RIM + 0.1, 0.4), 6.6

#: The middle of what is written below the network.
TOLD_X = 3.6

#: The middle of the chart, and the room for its curves.
CHART_AT, CHART = (4.1, 0.55, 0), (4.7, 3.4)

#: Seconds that light takes for a step, in units of the slow pace.
PACE = 0.6


class Algorithm(OneImage):
    """Line by line: shuffle, forward, what outputs wish for, back, and the step."""

    def construct(self):
        self.open_section()
        self.show_the_code()
        self.take_a_batch()
        self.go_forward()
        self.ask_the_outputs()
        self.go_back()
        self.take_the_step()
        self.see_what_it_reached()

    def show_the_code(self):
        line = (
            "To learn from all images once takes {lines} lines of Python. W and b are lists of all "
            "weights and biases, layer by layer."
        )
        lines = len([each for each in self.code.code.text.split("\n") if each.strip()])
        with self.say(line, lines=lines):
            self.slowly(FadeIn(self.code))
            if self.differs:
                self.play(FadeIn(self.differing))
        self.rest()

    def take_a_batch(self):
        live = self.live
        line = "Shuffle the images, and take one batch after the other."
        told = VGroup(
            note("the same {digit}, as one of a batch", room=6, digit=self.label),
            self.source_of(self.example),
        )
        for text, base in zip(told, (ABOVE_FOOT, FOOT), strict=True):
            text.stand_at(TOLD_X, base)
        with self.say(line):
            self.play(self.talk_about("order", "for start", "some"))
            self.play(FadeIn(live.picture, told, *live.layers, live.column))
        self.rest(0.5)
        self.told = told

    def go_forward(self):
        live = self.live
        line = "Forward: layer by layer, weighted sums, and the squish."
        with self.say(line):
            self.play(self.talk_about("a = [", "for k in range", "a.append"))
            self.add(live.signals)
            self.play(live.run_forward(self.trace.forward.a, PACE * self.look.slow))
        self.rest()

    def ask_the_outputs(self):
        live = self.live
        line = "What do the outputs wish for? Twice the gap to what is wanted."
        with self.say(line):
            self.play(self.talk_about("wish = 2"))
            self.play(
                FadeIn(live.outputs_wish, shift=0.15 * UP),
                *(field.animate.set_light(behind=0) for field in live.signals),
            )
        self.rest()

    def go_back(self):
        live = self.live
        line = (
            "Then back, layer by layer. Each wish is weighed by the slope of the squish there, and "
            "handed on to the layer before."
        )
        with self.say(line):
            self.play(self.talk_about("for k in reversed", "push", "wish = push"))
            self.add(live.weights, live.halos)
            self.play(live.sweep_back(PACE * self.look.slow))
        self.rest()

    def take_the_step(self):
        live = self.live
        line = (
            "And each weight takes its step: what its neuron is asked, times the activation before "
            "it, averaged over the batch."
        )
        with self.say(line):
            self.play(self.talk_about("W[k] +=", "b[k] +="))
            self.play(FadeOut(live.halos, live.outputs_wish))
        self.rest()

    def see_what_it_reached(self):
        study, chart = self.few_lines, self.chart
        live = self.live
        shown = live.picture, live.weights, *live.layers, live.column
        if self.differs:
            shown += (self.differing,)
        self.quickly(FadeOut(*shown, self.told), self.code.animate.let_go())
        facts = {
            "images": study.origin.count,
            "epochs": study.epochs,
            "seconds": study.seconds,
            "share": float(study.on_test[:, -1].mean()),
            "starts": len(study.seeds),
        }
        line = (
            "These very lines trained a network: {images:,} images, {epochs} times over, in "
            "{seconds:.1f} seconds. From {starts} random starts, it reads {share:.0%} of unseen "
            "images on average."
        )
        with self.say(line, **facts):
            self.quickly(FadeIn(chart.chart, chart.title, chart.figures, self.setting))
            self.drive(
                lambda share: chart.set_end(share * study.epochs),
                chart.results,
                1.5 * self.look.slow,
                study.on_test,
                rate_func=linear,
            )
            self.quickly(FadeIn(chart.level(GUESSING, message("guessing"))))
        self.rest(2.5)

    def talk_about(self, *beginnings: str):
        """Return the animation in which the lines are bright that begin so."""
        return self.code.animate.talk_about(self.code.lines_with(*beginnings))

    @cached_property
    def code(self) -> ToldCode:
        """The lines, as they stand in the project."""
        made = ToldCode(code_of(learn), CODE)
        x, y = CODE_AT
        return made.move_to([x, y, 0], aligned_edge=LEFT)

    @cached_property
    def live(self) -> CodeNetwork:
        """The network, before light has run through it: nothing is read yet."""
        trace = self.trace
        asked = [-slopes for slopes in trace.gradient.weights]
        return CodeNetwork(self.mlp.weights, asked, trace.wishes, trace.forward.a, self.label)

    @cached_property
    def chart(self) -> AccuracyRuns:
        """How well networks read that these lines trained, epoch by epoch."""
        made = AccuracyRuns(
            [self.few_lines.on_test], [self.look.accent], message("read correctly"), *CHART
        )
        return made.move_to(CHART_AT)

    @cached_property
    def setting(self) -> VGroup:
        """What was trained, and on which images it was judged."""
        study = self.few_lines
        sizes = "-".join(map(str, study.sizes))
        data = data_of(study.origin.data, study.tested)
        texts = (
            note("epochs", room=CHART[0]),
            note(
                "{sizes}, step size {rate:g}: the best of {tried}",
                room=5.6,
                sizes=sizes,
                rate=study.rate,
                tried=len(study.rates),
            ),
            note("{seconds:.1f} s of processor time", room=5.6, seconds=study.seconds),
            note("read: {data}", room=5.6, data=data.counted),
        )
        made = VGroup(*texts).arrange(DOWN, buff=0.16)
        return made.next_to(self.chart, DOWN, buff=0.14)

    @property
    def differs(self) -> bool:
        """Whether the network beside the code has anything but sigmoids."""
        return self.mlp.activation != "sigmoid" or self.is_softmax

    @cached_property
    def differing(self) -> Words:
        """How it differs from the code."""
        kind, softmax = self.mlp.activation, self.is_softmax
        text = choose(
            (softmax and kind == "relu", message("beside: a network with ReLU and softmax")),
            (softmax and kind == "tanh", message("beside: a network with tanh and softmax")),
            (softmax, message("beside: a network with softmax at its end")),
            (kind == "tanh", message("beside: a network with tanh")),
            otherwise=message("beside: a network with ReLU"),
        )
        return note(text, room=6).stand_at(LEFT_RIM, FOOT, LEFT)
