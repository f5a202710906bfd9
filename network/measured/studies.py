"""The studies there are: what each is called, and how it is made.

Those of :data:`OF_NETWORK` ask a stored network and the record of its training; they are measured
anew after each training, and in a moment on few digits where a film finds none that fits. Those of
:data:`OF_TRAININGS` train networks of their own, and are true whatever network a film shows.
"""

from network.digits.digits import Digits
from network.files.archive import Provenance
from network.measured.batch_angles import BatchAngles
from network.measured.chain import Chain
from network.measured.cost_plane import CostPlane
from network.measured.cost_slices import CostSlices
from network.measured.doubt import Doubt
from network.measured.example_costs import ExampleCosts
from network.measured.fading import Fading
from network.measured.few_lines import FewLines
from network.measured.mean_gradient import MeanGradient
from network.measured.mean_wishes import MeanWishes
from network.measured.memorising import Memorising
from network.measured.more_data import MoreData
from network.measured.other_starts import OtherStarts
from network.measured.small_steps import SmallSteps
from network.measured.study import Origin, Study
from network.training.playback import Playback

#: Made by ``measure(playback, digits, origin)``: see :class:`network.training.playback.Playback`.
OF_NETWORK: tuple[type[Study], ...] = (
    ExampleCosts,
    MeanGradient,
    MeanWishes,
    BatchAngles,
    CostPlane,
    CostSlices,
    Doubt,
)

#: Those of them that try what they found on as many other digits, too.
CHECKED = (CostSlices,)

#: Made by ``measure(split, train, quick)``, with a :class:`network.measured.trials.Trainer`.
OF_TRAININGS: tuple[type[Study], ...] = (
    Memorising,
    MoreData,
    Fading,
    OtherStarts,
    SmallSteps,
    FewLines,
    Chain,
)

#: All by name.
STUDIES = {each.name: each for each in (*OF_NETWORK, *OF_TRAININGS)}

#: How many training images studies of a network are measured on, and how many will do to try it.
IMAGES, QUICK_IMAGES = 5000, 200


def study_of_network(
    kind: type[Study], playback: Playback, digits: Digits, count: int, data: Provenance, part: str
) -> Study:
    """Measure a study of a network on the first of some digits.

    Parameters
    ----------
    kind
        One of :data:`OF_NETWORK`.
    playback
        The network, and how it was trained.
    digits
        At least one; twice ``count``, where there are as many others to check findings on.
    count
        How many to measure on.
    data, part
        What the digits are, as an :class:`network.measured.study.Origin` says it.
    """
    few = digits[:count]
    origin = Origin(playback.mlp.fingerprint, data, part, len(few))
    others = (digits[count : 2 * count],) if kind in CHECKED else ()
    return kind.measure(playback, few, origin, *others)
