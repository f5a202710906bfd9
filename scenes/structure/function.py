"""A neuron is a function, and so is the whole network."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Arrow,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Line,
    VGroup,
    linear,
)

from network.questions.morph import Morph, liveliest
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import shown_strength
from scenes.mobjects.neurons.diagram import PICTURE_AT, THIN, Network, NetworkDiagram
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import formula, headline, note, row_of_words, words
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.layer_symbols import SQUISH

#: Where sentences about neurons stand, below the picture.
SAYING_AT = (PICTURE_AT[0], -2.95, 0)

#: Where the neuron is while nothing but its inputs is left, and these.
ALONE_AT, INPUTS_AT = (0.6, 0.55, 0), (-4.6, 0.55, 0)

#: Largest height of these; thickness of the edges that they send, where they are not many.
INPUTS_HEIGHT, FAN_WIDTH, MANY_INPUTS = 4.8, 0.035, 100

#: Where the network and the chart are while one image turns into another, and their sizes.
LIVE_AT, LIVE_SIZE = (-3.2, 0.1, 0), (7.1, 4.0)
CHART_AT, CHART_SIZE = (4.05, 0.2, 0), (4.6, 3.9)

#: Edges here carry weight times activation: this share of a large weight gives a full one.
BRIGHTER = 0.5

#: How many points the chart's curve has, and how many seconds the morph takes.
POINTS, MORPH_SECONDS = 241, 9

#: How visible all weights are at the end.
SHINING = 0.6

#: So much must an activation rise again for its curve to be told as one that turns.
TURNS = 0.1


class Function(LectureScene):
    """A neuron answers each image with a number; followed from image to image, it is a curve."""

    least_hidden_layers = 1

    def construct(self):
        self.choose_by_what_varies_most()
        self.open_section()
        self.recall_what_a_neuron_holds()
        self.change_the_image()
        self.say_function_instead()
        self.keep_only_what_it_takes()
        self.write_its_formula()
        self.set_up_a_morph()
        self.turn_one_digit_into_another()
        self.see_the_whole_as_one_function()
        self.find_comfort_in_its_size()

    def choose_by_what_varies_most(self):
        """Choose the neuron of the last hidden layer, and the digit to end with."""
        mlp = self.network.mlp
        self.first = self.own_digit or self.digits.clear(3)
        others = [self.digits.clear(label) for label in range(10) if label != self.first.label]
        end, self.neuron = liveliest(mlp, self.first.pixels, [other.pixels for other in others])
        self.last = others[end]
        self.morph = Morph(mlp, self.first.pixels, self.last.pixels)
        self.step = mlp.steps - 2  # the step that leads to the last hidden layer
        # Shown before: a digit that leaves the neuron darkest, and one that makes it brightest.
        rest = sorted(others, key=self.answer_of)
        self.between = [rest[0], rest[-1]]

    def recall_what_a_neuron_holds(self):
        self.diagram = NetworkDiagram(self.network.mlp.weights, self.first.pixels)
        self.source = self.source_of(self.first).next_to(self.diagram.picture, UP, buff=0.25)
        line = "At the beginning we said that a neuron holds a number. Let us watch one of them."
        with self.say(line):
            self.play(
                FadeIn(self.diagram.picture, *self.diagram.layers, self.diagram.names),
                FadeIn(self.source),
                FadeIn(self.diagram.weights),
            )
            self.diagram.load(self.first.forward.a)
            self.add(self.diagram.signals, self.diagram)
            self.read()
        self.point_at_the_neuron()
        line = "Looking at our {label}, this one holds {value:.2f}."
        if self.first.label is None:
            line = "Looking at your digit, this one holds {value:.2f}."
        self.saying = self.sentence()
        with self.say(line, label=self.first.label, value=self.answer_of(self.first)):
            self.quickly(Create(self.ring))
            self.play(FadeIn(self.large, scale=0.4))
            self.quickly(FadeIn(self.saying, shift=0.1 * UP))

    def change_the_image(self):
        for line, example in zip(
            (
                "Show it this {label} instead, and it holds {value:.2f}.",
                "This {label}: {value:.2f}. The number belongs to the image, not to the neuron.",
            ),
            self.between,
            strict=True,
        ):
            with self.say(line, label=example.label, value=self.answer_of(example)):
                before, self.source = self.source, self.source_of(example).move_to(self.source)
                self.remove(before)
                self.add(self.source)
                self.quickly(
                    self.diagram.picture.animate.set_values(example.picture),
                    self.diagram.rest(),
                    self.large.animate.set_activations(np.zeros(1)),
                )
                self.diagram.load(example.forward.a)
                self.read(example)

    def say_function_instead(self):
        number = self.saying[1]
        struck = Line(
            number.get_left() + 0.1 * LEFT,
            number.get_right() + 0.1 * RIGHT,
            color=self.look.wrong,
            stroke_width=5,
        )
        better = words("function", self.look.headline, self.look.accent)
        better.move_to(number, aligned_edge=LEFT).shift(0.62 * DOWN)
        line = "What stays the same is how it gets there. So it is more than a number: a function."
        with self.say(line):
            self.play(Create(struck))
            self.play(FadeIn(better, shift=0.2 * DOWN))
        self.saying.add(struck, better)

    def keep_only_what_it_takes(self):
        mlp, diagram = self.network.mlp, self.diagram
        before = diagram.layers[self.step - 1] if self.step else diagram.picture
        self.inputs, self.alone = before.copy(), self.large.copy()
        smaller = min(1, INPUTS_HEIGHT / before.height)
        goal = before.copy().scale(smaller).move_to(INPUTS_AT)
        starts = goal.centres() if self.step else goal.pixel_centres()
        row = mlp.weights[self.step][[self.neuron]]
        carried = shown_strength(
            row * self.between[-1].forward.a[self.step], diagram.scales[self.step]
        )
        width = FAN_WIDTH if row.size < MANY_INPUTS else THIN
        self.fan = EdgeField(starts, [ALONE_AT[:2]], carried, width)
        self.add(self.inputs, self.alone)
        line = "It takes the activations of all {inputs} neurons before it, and gives one number."
        with self.say(line, inputs=row.shape[1]):
            self.play(
                FadeOut(diagram, self.ring, self.large, self.source, self.saying),
            )
            self.play(
                self.inputs.animate.scale(smaller).move_to(INPUTS_AT),
                self.alone.animate.scale(1.3).move_to(ALONE_AT),
            )
            self.bring_to_front(self.alone)
            self.fan.set_z_index(-1)
            self.play(FadeIn(self.fan))
            start = self.alone.get_right() + 0.15 * RIGHT
            self.arrow = Arrow(
                start, start + 1.6 * RIGHT, buff=0, color=self.look.words, stroke_width=4
            )
            self.given = Numeral(self.answer_of(self.between[-1]), 2, 60, self.look.accent)
            self.given.next_to(self.arrow, RIGHT, buff=0.25)
            self.quickly(Create(self.arrow))
            self.quickly(FadeIn(self.given, shift=0.3 * RIGHT))

    def write_its_formula(self):
        line = "Weighted, added, moved by the bias, squished: that is all there is to it."
        if self.squish == SQUISH["relu"]:
            line = (
                "Weighted, added, moved by the bias, cut off below 0: that is all there is to it."
            )
        last = self.network.mlp.sizes[self.step] - 1
        j, k = self.neuron, self.step
        self.formula = formula(
            f"a_{j}^(({k + 1})) = {self.squish} \\( w_({j}, 0) a_0^(({k})) + dots.c "
            f"+ w_({j}, {last}) a_{last}^(({k})) + b_{j} \\)",
            44,
        ).move_to([0, -3.0, 0])
        with self.say(line):
            self.play(FadeIn(self.formula, shift=0.2 * UP))
        self.play(
            FadeOut(self.formula, self.inputs, self.fan, self.alone, self.arrow, self.given),
        )

    def set_up_a_morph(self):
        self.lay_out_the_morph()
        line = "To see a function, we plot it. Let this {start} turn into that {end}, bit by bit."
        if self.first.label is None:
            line = "To see a function, we plot it. Let your digit turn into this {end}, bit by bit."
        with self.say(line, start=self.first.label, end=self.last.label):
            self.play(FadeIn(self.live, self.live_ring))
            self.play(FadeIn(self.chart, self.title))
            self.quickly(FadeIn(self.ends))
            self.quickly(FadeIn(self.graph.dot, self.value))

    def turn_one_digit_into_another(self):
        activations = self.activations
        middle, ends = activations[1:-1], activations[[0, -1]]
        facts = {
            "low": float(activations.min()),
            "high": float(activations.max()),
            "start": float(ends[0]),
            "end": float(ends[1]),
        }
        if middle.min() < ends.min() - TURNS:
            line = (
                "From {start:.2f} it falls to {low:.2f}, and climbs back to {end:.2f}: it answers "
                "to every image between, too."
            )
        elif middle.max() > ends.max() + TURNS:
            line = (
                "From {start:.2f} it climbs to {high:.2f}, and falls back to {end:.2f}: it answers "
                "to every image between, too."
            )
        else:
            line = (
                "From {start:.2f} it goes to {end:.2f}, without a jump: it answers to every image "
                "between, too."
            )
        self.add(self.live, self.graph)
        with self.say(line, **facts):
            parts = [self.live, self.graph, self.value]
            way = self.morph.start, self.morph.end, self.neuron
            self.drive(self.show_share, parts, MORPH_SECONDS, *way, rate_func=linear)

    def see_the_whole_as_one_function(self):
        inputs, outputs = self.network.mlp.sizes[0], self.network.mlp.sizes[-1]
        self.diagram.picture.set_values(self.last.picture)
        for layer in self.diagram.layers:
            layer.set_activations(np.zeros(layer.count))
        self.diagram.load(self.last.forward.a)
        self.whole = formula(
            f"f(a_0, dots, a_{inputs - 1}) = (y_0, dots, y_{outputs - 1})", 44
        ).move_to(SAYING_AT)
        self.whole.shift(max(0, -6.75 - self.whole.get_left()[0]) * RIGHT)
        line = "And the whole network? A function, too: {inputs} numbers go in, {outputs} come out."
        with self.say(line, inputs=inputs, outputs=outputs):
            before = Group(self.live, self.live_ring, self.chart, self.title, self.ends)
            before.add(self.graph, self.value)
            self.slowly(
                LaggedStart(FadeOut(before), FadeIn(self.diagram), lag_ratio=0.5),
            )
            self.read()
            self.play(FadeIn(self.whole, shift=0.2 * UP))

    def find_comfort_in_its_size(self):
        mlp = self.network.mlp
        told = note(f"{len(mlp.parameters):,} weights and biases").next_to(
            self.whole, DOWN, buff=0.25
        )
        line = "An intricate one: {parameters:,} weights and biases shape it."
        with self.say(line, parameters=len(mlp.parameters)):
            self.quickly(FadeIn(told, shift=0.1 * UP))
            shine = [
                field.animate.set_light(behind=SHINING, ahead=SHINING)
                for field in self.diagram.weights
            ]
            self.slowly(LaggedStart(*shine, lag_ratio=0.3))
        line = "That is reassuring. A much simpler one could hardly know a 3 from an 8."
        with self.say(line):
            self.diagram.load(self.last.forward.a)
            lights = [self.diagram.run_light(k, run_time=1.5) for k in range(mlp.steps)]
            self.play(LaggedStart(*lights, lag_ratio=0.6))

    def answer_of(self, example) -> float:
        """Return what the chosen neuron holds while the network reads a digit."""
        return float(example.forward.a[-2][self.neuron])

    @property
    def squish(self) -> str:
        """The chosen neuron's activation function, as formulas name it."""
        return SQUISH[self.network.mlp.activation_of(self.step).name]

    def read(self, example=None):
        """Let light run through all layers; the large neuron follows, if there is an example."""
        steps, time = self.network.mlp.steps, 0.7 * self.look.normal
        lights = [self.diagram.light_up(step, time) for step in range(steps)]
        self.play(LaggedStart(*lights[: self.step + 1], lag_ratio=0.6))
        changes = [lights[-1]]
        if example:
            changes.append(self.large.animate.set_activations(np.array([self.answer_of(example)])))
        self.play(*changes)

    def point_at_the_neuron(self):
        """Make a ring around the chosen neuron, and a large one beside it with its number."""
        neuron = self.diagram.layers[self.step].neurons[self.neuron]
        self.ring = Circle(0.75 * neuron.width, color=self.look.accent, stroke_width=4)
        self.ring.move_to(neuron)
        self.large = NeuronLayer(1, 2, 0.42, decimals=2)
        self.large.set_activations(np.array([self.answer_of(self.first)]))
        self.large.next_to(self.ring, RIGHT, buff=0.1)
        for part in (self.ring, self.large):
            part.set_z_index(4)

    def sentence(self) -> VGroup:
        """Return what we used to say; the last word can be struck out."""
        start, end = (headline(text) for text in ("A neuron is a", "number"))
        return row_of_words(start, end, buff=0.16).move_to(SAYING_AT)

    def lay_out_the_morph(self):
        """Make the network that follows the morph, the chart, and what stands around them."""
        mlp, look = self.network.mlp, self.look
        scales = [BRIGHTER * scale for scale in self.diagram.scales]
        self.live = Network(mlp.weights, self.first.pixels, scales, *LIVE_SIZE)
        self.live.move_to(LIVE_AT)
        neuron = self.live.layers[self.step].neurons[self.neuron]
        ring = Circle(0.8 * neuron.width, color=look.accent, stroke_width=4).move_to(neuron)
        names = self.live.layers[-1].labels([str(k) for k in range(10)], size=look.note)
        self.live_ring = VGroup(ring, names).set_z_index(4)
        shares = np.linspace(0, 1, POINTS)
        self.activations = self.morph.activations(self.step + 1, shares)[:, self.neuron]
        top = max(1.0, float(self.activations.max()))
        marks = {0: "0", 1: "1"} if top < 2 else {0: "0", int(top): str(int(top))}
        self.chart = Chart((0, 1), (0, top), *CHART_SIZE, {0: "", 1: ""}, marks).move_to(CHART_AT)
        self.graph = self.chart.curve(shares, self.activations, look.accent)
        symbol = formula(f"a_{self.neuron}^(({self.step + 1})) =", 44)
        self.value = Numeral(float(self.activations[0]), 2, 44, look.accent)
        row_of_words(symbol, self.value).next_to(self.chart, UP, buff=0.3)
        self.title = symbol
        self.ends = Group()
        for share, example in ((0, self.first), (1, self.last)):
            place = self.chart.place(share, 0) + 0.72 * DOWN
            self.ends.add(PixelGrid(example.picture, 1.0).move_to(place))
        way = Arrow(*(end.get_center() for end in self.ends), color=look.quiet, stroke_width=3)
        self.ends.add(way.scale(0.8))
        self.show_share(0)

    def show_share(self, share: float) -> None:
        """Bring network, curve and number to a share of the morph."""
        forward = self.morph.forward(share)
        self.live.picture.set_values(forward.a[0].reshape(28, 28))
        self.live.set_weights(
            [matrix * a for matrix, a in zip(self.morph.mlp.weights, forward.a, strict=False)]
        )
        self.live.set_activations(forward.a[1:])
        self.graph.set_end(share)
        self.value.set_value(float(forward.a[self.step + 1][self.neuron]))
