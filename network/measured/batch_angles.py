"""How far a batch's gradient points away from that of all images: lecture 3 on batches."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from network.digits.digits import Digits
from network.measured.study import Origin, Study, stored
from network.model.activations import Array
from network.model.backprop import gradient, one_hot
from network.model.mlp import MLP
from network.training.playback import Playback

#: Images in a batch, and how many batches of each size are drawn, from this seed.
SIZES, BATCHES, SEED = (1, 10, 100, 1000), 200, 0

#: At most this share of all images makes a batch: more would be nearly all of them.
SHARE = 0.25

#: The moments: places in :attr:`BatchAngles.angles`.
START, HALFWAY, TRAINED = 0, 1, 2


@dataclass(frozen=True, eq=False)
class BatchAngles(Study):
    """Angles between the gradient of a batch and that of all n images, degrees, 0 to 180.

    Moments are three: the random start, halfway through learning to read, and the end.

    Attributes
    ----------
    sizes
        How many images make a batch, drawn without putting any back; the batches of one size are
        drawn independently of each other.
    step
        How many mini-batches the training had used up at the second moment.
    angles
        Shape (3, sizes, batches). A batch whose gradient is zero is at 90 degrees: it tells
        nothing.
    random
        Shape (batches,): what to compare that with: angles between the gradient of all images at
        the second moment and directions that are drawn at random, all equally likely.
    """

    name: ClassVar[str] = "batch-angles"
    sizes: tuple[int, ...]
    step: int
    angles: Array = stored(3, "sizes", "batches")
    random: Array = stored("batches")

    @classmethod
    def measure(cls, playback: Playback, digits: Digits, origin: Origin) -> "BatchAngles":
        """Draw batches from all digits, of which there must be some, at all three moments."""
        halfway = playback.halfway
        networks = [playback.network(k).astype(np.float64) for k in (0, halfway, -1)]
        sizes = tuple(size for size in SIZES if size <= max(1, SHARE * len(digits)))
        images, wanted = digits.images / 255, one_hot(digits.labels).astype(np.float64)
        rng = np.random.default_rng(SEED)
        drawn = [
            [rng.choice(len(digits), size, replace=False) for _ in range(BATCHES)] for size in sizes
        ]
        slopes = [gradient(mlp, images, wanted).vector for mlp in networks]
        angles = [
            [[_angle_of(mlp, images[b], wanted[b], slope) for b in batches] for batches in drawn]
            for mlp, slope in zip(networks, slopes, strict=True)
        ]
        ways = (rng.standard_normal(len(slopes[HALFWAY])) for _ in range(BATCHES))
        return cls(
            origin,
            sizes,
            int(playback.history.snapshot_step[halfway]),
            np.array(angles),
            np.array([angle_between(way, slopes[HALFWAY]) for way in ways]),
        )

    def contradiction(self) -> tuple[str, str] | None:
        """See the base class."""
        if len(self.sizes) != self.angles.shape[1]:
            return f"{len(self.sizes)} sizes of batches", str(self.angles.shape[1])
        both = np.concatenate([self.angles.ravel(), self.random])
        if not 0 <= both.min() <= both.max() <= 180:
            return "angles from 0 to 180 degrees", f"{both.min():g} to {both.max():g}"
        return None


def angle_between(one: Array, other: Array) -> float:
    """Return the angle between two vectors, shape (p,), in degrees; 90 if one of them is zero."""
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    if not lengths:
        return 90.0
    return float(np.degrees(np.arccos(np.clip(one @ other / lengths, -1, 1))))


def _angle_of(mlp: MLP, images: Array, wanted: Array, slope: Array) -> float:
    return angle_between(gradient(mlp, images, wanted).vector, slope)
