"""A last look at the network, where to go from here, and one more thing."""

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Line,
    VGroup,
)

from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.verdict import box_around
from scenes.mobjects.writing.words import headline, note, words
from scenes.stage.lecture import LectureScene

#: What is worth reading: who, what, and which kind of thing it is.
READING = (
    ("Michael Nielsen", "Neural Networks and Deep Learning", "book and code"),
    ("Chris Olah", "colah’s blog", "essays"),
    ("Distill", "distill.pub", "journal"),
    ("Goodfellow, Bengio, Courville", "Deep Learning", "textbook"),
    ("Welch Labs", "Neural Networks Demystified", "films"),
)

#: Where the names end, the titles begin, and the kinds begin; the first row and the next ones.
NAMES_TO, TITLES_FROM, KINDS_FROM, FIRST_ROW, PITCH = -2.3, -1.9, 4.2, 1.55, 0.85


class Ending(LectureScene):
    """Digits run through the network; then a reading list."""

    least_hidden_layers = 1

    #: Which digits run through.
    labels = (7, 3, 9, 5, 4)

    def construct(self):
        self.open_section()
        self.let_digits_run_through()
        self.point_to_the_next_lecture()
        self.name_good_reading()
        self.announce_one_more_thing()

    def let_digits_run_through(self):
        self.examples = [self.digits.clear(label) for label in self.labels]
        first, mlp = self.examples[0], self.network.mlp
        self.diagram = diagram = NetworkDiagram(mlp.weights, first.pixels)
        self.source = self.source_of().next_to(diagram.picture, UP, buff=0.25)
        shown = (diagram.picture, diagram.weights, *diagram.layers, diagram.names)
        line = (
            "Pixels go in, an answer comes out, and in between are {parameters:,} numbers that "
            "nobody chose."
        )
        with self.say(line, parameters=mlp.parameters.size):
            self.play(FadeIn(self.source, *shown))
            self.add(*shown, diagram.signals)
            for example in self.examples[:3]:
                self.read(example)

    def point_to_the_next_lecture(self):
        self.next = words("next: how a network learns")
        self.next.next_to(self.diagram.picture, DOWN, buff=0.45)
        with self.say("How they were found, the next lecture tells: how a network learns."):
            self.quickly(FadeIn(self.next, shift=0.15 * RIGHT))
            for example in self.examples[3:]:
                self.read(example)

    def name_good_reading(self):
        self.rows = self.set_reading_list()
        with self.say("Until then, here is good company: books, essays, and films."):
            diagram = self.diagram
            gone = (diagram.picture, diagram.weights, diagram.signals, *diagram.layers)
            self.quickly(
                FadeOut(*gone, diagram.names, self.source, self.next, self.box),
            )
            self.quickly(FadeIn(self.heading[0]), Create(self.heading[1]))
            rows = [FadeIn(row, shift=0.15 * RIGHT) for row in self.rows]
            self.slowly(LaggedStart(*rows, lag_ratio=0.4))

    def announce_one_more_thing(self):
        line = "And one more thing: today, most networks squish in a simpler way."
        if self.network.mlp.activation == "relu":
            line = "And one more thing: most networks today, and ours, squish in a simpler way."
        self.more = words("one more thing …", self.look.label, self.look.accent)
        self.more.move_to([0, -3.2, 0])
        with self.say(line):
            self.play(FadeIn(self.more, shift=0.15 * UP))

    def read(self, example):
        """Let a digit run through, and move the box to its answer."""
        diagram, quick = self.diagram, self.look.quick
        if example is not self.examples[0]:
            picture = diagram.picture.animate.set_values(example.picture)
            self.play(picture, diagram.rest(), FadeOut(self.box), run_time=quick / 2)
        diagram.load(example.forward.a)
        self.play(diagram.light_through(quick, lag_ratio=0.5))
        self.box = box_around(diagram.output(example.answer), self.look.accent)
        self.play(Create(self.box), run_time=quick / 2)

    def set_reading_list(self) -> VGroup:
        """Return the rows of the reading list, and keep its heading."""
        look = self.look
        title = headline("good reading")
        title.move_to([NAMES_TO, 2.75, 0], aligned_edge=RIGHT)
        rule = Line([-6.6, 2.3, 0], [6.6, 2.3, 0], color=look.quiet, stroke_width=1.5)
        self.heading = Group(title.shift((TITLES_FROM - title.get_left()[0]) * RIGHT), rule)
        rows = VGroup()
        for index, (name, work, kind) in enumerate(READING):
            base = FIRST_ROW - index * PITCH
            row = VGroup(
                note(name),
                words(work, look.label),
                note(kind),
            )
            edges = ((NAMES_TO, RIGHT), (TITLES_FROM, LEFT), (KINDS_FROM, LEFT))
            for text, (x, edge) in zip(row, edges, strict=True):
                text.shift([x - text.get_edge_center(edge)[0], base - text.baseline, 0])
            rows.add(row)
        return rows
