"""The end of the series: one picture in which a network reads, goes back, learns and reads."""

from functools import cached_property

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    SurroundingRectangle,
    VGroup,
    linear,
)

from network.model.mlp import ForwardPass
from network.questions.strange import Answers, answers, noise
from network.training.playback import Moment
from scenes.calculus.drawings.slope_network import SlopeNetwork
from scenes.look.places import FOOT, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.neurons.diagram import RESTING, Room
from scenes.mobjects.neurons.verdict import answer_colour, box_around
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import Words, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: Where the network is, and the height of its middle.
ROOM, MIDDLE = Room((-4.75, 0.0, 3.3), (-1.0, 5.2), 4.6, 0.47, 0.13), -0.75

#: x of what the four lectures told; baselines of their numbers, and of texts' last lines; room.
LECTURES, NUMBERS_AT, TEXTS_AT, TEXT_ROOM = (-5.05, -1.68, 1.68, 5.05), 3.45, 2.3, 3.2

#: How visible weights are while they change, and while slopes are seen.
CHANGING, BEHIND_SLOPES = 0.6, 0.06

#: How wide a fact at the bottom may be.
FACT_ROOM = 6.4

#: From how many pictures of noise it is asked.
COUNT = 1000

#: Seconds of light through all steps, forward and back; of the way back to the middle of the
#: training, and of the training from there, in units of the slow pace.
THROUGH, BACK, REWIND, LEARN = 1.0, 1.4, 0.7, 1.4


class SeriesEnd(OneImage):
    """Forward, back, a training's steps, forward again; what four lectures told; what it isn't."""

    plays_back = True

    def construct(self):
        self.open_section()
        self.read_the_image()
        self.go_back_in_time()
        self.send_slopes_back()
        self.say_how_they_are_calculated()
        self.take_all_steps()
        self.say_what_it_does_not_know()
        self.invite()

    def read_the_image(self):
        live = self.live
        live.load(self.trained.a)
        line = (
            "Four lectures in one picture. A network is a function, made of {parameters:,} numbers."
        )
        with self.say(line, parameters=self.mlp.parameters.size):
            self.play(FadeIn(live.picture, live.weights, *live.layers, live.names, self.source))
            self.add(live.signals)
            self.play(self.run_light(), FadeIn(self.told[0], shift=0.1 * UP))
            self.box = self.box_of(self.trained.answer)
            self.quickly(Create(self.box))
        self.rest(0.5)

    def go_back_in_time(self):
        live, moment = self.live, self.moment
        answer = moment.example.answer
        line = choose(
            (
                not self.playback.last_step,
                "Learning walks downhill on the cost. This network has not begun to learn.",
            ),
            (
                answer == self.label,
                "Learning walks downhill on the cost. When it had learned half, its answer was "
                "{answer}, too.",
            ),
            otherwise="Learning walks downhill on the cost. When it had learned half, it took this "
            "{label} for {answer:a|an} {answer}.",
        )
        with self.say(line, label=self.label, answer=answer):
            self.quickly(
                *live.put_out(live.signals),
                *self.dim_weights(CHANGING),
                FadeOut(self.box),
                FadeIn(self.told[1], shift=0.1 * UP),
            )
            self.add(self.counted)
            self.replay(1.0, self.middle, REWIND * self.look.slow)
            self.box = self.box_of(answer)
            self.quickly(Create(self.box))
        self.rest(0.5)

    def send_slopes_back(self):
        live = self.live
        self.meaning = note("edges and neurons: slopes of this image's cost", room=7.2)
        self.meaning.stand_at(RIGHT_RIM, FOOT, RIGHT)
        line = "Backpropagation finds the way down, for all numbers at once."
        with self.say(line):
            self.quickly(
                *self.dim_weights(BEHIND_SLOPES),
                FadeIn(self.told[2], self.meaning, shift=0.1 * UP),
            )
            self.add(live.slopes)
            pace = BACK * self.look.slow / self.mlp.steps
            for step in reversed(range(self.mlp.steps)):
                self.play(live.colour_neurons(step, pace / 2), live.send_back(step, pace))
        self.rest(0.5)

    def say_how_they_are_calculated(self):
        line = "The chain rule calculates it, slope by slope."
        with self.say(line):
            self.play(FadeIn(self.told[3], shift=0.1 * UP))
        self.rest()

    def take_all_steps(self):
        live, low, high = self.live, self.moment.accuracy, self.playback.at(1).accuracy
        answer = self.trained.answer
        line = choose(
            (
                not self.playback.last_step,
                "Then a step, and again. This network has not taken any.",
            ),
            (
                answer == self.label != self.moment.example.answer,
                "Then a step, and again: from {low:.0%} read correctly to {high:.0%}. "
                "Now it reads this {label}.",
            ),
            otherwise="Then a step, and again: from {low:.0%} read correctly to {high:.0%}.",
        )
        with self.say(line, low=low, high=high, label=self.label):
            self.quickly(
                *live.put_out(live.slopes),
                *self.dim_weights(CHANGING),
                FadeOut(self.box, self.meaning),
            )
            self.replay(self.middle, 1.0, LEARN * self.look.slow)
            live.load(self.trained.a)
            self.play(self.run_light(), *self.dim_weights(RESTING))
            self.box = self.box_of(answer)
            self.quickly(Create(self.box))
        self.rest()

    def say_what_it_does_not_know(self):
        found = self.noises
        line = choose(
            (
                not found.firm,
                "All that it knows, it has from such images, and from nothing else.",
            ),
            otherwise="It doesn't know that noise is no digit: of {count:,} pictures of noise, "
            "{firm:,} light up an output beyond one half.",
        )
        with self.say(line, firm=found.firm, count=found.count):
            self.quickly(FadeOut(self.counted))
            self.quickly(FadeIn(self.facts[0]))
            self.play(FadeIn(self.facts[1]))
        self.rest(0.5)

    def invite(self):
        line = "You can calculate every number again, or train a network of your own."
        with self.say(line):
            self.quickly(FadeOut(self.facts))
        self.wait(3)

    def run_light(self):
        """Return the animation in which light runs through the trained network."""
        return self.live.light_through(2 * THROUGH * self.look.slow / self.mlp.steps)

    def dim_weights(self, visible: float) -> list:
        """Return the animations in which all weights become so visible, 0 to 1."""
        fields = self.live.weights
        return [field.animate.set_light(ahead=visible, behind=visible) for field in fields]

    def box_of(self, answer: int) -> SurroundingRectangle:
        """Return a box around an answer."""
        return box_around(self.live.output(answer), answer_colour(answer, self.label))

    def replay(self, start: float, end: float, run_time: float) -> None:
        """Let the training's clock run: edges, neurons, and the share that is read correctly."""
        self.drive(
            lambda clock: self.show(self.playback.at(clock)),
            [self.live, self.accuracy],
            run_time,
            self.example,
            start=start,
            end=end,
            rate_func=linear,
        )

    def show(self, moment: Moment) -> None:
        """Bring network and figures to a moment of the training."""
        self.live.set_weights(moment.mlp.weights)
        self.live.set_activations(moment.mlp.forward(self.example.pixels).a[1:])
        self.accuracy.set_text("{share:.1%}", share=moment.accuracy)

    @property
    def middle(self) -> float:
        """When the network had learned half, on the clock."""
        return float(self.playback.clocks[self.moment.snapshot])

    @cached_property
    def trained(self) -> ForwardPass:
        """What the trained network makes of the image."""
        return self.network.mlp.forward(self.example.pixels)

    @cached_property
    def live(self) -> SlopeNetwork:
        """The trained network, with the slopes of the middle of its training; nothing is lit."""
        slopes, shown = self.trace.gradient, (self.network.mlp.weights, self.example.picture)
        made = SlopeNetwork(*shown, slopes.weights, slopes.biases, ROOM)
        return made.shift(MIDDLE * UP)

    @cached_property
    def source(self) -> Words:
        """Where the image is from."""
        return self.source_of(self.example).next_to(self.live.picture, DOWN, buff=0.2)

    @cached_property
    def told(self) -> VGroup:
        """What the four lectures told, each in a sentence below its number."""
        sentences = (
            message("A network\nis a function."),
            message("Learning\nwalks downhill."),
            message("Backpropagation\nfinds the way."),
            message("The chain rule\ncalculates it."),
        )
        made = VGroup()
        for place, (x, sentence) in enumerate(zip(LECTURES, sentences, strict=True), start=1):
            number = note("lecture {number}", room=TEXT_ROOM, number=place)
            told = words(sentence, room=TEXT_ROOM).stand_at(x, TEXTS_AT)
            number.stand_at(told.get_left()[0], NUMBERS_AT, LEFT)
            made.add(VGroup(number, told))
        return made

    @cached_property
    def counted(self) -> VGroup:
        """What is counted while the network learns, and how much it is."""
        name = note("validation images read correctly", room=6).stand_at(LEFT_RIM, FOOT, LEFT)
        self.accuracy.anchor_at([name.get_right()[0] + 0.25, FOOT, 0])
        return VGroup(name, self.accuracy)

    @cached_property
    def accuracy(self) -> Figures:
        """The share of the validation images that is read correctly."""
        share = self.playback.at(1).accuracy
        return Figures("{share:.1%}", self.look.label, self.look.accent, share=share)

    @cached_property
    def facts(self) -> VGroup:
        """How well it reads what it was made for, and what it makes of noise."""
        found, network = self.noises, self.network
        reads = note(
            "read correctly: {share:.1%} {of}",
            room=FACT_ROOM,
            share=network.test_accuracy,
            of=self.tested_on.of,
        )
        takes = note(
            "noise, an output beyond one half: {firm:,} of {count:,}",
            room=FACT_ROOM,
            firm=found.firm,
            count=found.count,
        )
        return VGroup(reads.stand_at(LEFT_RIM, FOOT, LEFT), takes.stand_at(RIGHT_RIM, FOOT, RIGHT))

    @cached_property
    def noises(self) -> Answers:
        """What the network answers to noise."""
        return answers(self.network.mlp, noise(COUNT))
