"""What one neuron makes of the layer before it, its parts named."""

import numpy as np
from manim import DOWN, UP, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import formula, note
from scenes.script.catalogue import message
from scenes.script.variants import squish_name

#: The activation functions in Typst's notation.
SQUISH = {
    "sigmoid": "sigma",
    "relu": 'op("ReLU")',
    "tanh": "tanh",
    "softmax": 'op("softmax")_0',
}

#: Points of the formula.
SIZE = 44

#: From the formula to the line that leads to a name, how long that is, and from there to the name.
NEAR, LONG, AWAY = 0.1, 0.28, 0.1

#: How wide a name may be, scene units.
ROOM = 2.4


class NeuronFormula(VGroup):
    """a = σ(w a + ... + w a + b) for the first neuron of layer 1, the last of layer 0 called n.

    Parameters
    ----------
    inputs
        How many neurons layer 0 has: 3 or more.
    activation
        ``"sigmoid"``, ``"relu"``, ``"tanh"``, or ``"softmax"``, which takes other neurons' sums,
        too: dots stand for them.

    Attributes
    ----------
    formula
        Its parts are ``out``, ``squish``, ``w0``, ``a0``, ``dots``, ``wn``, ``an`` and ``b``.
    names
        By what they name, a text with the line that leads there: ``activations``, ``weights``,
        ``bias`` and ``squish``.
    """

    def __init__(self, inputs: int, activation: str) -> None:
        if inputs < 3:
            raise ValueError(f"a sum with dots in it takes 3 inputs, not {inputs}")
        look = theme()
        self.formula = formula(source(activation), SIZE)
        last = self.formula.part
        named = {
            "activations": (message("activations"), ("a0", "an"), UP, look.words),
            "weights": (message("weights"), ("w0", "wn"), DOWN, look.words),
            "bias": (message("bias"), ("b",), DOWN, look.accent),
            "squish": (squish_name(activation), ("squish",), DOWN, look.words),
        }
        self.names = {
            name: self._named(text, [last(each) for each in parts], side, colour)
            for name, (text, parts, side, colour) in named.items()
        }
        self.formula.paint_parts({"b": look.accent})
        super().__init__(self.formula, *self.names.values())

    def _named(
        self, text: str, parts: list[VGroup], side: NDArray[np.floating], colour: str
    ) -> VGroup:
        """Return a text below or above parts of the formula, with a line to each of them."""
        edge = self.formula.get_edge_center(side)[1]
        y = edge + side[1] * NEAR
        label = note(text, colour, ROOM)
        middle = sum(part.get_x() for part in parts) / len(parts)
        end = y + side[1] * LONG
        lines = VGroup()
        for part in parts:
            x = part.get_x()
            lines.add(Line([x, y, 0], [x, end, 0], color=colour, stroke_width=2))
        if len(parts) > 1:
            ends = [parts[0].get_x(), end, 0], [parts[-1].get_x(), end, 0]
            lines.add(Line(*ends, color=colour, stroke_width=2))
        label.next_to([middle, end, 0], side, buff=AWAY)
        return VGroup(lines, label)


def source(activation: str) -> str:
    """Return the formula in Typst's notation, as lecture 1 writes it in full."""
    squish, others = SQUISH[activation], ", dots.h" if activation == "softmax" else ""
    return (
        f"{{{{ a_0^((1)) : out }}}} = {{{{ {squish} : squish }}}} \\( "
        "{{ w_(0, 0) : w0 }} {{ a_0^((0)) : a0 }} {{ + dots.c + : dots }} "
        f"{{{{ w_(0, n) : wn }}}} {{{{ a_n^((0)) : an }}}} + {{{{ b_0 : b }}}}{others} \\)"
    )
