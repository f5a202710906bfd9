"""A layer of neurons."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    AnimationGroup,
    Brace,
    Circle,
    LaggedStart,
    ManimColor,
    Mobject,
    VGroup,
)
from numpy.typing import NDArray

from scenes.look.colours import mixed
from scenes.look.ellipsis import checked_indices, places, three_dots
from scenes.look.theme import theme
from scenes.mobjects.writing.number import SIZE, Numeral, on_neuron, outline, written
from scenes.mobjects.writing.words import words


class Neuron(Circle):
    """One neuron: a circle that holds a number.

    Attributes
    ----------
    activation
        The number.
    """

    def __init__(self, radius: float) -> None:
        width = min(1.8 if radius < 0.3 else 4 * radius + 0.6, 16 * radius)
        super().__init__(radius, color=theme().outline, stroke_width=width)
        self.set_activation(0.0, 0.0)

    def set_activation(self, activation: float, shade: float) -> Self:
        """Hold a number; ``shade``, -1 to 1, is how bright it makes the neuron.

        Below 0 it glows in the colour of what is negative.
        """
        self.activation, self.shade = float(activation), float(shade)
        return self.set_fill(glow(self.shade), opacity=1)

    def interpolate(self, mobject1: Mobject, mobject2: Mobject, alpha: float, *way: Any) -> Self:
        """Take on the state between two others."""
        if isinstance(mobject1, Neuron) and isinstance(mobject2, Neuron):
            start, end = mobject1.activation, mobject2.activation
            self.activation = end if alpha == 1 else start + (end - start) * alpha
        super().interpolate(mobject1, mobject2, alpha, *way)
        low, high = (getattr(each, "shade", 0.0) for each in (mobject1, mobject2))
        if low * high < 0:  # from one colour to the other it goes dark in between
            self.shade = high if alpha == 1 else low + (high - low) * alpha
            self.set_fill(glow(self.shade))
        return self


def glow(shade: float) -> ManimColor:
    """Return the colour of a neuron by its shade, -1 to 1."""
    look = theme()
    return mixed(look.resting, look.firing if shade >= 0 else look.negative, abs(shade))


class NeuronLayer(VGroup):
    """A column of neurons, each filled by its activation.

    Parameters
    ----------
    count
        How many.
    height
        From the first neuron's middle to the last one's, scene units.
    radius
        Of a neuron; made smaller where so many wouldn't fit.
    shown
        Indices of the neurons that are drawn, rising; all, if left out. Dots stand wherever
        some are left out: ``NeuronLayer(784, 6, shown=first_and_last(784, 8))``.
    decimals
        Digits after the decimal point of the activations written into the neurons; none are
        written, if left out.

    Attributes
    ----------
    neurons
        Those that are drawn.
    figures
        The number in each, if they are written.
    dots
        What stands for neurons that are left out.
    shown
        Which neuron each of ``neurons`` is.

    Raises
    ------
    ValueError
        If ``shown`` doesn't rise or names neurons that don't exist.
    """

    def __init__(
        self,
        count: int,
        height: float,
        radius: float = 0.135,
        *,
        shown: Sequence[int] | None = None,
        decimals: int | None = None,
    ) -> None:
        self.count, self.shown = count, checked_indices(shown, count)
        ys, dots = places(self.shown, count, height)
        pitch = height / max(len(ys) + len(dots) - 1, 1)
        # A neuron that is alone has all the room there is.
        radius = min(radius, 0.42 * pitch) if len(ys) + len(dots) > 1 else radius
        middle = height / 2 if len(ys) + len(dots) > 1 else 0
        self.neurons = VGroup(*(Neuron(radius).move_to([0, middle - y, 0]) for y in ys))
        self.dots = VGroup(
            *(three_dots(DOWN, 0.4 * (pitch - radius)).move_to([0, middle - y, 0]) for y in dots)
        )
        self.figures = VGroup(*self._figures(radius, decimals))
        super().__init__(self.neurons, self.dots, self.figures)
        self.set_activations(np.zeros(count))

    @property
    def activations(self) -> NDArray[np.float32]:
        """What the neurons hold that are drawn: shape (len(shown),)."""
        return np.array([neuron.activation for neuron in self.neurons], np.float32)

    def set_activations(self, activations: NDArray[np.floating]) -> Self:
        """Fill the neurons, shape (count,); can be animated, and the numbers count along.

        A ReLU's activation may exceed 1: brightness stands for the share of the layer's
        largest then. One below 0, as tanh makes them, is as bright as its size, in the colour
        of what is negative.

        Raises
        ------
        ValueError
            If there isn't one for every neuron, drawn or not.
        """
        for place, held in enumerate(self._held(activations)):
            self.neurons[place].set_activation(*held)
            if self.figures:
                self.figures[place].set_value(*held)
        return self

    def fill_one_by_one(self, activations: NDArray[np.floating]) -> LaggedStart:
        """Return the animation that fills the neurons from first to last."""
        changes = []
        for place, held in enumerate(self._held(activations)):
            change: Any = self.neurons[place].animate.set_activation(*held)
            if self.figures:
                change = AnimationGroup(change, self.figures[place].animate.set_value(*held))
            changes.append(change)
        return LaggedStart(*changes, lag_ratio=0.5)

    def centres(self) -> NDArray[np.float64]:
        """Return where the neurons are that are drawn: shape (len(shown), 2)."""
        return np.array([neuron.get_center()[:2] for neuron in self.neurons])

    def neuron(self, index: int) -> Neuron:
        """Return a neuron by its place in the layer, not in the drawing.

        Raises
        ------
        LookupError
            If it isn't drawn.
        """
        if index not in self.shown:
            raise LookupError(f"neuron {index} of {self.count} isn't drawn")
        return self.neurons[self.shown.index(index)]

    def labels(
        self,
        texts: Sequence[str | Mobject],
        side: NDArray[np.floating] = RIGHT,
        size: float | None = None,
        buff: float = 0.18,
    ) -> VGroup:
        """Return a label beside every drawn neuron; the layer doesn't hold them.

        Parameters
        ----------
        texts
            One for each drawn neuron: text, or a formula.
        side
            ``LEFT`` or ``RIGHT`` of the neurons.
        size
            Of text, in points; a label's, if left out.
        buff
            Space between neuron and label, scene units.
        """
        made = [words(text, size) if isinstance(text, str) else text for text in texts]
        return VGroup(
            *(
                label.next_to(neuron, side, buff=buff)
                for label, neuron in zip(made, self.neurons, strict=True)
            )
        )

    def brace(
        self,
        text: str | None = None,
        side: NDArray[np.floating] = LEFT,
        buff: float = 0.15,
    ) -> VGroup:
        """Return a brace along the layer and how many neurons it has.

        Parameters
        ----------
        text
            What to write in place of the count.
        side
            ``LEFT`` or ``RIGHT`` of the neurons.
        buff
            Space between neurons and brace, scene units.
        """
        look = theme()
        brace = Brace(VGroup(self.neurons, self.dots), side, buff=buff, color=look.quiet)
        note = words(str(self.count) if text is None else text, look.label, look.quiet)
        return VGroup(brace, note.next_to(brace, side, buff=0.12))

    def _figures(self, radius: float, decimals: int | None) -> list[Numeral]:
        """Return the numbers to write into the neurons."""
        if decimals is None:
            return []
        widest = outline(written(0, decimals), decimals)
        size = SIZE * 1.35 * radius / (widest.right - widest.left)
        figures = []
        for neuron in self.neurons:
            figure = Numeral(0, decimals, size, on_neuron)
            figures.append(figure.move_to(neuron))
        return figures

    def _held(self, activations: NDArray[np.floating]) -> list[tuple[float, float]]:
        """Return what the drawn neurons hold, and how bright it makes each."""
        values = np.asarray(activations, np.float32)
        if values.shape != (self.count,):
            raise ValueError(f"expected {self.count} activations, got shape {values.shape}")
        brightest = max(1.0, float(np.abs(values).max()))
        return [(float(values[index]), float(values[index]) / brightest) for index in self.shown]
