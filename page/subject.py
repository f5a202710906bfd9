"""What the page is about: a network, its training, what was studied, and digits to try it on."""

from functools import cached_property

from network.digits.sources import own_digits
from network.questions.examples import Example, Examples
from scenes.stage.shown import OWN_DIGITS, OWN_SEED
from scenes.stage.studied import Studied


class Subject(Studied):
    """All that a page tells of the network that ``LECTURE_MODEL`` names, or of the shipped one.

    A page is given away, so every picture of a digit in it is of our own handwriting, whatever
    the network learned from and whatever lies on this machine.
    """

    @cached_property
    def digits(self) -> Examples:
        """Digits of our own handwriting, read by the network."""
        return Examples(self.network.mlp, own_digits(OWN_DIGITS, OWN_SEED))

    @cached_property
    def samples(self) -> list[Example]:
        """A digit of each kind, the first one that the network reads correctly, and firmly.

        Of a kind that it never reads, the first one.
        """
        return [self.digits.clear(label) for label in range(10)]
