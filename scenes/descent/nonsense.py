"""Sure of nonsense: the network answers to noise, and sees a 5 that we don't; how it doubts."""

from functools import cached_property

import numpy as np
from manim import DOWN, UP, Create, FadeIn, FadeOut, Group, LaggedStart, VGroup, linear

from network.digits.digits import Digits
from network.files.archive import Provenance
from network.model.mlp import MLP
from network.questions.strange import FIRM, Answers, answers, liked_best, noise, scrambled
from scenes.descent.drawings.brightest_outputs import BrightestOutputs
from scenes.look.places import FOOT, LEFT_HALF, RIGHT_HALF
from scenes.mobjects.neurons.output_bars import OutputBars
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import Words, note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.lecture import LectureScene

#: How many images that are no digits are counted, and how many digits, to compare.
COUNT = 1000

#: What is asked for a digit; heights of the pictures; where the bars stand.
WISHED, HEIGHT, AT, BARS = 5, 4.6, (LEFT_HALF, 0.35, 0), (RIGHT_HALF, 0.35, 0)

#: Noise is answered firmly, if so large a share of it is; it was unlearned, if so small a share.
OFTEN, RARELY, LIKED = 0.5, 0.1, 0.9

#: Digits that it was shown such as: how many, how many in a row, and how high each is.
TILES, COLUMNS, TILE = 24, 8, 1.25

#: Length of the bars of other networks, and the middle of all.
OTHER, OTHERS_AT = 0.95, (2.95, 0.35, 0)


class Nonsense(LectureScene):
    """It has no way to say that something is no digit; it can be taught, for what it is shown."""

    def construct(self):
        self.open_section()
        self.make_a_picture_of_nothing()
        self.let_it_answer()
        self.count_a_thousand()
        self.ask_it_for_a_five()
        self.ask_others_what_they_see()
        self.ask_why_it_seldom_doubts()
        self.teach_it_to_doubt()
        self.try_what_it_was_not_taught()

    def make_a_picture_of_nothing(self):
        self.picture = PixelGrid(np.zeros((28, 28)), HEIGHT).move_to(AT)
        told = note("every pixel by chance").stand_at(LEFT_HALF, FOOT + 0.45)
        line = (
            "What does the network say to noise? The brightness of every pixel here is left to "
            "chance."
        )
        with self.say(line):
            self.quickly(FadeIn(self.picture))
            nothing = self.picture.animate(rate_func=linear).set_values(self.middling)
            self.slowly(nothing, FadeIn(told))
            self.told = told
        self.rest()

    def let_it_answer(self):
        asked, place = self.noises, self.noises.middling
        self.bars = OutputBars(np.zeros(10)).move_to(BARS)
        line = choose(
            (
                self.network.mlp.output == "softmax",
                "You would say that this is no digit. The network's brightest output is the "
                "{answer}, at {value:.2f}. And its outputs have to add up to 1.",
            ),
            (
                asked.brightest[place] > FIRM,
                "You would say that this is no digit. The network says {answer}, at {value:.2f}.",
            ),
            otherwise="You would say that this is no digit. The network's brightest output is the "
            "{answer}, at {value:.2f}.",
        )
        facts = {"answer": int(asked.answer[place]), "value": float(asked.brightest[place])}
        with self.say(line, **facts):
            self.play(FadeIn(self.bars))
            self.play(self.bars.animate.set_values(asked.outputs[place]))
        self.rest()

    def count_a_thousand(self):
        noises, digits = self.noises, self.read
        chart = BrightestOutputs(
            noises.brightest,
            digits.brightest,
            (message("pictures of noise"), self.shown_digits.name),
            FIRM,
        )
        line = choose(
            (
                noises.firm >= OFTEN * noises.count,
                "That one was a middling case. Of {count:,} such pictures, {firm:,} light up an "
                "output beyond one half.",
            ),
            otherwise="That one was a middling case. Of {count:,} such pictures, only {firm:,} "
            "{firm:lights|light} up an output beyond one half.",
        )
        with self.say(line, count=noises.count, firm=noises.firm):
            self.quickly(FadeOut(self.picture, self.bars, self.told))
            self.play(FadeIn(chart.line, chart.title), Create(chart.mark))
            self.slowly(FadeIn(chart.bars[0], shift=0.2 * UP), FadeIn(chart.names[0]))
            self.quickly(FadeIn(chart.shares[0]))
        line = "Of as many real digits, it is {firm:,}."
        with self.say(line, firm=digits.firm):
            self.slowly(FadeIn(chart.bars[1], shift=0.2 * DOWN), FadeIn(chart.names[1]))
            self.quickly(FadeIn(chart.shares[1]))
        self.rest()
        self.quickly(FadeOut(chart))

    def ask_it_for_a_five(self):
        pages, outputs = self.wished, answers(self.network.mlp, self.wished).outputs
        self.picture = picture = PixelGrid(pages[0], HEIGHT).move_to(AT)
        self.bars = bars = OutputBars(outputs[0], WISHED).move_to(BARS)
        line = (
            "Now the other way round. We keep the weights, and go downhill with the pixels, from "
            "a blank page, until it sees {digit:a|an} {digit}."
        )

        def show(share: float) -> None:
            step = round(share**2 * (len(pages) - 1))
            picture.set_values(pages[step])
            bars.set_values(outputs[step])

        with self.say(line, digit=WISHED):
            self.play(FadeIn(picture, bars))
            self.drive(show, [picture, bars], 2 * self.look.slow, pages, rate_func=linear)
        line = choose(
            (
                outputs[-1, WISHED] > LIKED,
                "Its {digit} stands at {value:.2f}. To our eyes there is hardly {digit:a|an} "
                "{digit} in it.",
            ),
            otherwise="Its {digit} gets to {value:.2f}, and no further.",
        )
        with self.say(line, digit=WISHED, value=float(outputs[-1, WISHED])):
            self.rest()

    def ask_others_what_they_see(self):
        """Let other networks read the picture, and those made so for all ten digits."""
        others, page = self.other_starts.networks, self.wished[-1:]
        count, asked = len(others), [answers(each, page) for each in others]
        seen = sum(int(each.answer[0]) == WISHED for each in asked)
        rows = VGroup(*(OutputBars(each.outputs[0], WISHED, OTHER) for each in asked))
        rows.arrange(buff=0.35).move_to(OTHERS_AT)
        told = note("{count} other networks", count=count).next_to(rows, UP, buff=0.3)
        tried = note(
            "pictures made so for 0 to 9: {seen} of {asked} read as asked",
            seen=self.read_as_asked,
            asked=10 * count,
        ).stand_at(OTHERS_AT[0], FOOT + 0.45)
        line = choose(
            (
                seen == count and answers(self.network.mlp, page).outputs[0, WISHED] > LIKED,
                "But {count} other networks, from other random starts, call it {digit:a|an} "
                "{digit}, too. So what networks take for {digit:a|an} {digit} is in it.",
            ),
            otherwise="Of {count} other networks, from other random starts, {seen} "
            "{seen:calls|call} it {digit:a|an} {digit}.",
        )
        with self.say(line, count=count, seen=seen, digit=WISHED):
            self.quickly(FadeOut(self.bars))
            self.slowly(FadeIn(told), LaggedStart(*map(FadeIn, rows), lag_ratio=0.5))
            self.rest()
            self.play(FadeIn(tried))
        self.rest()
        self.quickly(FadeOut(self.picture, rows, told, tried))

    def ask_why_it_seldom_doubts(self):
        wall = Group(*(PixelGrid(each, TILE) for each in self.digits.digits.pixels[:TILES]))
        wall.arrange_in_grid(cols=COLUMNS, buff=0.22).move_to([0, 0.55, 0])
        source = note(self.shown_digits.name).stand_at(0, FOOT + 0.45)
        line = choose(
            (
                2 * self.noises.firm < self.noises.count,
                "Why is it ever sure? In its training, every image was a digit, like these.",
            ),
            otherwise="Why does it doubt so rarely? In its training, every image was a digit, "
            "like these.",
        )
        with self.say(line):
            come = (FadeIn(each) for each in wall)
            self.slowly(LaggedStart(*come, lag_ratio=0.1), FadeIn(source))
        self.quickly(FadeOut(wall, source))

    def teach_it_to_doubt(self):
        taught, control = (answers(each, noise(COUNT)) for each in (self.taught, self.control))
        names = message("after seeing noise"), message("after the same, without noise")
        self.chart = BrightestOutputs(taught.brightest, control.brightest, names, FIRM)
        study = self.doubt
        line = choose(
            (
                self.network.mlp.output == "softmax",
                "If that is the reason, we can change it. It learns on, from {images:,} digits and "
                "as many pictures of noise. For noise, we want a tenth at each output.",
            ),
            otherwise="If that is the reason, we can change it. It learns on, from {images:,} "
            "digits and as many pictures of noise. For noise, we want ten zeros.",
        )
        told = self.studied_on(study).counted
        self.source = note(told).stand_at(0, FOOT)
        with self.say(line, images=study.images):
            chart = self.chart
            self.play(FadeIn(chart.line, chart.title, self.source), Create(chart.mark))
            self.slowly(FadeIn(self.chart.bars[0], shift=0.2 * UP), FadeIn(self.chart.names[0]))
        line = choose(
            (
                taught.firm < RARELY * max(self.noises.firm, 1) and control.firm > taught.firm,
                "Of the {count:,} from before, only {firm:,} still {firm:lights|light} up an "
                "output. After as many steps without noise, it is {other:,}. So that was a reason.",
            ),
            otherwise="Of the {count:,} from before, {firm:,} {firm:lights|light} up an output "
            "now. After as many steps without noise, it is {other:,}.",
        )
        with self.say(line, count=COUNT, firm=taught.firm, other=control.firm):
            self.quickly(FadeIn(self.chart.shares[0]))
            self.slowly(FadeIn(self.chart.bars[1], shift=0.2 * DOWN), FadeIn(self.chart.names[1]))
            self.quickly(FadeIn(self.chart.shares[1]))
            self.quickly(FadeOut(self.source))
            self.price = self.what_it_reads().stand_at(0, FOOT)
            self.play(FadeIn(self.price))
        self.rest()

    def try_what_it_was_not_taught(self):
        pieces = scrambled(self.unseen.pixels[:COUNT])
        was, now = (answers(each, pieces) for each in (self.network.mlp, self.taught))
        line = choose(
            (
                now.firm > RARELY * now.count,
                "But digits with their pixels in disorder, it was never shown. Before, {was:,} of "
                "{count:,} got an answer beyond one half. Now {now:,} still do.",
            ),
            otherwise="And digits with their pixels in disorder, which it was never shown? {now:,} "
            "of {count:,} get an answer beyond one half. Before, it was {was:,}.",
        )
        names = message("digits in disorder, now"), message("before")
        chart = BrightestOutputs(now.brightest, was.brightest, names, FIRM)
        source = self.source_of().stand_at(0, FOOT)
        with self.say(line, now=now.firm, was=was.firm, count=now.count):
            self.quickly(FadeOut(self.price, self.chart.bars, self.chart.names, self.chart.shares))
            self.quickly(FadeIn(source))
            for side in (0, 1):
                self.play(FadeIn(chart.bars[side], chart.names[side], chart.shares[side]))
        self.rest(1.5)

    @cached_property
    def noises(self) -> Answers:
        """What the network answers to noise."""
        return answers(self.network.mlp, noise(COUNT))

    @cached_property
    def middling(self) -> np.ndarray:
        """The noise of which it is neither very sure nor very unsure."""
        return noise(COUNT)[self.noises.middling]

    @cached_property
    def read(self) -> Answers:
        """What it answers to the first of the digits shown."""
        return answers(self.network.mlp, self.digits.digits.pixels[:COUNT])

    @cached_property
    def wished(self) -> np.ndarray:
        """How a blank page becomes what the network takes for the digit: shape (steps + 1, 784)."""
        return liked_best(self.network.mlp, WISHED)

    @property
    def read_as_asked(self) -> int:
        """How many of the pictures made so, one for each digit, other networks read as asked."""
        digits = np.arange(self.network.mlp.sizes[-1])
        made = np.stack([liked_best(self.network.mlp, digit)[-1] for digit in digits])
        read = [answers(each, made).answer for each in self.other_starts.networks]
        return int((np.stack(read) == digits).sum())

    @cached_property
    def taught(self) -> MLP:
        """The network after learning on from digits and noise."""
        return self.network.mlp.with_parameters(self.doubt.taught)

    @cached_property
    def control(self) -> MLP:
        """The network after learning on from digits only."""
        return self.network.mlp.with_parameters(self.doubt.control)

    @cached_property
    def unseen(self) -> Digits:
        """The digits shown, without those that it learned on from."""
        digits, origin = self.digits.digits, self.doubt.origin
        seen = origin.count if origin.part == "test" else 0
        return digits[seen:] if seen < len(digits) else digits

    def what_it_reads(self) -> Words:
        """Return how many digits it reads correctly since it was taught, and before."""
        before, after = (self.accuracy_of(each) for each in (self.network.mlp, self.taught))
        digits = self.digits.digits
        data = Provenance(digits.name, digits.sha256)
        return note(
            "after seeing noise, it reads {after:.1%} {of} correctly; before, {before:.1%}",
            of=data_of(data, len(self.unseen)).of,
            before=before,
            after=after,
        )

    def accuracy_of(self, mlp: MLP) -> float:
        """Return which share of the unseen digits a network reads correctly."""
        return float((mlp.forward(self.unseen.pixels).answer == self.unseen.labels).mean())
