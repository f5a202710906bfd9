"""What is told when data, or what came of them, look odd: found by looking, with what to do."""

from pathlib import Path

import numpy as np

from network.digits.content import Reader, is_guessing, signs
from network.digits.digits import CLASSES, PIXELS, Digits, Split
from network.digits.folder import holds_emnist_only
from network.digits.sources import folder_of
from network.files.errors import InputError
from network.model.activations import Array
from network.progress import console
from network.training.stored import SHIPPED_NETWORK, TrainedNetwork, load_network

#: A neuron whose activation is so near to one of its ends is flat; and so many of a layer, on
#: average, are too many: the others have hardly anything to go by.
FLAT, TOO_MANY = 0.05, 0.7


def tell(sentence: str) -> None:
    """Say something that whoever asked should know of, and that is no mistake."""
    console.print(f"note: {sentence}", style="yellow", soft_wrap=True, markup=False)


def tell_signs(digits: Split, classes: tuple[str, ...] | None) -> None:
    """Say what is odd about data that come from a folder and aren't MNIST.

    Parameters
    ----------
    classes
        The names of their classes, if they are no digits.
    """
    if not digits.folder or digits.name == "MNIST":
        return
    folder = folder_of(digits.folder)
    assert folder
    # Those of EMNIST's files were turned over; whoever made these may have done so before.
    other_way = "idx-upright" if holds_emnist_only(folder) else "idx-turned"
    for sign in signs(digits, str(folder), None if classes else _shipped_reader(), other_way):
        tell(str(sign))


def tell_guessing(network: TrainedNetwork, digits: Split) -> None:
    """Say so if a network does no better than one that always gives the same answer."""
    assert network.validation_accuracy is not None
    if not is_guessing(network.validation_accuracy, digits.validation.labels):
        return
    most = np.bincount(digits.validation.labels, minlength=CLASSES)
    tell(
        f"this network has learned nothing that helps: {network.validation_accuracy:.2%} of the "
        f"validation images, where always answering {most.argmax()} gives "
        f"{most.max() / most.sum():.2%}"
    )
    for cause in likely_causes(network, digits.train):
        tell(f"perhaps {cause}")


def likely_causes(network: TrainedNetwork, seen: Digits) -> list[str]:
    """Return why a network may have learned nothing, each with what to try; likeliest first."""
    recipe, causes = network.recipe, []
    assert recipe is not None
    forward = network.mlp.forward(seen.pixels[:200])
    hidden = forward.a[1:-1]
    if recipe.activation == "relu":
        if any(not each.any() for each in hidden):
            causes.append(
                "all neurons of a layer are dead, dark for every image: try a lower --rate than "
                f"{recipe.rate:g}"
            )
    elif any(_flat(each) > TOO_MANY for each in hidden):
        causes.append(
            "the hidden neurons are stuck at their ends, where they are flat and learn slowly: "
            f"try a lower --rate than {recipe.rate:g}, or a lower --gain than {recipe.gain:g}"
        )
    if np.ptp(forward.output, axis=0).max() < 0.05:
        causes.append("it answers the same to every image: try a lower --rate, or more --epochs")
    if network.epochs is not None and network.epochs < 10:
        causes.append(f"--epochs {network.epochs} is too few: try more")
    causes.append(
        "labels and images don't belong together: are all four files from the same place, in the "
        "same order?"
    )
    return causes


def _flat(activations: Array) -> float:
    """Return which share of activations, of sigmoid or tanh, is near to one of its ends."""
    low = -1 if activations.min() < 0 else 0
    share = (activations - low) / (1 - low)
    return float(((share < FLAT) | (share > 1 - FLAT)).mean())


def _shipped_reader() -> Reader | None:
    """Return what reads digits with the network that comes with the project, if it is there."""
    try:
        mlp = load_network(Path(SHIPPED_NETWORK)).mlp
    except InputError:
        return None
    if mlp.sizes[0] != PIXELS or mlp.sizes[-1] != CLASSES:
        return None
    return lambda pixels: mlp.forward(pixels).output.argmax(axis=1)
