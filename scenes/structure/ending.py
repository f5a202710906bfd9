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

from scenes.look.places import LEFT_RIM, RIGHT_RIM
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.verdict import box_around
from scenes.mobjects.writing.words import headline, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: What is worth reading: who, what, and which kind of thing it is. Names and titles stay as they
#: are in every language.
READING = (
    ("Michael Nielsen", "Neural Networks and Deep Learning", message("book and code")),
    ("Chris Olah", "colah’s blog", message("essays")),
    ("Distill", "distill.pub", message("journal")),
    ("Goodfellow, Bengio, Courville", "Deep Learning", message("textbook")),
    ("Welch Labs", "Neural Networks Demystified", message("films")),
)

#: Columns of the reading list: where names end, and where titles and kinds begin.
COLUMNS = ((-2.3, RIGHT), (-1.9, LEFT), (4.2, LEFT))

#: Lines of its heading, of the rule below, and of the first row; and from one row to the next.
HEADING, RULE, FIRST_ROW, PITCH = 2.64, 2.3, 1.55, 0.85


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
            "nobody set by hand."
        )
        with self.say(line, parameters=mlp.parameters.size):
            self.play(FadeIn(self.source, *shown))
            self.add(*shown, diagram.signals)
            for example in self.examples[:3]:
                self.read(example)

    def point_to_the_next_lecture(self):
        self.next = words("next: how a network learns")
        self.next.next_to(self.diagram.picture, DOWN, buff=0.45)
        with self.say("How were they found? The next lecture tells: how a network learns."):
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
        line = choose(
            (
                self.network.mlp.activation == "relu",
                "And one more thing: many networks today, and ours, squish in a simpler way.",
            ),
            otherwise="And one more thing: many networks today squish in a simpler way.",
        )
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
        title = headline("good reading").stand_at(COLUMNS[1][0], HEADING, LEFT)
        ends = [LEFT_RIM, RULE, 0], [RIGHT_RIM, RULE, 0]
        self.heading = Group(title, Line(*ends, color=look.quiet, stroke_width=1.5))
        rows = VGroup()
        for index, (name, work, kind) in enumerate(READING):
            titles = note("{name}", name=name), words("{work}", look.label, work=work)
            row = VGroup(*titles, note(kind))
            for text, (x, side) in zip(row, COLUMNS, strict=True):
                text.stand_at(x, FIRST_ROW - index * PITCH, side)
            rows.add(row)
        return rows
