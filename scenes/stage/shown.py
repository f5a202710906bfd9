"""What a scene draws: the network, how it was trained, what was measured, and the digits."""

import os
from functools import cached_property
from pathlib import Path

import numpy as np

from network.digits.scan import read_picture
from network.digits.sources import find_mnist_test, own_digits
from network.files.errors import InputError
from network.measured.experiments import (
    SHIPPED_EXPERIMENTS,
    Experiments,
    experiments_beside,
    load_experiments,
)
from network.measured.findings import Findings, findings_beside, load_findings, measure
from network.questions.examples import Example, Examples
from network.training.stored import (
    SHIPPED_NETWORK,
    History,
    TrainedNetwork,
    history_beside,
    load_history,
    load_network,
)

#: How many digits of our own handwriting scenes choose from, and the seed that draws them:
#: none of the seeds that training uses.
OWN_DIGITS, OWN_SEED = 2000, 20


class Shown:
    """Everything that a scene shows and that doesn't come from its source; read when asked for.

    Which of it a scene asks for decides what its film is made from: see ``films.dependencies``.
    """

    #: How many hidden layers the scene needs to have something to tell.
    least_hidden_layers = 0

    @cached_property
    def network(self) -> TrainedNetwork:
        """The trained network.

        Raises
        ------
        InputError
            If its file is unsound, it doesn't read 28 x 28 pixels and answer with digits, or it
            has fewer hidden layers than the scene needs.
        """
        path = _network_path()
        network = load_network(path)
        sizes = network.mlp.sizes
        if sizes[0] != 784 or sizes[-1] != 10:
            raise InputError(
                path,
                expected="a network with 784 inputs, one a pixel, and 10 outputs, one a digit",
                found="-".join(map(str, sizes)),
                remedy="train one: python -m network train --sizes 784 ... 10",
            )
        if len(sizes) - 2 < self.least_hidden_layers:
            raise InputError(
                path,
                expected=f"hidden layers, {self.least_hidden_layers} at least: they are the topic",
                found="-".join(map(str, sizes)),
                remedy="train one: python -m network train --sizes 784 16 16 10",
            )
        return network

    @cached_property
    def history(self) -> History:
        """How the network was trained, recorded beside it.

        Raises
        ------
        InputError
            If its file is missing or unsound.
        """
        return load_history(history_beside(_network_path()))

    @cached_property
    def findings(self) -> Findings:
        """What the network does, measured when it was stored; if it wasn't then, measured now.

        Measured now, it is about the digits that the scene shows.

        Raises
        ------
        InputError
            If the file beside the network is unsound.
        """
        beside = findings_beside(_network_path())
        if beside.exists() and (found := load_findings(beside)).are_of(self.network.mlp):
            return found
        return measure(self.network.mlp, self.digits.digits)

    @cached_property
    def experiments(self) -> Experiments:
        """What came out of training other networks; those beside the network go first.

        Raises
        ------
        InputError
            If their file is unsound.
        """
        beside = experiments_beside(_network_path())
        return load_experiments(beside if beside.exists() else SHIPPED_EXPERIMENTS)

    @cached_property
    def digits(self) -> Examples:
        """MNIST's test images if they are on this machine, else our own handwriting."""
        found = find_mnist_test()
        return Examples(self.network.mlp, found or own_digits(OWN_DIGITS, OWN_SEED))

    @cached_property
    def own_digit(self) -> Example | None:
        """The picture that ``LECTURE_DIGIT`` names, read by the network."""
        path = os.environ.get("LECTURE_DIGIT")
        if not path:
            return None
        image = read_picture(path) / np.float32(255)
        return Example(image, None, self.network.mlp.forward(image))


def _network_path() -> Path:
    return Path(os.environ.get("LECTURE_MODEL") or SHIPPED_NETWORK)
