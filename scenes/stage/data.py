"""Data by name: which digits a film shows, and which its figures are of, in words."""

import re
from dataclasses import dataclass

from network.digits.sources import OWN_NAME, is_mnist, is_own
from network.files.archive import Provenance
from scenes.script.catalogue import Message, message

#: A folder's name has at most so many characters on the screen.
LONGEST_NAME = 22

#: What the names of a collection's parts end with.
PARTS = re.compile(" (training|validation|test) images$")


@dataclass(frozen=True)
class Data:
    """Some digits, and how to speak of them; all texts are messages.

    Attributes
    ----------
    kind
        "mnist", "own" for our own handwriting, or "other".
    count
        How many they are.
    collection
        What they were taken from: "MNIST", "our own handwriting".
    name
        What stands beside a picture: "MNIST test images".
    counted
        "10,000 MNIST test images".
    of
        What a share is of: "of 10,000 MNIST test images".
    """

    kind: str
    count: int
    collection: Message
    name: Message
    counted: Message
    of: Message


def data_of(data: Provenance, count: int = 0, part: str = "test") -> Data:
    """Return how to speak of data, some of which are shown, or were counted.

    Parameters
    ----------
    data
        Their name and fingerprint, as they were stored.
    count
        How many of them.
    part
        "test", or the part of the collection that a network learned from: "training".
    """
    name, counted, of = _texts(data, count, part == "training")
    if is_mnist(data):
        return Data("mnist", count, message("MNIST"), name, counted, of)
    if is_own(data):
        return Data("own", count, message("our own handwriting"), name, counted, of)
    return Data("other", count, message("images from {folder}", **name.values), name, counted, of)


def _texts(data: Provenance, count: int, training: bool) -> tuple[Message, Message, Message]:
    """Return what such digits are called, and what a number of them."""
    if is_mnist(data):
        if training:
            return (
                message("MNIST training images"),
                message("{count:,} MNIST training images", count=count),
                message("of {count:,} MNIST training images", count=count),
            )
        return (
            message("MNIST test images"),
            message("{count:,} MNIST test images", count=count),
            message("of {count:,} MNIST test images", count=count),
        )
    if is_own(data):
        if training:
            return (
                _own_name(data.name),
                message("{count:,} {count:digit|digits} in our own handwriting", count=count),
                message("of {count:,} {count:digit|digits} in our own handwriting", count=count),
            )
        return (
            _own_name(data.name),
            message("{count:,} test {count:digit|digits} in our own handwriting", count=count),
            message("of {count:,} test {count:digit|digits} in our own handwriting", count=count),
        )
    told = {"count": count, "folder": shortened(PARTS.sub("", data.name))}
    if training:
        return (
            message("training images from {folder}", folder=told["folder"]),
            message("{count:,} training {count:image|images} from {folder}", **told),
            message("of {count:,} training {count:image|images} from {folder}", **told),
        )
    return (
        message("test images from {folder}", folder=told["folder"]),
        message("{count:,} test {count:image|images} from {folder}", **told),
        message("of {count:,} test {count:image|images} from {folder}", **told),
    )


def shortened(name: str, most: int = LONGEST_NAME) -> str:
    """Return a name that somebody chose as it can be written in a line: its middle left out."""
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split()) or "?"
    if len(name) <= most:
        return name
    end = (most - 1) // 2
    return f"{name[: most - 1 - end]}…{name[-end:]}"


def _own_name(name: str) -> Message:
    """Return the name of our own handwriting, with its seed if it has one."""
    seed = re.fullmatch(rf"{OWN_NAME} \(seed (\d+)\)", name)
    if not seed:
        return message("our own handwriting")
    return message("our own handwriting (seed {seed})", seed=int(seed[1]))
