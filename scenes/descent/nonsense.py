"""Sure of nonsense: the network answers to noise, letters and a house; why it can't doubt."""

from functools import cached_property

import numpy as np
from manim import DOWN, UP, Create, FadeIn, FadeOut, Group, LaggedStart, linear

from network.digits.digits import Digits
from network.files.archive import Provenance
from network.handwriting.symbols import SYMBOLS, draw_symbol
from network.model.mlp import MLP
from network.questions.strange import FIRM, Answers, answers, liked_best, noise, scrambled
from scenes.descent.drawings.brightest_outputs import BrightestOutputs
from scenes.descent.drawings.strangers import Strangers
from scenes.look.places import FOOT, LEFT_HALF, RIGHT_HALF
from scenes.mobjects.neurons.output_bars import OutputBars
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import note
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

#: Accuracy that may be lost without a word.
LITTLE = 0.01


class Nonsense(LectureScene):
    """It has no way to say that something is no digit; it can be taught, for what it is shown."""

    def construct(self):
        self.open_section()
        self.make_a_picture_of_nothing()
        self.let_it_answer()
        self.count_a_thousand()
        self.show_it_letters_and_a_house()
        self.ask_it_for_a_five()
        self.ask_why_it_seldom_doubts()
        self.teach_it_to_doubt()
        self.try_what_it_was_not_taught()

    def make_a_picture_of_nothing(self):
        self.picture = PixelGrid(np.zeros((28, 28)), HEIGHT).move_to(AT)
        told = note("every pixel by chance").stand_at(LEFT_HALF, FOOT + 0.45)
        line = (
            "What does the network say to a picture of nothing? Here the brightness of every "
            "pixel is left to chance. That is called noise."
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
        line = (
            "Of as many real digits, it is {firm:,}. So it is less sure of noise. But wherever one "
            "draws a line, some fall on the wrong side."
        )
        if not self.overlap:
            line = "Of as many real digits, it is {firm:,}."
        with self.say(line, firm=digits.firm):
            self.slowly(FadeIn(chart.bars[1], shift=0.2 * DOWN), FadeIn(chart.names[1]))
            self.quickly(FadeIn(chart.shares[1]))
        self.rest()
        self.quickly(FadeOut(chart))

    def show_it_letters_and_a_house(self):
        asked = self.symbols
        row = Strangers(self.drawn, asked.answer.tolist(), asked.brightest.tolist())
        told = note("drawn by the pen of our own handwriting").stand_at(0, FOOT + 0.45)
        line = "Four letters, a house, a star. None of them is among the ten answers it has."
        with self.say(line):
            self.slowly(row.appear(), FadeIn(told))
            self.rest(0.5)
        line = choose(
            (
                asked.firm > 0,
                "One of the ten is always brightest, so that is its answer. {firm} of the {count} "
                "{firm:gets|get} one beyond one half.",
            ),
            otherwise="One of the ten is always brightest, so that is its answer. But none of them "
            "gets beyond one half here.",
        )
        with self.say(line, firm=asked.firm, count=asked.count):
            self.slowly(row.answer())
        self.rest()
        self.quickly(FadeOut(row, told))

    def ask_it_for_a_five(self):
        pages = liked_best(self.network.mlp, WISHED)
        outputs = answers(self.network.mlp, pages).outputs
        picture = PixelGrid(pages[0], HEIGHT).move_to(AT)
        bars = OutputBars(outputs[0], WISHED).move_to(BARS)
        line = (
            "Now the other way round. We keep the weights, and go downhill with the pixels, from "
            "a blank page, until it sees a {digit}."
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
                "Its {digit} stands at {value:.2f}. To our eyes there is hardly a {digit} in it. "
                "It can read, but that does not mean that it can draw.",
            ),
            otherwise="Its {digit} gets to {value:.2f}, and no further.",
        )
        with self.say(line, digit=WISHED, value=float(outputs[-1, WISHED])):
            self.rest(1.5)
        self.rest()
        self.quickly(FadeOut(picture, bars))

    def ask_why_it_seldom_doubts(self):
        wall = Group(*(PixelGrid(each, TILE) for each in self.digits.digits.pixels[:TILES]))
        wall.arrange_in_grid(cols=COLUMNS, buff=0.22).move_to([0, 0.55, 0])
        source = note(self.shown_digits.name).stand_at(0, FOOT + 0.45)
        line = (
            "Why does it doubt so rarely? In its training, every image was a digit, like these. It "
            "never saw anything for which all ten outputs were to stay dark."
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
        line = (
            "If that is the reason, we can change it. It learns on, from {images:,} digits and as "
            "many pictures of noise. For noise, we want ten zeros."
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
        self.rest()

    def try_what_it_was_not_taught(self):
        before, after = (self.accuracy_of(each) for each in (self.network.mlp, self.taught))
        pieces = scrambled(self.unseen.pixels[:COUNT])
        was, now = (answers(each, pieces) for each in (self.network.mlp, self.taught))
        line = choose(
            (
                after >= before - LITTLE,
                "And it still reads {after:.1%} {of} correctly. Before, it was {before:.1%}.",
            ),
            otherwise="That has its price. It reads {after:.1%} {of} correctly. Before, it was "
            "{before:.1%}.",
        )
        digits = self.digits.digits
        data = Provenance(digits.name, digits.sha256)
        of = data_of(data, len(self.unseen)).of
        with self.say(line, before=before, after=after, of=of):
            self.quickly(FadeOut(self.source))
        line = choose(
            (
                now.firm > RARELY * now.count,
                "But digits with their pixels in disorder, it was never shown. {now:,} of "
                "{count:,} still get an answer beyond one half. Before, it was {was:,}. So to "
                "doubt one kind of nonsense is not to doubt every kind.",
            ),
            otherwise="And digits with their pixels in disorder, which it was never shown? {now:,} "
            "of {count:,} get an answer beyond one half. Before, it was {was:,}.",
        )
        names = message("digits in disorder, now"), message("before")
        chart = BrightestOutputs(now.brightest, was.brightest, names, FIRM)
        source = self.source_of().stand_at(0, FOOT)
        with self.say(line, now=now.firm, was=was.firm, count=now.count):
            self.quickly(FadeOut(self.chart.bars, self.chart.names, self.chart.shares))
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

    @property
    def overlap(self) -> bool:
        """Whether every threshold leaves noise above it, or a tenth of the digits below."""
        doubtful = np.quantile(self.read.brightest, RARELY)
        return bool((self.noises.brightest > doubtful).any())

    @cached_property
    def drawn(self) -> list[np.ndarray]:
        """Letters, a house and a star: shape (28, 28) each, 0 to 1."""
        return [draw_symbol(name).astype(np.float32) / 255 for name in SYMBOLS]

    @cached_property
    def symbols(self) -> Answers:
        """What it answers to these."""
        return answers(self.network.mlp, np.stack([each.ravel() for each in self.drawn]))

    @cached_property
    def taught(self) -> MLP:
        """The network after learning on from digits and noise."""
        return self.doubt.network(self.doubt.taught)

    @cached_property
    def control(self) -> MLP:
        """The network after learning on from digits only."""
        return self.doubt.network(self.doubt.control)

    @cached_property
    def unseen(self) -> Digits:
        """The digits shown, without those that it learned on from."""
        digits, origin = self.digits.digits, self.doubt.origin
        seen = origin.count if origin.part == "test" else 0
        return digits[seen:] if seen < len(digits) else digits

    def accuracy_of(self, mlp: MLP) -> float:
        """Return which share of the unseen digits a network reads correctly."""
        return float((mlp.forward(self.unseen.pixels).answer == self.unseen.labels).mean())
