"""What the page is about: a network, its training, what was studied, and digits to try it on."""

from functools import cached_property

from network.digits.sources import own_digits
from network.files.errors import InputError
from network.measured.cost_plane import CostPlane
from network.questions.examples import Example, Examples
from network.training.playback import Playback
from network.training.stored import history_beside
from page.placing import Pushed, read_when_pushed
from scenes.stage.shown import OWN_DIGITS, OWN_SEED, digits_for, network_path
from scenes.stage.studied import Studied


class Subject(Studied):
    """All that a page tells of the network that ``LECTURE_MODEL`` names, or of the shipped one.

    A page is given away, so every picture of a digit in it is of our own handwriting, whatever
    the network learned from and whatever lies on this machine. Only where classes have names, no
    digit can stand in for them: the page shows some of the images that the network was tested on.
    """

    @cached_property
    def digits(self) -> Examples:
        """Digits of our own handwriting, or images of classes with names, read by the network."""
        if self.network.classes:
            images = digits_for(self.network.data, named=True)[:OWN_DIGITS]
            return Examples(self.network.mlp, images)
        return Examples(self.network.mlp, own_digits(OWN_DIGITS, OWN_SEED))

    @cached_property
    def samples(self) -> list[Example]:
        """A digit of each kind, the first one that the network reads correctly, and firmly.

        Of a kind that it never reads, the first one.
        """
        return [self.digits.clear(label) for label in range(10)]

    @cached_property
    def replay(self) -> Playback | None:
        """The network's training; none, if nobody recorded it, or it took no step.

        Raises
        ------
        InputError
            If there is a record, and it is unsound or another network's.
        """
        if not history_beside(network_path()).exists():
            return None
        return self.playback if self.playback.last_step else None

    @cached_property
    def land(self) -> CostPlane | None:
        """What networks cost on a plane through the training's path; none, if nobody recorded it.

        Raises
        ------
        InputError
            If there is a record, or a study, and it is unsound.
        """
        try:
            return self.cost_plane
        except InputError:
            if history_beside(network_path()).exists():
                raise
            return None

    @cached_property
    def pushed(self) -> Pushed:
        """How often these digits are read when they are pushed into a corner."""
        return read_when_pushed(self.network.mlp, self.digits.digits)
