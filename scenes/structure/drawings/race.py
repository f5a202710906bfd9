"""Two pieces of code that do the same, one quickly, one slowly: a race of two bars."""

from manim import DOWN, LEFT, UP, AnimationGroup, Rectangle, VGroup, linear

from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.source_code import SourceCode
from scenes.mobjects.writing.words import row_of_words, words
from scenes.script.catalogue import Message, message

#: Size of a bar, scene units; where its left end is; and the shortest time it fills in.
LENGTH, HEIGHT, LEFT_END, SHORTEST = 6.2, 0.4, 0.3, 1 / 15

#: Middles of the two lanes, and where code begins.
LANES, CODE_FROM = (1.15, -1.55), -6.6


class Race(VGroup):
    """While the slow code's bar fills once, it is counted how often the quick code gets done.

    Parameters
    ----------
    codes
        The slow code and the quick one.
    names
        What each is called: messages.
    seconds
        How long each takes.

    Attributes
    ----------
    lanes
        Of each: its code, its name with the time it takes, and the track of its bar.
    bars
        What fills the tracks; nothing yet.
    done
        How often the quick code got done.
    count
        ``done`` with what it says.
    """

    def __init__(
        self, codes: tuple[str, str], names: tuple[Message, Message], seconds: tuple[float, float]
    ) -> None:
        look = theme()
        self.seconds = tuple(map(float, seconds))
        self.lanes, self.bars = VGroup(), VGroup()
        for code, name, time, y in zip(codes, names, seconds, LANES, strict=True):
            text = SourceCode(code).move_to([CODE_FROM, y, 0], aligned_edge=LEFT)
            track = Rectangle(width=LENGTH, height=HEIGHT, color=look.quiet, stroke_width=2)
            track.move_to([LEFT_END, y, 0], aligned_edge=LEFT)
            title = words("{name}  ·  {time}", look.note, name=name, time=short_time(time))
            title.next_to(track, UP, buff=0.2, aligned_edge=LEFT)
            self.lanes.add(VGroup(text, title, track))
            bar = Rectangle(width=0.01, height=HEIGHT, stroke_width=0)
            bar.set_fill(look.words, 1).move_to(track, aligned_edge=LEFT)
            self.bars.add(bar)
        # Laid out with its last value, so that there is room for it.
        self.done = Numeral(self.ratio, 0, look.headline, look.accent)
        self.count = row_of_words(self.done, words("times done"))
        self.count.next_to(self.lanes[1][2], DOWN, buff=0.3, aligned_edge=LEFT)
        self.done.set_value(0)
        super().__init__(self.lanes, self.bars, self.count)

    @property
    def ratio(self) -> float:
        """How many times longer the slow code takes."""
        return self.seconds[0] / self.seconds[1]

    def run(self, slower: float) -> AnimationGroup:
        """Return the race, slowed down so many times."""
        once, quick = (slower * time for time in self.seconds)
        fill = [
            bar.animate(run_time=time, rate_func=linear).stretch_to_fit_width(
                LENGTH, about_edge=LEFT
            )
            for bar, time in zip(self.bars, (once, max(quick, SHORTEST)), strict=True)
        ]
        counting = self.done.animate(run_time=once, rate_func=linear).set_value(self.ratio)
        return AnimationGroup(*fill, counting)


def short_time(seconds: float) -> Message:
    """Return a short time in the unit that fits it, to two digits or to the whole unit."""
    for factor, unit in ((1e9, "ns"), (1e6, "µs"), (1e3, "ms"), (1, "s")):
        amount = seconds * factor
        if amount < 1000 or unit == "s":
            break
    text = "{amount:.1f} {unit}" if amount < 10 else "{amount:.0f} {unit}"
    return message(text, amount=amount, unit=unit)
