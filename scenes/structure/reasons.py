"""A network can be opened and asked for reasons; each one is tried before it is believed."""

from functools import cached_property

import numpy as np
from manim import RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, VGroup, linear

from network.model.mlp import ForwardPass
from network.questions.attribution import Needed, WhyNot, without
from network.questions.examples import BRIGHT, Example
from scenes.look.places import FOOT, RIGHT_RIM
from scenes.mobjects.edges.strength import shown_strength
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.output_bars import OutputBars
from scenes.mobjects.neurons.terms import ABOVE_ALL, NeuronTag
from scenes.mobjects.neurons.verdict import two_answers
from scenes.mobjects.writing.words import note, words
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.ink_left import InkLeft, changed_between
from scenes.structure.drawings.sealed import sealed

#: An activation that changes by less hardly changes; this share of the inked pixels is little.
NOTABLE, LITTLE = 0.1, 0.1

#: An answer hangs on ink if as much, drawn at random so often, turns it in so few draws at most.
TRIES, RARE = 1000, 0.05

#: So many right answers are tried, too; it is few if less than this share of them turns.
RIGHT_ONES, FEW = 100, 0.25


class Reasons(LectureScene):
    """A wrong answer and a right one are asked for their reasons."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section()
        self.chapter("No sealed box")
        self.seal_it()
        self.open_it()
        self.compare_with_the_usual()
        self.find_what_is_unlike_it()
        self.set_it_as_usual()
        self.erase_what_helped_the_answer()
        self.see_what_it_says_now()
        if self.why.turns:
            self.try_other_ink()
            self.try_right_answers()
        self.chapter("Right, for which reason?")
        self.erase_what_it_does_not_need()
        self.see_what_is_left()
        self.erase_only_that()
        self.close_with_the_box()

    def seal_it(self):
        asked, diagram = self.why.asked, self.diagram
        self.box = sealed(diagram.layers).set_z_index(ABOVE_ALL)
        self.source = self.source_of().next_to(diagram.picture, UP, buff=0.25)
        with self.say("One could seal it all in a box: a picture goes in, an answer comes out."):
            self.add(self.source, diagram.weights)
            self.play(
                FadeIn(self.source, diagram.picture, diagram.weights, diagram.names, self.box),
                FadeIn(diagram.layers[-1]),
            )
            self.add(*diagram.layers[:-1], diagram.load(asked.forward.a).signals, self.box)
            self.play(diagram.light_through(0.8 * self.look.normal))
            self.verdict = self.verdict_on(asked.forward)
            self.quickly(FadeIn(self.verdict))

    def open_it(self):
        asked = self.why.asked
        line = choose(
            (
                not asked.misread,
                "But such a box can't be asked for reasons. Here it wavers most, among {data}. So "
                "open it.",
            ),
            otherwise="But such a box can't be asked for reasons. Here is its surest mistake, "
            "among {data}. It answers {answer}, and the label says {label}. So open it.",
        )
        facts = {"data": self.shown_digits.counted, "answer": asked.answer, "label": asked.label}
        with self.say(line, **facts):
            self.rest()
            self.slowly(FadeOut(self.box, scale=1.15))

    def compare_with_the_usual(self):
        why, diagram, count = self.why, self.diagram, len(self.why.alike)
        line = choose(
            (
                count == 1 or not why.rival_is_read,
                "Why {answer}, and not {rival}? We compare it with what the network usually holds "
                "for {rival:a|an} {rival}.",
            ),
            otherwise="Why {answer}, and not {rival}? We compare it with the {rival}s that are "
            "read correctly: {count:,} of them.",
        )
        with self.say(line, answer=why.asked.answer, rival=why.rival, count=count):
            fields = diagram.weights[-1], diagram.signals[-1]
            edges = fields[0].edges_into(why.asked.answer, why.rival)
            self.play(*(field.animate.focus(edges, 0.05) for field in fields))
            self.rest()

    def find_what_is_unlike_it(self):
        _, here, usual, _ = unlike = self.why.unlike
        text = words("{here:.2f}, usually {usual:.2f}", here=here, usual=usual)
        layers = self.diagram.layers[-2], *self.diagram.layers
        self.tag = NeuronTag(layers, unlike.neuron, text)
        line = choose(
            (
                abs(here - usual) < NOTABLE,
                "No neuron of the last hidden layer tells them apart. This one comes closest: it "
                "usually holds {usual:.2f}, on average, and here {here:.2f}.",
            ),
            otherwise="In the last hidden layer, this neuron makes the greatest difference. It "
            "usually holds {usual:.2f}, on average. Here it holds {here:.2f}.",
        )
        with self.say(line, here=here, usual=usual):
            self.play(FadeIn(self.tag))
            self.rest()

    def set_it_as_usual(self):
        answer, rival, after = self.why.asked.answer, self.why.rival, self.why.set_as_usual
        diagram, unlike = self.diagram, self.why.unlike
        now, fallen = int(after.answer), self.why.asked.confidence - after.output[answer]
        line = choose(
            (
                now == rival,
                "Is it to blame? We let it hold {usual:.2f}, as usual. And now the answer is "
                "{rival}, at {other:.2f}.",
            ),
            (
                now != answer,
                "Is it to blame? We let it hold {usual:.2f}, as usual. Now the answer is {now}, "
                "and that isn't right, either.",
            ),
            (
                fallen < NOTABLE,
                "Is it to blame? We let it hold {usual:.2f}, as usual. Hardly anything changes: "
                "still {answer}, at {value:.2f}. So it isn't, not alone.",
            ),
            otherwise="Is it to blame? We let it hold {usual:.2f}, as usual. The {answer} falls "
            "to {value:.2f}, and the {rival} is at {other:.2f}. So in part, it is.",
        )
        facts = {"answer": answer, "rival": rival, "now": now, "usual": unlike.usual}
        outputs = {"value": after.output[answer], "other": after.output[rival]}
        with self.say(line, **facts, **outputs):
            self.quickly(FadeOut(self.verdict, self.tag))
            carried = shown_strength(diagram.matrices[-1] * after.a[-2], diagram.scales[-1])
            text = words("set to {usual:.2f}", usual=unlike.usual)
            layers = diagram.layers[-2], *diagram.layers
            self.tag = NeuronTag(layers, unlike.neuron, text)
            self.play(
                FadeIn(self.tag),
                diagram.layers[-2].animate.set_activations(after.a[-2]),
                diagram.signals[-1].animate.set_strengths(carried),
                diagram.layers[-1].animate.set_activations(after.output),
            )
            self.verdict = self.verdict_on(after)
            self.quickly(FadeIn(self.verdict))
            self.rest()

    def erase_what_helped_the_answer(self):
        why, diagram = self.why, self.diagram
        self.view = self.lay_out_ink(why.asked)
        line = (
            "Now the ink. We erase, pixel by pixel, what helps the {answer} most against the "
            "{rival}."
        )
        with self.say(line, answer=why.asked.answer, rival=why.rival):
            gone = (diagram.picture, diagram.weights, diagram.signals, *diagram.layers)
            self.quickly(FadeOut(*gone, diagram.names, self.verdict, self.tag, self.source))
            self.play(FadeIn(self.view))
            self.erase(why.turning, self.look.slow)
            self.frames = self.ink.rings(why.turning)
            self.play(LaggedStart(*map(Create, self.frames), lag_ratio=0.3))

    def see_what_it_says_now(self):
        why = self.why
        count, now = len(why.turning), int(why.turned.answer)
        line = choose(
            (
                now == why.asked.answer,
                "{count} of {inked} pixels {count:is|are} gone, and it still answers {now}.",
            ),
            otherwise="Without {count:this|these} {count} of {inked} pixels, it answers {now}, at "
            "{value:.2f}.",
        )
        inked, value = np.count_nonzero(why.asked.pixels), why.turned.output[now]
        with self.say(line, count=count, inked=inked, now=now, value=value):
            self.rest(1.5)

    def try_other_ink(self):
        turned = self.why.turned_by_chance(TRIES)
        line = choose(
            (
                turned > RARE * TRIES,
                "Is it just less ink? With as many pixels at random, in {turned} of {tries:,} "
                "tries, the answer changed, too. It was on the brink.",
            ),
            (
                turned > 0,
                "Is it just less ink? With as many pixels at random, in {turned} of {tries:,} "
                "tries, the answer changed, too. So the answer hangs on these.",
            ),
            otherwise="Is it just less ink? With as many pixels at random, in {tries:,} tries, the "
            "answer never changed. So the answer hangs on these.",
        )
        with self.say(line, turned=turned, tries=TRIES):
            self.rest()

    def try_right_answers(self):
        turned, tried = self.why.right_ones_turned(RIGHT_ONES)
        if not tried:
            return
        line = choose(
            (
                turned < FEW * tried,
                "Is it few pixels? We tried {tried} {answer}s that are read correctly. Only "
                "{turned} of them lose their answer with as few. So this one stood on thin ice.",
            ),
            otherwise="Is it few pixels? We tried {tried} {answer}s that are read correctly. "
            "{turned} of them lose their answer with as few. So right ones hang on little, too.",
        )
        facts = {"turned": turned, "tried": tried, "answer": self.why.asked.answer}
        told = note("answer lost with as few pixels: {turned} of {tried}", **facts)
        with self.say(line, **facts):
            self.quickly(FadeIn(told.stand_at(RIGHT_RIM, FOOT, RIGHT)))
            self.rest()
        self.view.add(told)

    def erase_what_it_does_not_need(self):
        example, firm = self.needed.example, self.needed.firm
        line = choose(
            (
                firm < BRIGHT,
                "And when it is right, like here? We erase ink for as long as the {label} gets no "
                "darker than it is.",
            ),
            otherwise="And when it is right? This {label} it reads at {value:.2f}. We erase ink "
            "for as long as the answer stays above {firm:.1f}.",
        )
        with self.say(line, label=example.label, value=example.confidence, firm=firm):
            self.quickly(FadeOut(self.view, self.frames))
            self.view = self.lay_out_ink(example)
            self.play(FadeIn(self.view))
            self.erase(self.needed.erasing, 2.5 * self.look.slow)

    def see_what_is_left(self):
        needed, label = self.needed, self.needed.example.label
        left, inked = len(needed.left), np.count_nonzero(needed.example.pixels)
        line = choose(
            (
                left > LITTLE * inked,
                "{left} of {inked} pixels {left:is|are} left, and it still says {label}, at "
                "{value:.2f}.",
            ),
            otherwise="{left} of {inked} pixels {left:is|are} left, and it still says {label}, at "
            "{value:.2f}. No reader would see {label:a|an} {label} in that.",
        )
        value = needed.left_alone.output[label]
        self.frames = self.ink.rings(needed.left)
        with self.say(line, left=left, inked=inked, label=label, value=value):
            self.play(LaggedStart(*map(Create, self.frames), lag_ratio=0.3))
            self.rest()

    def erase_only_that(self):
        label, now = self.needed.example.label, int(self.needed.left_out.answer)
        line = choose(
            (
                now != label,
                "Does it need that? Now the other way round: all ink but that. It answers {now}. "
                "So without it, it can't do.",
            ),
            otherwise="Does it need that? Now the other way round: all ink but that. It still says "
            "{label}, at {value:.2f}. So that ink is enough, but it isn't needed.",
        )
        with self.say(line, label=label, now=now, value=self.needed.left_out.output[now]):
            self.erase(self.needed.left, self.look.slow)
            self.rest()

    def close_with_the_box(self):
        with self.say("A sealed box would have kept all that to itself."):
            self.quickly(FadeOut(self.frames))
            self.erase([], self.look.normal)

    @cached_property
    def why(self) -> WhyNot:
        """The question about a mistake, if there is one."""
        return WhyNot(self.digits, self.digits.telling_mistake())

    @cached_property
    def needed(self) -> Needed:
        """The question about a digit that is read correctly, the familiar one if possible."""
        example = self.digits.familiar(7)
        return Needed(self.network.mlp, example, min(BRIGHT, example.confidence))

    @cached_property
    def diagram(self) -> NetworkDiagram:
        """The network with the digit that is asked about."""
        return NetworkDiagram(self.network.mlp.weights, self.why.asked.pixels)

    def verdict_on(self, forward: ForwardPass) -> VGroup:
        """Return the boxes around the answer and, if it is seen, what it might have been."""
        outputs, asked = map(self.diagram.output, range(10)), self.why.asked
        other = self.why.rival if forward.answer != self.why.rival else asked.answer
        return two_answers(list(outputs), forward.output, other, asked.label).set_z_index(4)

    def lay_out_ink(self, example: Example) -> Group:
        """Return a digit that can lose ink, and the outputs; nothing is shown yet."""
        self.shown, self.gone, self.ink = example, [], InkLeft(example.picture)
        self.bars = OutputBars(example.forward.output, example.label).move_to([4.6, 0.45, 0])
        source = self.source_of().stand_at(self.ink.picture.get_x(), FOOT)
        return Group(self.ink, self.bars, source)

    def erase(self, pixels: list[int], run_time: float) -> None:
        """Let just these pixels of the digit be gone: first others come back, then they go."""
        before, image, changes = self.gone, self.shown.pixels, changed_between(self.gone, pixels)

        def show(share: float) -> None:
            changed = changes[: round(share * len(changes))]
            left = without(image, list(set(before) ^ set(changed)))
            self.ink.set_values(left)
            self.bars.set_values(self.network.mlp.forward(left).output)

        parts = [self.ink.picture, self.ink.count, self.bars]
        self.drive(show, parts, run_time, image, before, pixels, rate_func=linear)
        self.gone = pixels
