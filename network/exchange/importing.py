"""A file from elsewhere becomes a network of this project, tried at once on digits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from network.digits.digits import Digits
from network.digits.sources import Tell, find_mnist, load, load_test, own_digits
from network.exchange.checkpoints import checkpoints_in, history_of
from network.exchange.diagnosis import POOR, Cause, find_cause
from network.exchange.layers import Layers
from network.exchange.opening import open_layers
from network.exchange.pixels import Pixels
from network.exchange.trying import AS_IT_IS, TRIED, Settings, found_settings
from network.files.archive import Provenance
from network.files.errors import InputError
from network.model.mlp import MLP
from network.questions.measures import Examination, examine
from network.training.stored import History, TrainedNetwork

#: The seed of our own handwriting to try with; that of its validation part.
OWN_SEED = 1


@dataclass(frozen=True)
class Wishes:
    """What the command line says about a file; ``None`` and nothing leave it open.

    Attributes
    ----------
    activation, output, pixels
        See :class:`network.exchange.trying.Settings`.
    views, order
        As there.
    turn
        Whether square matrices go the other way.
    """

    activation: str | None = None
    output: str | None = None
    pixels: Pixels | None = None
    views: tuple[str, ...] = ()
    order: tuple[int, ...] = AS_IT_IS
    turn: bool = False


@dataclass(frozen=True, eq=False)
class Trial:
    """Digits to try networks on.

    Attributes
    ----------
    choosing
        To find out with what a file doesn't say.
    test
        To be tested on, once.
    data
        What they are.
    """

    choosing: Digits
    test: Digits
    data: Provenance


@dataclass(frozen=True, eq=False)
class Imported:
    """A network that was imported.

    Attributes
    ----------
    network
        The network, with how it did on the test images.
    settings
        How the file was understood.
    examination
        How it did.
    told
        How all this was found: sentences without full stops.
    cause
        Why it reads badly, if it does and that was found.
    """

    network: TrainedNetwork
    settings: Settings
    examination: Examination
    told: list[str]
    cause: Cause | None

    @property
    def poor(self) -> bool:
        """Whether it reads so badly that something must be wrong."""
        return self.network.test_accuracy < POOR


def trial_digits(source: str | None, tell: Tell = lambda _: None) -> Trial:
    """Return digits to try networks on.

    Parameters
    ----------
    source
        As :func:`network.digits.sources.load` takes it. If none is named it is MNIST where that
        is on the machine, and else our own handwriting.
    tell
        Takes what was decided while data were read.

    Raises
    ------
    InputError
        If there is something wrong with what it names.
    """
    split = find_mnist() if source is None else None
    if split is None and source not in (None, "handwriting"):
        split = load(source, tell)
    if split is None:
        test = load_test("handwriting")
        data = Provenance(test.name, test.sha256)
        return Trial(own_digits(TRIED, OWN_SEED), test, data)
    return Trial(split.validation, split.test, split.provenance)


def import_file(
    path: Path, wishes: Wishes, trial: Trial, classes: tuple[str, ...] | None = None
) -> Imported:
    """Read a file, find out what it doesn't say, and examine the network.

    Parameters
    ----------
    path
        The file.
    wishes
        What else is known of it.
    trial
        What it is tried on.
    classes
        What the classes are called, if they are no digits.

    Raises
    ------
    InputError
        If the file can't be used, or contradicts the wishes.
    """
    layers, form = open_layers(path, wishes.turn)
    known, open_to = _known(layers, wishes)
    settings, told = found_settings(layers, known, open_to, trial.choosing)
    mlp = settings.network(layers)
    examination = examine(mlp, trial.test)
    network = TrainedNetwork(
        mlp=mlp,
        recipe=None,
        epochs=None,
        data=trial.data,
        validation_accuracy=None,
        test_accuracy=examination.accuracy,
        confusion=examination.confusion,
        source=f"{path.name} ({form})",
        classes=classes,
    )
    cause = None
    if examination.accuracy < POOR:
        cause = find_cause(layers, settings, layers.activation is not None, trial.choosing)
    if cause:
        cause = replace(cause, transpose=wishes.turn)
    return Imported(network, settings, examination, [*layers.told, *told], cause)


def import_history(folder: Path, imported: Imported, wishes: Wishes, trial: Trial) -> History:
    """Return the training of a network from a folder of its checkpoints.

    Raises
    ------
    InputError
        If one of them can't be used, or the last isn't the network.
    """

    def read(path: Path) -> MLP:
        layers, _ = open_layers(path, wishes.turn)
        return imported.settings.network(layers)

    mlp = imported.network.mlp
    return history_of(checkpoints_in(folder), mlp, read, trial.choosing, folder)


def _known(layers: Layers, wishes: Wishes) -> tuple[Settings, Sequence[str]]:
    """Return what file and wishes tell, and the names of what neither does."""
    settings, open_to = Settings(views=wishes.views, order=wishes.order), []
    for name in ("activation", "output", "pixels"):
        wish, said = getattr(wishes, name), getattr(layers, name)
        if name == "pixels":
            said = Pixels.parse(said) if said else None
        elif wish and said and wish != said:
            raise InputError(
                f"--{name} {wish}",
                expected=f"what the file says: {said}",
                found=wish,
                remedy=f"leave --{name} out",
            )
        value = wish or said
        if value:
            settings = replace(settings, **{name: value})
        else:
            open_to.append(name)
    return settings, open_to
