"""What a voice says: sound, and where in it each part of the text lies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from films.captions import Line
from scenes.script.languages import Language

#: Samples of sound a second, everywhere in films.
SOUND_RATE = 48_000

#: Shape (samples,), float32, -1 to 1, ``SOUND_RATE`` a second.
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Speech:
    """One line of narration, spoken.

    Attributes
    ----------
    sound
        Shape (samples,), without silence before the first sound and after the last.
    marks
        Where the voice is when: pairs of a share of the line's text, 0 to 1, and seconds of the
        sound, both growing. What lies between is in proportion. A voice that knows nothing of it
        has none: the whole line is in proportion.
    """

    sound: Sound
    marks: tuple[tuple[float, float], ...] = ()

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.sound) / SOUND_RATE

    def time_at(self, share: float) -> float:
        """Return the second of the sound at which a share of the text, 0 to 1, has been said."""
        marks = [(0.0, 0.0), *self.marks, (1.0, self.seconds)]
        return float(np.interp(share, *zip(*marks, strict=True)))


#: Speaks all lines of a film in a language, in order; ``None`` where there is nothing to hear.
Speaker = Callable[[Sequence[Line], Language], list[Speech | None]]
