"""Who tells every number which way to go: light runs forward, and then back."""

from manim import RIGHT, AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, VGroup, linear

from scenes.look.places import FOOT, HEAD
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import MANY_VISIBLE, Network, Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.words import headline, note, words
from scenes.script.catalogue import message
from scenes.stage.one_image import OneImage

#: Room of the network.
ROOM = Room((-4.75, 0, 3.4), (-0.7, 4.9), 4.4, 0.46, 0.13)

#: How visible edges stay while wishes run over them.
DIM = 0.12


class Overview(OneImage):
    """A network reads; what it is asked for runs back; intuition first, calculus later."""

    def construct(self):
        self.open_section()
        self.ask_who_gives_the_directions()
        self.let_wishes_run_back()
        self.say_what_comes()

    def ask_who_gives_the_directions(self):
        mlp, example = self.mlp, self.example
        scales = [largest_but_few(weights) for weights in mlp.weights]
        self.live = live = NamedNetwork(mlp.weights, example.pixels, scales, ROOM)
        asked = words("which way, and how far?", room=9).stand_at(0, HEAD)
        source = self.source_of().stand_at(live.picture.get_x(), live.picture.get_bottom()[1] - 0.5)
        count = mlp.parameters.size
        line = (
            "Lecture 2 went downhill, against the gradient. But who tells {count:,} numbers which "
            "way to go, and how far?"
        )
        below_0 = any((held < 0).any() for held in example.forward.a)
        if below_0:
            self.tell_of_another_colour(source)
        with self.say(line, count=count):
            if not below_0:
                self.read_the_image(source)
            self.box = live.answer(example.answer, self.label)
            self.quickly(Create(self.box), FadeIn(asked))
        self.asked = asked

    def read_the_image(self, source):
        self.quickly(FadeIn(self.live, source))
        self.play(self.live.light_through(self.example.forward.a, self.look.normal))

    def tell_of_another_colour(self, source):
        """Say what a tanh may hold, where neurons are first seen in this lecture."""
        line = "Our network reads an image. Neurons that hold less than 0 glow in another colour."
        with self.say(line):
            self.read_the_image(source)

    def let_wishes_run_back(self):
        live, back = self.live, self.backward()
        name = headline("backpropagation", self.look.accent).stand_at(0, HEAD)
        legend = SignLegend(message("raise"), message("lower")).move_to([0, FOOT + 0.25, 0])
        line = "Backpropagation does. It starts at the outputs, and goes back, layer by layer."
        with self.say(line):
            self.add(back)
            self.quickly(
                FadeOut(self.asked, self.box),
                *(field.animate.set_light(behind=DIM, ahead=DIM) for field in live.weights),
            )
            self.quickly(FadeIn(name, legend))
            runs = (
                field.animate(rate_func=linear, run_time=self.look.normal).set_light(front=1.3)
                for field in reversed(back.submobjects)
            )
            self.play(LaggedStart(*runs, lag_ratio=0.6))
            self.rest()
        self.quickly(FadeOut(legend))

    def say_what_comes(self):
        now, later = words("here: one image, step by step"), note("lecture 4: the calculus")
        plan = VGroup(now, later).arrange(RIGHT, buff=1.0)
        for text in plan:
            text.shift([0, FOOT + 0.15 - text.baseline, 0])
        line = (
            "First we see what it does to one image, almost without formulas. The calculus comes "
            "in lecture 4."
        )
        with self.say(line):
            self.play(FadeIn(now))
            self.rest()
            self.play(AnimationGroup(FadeIn(later)))
        self.rest()

    def backward(self):
        """Return edges that show which way each weight is to go; nothing is lit yet."""
        wishes = [-slope for slope in self.trace.gradient.weights]
        fields = Network(wishes, self.example.pixels, room=ROOM).weights
        for field in fields:
            field.set_light(front=-0.2, behind=MANY_VISIBLE, ahead=0, crest=1, backward=True)
        return fields.set_z_index(1)
