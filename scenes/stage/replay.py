"""An animation that plays a recorded training back."""

from collections.abc import Callable, Sequence
from typing import Any

from manim import Mobject

from network.training.playback import Moment, Playback
from scenes.mobjects.painting.frame_by_frame import Driven


class Replay(Driven):
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
        What else the picture depends on.
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
        def show_share(share: float) -> None:
            show(playback.at(end if share == 1 else start + share * (end - start)))

        super().__init__(show_share, parts, f"{playback.key} {start} {end} {key}", **timing)
