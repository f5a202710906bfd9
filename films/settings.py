"""Settings that can't be right, found out before anything is made, whatever is there already."""

from pathlib import Path

from films.dependencies import ROOT
from films.order import HOW, Order, split_data
from network.files.errors import InputError
from network.training.stored import TrainedNetwork, check_reads_pixels, load_network
from scenes.look.theme import THEMES

#: What no path may have in it in which the repository lies: Manim fills in what stands in braces.
BRACES = frozenset("{}\n")

#: What scripts that are handed to a cluster can't quote, as Snakemake writes them.
UNQUOTED = frozenset('$`"\\!')


def check(order: Order, profile: str = "") -> None:
    """Make sure that films can be made as ordered.

    Parameters
    ----------
    order
        It came from the environment.
    profile
        The settings of a cluster that they are to be made on, if any.

    Raises
    ------
    InputError
        If something that was given can't be used.
    """
    _check_place(BRACES | UNQUOTED if profile else BRACES)
    if order.theme not in THEMES:
        raise InputError(
            f"--theme {order.theme}",
            expected=" or ".join(THEMES),
            found="an unknown one",
            remedy="name one of these",
        )
    network = load_network(ROOT / order.model)
    check_reads_pixels(network, Path(order.model))
    if order.digit:
        from network.digits.scan import read_picture  # takes a moment: only if it is needed

        read_picture(ROOT / order.digit)
    if order.data:
        _check_data(order, network)


def _check_place(unwanted: frozenset[str]) -> None:
    """Make sure that everybody who takes part can find the way to the repository."""
    if found := sorted(unwanted & set(str(ROOT))):
        raise InputError(
            ROOT,
            expected="a path that Manim, and scripts for a cluster, take as it is",
            found=f"{' and '.join(map(repr, found))} in it",
            remedy="move the repository, or clone it somewhere else",
        )


def _check_data(order: Order, network: TrainedNetwork) -> None:
    """Make sure that the images are there that were named, and can be shown."""
    from network.digits.folder import FOUR, find
    from network.digits.sources import folder_of, is_mnist, load_test, source_of

    folder = Path(split_data(order.data)[1])
    source = source_of(network.data, order.environment["NETWORK_DATA"])
    if HOW.match(order.data):
        if source is None or folder_of(source) != ROOT / folder:
            raise InputError(
                f"--data {order.data}",
                expected=f"the images that {order.model} learned from: films show more of them",
                found="others",
                remedy=f"train with them first: ./render.sh retrain --data {order.data}",
            )
    elif source == "mnist" and is_mnist(network.data):
        load_test("mnist")
    else:
        find(ROOT / folder, FOUR)
