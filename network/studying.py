"""Making studies and storing them, for the command line."""

import time
from collections.abc import Callable
from pathlib import Path

from network.digits.sources import load
from network.measured.studies import (
    IMAGES,
    OF_NETWORK,
    OF_TRAININGS,
    QUICK_IMAGES,
    study_of_network,
)
from network.measured.study import Study, study_file
from network.measured.trials import Trainer
from network.training.playback import Playback
from network.training.stored import SHIPPED_NETWORK, history_beside, load_history, load_network


def study_network(
    names: list[str], data: str, model: Path, quick: bool, tell: Callable[[str], None]
) -> None:
    """Measure what depends on a stored network, and store it beside the network.

    Parameters
    ----------
    names
        Of studies; others than those in ``OF_NETWORK`` are left alone.
    data
        The source of the digits to measure on: the first training images.
    model
        The network's file; the record of its training lies beside it.
    quick
        Whether few digits will do.
    tell
        Is told what was stored.

    Raises
    ------
    InputError
        If network, history or digits can't be had, or the history is another network's.
    """
    kinds = [each for each in OF_NETWORK if each.name in names]
    if not kinds:
        return
    playback = Playback(load_history(history_beside(model)), load_network(model).mlp)
    digits = load(data)
    count = QUICK_IMAGES if quick else IMAGES
    for kind in kinds:
        _store(
            lambda kind=kind: study_of_network(
                kind, playback, digits.train, count, digits.provenance, "training"
            ),
            kind,
            model,
            tell,
        )


def study_trainings(
    names: list[str],
    data: str,
    folder: Path,
    quick: bool,
    train: Trainer,
    tell: Callable[[str], None],
) -> None:
    """Train what studies of other networks need, and store them in a folder's ``studies``.

    Parameters
    ----------
    names
        Of studies; others than those in ``OF_TRAININGS`` are left alone.
    data
        The source of the digits to learn from.
    folder
        Where.
    quick
        Whether it only has to be seen that it works.
    train
        Trains, and shows how far it is.
    tell
        Is told what was stored.

    Raises
    ------
    InputError
        If the digits can't be had.
    """
    kinds = [each for each in OF_TRAININGS if each.name in names]
    digits = load(data) if kinds else None
    for kind in kinds:
        _store(
            lambda kind=kind: kind.measure(digits, train, quick),
            kind,
            folder / SHIPPED_NETWORK.name,
            tell,
        )


def _store(
    measure: Callable[[], Study], kind: type[Study], beside: Path, tell: Callable[[str], None]
) -> None:
    start, target = time.monotonic(), study_file(kind.name, beside)
    study = measure()
    study.save(target)
    tell(f"{kind.name}, {time.monotonic() - start:.1f} s, stored: {target}")
