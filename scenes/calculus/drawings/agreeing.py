"""Two numbers, one below the other, and the digits in which they agree."""

from manim import LEFT, RIGHT, VGroup, VMobject

from scenes.look.theme import theme
from scenes.mobjects.writing.number import written
from scenes.mobjects.writing.words import Words, words

#: From one line of writing to the next.
LEADING = 0.75


class AgreeingNumbers(VGroup):
    """Two numbers with their names; digits from which on they differ are quiet.

    Parameters
    ----------
    names
        Of both: messages.
    values
        Both numbers.
    decimals
        How many digits are written.
    ends
        Left end of the names, and right end of the numbers.
    baseline
        Of the first line.

    Attributes
    ----------
    rows
        A name and its number each.
    agreeing
        How many characters agree, from the left.
    """

    def __init__(
        self,
        names: tuple[str, str],
        values: tuple[float, float],
        decimals: int,
        ends: tuple[float, float],
        baseline: float,
    ) -> None:
        look, (left, right) = theme(), ends
        numbers = [
            words("{number}", look.headline, number=written(each, decimals)) for each in values
        ]
        self.agreeing = shared_start(*numbers)
        self.rows = VGroup()
        room = right - left - max(number.width for number in numbers) - 0.4
        for place, (name, number) in enumerate(zip(names, numbers, strict=True)):
            y = baseline - place * LEADING
            number[self.agreeing :].set_color(look.quiet)
            named = words(name, room=room).stand_at(left, y, LEFT)
            self.rows.add(VGroup(named, number.stand_at(right, y, RIGHT)))
        super().__init__(*self.rows)

    def align(self, number: Words) -> None:
        """Put another number's decimal mark below theirs."""
        own = self.rows[0][1]
        number.shift([_mark(own).get_x() - _mark(number).get_x(), 0, 0])


def _mark(number: Words) -> VMobject:
    """Return the decimal mark of a number with one digit or more before it."""
    before = next(k for k, character in enumerate(number.text[1:], 1) if not character.isdigit())
    return number[before]


def quieten(number: Words, agreeing: int) -> None:
    """Let the characters of a number step back that come after the first ``agreeing`` ones."""
    number[agreeing:].set_color(theme().quiet).set_opacity(0.6)


def shared_start(one: Words, other: Words) -> int:
    """Return how many characters two texts have in common from the left."""
    pairs = zip(one.text, other.text, strict=False)
    differing = (place for place, (left, right) in enumerate(pairs) if left != right)
    return next(differing, min(len(one.text), len(other.text)))
