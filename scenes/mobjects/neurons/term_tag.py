"""Where a neuron's input comes from."""

from manim import LEFT, BackgroundRectangle, Mobject, VGroup

from scenes.look.theme import theme
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.neurons.terms import ABOVE_ALL, signed
from scenes.mobjects.writing.words import words


class TermTag(VGroup):
    """A ring around a neuron, and what it contributes to another one's sum.

    Parameters
    ----------
    neuron
        What to ring.
    term
        Weight times activation.

    Attributes
    ----------
    ring, number
        Its parts; the number stands at the left, on a calm ground.
    """

    def __init__(self, neuron: Mobject, term: float) -> None:
        look = theme()
        self.ring = ring(neuron)
        colour = look.positive if term > 0 else look.negative
        self.number = words(signed(term), look.label, colour).next_to(self.ring, LEFT, buff=0.12)
        ground = BackgroundRectangle(self.number, color=look.stage, fill_opacity=0.85, buff=0.08)
        super().__init__(ground, self.ring, self.number)
        self.set_z_index(ABOVE_ALL)
