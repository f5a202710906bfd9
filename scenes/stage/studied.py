"""What was studied for the films and stored: see :mod:`network.measured.studies`."""

from functools import cached_property
from typing import TypeVar

from network.digits.digits import Digits
from network.digits.sources import find_mnist, load, source_of
from network.files.archive import Provenance
from network.files.errors import InputError
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
from network.measured.studies import study_of_network
from network.measured.study import Study, study_file
from network.training.playback import Playback, end_only
from network.training.stored import history_beside
from scenes.stage.data import Data, data_of
from scenes.stage.shown import Shown, network_path

#: How many of the digits that a film shows are asked, if there is no stored study.
FEW = 1000

S = TypeVar("S", bound=Study)


class Studied(Shown):
    """Shows what was studied, too; each is read, or measured, when asked for.

    A study of another network than the one shown is of no use: then it is measured on the spot,
    on few of the digits that the film shows. So ask :meth:`studied_on` what it is of.
    """

    @cached_property
    def playback(self) -> Playback:
        """The training of the network, which can be looked at, at any moment.

        Where nobody recorded it, there is one moment only: the network as it is.

        Raises
        ------
        InputError
            If the scene plays it back, and the record doesn't begin at the start.
        """
        if not self.recorded:
            return end_only(self.network.mlp, self.network.test_accuracy)
        first = int(self.history.snapshot_step[0])
        if self.plays_back and first:
            raise InputError(
                history_beside(network_path()),
                expected="a record that begins before the training did, at 0",
                found=f"one that begins at {first}",
                remedy="put the untrained network among the checkpoints, as step-0, and import "
                "them again",
            )
        return Playback(self.history, self.network.mlp)

    @cached_property
    def example_costs(self) -> ExampleCosts:
        """What single examples cost, before and after training."""
        return self.study_of_network(ExampleCosts)

    @cached_property
    def mean_gradient(self) -> MeanGradient:
        """The mean gradient at the start of the training, and what steps along it do."""
        return self.study_of_network(MeanGradient)

    @cached_property
    def mean_wishes(self) -> MeanWishes:
        """The mean gradient when half is learned, and what single examples want then."""
        return self.study_of_network(MeanWishes)

    @cached_property
    def batch_angles(self) -> BatchAngles:
        """How far gradients of batches point away from that of all images."""
        return self.study_of_network(BatchAngles)

    @cached_property
    def cost_plane(self) -> CostPlane:
        """What networks cost on a plane through the training's path."""
        return self.study_of_network(CostPlane)

    @cached_property
    def cost_slices(self) -> CostSlices:
        """What networks cost along single weights, and from the random start to the trained one."""
        return self.study_of_network(CostSlices)

    @cached_property
    def doubt(self) -> Doubt:
        """What becomes of the network when it is taught that noise is no digit."""
        return self.study_of_network(Doubt)

    @cached_property
    def memorising(self) -> Memorising:
        """How networks learn true labels, and shuffled ones; not of the network shown."""
        return self.study_of_trainings(Memorising)

    @cached_property
    def more_data(self) -> MoreData:
        """How well networks read that learned from few images, and from many."""
        return self.study_of_trainings(MoreData)

    @cached_property
    def fading(self) -> Fading:
        """How much of the gradient arrives in deep networks; not of the network shown."""
        return self.study_of_trainings(Fading)

    @cached_property
    def other_starts(self) -> OtherStarts:
        """Networks that learned the same digits from other random starts; not the one shown."""
        return self.study_of_trainings(OtherStarts)

    @cached_property
    def small_steps(self) -> SmallSteps:
        """Steps after all images, and after each batch; not of the network shown."""
        return self.study_of_trainings(SmallSteps)

    @cached_property
    def few_lines(self) -> FewLines:
        """What the algorithm in a few lines reaches; not of the network shown."""
        return self.study_of_trainings(FewLines)

    @cached_property
    def chain(self) -> Chain:
        """One neuron a layer that learned to tell 0 from 1 by ink; not of the network shown."""
        return self.study_of_trainings(Chain)

    def study_of_network(self, kind: type[S]) -> S:
        """Return a study of the network shown.

        Raises
        ------
        InputError
            If its file is unsound, or the record of the training is missing.
        """
        beside = study_file(kind.name, network_path())
        found = kind.load(beside) if beside.exists() else None
        if found and found.is_of(self.network.mlp):
            return found
        digits = self.digits.digits
        data = Provenance(digits.name, digits.sha256)
        return study_of_network(kind, self.playback, digits, FEW, data, "test")

    def study_of_trainings(self, kind: type[S]) -> S:
        """Return a study of other networks: the one beside the network, or the shipped one.

        Raises
        ------
        InputError
            If its file is unsound, or not there; it says which command makes it.
        """
        beside = study_file(kind.name, network_path())
        return kind.load(beside if beside.exists() else study_file(kind.name))

    def studied_on(self, study: Study) -> Data:
        """Return what a study was measured on, or learned from, and how to speak of it."""
        return data_of(study.origin.data, study.origin.count, study.origin.part)

    def studied_digits(self, study: Study) -> Digits | None:
        """Return the digits that a study was measured on, if they are on this machine.

        Raises
        ------
        InputError
            If ``NETWORK_DATA`` is set and there is something wrong with what it names.
        """
        origin = study.origin
        if origin.part == "test":  # measured on the spot
            return self.digits.digits[: origin.count]
        source = source_of(origin.data)
        if not source:
            return None
        # Of MNIST only the test part may be here; the rest is nothing to be waited for.
        found = find_mnist() if source == "mnist" else load(source)
        return found.train[: origin.count] if found else None
