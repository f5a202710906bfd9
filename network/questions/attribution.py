"""Why a network answers as it does: what made it prefer one answer, and what an answer needs.

Every reason is tried: a neuron is set, or ink erased, and the network asked again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from network.model.activations import Array
from network.model.mlp import MLP, ForwardPass
from network.questions.examples import Example, Examples

#: So many pixels at most are erased to turn an answer.
MOST = 40

#: Seed of the draws of ink that chosen ink is compared with.
SEED = 0


class Unlike(NamedTuple):
    """A neuron of the last hidden layer that holds something else than usual.

    Attributes
    ----------
    neuron
        Its place in its layer.
    here, usual
        What it holds, and what it usually does.
    speaks
        How much more than usual it thereby gives to one output's sum than to another's.
    """

    neuron: int
    here: float
    usual: float
    speaks: float


@dataclass(frozen=True, eq=False)
class WhyNot:
    """Why a network answers one thing to an image, and not another.

    Attributes
    ----------
    digits
        The digits that it is one of, and the network that reads them; it has a hidden layer.
    asked
        The image.
    rival
        The other answer: the label, if that was missed, and else the second brightest output.
    """

    digits: Examples
    asked: Example

    @property
    def rival(self) -> int:
        """The other answer."""
        return self.asked.label if self.asked.misread else self.asked.runner_up

    @cached_property
    def alike(self) -> Array:
        """Places of the rival's digits that are read correctly, or if none is, of all of them."""
        labels, answers = self.digits.digits.labels, self.digits.outputs.argmax(axis=1)
        right = np.flatnonzero((labels == self.rival) & (answers == self.rival))
        return right if right.size else np.flatnonzero(labels == self.rival)

    @property
    def rival_is_read(self) -> bool:
        """Whether any digit like the rival is read correctly."""
        return bool((self.digits.outputs[self.alike].argmax(axis=1) == self.rival).any())

    @cached_property
    def unlike(self) -> Unlike:
        """The neuron that, by being unlike the usual, speaks most for the answer.

        The sums of both outputs differ by a term a neuron. What it usually is, its mean over
        the digits that are :attr:`alike`, is taken away; the neuron with the largest rest it is.
        """
        mlp, answer = self.digits.mlp, self.asked.answer
        usual = mlp.forward(self.digits.digits.pixels[self.alike]).a[-2].mean(axis=0)
        here = self.asked.forward.a[-2]
        terms = (mlp.weights[-1][answer] - mlp.weights[-1][self.rival]) * (here - usual)
        neuron = int(terms.argmax())
        return Unlike(neuron, *(float(each[neuron]) for each in (here, usual, terms)))

    @cached_property
    def set_as_usual(self) -> ForwardPass:
        """The forward pass in which that neuron holds what it usually does."""
        mlp, forward = self.digits.mlp, self.asked.forward
        held = forward.a[-2].copy()
        held[self.unlike.neuron] = self.unlike.usual
        z = mlp.weights[-1] @ held + mlp.biases[-1]
        output = mlp.activation_of(mlp.steps - 1)(z)
        return ForwardPass((*forward.a[:-2], held, output), (*forward.z[:-1], z))

    @cached_property
    def turning(self) -> list[int]:
        """Pixels to erase until the answer is another one, see :func:`order_of_turning`."""
        return order_of_turning(self.digits.mlp, self.asked, self.rival)

    @cached_property
    def turned(self) -> ForwardPass:
        """What the network makes of the image without these pixels."""
        return self.digits.mlp.forward(without(self.asked.pixels, self.turning))

    @property
    def turns(self) -> bool:
        """Whether the answer is another one without them."""
        return bool(self.turned.answer != self.asked.answer)

    def right_ones_turned(self, most: int) -> tuple[int, int]:
        """Return how many others of the answer's kind turn with as few pixels, and of how many.

        It is the control of :attr:`turning`: the first ``most`` digits of the answer's label
        that are read correctly lose the pixels that help them most against their runner-up.
        """
        labels, answers = self.digits.digits.labels, self.digits.outputs.argmax(axis=1)
        alike = np.flatnonzero((labels == self.asked.answer) & (answers == labels))
        others = [self.digits[int(place)] for place in alike]
        others = [each for each in others if not np.array_equal(each.pixels, self.asked.pixels)]
        mlp, turned = self.digits.mlp, 0
        for each in others[:most]:
            order = order_of_turning(mlp, each, each.runner_up, len(self.turning))
            turned += mlp.forward(without(each.pixels, order)).answer != each.answer
        return int(turned), len(others[:most])

    def turned_by_chance(self, tries: int) -> int:
        """Return in how many tries the answer changes without as many pixels drawn at random."""
        draw, ink = np.random.default_rng(SEED), np.flatnonzero(self.asked.pixels)
        erased = np.repeat(self.asked.pixels[None], tries, axis=0)
        for each in erased:
            each[draw.choice(ink, len(self.turning), replace=False)] = 0
        answers = self.digits.mlp.forward(erased).output.argmax(axis=1)
        return int((answers != self.asked.answer).sum())


@dataclass(frozen=True, eq=False)
class Needed:
    """How little ink is enough for an answer, and whether it is needed.

    Attributes
    ----------
    mlp
        The network.
    example
        What it reads.
    firm
        How bright the answer has to stay, 0 to 1.
    """

    mlp: MLP
    example: Example
    firm: float

    @cached_property
    def erasing(self) -> list[int]:
        """Pixels that can go, one after another, while the answer stays firm."""
        return order_of_erasing(self.mlp, self.example.pixels, self.example.answer, self.firm)

    @cached_property
    def left(self) -> list[int]:
        """The pixels with ink that are left then."""
        return np.flatnonzero(without(self.example.pixels, self.erasing)).tolist()

    @cached_property
    def left_alone(self) -> ForwardPass:
        """What the network makes of nothing but these."""
        return self.mlp.forward(without(self.example.pixels, self.erasing))

    @cached_property
    def left_out(self) -> ForwardPass:
        """What it makes of all the rest."""
        return self.mlp.forward(without(self.example.pixels, self.left))


def order_of_turning(mlp: MLP, asked: Example, rival: int, most: int = MOST) -> list[int]:
    """Return pixels to erase, one after another, until the answer is another one, or ``most``.

    Greedy: each time the pixel goes that helps the answer's sum most against the rival's. There
    may well be a shorter list.
    """
    image, order, answer = asked.pixels, [], asked.answer
    while len(order) < most and (ink := np.flatnonzero(image)).size:
        erased = _without_each(image, ink)
        z = mlp.forward(erased).z[-1]
        best = int((z[:, answer] - z[:, rival]).argmin())
        order.append(int(ink[best]))
        image = erased[best]
        if z[best].argmax() != answer:
            break
    return order


def order_of_erasing(mlp: MLP, image: Array, answer: int, at_least: float) -> list[int]:
    """Return which pixels can be erased, one after another, while the answer stays firm.

    Greedy: each time, of all pixels with ink, the one goes without which the answer's output
    is brightest. It ends when any further one would change the answer or make its output darker
    than ``at_least``, or when one pixel is left. There may well be a shorter list of pixels
    that are enough.

    Parameters
    ----------
    image
        Shape (784,), 0 to 1.
    answer
        The output neuron that has to stay the brightest.
    at_least
        How bright, 0 to 1.
    """
    image, order = np.array(image, mlp.parameters.dtype), []
    while (ink := np.flatnonzero(image)).size > 1:
        erased = _without_each(image, ink)
        output = mlp.forward(erased).output
        brightness = np.where(output.argmax(axis=1) == answer, output[:, answer], -1)
        best = int(brightness.argmax())
        if brightness[best] < at_least:
            break
        order.append(int(ink[best]))
        image = erased[best]
    return order


def without(image: Array, pixels: list[int]) -> Array:
    """Return an image, shape (784,), in which some pixels' ink is erased."""
    erased = image.copy()
    erased[pixels] = 0
    return erased


def _without_each(image: Array, pixels: Array) -> Array:
    """Return an image once without each of some pixels: shape (pixels, 784)."""
    erased = np.repeat(image[None], pixels.size, axis=0)
    erased[np.arange(pixels.size), pixels] = 0
    return erased
