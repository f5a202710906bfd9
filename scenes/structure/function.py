"""A neuron is a function, and so is the whole network."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Succession,
    Wait,
    linear,
)

from network.digits.digits import SIDE
from network.questions.morph import Morph, liveliest
from scenes.look.places import LEFT_RIM
from scenes.mobjects.edges.strength import shown_strength
from scenes.mobjects.neurons.diagram import PICTURE_AT, NetworkDiagram
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.neurons.single_neuron import decimals_inside, lone_neuron, widest_of
from scenes.mobjects.writing.words import formula, headline, note, row_of_words, words
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.followed_neuron import FollowedNeuron
from scenes.structure.drawings.layer_symbols import SQUISH
from scenes.structure.drawings.neuron_alone import NeuronAlone

#: Where sentences about neurons stand, below the picture, and lines of remarks there.
SAYING_AT, REMARKS = (PICTURE_AT[0], -2.95, 0), [(LEFT_RIM, y, LEFT) for y in (-2.6, -3.1, -3.6)]

#: Edges carry weight times activation while one image turns into another: this share of a large
#: weight gives a full one.
BRIGHTER = 0.5

#: How many points the curve has then, how many seconds it takes; how visible weights are at last.
POINTS, MORPH_SECONDS, SHINING = 241, 9, 0.6

#: So much must an activation rise again for its curve to be told as one that turns; less than
#: this is no change on the screen.
TURNS, SEEN = 0.1, 0.005


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
        self.look_at_its_size()
        self.try_a_simpler_one()

    def choose_by_what_varies_most(self):
        """Choose the neuron of the last hidden layer, and the digit to end with."""
        mlp = self.network.mlp
        self.first = self.own_digit or self.digits.clear(3)
        others = [self.digits.clear(label) for label in range(10) if label != self.first.label]
        end, self.neuron = liveliest(mlp, self.first.pixels, [other.pixels for other in others])
        self.last, self.tried = others[end], len(others)
        self.morph = Morph(mlp, self.first.pixels, self.last.pixels)
        self.step = mlp.steps - 2  # the step that leads to the last hidden layer
        shares = np.linspace(0, 1, POINTS)
        self.activations = self.morph.activations(self.step + 1, shares)[:, self.neuron]
        rest = sorted(others, key=self.answer_of)
        self.between = [rest[0], rest[-1]]  # shown before: the darkest and the brightest
        ends = map(self.answer_of, (self.first, *self.between))
        self.most = widest_of(np.array([*self.activations, *ends]))
        self.decimals = decimals_inside(abs(self.most))  # a ReLU may hold a lot

    def recall_what_a_neuron_holds(self):
        self.diagram = NetworkDiagram(self.network.mlp.weights, self.first.pixels)
        self.source = self.source_of(self.first).next_to(self.diagram.picture, UP, buff=0.25)
        line = "At the beginning we said that a neuron holds a number. Let us watch one of them."
        with self.say(line):
            diagram = self.diagram
            shown = diagram.picture, *diagram.layers, diagram.names, diagram.weights
            self.play(FadeIn(*shown, self.source))
            self.diagram.load(self.first.forward.a)
            self.add(self.diagram.signals, self.diagram)
            self.read()
        self.point_at_the_neuron()
        line = choose(
            (self.first.label is None, "Looking at your digit, this one holds {value}."),
            otherwise="Looking at our {label}, this one holds {value}.",
        )
        self.saying = row_of_words(headline("A neuron is a"), headline("number"), buff=0.16)
        self.saying.move_to(SAYING_AT)
        with self.say(line, label=self.first.label, value=self.figure(self.answer_of(self.first))):
            self.quickly(Create(self.ring))
            self.play(FadeIn(self.large, scale=0.35, target_position=self.ring))
            self.quickly(FadeIn(self.saying, shift=0.1 * UP))

    def change_the_image(self):
        is_tanh = self.network.mlp.activation == "tanh"
        is_deaf = np.ptp([*map(self.answer_of, (self.first, *self.between))]) < SEEN
        lines = (
            choose(
                (is_deaf, "Show it this {label} instead: still {value}."),
                (is_tanh, "Of {count} other digits, this {label} takes it lowest: {value}."),
                otherwise="Of {count} other digits, this {label} leaves it darkest: {value}.",
            ),
            choose(
                (is_deaf, "This {label}: {value}, too. It might answer differently, and doesn't."),
                (is_tanh, "And this {label} takes it highest: {value}. Neuron and image decide."),
                otherwise="And this {label} lights it most: {value}. So the number takes both, "
                "the neuron and the image.",
            ),
        )
        for line, example in zip(lines, self.between, strict=True):
            value = self.figure(self.answer_of(example))
            with self.say(line, label=example.label, value=value, count=self.tried):
                before, self.source = self.source, self.source_of(example).move_to(self.source)
                self.replace(before, self.source)
                self.quickly(
                    self.diagram.picture.animate.set_values(example.picture),
                    self.diagram.rest(),
                    self.large.animate.set_activations(np.zeros(1)),
                )
                self.diagram.load(example.forward.a)
                self.read(example)

    def say_function_instead(self):
        number = self.saying[1]
        ends = number.get_left() + 0.1 * LEFT, number.get_right() + 0.1 * RIGHT
        struck = Line(*ends, color=self.look.wrong, stroke_width=5)
        better = headline("function", self.look.accent)
        better.move_to(number, aligned_edge=LEFT).shift(0.62 * DOWN)
        line = "What stays the same is how it gets there. So it is more than a number: a function."
        with self.say(line):
            self.play(Create(struck))
            self.play(FadeIn(better, shift=0.2 * DOWN))
        self.saying.add(struck, better)

    def keep_only_what_it_takes(self):
        mlp, diagram = self.network.mlp, self.diagram
        before = diagram.layers[self.step - 1] if self.step else diagram.picture
        row, last = mlp.weights[self.step][self.neuron], self.between[-1]
        carried = shown_strength(row * last.forward.a[self.step], diagram.scales[self.step])
        self.alone = alone = NeuronAlone(
            before, self.large, carried, self.answer_of(last), self.decimals
        )
        line = choose(
            (row.size == 1, "It takes the activation of the neuron before it, and gives a number."),
            otherwise="It takes the activations of all {inputs} neurons before it, and gives one "
            "number.",
        )
        with self.say(line, inputs=row.size):
            self.add(alone.inputs, alone.neuron)
            self.play(FadeOut(diagram, self.ring, self.large, self.source, self.saying))
            self.play(alone.gather())
            self.bring_to_front(alone.neuron)
            self.play(FadeIn(alone.fan))
            self.quickly(Create(alone.arrow))
            self.quickly(FadeIn(alone.given, shift=0.3 * RIGHT))

    def write_its_formula(self):
        squish = self.network.mlp.activation_of(self.step).name
        line = choose(
            (
                squish == "relu",
                "Weighted, added, moved by the bias, cut off below 0: that is all there is to it.",
            ),
            otherwise="Weighted, added, moved by the bias, squished: that is all there is to it.",
        )
        j, k, last = self.neuron, self.step, self.network.mlp.sizes[self.step] - 1
        total = f"w_({j}, 0) a_0^(({k})) + dots.c + w_({j}, {last}) a_{last}^(({k})) + b_{j}"
        made = f"a_{j}^(({k + 1})) = {SQUISH[squish]} \\( {total} \\)"
        self.formula = formula(made, 44).move_to([0, -3.0, 0])
        with self.say(line):
            self.play(FadeIn(self.formula, shift=0.2 * UP))
        self.play(FadeOut(self.formula, self.alone))

    def set_up_a_morph(self):
        scales = [BRIGHTER * scale for scale in self.diagram.scales]
        ends, neuron = (self.first.picture, self.last.picture), (self.step + 1, self.neuron)
        matrices, heights = self.network.mlp.weights, self.activations
        self.plot = FollowedNeuron(matrices, scales, ends, neuron, heights, self.decimals)
        self.show_share(0)
        line = choose(
            (
                self.first.label is None,
                "To see a function, we plot it. Of {count} digits, this {end} moves a neuron most: "
                "your digit turns into it.",
            ),
            otherwise="To see a function, we plot it. Of {count} digits, this {end} moves a neuron "
            "most: our {start} turns into it.",
        )
        facts = {"start": self.first.label, "end": self.last.label, "count": self.tried}
        with self.say(line, **facts):
            self.play(FadeIn(self.plot.network, self.plot.ring))
            self.play(FadeIn(self.plot.chart, self.plot.title))
            self.quickly(FadeIn(self.plot.ends, self.plot.graph.dot, self.plot.value))

    def turn_one_digit_into_another(self):
        held, middle = self.activations, self.activations[1:-1]
        start, end = float(held[0]), float(held[-1])
        line = choose(
            (
                np.ptp(held) < SEEN,
                "It stays at {start}. This network hardly looks: it answers all images alike.",
            ),
            (
                middle.min() < min(start, end) - TURNS,
                "From {start} it falls to {low}, and climbs back to {end}: it answers to every "
                "image between, too.",
            ),
            (
                middle.max() > max(start, end) + TURNS,
                "From {start} it climbs to {high}, and falls back to {end}: it answers to every "
                "image between, too.",
            ),
            otherwise="From {start} it goes to {end}, without a jump: it answers to every image "
            "between, too.",
        )
        facts = {"start": start, "end": end, "low": float(held.min()), "high": float(held.max())}
        plot, way = self.plot, (self.morph.start, self.morph.end, self.neuron)
        self.add(plot.network, plot.graph)
        with self.say(line, **{name: self.figure(value) for name, value in facts.items()}):
            shown = [plot.network, plot.graph, plot.value]
            self.drive(self.show_share, shown, MORPH_SECONDS, *way, rate_func=linear)

    def see_the_whole_as_one_function(self):
        inputs, *_, outputs = self.network.mlp.sizes
        self.diagram.picture.set_values(self.last.picture)
        for layer in self.diagram.layers:
            layer.set_activations(np.zeros(layer.count))
        self.diagram.load(self.last.forward.a)
        source = f"f(a_0, dots, a_{inputs - 1}) = (y_0, dots, y_{outputs - 1})"
        self.whole = formula(source, 44).move_to(SAYING_AT)
        self.whole.shift(max(0, LEFT_RIM - self.whole.get_left()[0]) * RIGHT)
        line = "And the whole network? A function, too: {inputs} numbers go in, {outputs} come out."
        with self.say(line, inputs=inputs, outputs=outputs):
            self.quickly(FadeOut(self.plot))
            self.play(FadeIn(self.diagram))
            self.read()
            self.play(FadeIn(self.whole, shift=0.2 * UP))

    def look_at_its_size(self):
        parameters = len(self.network.mlp.parameters)
        self.told = note("{parameters:,} weights and biases", parameters=parameters)
        self.told.next_to(self.whole, DOWN, buff=0.25)
        line = "An intricate one: {parameters:,} weights and biases shape it."
        with self.say(line, parameters=parameters):
            self.quickly(FadeIn(self.told, shift=0.1 * UP))
            fields = self.diagram.weights
            shine = [f.animate.set_light(behind=SHINING, ahead=SHINING) for f in fields]
            self.slowly(LaggedStart(*shine, lag_ratio=0.3))

    def try_a_simpler_one(self):
        """Hold it against ten sums without hidden layers, if that was measured."""
        found = self.experiments.hidden_layers(self.network.mlp.sizes)
        if not found:
            return
        facts, look = vars(found) | {"data": data_of(found.data).collection}, self.look
        line = (
            "Must it be? Without hidden layers, ten weighted sums are left: {numbers:,} numbers. "
            "On {data}, they still get {without:.1%} right."
        )
        with self.say(line, **facts):
            self.quickly(FadeOut(self.whole, self.told))
            plain = words("no hidden layer: {without:.1%}", look.note, **facts)
            self.quickly(FadeIn(plain.stand_at(*REMARKS[0])))
        line = choose(
            (
                found.help_a_lot,
                "With hidden layers of {neurons:list} and as many epochs, it is {accuracy:.1%}: "
                "not even half the mistakes.",
            ),
            otherwise="With hidden layers of {neurons:list} and as many epochs, it is "
            "{accuracy:.1%}.",
        )
        with self.say(line, **facts):
            deep = words("hidden layers of {neurons:list}: {accuracy:.1%}", look.note, **facts)
            terms = note("{data}, {epochs} epochs, mean of {starts} starts", **facts)
            self.quickly(FadeIn(deep.stand_at(*REMARKS[1])), FadeIn(terms.stand_at(*REMARKS[2])))
            self.diagram.load(self.last.forward.a)
            runs = map(self.diagram.run_light, range(self.network.mlp.steps))
            self.play(LaggedStart(*runs, lag_ratio=0.6))

    def answer_of(self, example) -> float:
        """Return what the chosen neuron holds at a digit."""
        return float(example.forward.a[-2][self.neuron])

    def figure(self, value: float) -> Message:
        """Return what the neuron holds, said as it is written."""
        return message("{value:.{decimals}f}", value=value, decimals=self.decimals)

    def read(self, example=None):
        """Let light run through all layers; the large neuron lights up with its small one."""
        steps, time = self.network.mlp.steps, 0.7 * self.look.normal
        lights = [self.diagram.light_up(step, time) for step in range(steps)]
        if example:
            held = np.array([self.answer_of(example)])
            large = self.large.animate(run_time=0.4 * time).set_activations(held)
            both = lights[self.step], Succession(Wait(0.6 * time), large)
            lights[self.step] = LaggedStart(*both, lag_ratio=0)
        self.play(LaggedStart(*lights[: self.step + 1], lag_ratio=0.6))
        self.play(lights[-1])

    def point_at_the_neuron(self):
        """Make a ring around the chosen neuron, and a large one beside it with its number."""
        self.ring = ring(self.diagram.layers[self.step].neurons[self.neuron], 0.75)
        self.large = lone_neuron(0.42, self.decimals, self.most)
        self.large.set_activations(np.array([self.answer_of(self.first)]))
        self.large.next_to(self.ring, RIGHT, buff=0.1)
        if self.large.get_right()[0] > self.diagram.layers[-1].get_left()[0]:  # columns are close
            self.large.next_to(self.diagram.names, RIGHT, buff=0.25).set_y(self.ring.get_y())
        for part in (self.ring, self.large):
            part.set_z_index(4)

    def show_share(self, share: float) -> None:
        """Bring network, curve and number to a share of the morph."""
        a = self.morph.forward(share).a
        self.plot.show(share, a[0].reshape(SIDE, SIDE), a)
