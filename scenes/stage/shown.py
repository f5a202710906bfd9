"""What a scene draws: the network, how it was trained, what was measured, and the digits.

Which digits a film shows, and which its figures are of, is decided here, and only here. A film
shows test digits of the kind that its network learned from, if they are on this machine or can be
drawn on it; else our own handwriting. So what it counts itself and what was measured before are
of the same digits, wherever that is possible, and each has its name: see
:class:`~scenes.stage.data.Data`.
"""

import os
from functools import cached_property
from pathlib import Path

import numpy as np

from network.digits.digits import Digits
from network.digits.scan import read_picture
from network.digits.sources import load_test, own_digits, source_of
from network.files.archive import Provenance
from network.files.errors import InputError
from network.measured.experiments import (
    SHIPPED_EXPERIMENTS,
    Experiments,
    experiments_beside,
    load_experiments,
)
from network.measured.findings import Findings, findings_beside, load_findings, measure
from network.questions.examples import Example, Examples
from network.training.recipe import Recipe
from network.training.stored import (
    SHIPPED_NETWORK,
    History,
    TrainedNetwork,
    history_beside,
    load_history,
    load_network,
)
from scenes.script.classes import name_classes
from scenes.stage.data import Data, data_of

#: How many digits of our own handwriting stand in for others, and the seed that draws them: none
#: of the seeds that training uses.
OWN_DIGITS, OWN_SEED = 2000, 20


class Shown:
    """Everything that a scene shows and that doesn't come from its source; read when asked for.

    Which of it a scene asks for decides what its film is made from: see ``films.dependencies``.
    """

    #: How many hidden layers the scene needs to have something to tell.
    least_hidden_layers = 0

    #: Whether what it tells is true only of outputs that have a sigmoid each: those of softmax
    #: hang on each other's sums.
    only_sigmoid_outputs = False

    #: Whether it plays back how the network was trained.
    plays_back = False

    #: Whether it is about how the network was trained, and from what, so that this must be known.
    only_trained_here = False

    #: Whether what it tells is true only of digits: it speaks of their shapes.
    only_digits = False

    @cached_property
    def network(self) -> TrainedNetwork:
        """The trained network.

        Raises
        ------
        InputError
            If its file is unsound, it doesn't read 28 x 28 pixels and answer with digits, it has
            fewer hidden layers than the scene needs, other outputs or classes, or no training
            that is known.
        """
        path = network_path()
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
        if self.only_sigmoid_outputs and network.mlp.output != "sigmoid":
            raise InputError(
                path,
                expected="a sigmoid at each output: its slope, by itself, is the topic",
                found=f"outputs of {network.mlp.output}, which hang on each other's sums",
                remedy="film the lecture's other sections; or name another network for this one",
            )
        if self.only_digits and network.classes:
            raise InputError(
                path,
                expected="a network that reads digits: their loops and strokes are the topic",
                found=f"classes called {', '.join(network.classes[:3])} and so on",
                remedy="film the lecture's other sections; or name another network for this one",
            )
        name_classes(network.classes)
        if self.only_trained_here and network.recipe is None:
            raise without_recipe(network.source)
        if self.plays_back and not recorded(network):
            raise unrecorded(network.source)
        return network

    @property
    def recorded(self) -> bool:
        """Whether there is a record of its training; else it came from elsewhere, finished."""
        return recorded(self.network)

    @cached_property
    def recipe(self) -> Recipe:
        """How the network was trained.

        Raises
        ------
        InputError
            If that happened elsewhere, so that nobody here knows.
        """
        if self.network.recipe is None:
            raise without_recipe(self.network.source)
        return self.network.recipe

    def images_after(self, steps: float) -> int:
        """Return how many training images so many steps used up; 0, if nobody knows."""
        recipe = self.network.recipe
        return round(steps * recipe.batch) if recipe else 0

    @cached_property
    def history(self) -> History:
        """How the network was trained, recorded beside it.

        Raises
        ------
        InputError
            If its file is missing or unsound.
        """
        if not self.recorded:
            raise unrecorded(self.network.source)
        return load_history(history_beside(network_path()))

    @cached_property
    def findings(self) -> Findings:
        """What the network does, measured when it was stored; if it wasn't then, measured now.

        Measured now, it is about the digits that the scene shows; so it is, too, if what was
        measured then is about digits of another kind than those the network learned from.

        Raises
        ------
        InputError
            If the file beside the network is unsound.
        """
        beside = findings_beside(network_path())
        found = load_findings(beside) if beside.exists() else None
        if found and found.are_of(self.network.mlp) and self._learned_from_such(found.data):
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
        beside = experiments_beside(network_path())
        return load_experiments(beside if beside.exists() else SHIPPED_EXPERIMENTS)

    @cached_property
    def digits(self) -> Examples:
        """The digits that the scene shows, read by the network.

        Raises
        ------
        InputError
            If ``NETWORK_DATA`` is set and there is something wrong with what it names, or the
            network's classes are no digits and its images aren't here.
        """
        network = self.network
        return Examples(network.mlp, digits_for(network.data, named=bool(network.classes)))

    @property
    def trained_on(self) -> Data:
        """What the network learned from."""
        return data_of(self.network.data)

    @property
    def tested_on(self) -> Data:
        """What its test accuracy and its confusion matrix are of."""
        return data_of(self.network.data, int(self.network.confusion.sum()))

    @property
    def found_on(self) -> Data:
        """What the findings are of."""
        return data_of(self.findings.data, self.findings.count)

    @property
    def shown_digits(self) -> Data:
        """What the digits on the screen are, and what is counted while filming is of."""
        digits = self.digits.digits
        return data_of(Provenance(digits.name, digits.sha256), len(digits))

    @property
    def shows_others(self) -> bool:
        """Whether the digits on the screen are of another kind than the network learned from."""
        digits = self.digits.digits
        return not self._learned_from_such(Provenance(digits.name, digits.sha256))

    def _learned_from_such(self, data: Provenance) -> bool:
        return data_of(data).kind == self.trained_on.kind

    @cached_property
    def own_digit(self) -> Example | None:
        """The picture that ``LECTURE_DIGIT`` names, read by the network."""
        path = os.environ.get("LECTURE_DIGIT")
        if not path:
            return None
        image = read_picture(path) / np.float32(255)
        return Example(image, None, self.network.mlp.forward(image))


def digits_for(data: Provenance, named: bool = False) -> Digits:
    """Return the digits that films of a network show: see the top of this module.

    Parameters
    ----------
    data
        What the network learned from.
    named
        Whether its classes have names: then no handwriting can stand in for its images.

    Raises
    ------
    InputError
        If ``NETWORK_DATA`` is set and there is something wrong with what it names, or nothing
        can stand in for images that aren't here.
    """
    source = source_of(data)
    if source:
        return load_test(source)
    if named:
        raise InputError(
            f"the images of {data.name}",
            expected="those that it learned from: digits can't stand in for its classes",
            found="nothing on this machine that is the same to the last bit",
            remedy="name their folder: ./render.sh --data idx:FOLDER, or NETWORK_DATA=idx:FOLDER",
        )
    return own_digits(OWN_DIGITS, OWN_SEED)


def recorded(network: TrainedNetwork) -> bool:
    """Return whether there is to be a record of the training of the network that films show."""
    return not network.source or history_beside(network_path()).exists()


def without_recipe(source: str) -> InputError:
    """Return what is to be said of a network that was trained elsewhere, nobody knows how."""
    return InputError(
        network_path(),
        expected="a network trained here: its batches, rate and shifts are the topic",
        found=f"one imported from {source}",
        remedy="film the lecture's other sections; or train one: python -m network train",
    )


def unrecorded(source: str) -> InputError:
    """Return what is to be said of a network from elsewhere without a record."""
    return InputError(
        history_beside(network_path()),
        expected="the training, recorded: it is played back",
        found=f"none; the network was imported from {source}",
        remedy="import it with its checkpoints (python -m network import FILE --history "
        "CHECKPOINTS), or train one here: python -m network train",
    )


def network_path() -> Path:
    """Return where the network lies that films show."""
    return Path(os.environ.get("LECTURE_MODEL") or SHIPPED_NETWORK)
