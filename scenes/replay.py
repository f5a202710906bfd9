"""An animation that plays a recorded training back."""

from collections.abc import Callable, Sequence
from typing import Any

from manim import Animation, Group, Mobject

from network.playback import Moment, Playback


class Replay(Animation):
    """Lets a training's clock run, and shows what the network is at every moment.

    Parameters
    ----------
    playback
        The training.
    start, end
        What the clock shows before and after, 0 to 1.
    show
        Brings mobjects to a moment.
    parts
        These mobjects.
    key
        What else the picture depends on: Manim re-uses the film of a play that has not changed.
    """

    def __init__(
        self,
        playback: Playback,
        start: float,
        end: float,
        show: Callable[[Moment], None],
        parts: Sequence[Mobject],
        key: str,
        **timing: Any,
    ) -> None:
        self.playback, self.start, self.end, self.show = playback, start, end, show
        self.key = f"{playback.key} {key}"
        super().__init__(Group(*parts), **timing)

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: each moment is drawn from the record, not from the one before."""
        return Group()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the moment at a share of the way."""
        share = self.rate_func(alpha)
        clock = self.end if share == 1 else self.start + share * (self.end - self.start)
        self.show(self.playback.at(clock))
