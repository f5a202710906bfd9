"""One neuron of a layer is asked about two digits, and is brighter for one of them."""

from collections.abc import Sequence

from manim import DOWN, Animation, AnimationGroup, FadeIn, FadeOut, Group, LaggedStart, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.neurons.single_neuron import decimals_inside, lone_neuron
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import note, words

#: Where the two pictures and layers are, and the two large neurons, with the sign between.
LAYERS_X, LARGE_X, LARGE_Y = (-5.6, -3.9), (0.6, 4.6), -0.4

#: Height of a picture and its middle; tallest layer and its middle.
PICTURE, PICTURE_Y, TALL, MIDDLE = 1.5, 2.9, 5.0, -0.65


class PairTrial(Group):
    """Two images, the layer's answer to each, and one neuron's two activations, large.

    Parameters
    ----------
    images
        Two, each of shape (784,).
    activations
        Of the layer, for each image: two of shape (n,).
    neuron
        The one that is asked.
    names
        What the two images are examples of.
    widest
        The number that takes most room of those that the neuron will hold.

    Attributes
    ----------
    pictures, layers, rings
        Two each; the rings mark the neuron.
    large
        The two activations of the neuron, in figures.
    sign
        Which one is larger.
    names
        Below them.
    """

    def __init__(
        self,
        images: Sequence[NDArray],
        activations: Sequence[NDArray],
        neuron: int,
        names: Sequence[str],
        widest: float = 1.0,
    ) -> None:
        self.neuron, self.decimals = neuron, decimals_inside(abs(widest))
        count = len(activations[0])
        self.pictures, self.layers, self.rings, self.large = Group(), VGroup(), VGroup(), VGroup()
        for image, x, large_x in zip(images, LAYERS_X, LARGE_X, strict=True):
            picture = PixelGrid(image, PICTURE).move_to([x, PICTURE_Y, 0])
            self.pictures.add(picture)
            layer = NeuronLayer(count, min(TALL, 0.58 * (count - 1)), 0.14)
            self.layers.add(layer.move_to([x, MIDDLE, 0]))
            self.rings.add(ring(layer.neuron(neuron), 0.72))
            large = lone_neuron(0.95, self.decimals, widest)
            self.large.add(large.move_to([large_x, LARGE_Y, 0]))
        self.names = VGroup(
            *(
                note(name).next_to(large, DOWN, buff=0.25)
                for name, large in zip(names, self.large, strict=True)
            )
        )
        for layer, large, values in zip(self.layers, self.large, activations, strict=True):
            layer.set_activations(values)
            large.set_activations(values[neuron : neuron + 1])
        self.sign = self._sign(activations)
        super().__init__(self.pictures, self.layers, self.rings, self.large, self.names, self.sign)

    def show(self, images: Sequence[NDArray], activations: Sequence[NDArray]) -> Animation:
        """Return the animation that takes two other images."""
        changes = [
            large.animate.set_activations(values[self.neuron : self.neuron + 1])
            for large, values in zip(self.large, activations, strict=True)
        ]
        before, after = self.sign, self._sign(activations)
        if after.text != before.text:
            self.remove(before)
            self.add(after)
            self.sign = after
            changes.append(LaggedStart(FadeOut(before), FadeIn(after), lag_ratio=1))
        return AnimationGroup(self.take(images, activations), *changes)

    def take(self, images: Sequence[NDArray], activations: Sequence[NDArray]) -> Animation:
        """Return the animation in which only pictures and layers take two other images."""
        changes = []
        parts = zip(self.pictures, self.layers, images, activations, strict=True)
        for picture, layer, image, values in parts:
            changes += [
                picture.animate.set_values(image),
                layer.animate.set_activations(values),
            ]
        return AnimationGroup(*changes)

    def _sign(self, activations: Sequence[NDArray]) -> VGroup:
        """Return < or >, or = where the two can't be told apart, as they are written."""
        first, second = (round(float(values[self.neuron]), self.decimals) for values in activations)
        text = ">" if first > second else "<" if first < second else "="
        return words(text, 2 * theme().headline, theme().accent).move_to(
            [sum(LARGE_X) / 2, LARGE_Y, 0]
        )
