"""The network beside code: light runs forward and back, in little room."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT
from numpy.typing import NDArray

from scenes.backprop.drawings.backward_network import RIGHTWARD, BackwardNetwork
from scenes.backprop.drawings.halos import Halos
from scenes.backprop.drawings.wish_arrows import WishArrows
from scenes.mobjects.neurons.diagram import Room

Array = NDArray[np.floating]

#: Where the network is; and from outputs to the arrows beside them.
ROOM, ARROWS = Room((1.5, 0.0, 2.1), (3.8, 5.6), 5.0, 0.5, 0.115), 0.92


class CodeNetwork(BackwardNetwork):
    """A network at the right that has read nothing yet; it says no numbers.

    What is asked of hidden neurons is in halos alone; arrows are beside the outputs only.

    Parameters
    ----------
    matrices, asked, wishes, activations, label
        See :class:`BackwardNetwork`.
    """

    def __init__(
        self,
        matrices: Sequence[Array],
        asked: Sequence[Array],
        wishes: Sequence[Array],
        activations: Sequence[Array],
        label: int,
    ) -> None:
        super().__init__(matrices, asked, wishes, activations, label, ROOM)
        for layer in self.layers:
            layer.set_activations(np.zeros(layer.count))
        self.column.remove(self.column.numbers)
        self.outputs_wish = self.arrows[-1]
        self.outputs_wish.shift((ARROWS - RIGHTWARD) * RIGHT)
        self.arrows.remove(*self.arrows[:-1])

    def wishing(self, step: int) -> list[WishArrows | Halos]:
        """Return what tells the wishes of a hidden layer: halos alone."""
        return [self.halos[step - 1]]
