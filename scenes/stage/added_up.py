"""What the sections about adding up wishes share: what each output asks, and who speaks first."""

from functools import cached_property

from network.questions.added_wishes import AddedWishes
from scenes.stage.one_image import OneImage


class AddedUp(OneImage):
    """A scene in which the outputs' wishes for the last hidden layer are added up."""

    @cached_property
    def wishes(self) -> AddedWishes:
        """What each output asks of the last hidden layer."""
        return AddedWishes(self.mlp, self.trace)

    @property
    def other(self) -> int:
        """The output to be heard after the right one: the answer, if that is wrong.

        Otherwise it is, of all others, the one that asks for most.
        """
        if self.example.answer != self.label:
            return self.example.answer
        return next(each for each in self.wishes.loudest if each != self.label)

    @property
    def order(self) -> list[int]:
        """In which order the outputs speak: the right one, that other one, and the eight left."""
        first = [self.label, self.other]
        return first + [each for each in range(len(self.trace.wanted)) if each not in first]
