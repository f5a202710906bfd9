"""An animation that asks a function what to show in every frame."""

from collections.abc import Callable, Sequence
from typing import Any

from manim import Animation, Group, Mobject


class FrameByFrame(Animation):
    """Brings mobjects, frame by frame, to where a function of the time says.

    Parameters
    ----------
    show
        Brings the mobjects to a share of the way, 0 to 1.
    parts
        These mobjects.
    key
        What the picture depends on besides: Manim re-uses the film of a play that has not
        changed, and it can't look into a function. A digest will do.
    """

    def __init__(
        self, show: Callable[[float], Any], parts: Sequence[Mobject], key: str, **timing: Any
    ) -> None:
        self.show, self.key = show, key
        super().__init__(Group(*parts), **timing)

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: each frame is drawn from the function, not from the one before."""
        return Group()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show a share of the way."""
        self.show(self.rate_func(alpha))
