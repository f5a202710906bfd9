"""What is hoped for, and not measured: always dashed, never in the light of real neurons."""

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    AnimationGroup,
    Circle,
    DashedVMobject,
    FadeIn,
    Group,
    LaggedStart,
    Line,
    RoundedRectangle,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.painting.painted import PaintedMobject
from scenes.mobjects.writing.words import headline, note, words
from scenes.script.catalogue import message

#: Length of a dash with the gap behind it, scene units.
DASH = 0.17

#: Where the three layers are, how tall the columns may be, and where their names stand.
EDGES_X, PARTS_X, OUTPUTS_X, TALL, NAMES_AT = -2.1, 1.8, 5.2, 5.3, 3.45


class HopedNeuron(VGroup):
    """A neuron as one would like it to be: dashed, and if it is to fire, in the accent's colour.

    Parameters
    ----------
    radius
        In scene units.

    Attributes
    ----------
    glow, rim
        What fills it, faintly, and its outline.
    """

    def __init__(self, radius: float = 0.24) -> None:
        look = theme()
        circle = Circle(radius, stroke_width=2.5)
        self.glow = Circle(radius, stroke_width=0, fill_color=look.accent, fill_opacity=0)
        self.rim = dashed(circle, look.quiet, 2 * np.pi * radius)
        super().__init__(self.glow, self.rim)

    def set_lit(self, lit: bool) -> Self:
        """Let it fire, in hope, or not; can be animated."""
        look = theme()
        self.glow.set_fill(opacity=0.28 if lit else 0)
        self.rim.set_stroke(look.accent if lit else look.quiet, 4 if lit else 2.5)
        return self


class HopedLink(VMobject):
    """A dashed connection between two points."""

    def __init__(self, start: NDArray[np.floating], end: NDArray[np.floating]) -> None:
        super().__init__()
        line = Line(start, end, stroke_width=2)
        self.become(dashed(line, theme().quiet, line.get_length()))
        self.set_lit(False)

    def set_lit(self, lit: bool) -> Self:
        """Let it carry something, in hope, or not; can be animated."""
        look = theme()
        colour, width, opacity = (look.accent, 3, 0.9) if lit else (look.quiet, 2, 0.45)
        return self.set_stroke(colour, width, opacity)


class Tag(VGroup):
    """A short text in a frame that says what kind of thing one sees.

    Parameters
    ----------
    text
        What to write.
    hoped
        Whether it is only hoped for: the frame is dashed then.
    size
        Of the text, in points; a note's, if left out.
    """

    def __init__(self, text: str, hoped: bool, size: float | None = None) -> None:
        look = theme()
        colour = look.quiet if hoped else look.accent
        self.text = words(text, size or look.note, colour)
        frame = RoundedRectangle(
            corner_radius=0.12,
            width=self.text.width + 0.5,
            height=1.3 * (size or look.note) / 60,
            color=colour,
            stroke_width=2.5,
        )
        self.frame = dashed(frame, colour, 2 * (frame.width + frame.height)) if hoped else frame
        super().__init__(self.frame, self.text.move_to(frame))

    def stroke_through(self) -> Line:
        """Return the line that crosses the text out."""
        reach = 0.12 * np.array([1, 1, 0])
        left, right = self.text.get_left() - reach, self.text.get_right() + reach
        return Line(left, right, color=theme().wrong, stroke_width=6)


class HopedStory(Group):
    """Little edges, parts made of them, digits made of those: a sketch, dashed.

    Parameters
    ----------
    edges, parts
        Pictures of what the neurons of the first two layers are to stand for.
    outputs
        Names of the neurons of the last layer.
    parts_of_edges
        Which part each little edge belongs to.
    outputs_of_parts
        Which outputs each part belongs to.

    Attributes
    ----------
    edges, parts, outputs
        One group a layer: of its neurons.
    edge_pictures, part_pictures, names
        What stands beside them.
    first_links, last_links
        Between the layers, by (where they begin, where they end).
    first_name, last_names
        What is written above the layers.
    """

    def __init__(
        self,
        edges: Sequence[PaintedMobject],
        parts: Sequence[PaintedMobject],
        outputs: Sequence[str],
        parts_of_edges: Sequence[int],
        outputs_of_parts: Sequence[Sequence[int]],
    ) -> None:
        self.edges = _column(len(edges), EDGES_X)
        self.parts = _column(len(parts), PARTS_X)
        self.outputs = _column(len(outputs), OUTPUTS_X, 1.6 * (len(outputs) - 1))
        self.edge_pictures = _beside(self.edges, edges, 0.66)
        self.part_pictures = _beside(self.parts, parts, 1.0)
        self.names = VGroup(
            *(
                headline(name).next_to(neuron, RIGHT, buff=0.25)
                for name, neuron in zip(outputs, self.outputs, strict=True)
            )
        )
        self.first_links = {
            (edge, part): _link(self.edges[edge], self.parts[part], 1.35)
            for edge, part in enumerate(parts_of_edges)
        }
        self.last_links = {
            (part, output): _link(self.parts[part], self.outputs[output])
            for part, goals in enumerate(outputs_of_parts)
            for output in goals
        }
        self.first_name, *self.last_names = (
            note(name).move_to([x, NAMES_AT, 0])
            for name, x in (
                (message("little edges"), EDGES_X),
                (message("parts"), PARTS_X),
                (message("digits"), OUTPUTS_X),
            )
        )
        super().__init__(
            *(VGroup(*links.values()) for links in (self.first_links, self.last_links)),
            self.edges,
            self.parts,
            self.outputs,
            self.edge_pictures,
            self.part_pictures,
            self.names,
            self.first_name,
            *self.last_names,
        )

    def show_links(self, links: Mapping[tuple[int, int], HopedLink]) -> LaggedStart:
        """Return the animation in which links appear one after the other."""
        return LaggedStart(*map(FadeIn, links.values()), lag_ratio=0.2)

    def light_edges(self) -> LaggedStart:
        """Return the animation in which all little edges fire."""
        changes = (neuron.animate.set_lit(True) for neuron in self.edges)
        return LaggedStart(*changes, lag_ratio=0.15)

    def light_parts(self, *parts: int) -> LaggedStart:
        """Return the animation in which some parts fire, with the links that lead there."""
        return _lit(self.first_links, self.parts, parts)

    def light_output(self, output: int, *parts: int) -> LaggedStart:
        """Return the animation in which an output fires, with its links from some parts."""
        links = {ends: link for ends, link in self.last_links.items() if ends[0] in parts}
        return _lit(links, self.outputs, (output,))


def _lit(
    links: Mapping[tuple[int, int], HopedLink], neurons: VGroup, goals: Sequence[int]
) -> LaggedStart:
    """Return the animation in which links to some neurons light up, then these."""
    carrying = [link.animate.set_lit(True) for ends, link in links.items() if ends[1] in goals]
    firing = [neurons[goal].animate.set_lit(True) for goal in goals]
    return LaggedStart(AnimationGroup(*carrying), AnimationGroup(*firing), lag_ratio=0.6)


def _column(count: int, x: float, tall: float = TALL) -> VGroup:
    ys = np.linspace(tall / 2, -tall / 2, count) if count > 1 else [0.0]
    return VGroup(*(HopedNeuron().move_to([x, y, 0]) for y in ys))


def _beside(neurons: VGroup, pictures: Sequence[PaintedMobject], height: float) -> Group:
    for neuron, picture in zip(neurons, pictures, strict=True):
        picture.scale(height / picture.height).next_to(neuron, LEFT, buff=0.15)
    return Group(*pictures)


def _link(start: HopedNeuron, end: HopedNeuron, before: float = 0.0) -> HopedLink:
    """Return a link between two neurons' rims; it ends some way before, where a picture stands."""
    reach = start.width / 2 + 0.06
    return HopedLink(
        start.get_center() + reach * RIGHT, end.get_center() - (reach + before) * RIGHT
    )


def dashed(outline: VMobject, colour: str, length: float) -> VMobject:
    """Return an outline in dashes, all in one mobject: that is cheaper to draw than many."""
    pieces = DashedVMobject(outline, num_dashes=max(4, round(length / DASH)))
    whole = VMobject(color=colour, stroke_width=outline.get_stroke_width())
    whole.points = np.concatenate([piece.points for piece in pieces])
    return whole
