"""The images of an epoch, moved and shuffled by a process while another one learns from the last.

    python -P -m network.training.ahead MEMORY IMAGES PIXELS LIMIT SEED

Steps of training are so short that a thread beside them would take longer to be let in than to
do its work: in one process, both need twice the time. What two processes share is memory with the
images, and twice the room for those of an epoch: one to learn from, and one to write the next
into. A byte to the process asks for an epoch, a byte from it says that it is there.
"""

import mmap
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import SIDE
from network.training.augmentation import Moving

#: Images whose shifts are drawn together: with another number, chance would give others.
DRAWN = 1000

#: With fewer images to move in all, another process would begin when the work is nearly done.
WORTH_IT = 400_000

#: Where the package lies that the process needs.
ROOT = Path(__file__).resolve().parents[2]


def order_of(count: int, seed: int, epoch: int) -> NDArray[np.intp]:
    """Return the order in which an epoch takes its images: their places, (count,)."""
    return np.random.default_rng([seed, 2, epoch]).permutation(count)


class Epochs:
    """The images of each epoch in their order, each moved by up to ``limit`` pixels.

    Every epoch has another order and other amounts: uniform up to ``limit``, down and across.

    Parameters
    ----------
    images
        Shape (n, 784).
    limit
        With 0 they stay where they are.
    seed
        Of the training.
    """

    def __init__(self, images: NDArray[np.uint8], limit: float, seed: int) -> None:
        self.images, self.limit, self.seed = images, limit, seed
        self.moving = Moving(images.reshape(-1, SIDE, SIDE), limit) if limit else None

    def images_of(self, epoch: int, out: NDArray[np.uint8] | None = None) -> NDArray[np.uint8]:
        """Return an epoch's images, (n, 784), epochs being counted from 0; in ``out``, if given."""
        order = order_of(len(self.images), self.seed, epoch)
        out = np.empty_like(self.images) if out is None else out
        if self.moving:
            down, across = self._amounts(epoch)[:, order]
            self.moving(order, down, across, out.reshape(-1, SIDE, SIDE))
        else:
            out[:] = self.images[order]
        return out

    def _amounts(self, epoch: int) -> NDArray[np.float32]:
        """Return how far each image goes down and across: (2, n)."""
        rng = np.random.default_rng([self.seed, 1, epoch])
        pieces = np.array_split(self.images, max(1, len(self.images) // DRAWN))
        drawn = [rng.uniform(-self.limit, self.limit, (2, len(piece))) for piece in pieces]
        return np.concatenate(drawn, axis=1).astype(np.float32)


class Ahead:
    """Gives the images of one epoch after the other.

    Where there is much to do, a process does it. If none can begin, or it ends too early, the
    same images are made here, later.

    Parameters
    ----------
    images, limit, seed
        As for :class:`Epochs`.
    epochs
        How many there will be.
    """

    def __init__(self, images: NDArray[np.uint8], limit: float, seed: int, epochs: int) -> None:
        self.given = images, limit, seed
        self.helper = None
        self.here: Epochs | None = None
        if limit and len(images) * epochs >= WORTH_IT and os.name == "posix":  # else no sharing
            with suppress(OSError):  # no memory, no room on the disk, no process to be had
                self.helper = _Helper(*self.given, epochs)

    def images_of(self, epoch: int) -> NDArray[np.uint8]:
        """Return an epoch's images, (n, pixels); they may be overwritten after the next call.

        Epochs are asked for in their order, from 0, each once.
        """
        if self.helper:
            try:
                return self.helper.images_of(epoch)
            except OSError:
                self.close()
        self.here = self.here or Epochs(*self.given)
        return self.here.images_of(epoch)

    def close(self) -> None:
        """End the process, if there is one."""
        if self.helper:
            self.helper.close()
            self.helper = None


class _Helper:
    """A process that moves images, and the memory that it shares with this one.

    Raises
    ------
    OSError
        If there can be no such memory, or no process.
    """

    def __init__(self, images: NDArray[np.uint8], limit: float, seed: int, epochs: int) -> None:
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        with _shared_file() as memory:
            memory.write(np.ascontiguousarray(images).data)
            memory.write(bytes(2 * images.nbytes))  # room that is not there is noticed now
            memory.flush()
            numbers = (memory.fileno(), *images.shape, repr(float(limit)), seed)
            _, self.moved = _in_memory(memory.fileno(), *images.shape)
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "network.training.ahead", *map(str, numbers)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                pass_fds=[memory.fileno()],
                env=os.environ | {"PYTHONPATH": path},
            )
        self.left = epochs
        self._ask()

    def images_of(self, epoch: int) -> NDArray[np.uint8]:
        """Return an epoch's images, and let those of the next one take the place of the last's.

        Raises
        ------
        OSError
            If the process is no more.
        """
        if not self.process.stdout.read(1):
            raise BrokenPipeError
        self._ask()
        return self.moved[epoch % 2]

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()

    def _ask(self) -> None:
        """Ask for the images of one more epoch, if there is another."""
        if self.left:
            self.process.stdin.write(b"?")
            self.left -= 1


def _shared_file() -> BinaryIO:
    """Return a file without a name: in memory where there is such a thing."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("images"), "w+b")
    return tempfile.TemporaryFile()


def _in_memory(file: int, count: int, pixels: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return what is shared: the images, (count, pixels), and two epochs, (2, count, pixels)."""
    shared = np.frombuffer(mmap.mmap(file, 3 * count * pixels), np.uint8)
    shared = shared.reshape(3, count, pixels)
    return shared[0], shared[1:]


def main(arguments: list[str]) -> None:
    """Move the images of one epoch after the other, each when it is asked for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who trains; asking ends then
    file, count, pixels, limit, seed = arguments
    images, moved = _in_memory(int(file), int(count), int(pixels))
    epochs, epoch = Epochs(images, float(limit), int(seed)), 0
    while os.read(sys.stdin.fileno(), 1):
        epochs.images_of(epoch, moved[epoch % 2])
        os.write(sys.stdout.fileno(), b"!")
        epoch += 1


if __name__ == "__main__":
    main(sys.argv[1:])
