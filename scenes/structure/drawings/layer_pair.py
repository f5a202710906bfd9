"""Two neighbouring layers, schematically: which neuron is linked with which."""

from collections.abc import Sequence
from typing import Self

from manim import LEFT, RIGHT, Line, VGroup

from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.writing.words import formula
from scenes.structure.drawings.layer_symbols import LayerSymbols

#: Opacity of edges, and of those that are not highlighted.
PLAIN, DIMMED = 0.55, 0.18

#: Points of the symbols at the neurons.
SYMBOLS = 36


class LayerPair(VGroup):
    """Two columns of neurons and lines between those that are drawn.

    The lines only say who is linked with whom, not how strongly: for that there is
    :class:`scenes.mobjects.edges.field.EdgeField`.

    Parameters
    ----------
    counts
        How many neurons the left and the right layer have.
    shown
        Which of them are drawn, rising.
    width, height
        From middle to middle of the outermost neurons, scene units.
    radius
        Of a neuron.

    Attributes
    ----------
    starts, ends
        The layers.
    edges
        One group for each drawn neuron on the right: the lines that lead to it.
    """

    def __init__(
        self,
        counts: tuple[int, int],
        shown: tuple[Sequence[int], Sequence[int]],
        width: float,
        height: float,
        radius: float = 0.26,
    ) -> None:
        look = theme()
        self.starts, self.ends = (
            NeuronLayer(count, height, radius, shown=chosen).shift(width / 2 * side)
            for count, chosen, side in zip(counts, shown, (LEFT, RIGHT), strict=True)
        )
        line = {"color": look.quiet, "stroke_width": 2, "stroke_opacity": PLAIN}
        self.edges = VGroup(
            *(
                VGroup(
                    *(
                        Line(start.get_center(), end.get_center(), buff=radius, **line)
                        for start in self.starts.neurons
                    )
                )
                for end in self.ends.neurons
            )
        )
        super().__init__(self.edges, self.starts, self.ends)

    def symbols(self, symbols: LayerSymbols) -> VGroup:
        """Return the neurons' symbols, a group for each layer, beside them."""
        names = VGroup()
        for number, layer in enumerate((self.starts, self.ends)):
            texts = [formula(symbols.activation(number, i), SYMBOLS) for i in layer.shown]
            names.add(layer.labels(texts, (LEFT, RIGHT)[number], buff=0.18))
        return names

    def last_indices(self, symbols: LayerSymbols) -> VGroup:
        """Return what the letters for the last indices stand for, below the layers."""
        made = VGroup()
        for number, layer in enumerate((self.starts, self.ends)):
            if letter := symbols.last_name(number):
                last = formula(f"{letter} = {layer.count - 1}", SYMBOLS)
                made.add(last.move_to([layer.get_x(), self.get_bottom()[1] - 0.4, 0]))
        return made

    def fan(self, end: int) -> VGroup:
        """Return the lines into a neuron of the right layer, by its place in that layer.

        Raises
        ------
        ValueError
            If it isn't drawn.
        """
        return self.edges[self.ends.shown.index(end)]

    def edge(self, end: int, start: int) -> Line:
        """Return the line to one neuron from another, by their places in the layers.

        Raises
        ------
        ValueError
            If one of them isn't drawn.
        """
        return self.fan(end)[self.starts.shown.index(start)]

    def set_highlight(self, end: int | None = None, start: int | None = None) -> Self:
        """Highlight the fan into a neuron, or one line of it, and its ends; can be animated.

        With neither named, the highlight goes out.

        Raises
        ------
        ValueError
            If one of them isn't drawn.
        """
        look = theme()
        for j, fan in zip(self.ends.shown, self.edges, strict=True):
            for i, line in zip(self.starts.shown, fan, strict=True):
                lit = j == end and start in (None, i)
                opacity = 1 if lit else PLAIN if end is None else DIMMED
                colour = look.accent if lit else look.quiet
                line.set_stroke(colour, width=4 if lit else 2, opacity=opacity)
        for j, neuron in zip(self.ends.shown, self.ends.neurons, strict=True):
            neuron.set_stroke(look.accent if j == end else look.outline)
        return self
