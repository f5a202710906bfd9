"""Sound is shaped: its silence cut, its pauses shortened, its ends faded, its parts joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from films.voices.speech import SOUND_RATE, Sound

#: Seconds of the windows in which it is measured whether there is something to hear.
WINDOW = 0.01

#: Silence is what stays below this, in comparison with the loudest window, or below the least.
SILENCE, LEAST = 10 ** (-42 / 20), 10 ** (-60 / 20)

#: Seconds of silence that are left around a sound, since words begin and end softly.
MARGIN = 0.03

#: Seconds in which ends swell and fade.
FADE = 0.008

#: Seconds between two sentences, and the longest pause within one.
BETWEEN, LONGEST_PAUSE = 0.35, 0.45


@dataclass(frozen=True)
class Utterance:
    """Some sentences, spoken.

    Attributes
    ----------
    sound
        All of them, one after the other.
    parts
        When each sentence begins and ends, in seconds of the sound.
    """

    sound: Sound
    parts: tuple[tuple[float, float], ...]


def resampled(sound: np.ndarray, rate: int) -> Sound:
    """Return a sound of another rate with ``SOUND_RATE`` samples a second."""
    from scipy.signal import resample_poly  # takes a second to import

    common = gcd(rate, SOUND_RATE)
    return resample_poly(sound, SOUND_RATE // common, rate // common).astype(np.float32)


def trimmed(sound: Sound) -> Sound:
    """Return a sound without the silence around it; empty, if it is nothing but silence."""
    heard = np.flatnonzero(_is_heard(sound))
    if not len(heard):
        return sound[:0]
    margin, window = round(MARGIN * SOUND_RATE), round(WINDOW * SOUND_RATE)
    start, end = heard[0] * window - margin, (heard[-1] + 1) * window + margin
    return faded(sound[max(start, 0) : end])


def faded(sound: Sound) -> Sound:
    """Return a sound whose ends swell and fade, so that nothing clicks."""
    made = sound.copy()
    count = min(round(FADE * SOUND_RATE), len(made) // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, count, endpoint=False), dtype=np.float32) ** 2
    made[:count] *= ramp
    made[len(made) - count :] *= ramp[::-1]
    return made


def pauses(sound: Sound, longer_than: float) -> list[tuple[int, int]]:
    """Return where a trimmed sound is silent for more than some seconds, in samples."""
    heard = np.flatnonzero(_is_heard(sound))
    window = round(WINDOW * SOUND_RATE)
    gaps = zip(heard[:-1] + 1, heard[1:], strict=True)
    return [(a * window, b * window) for a, b in gaps if (b - a) * WINDOW > longer_than]


def without_long_pauses(sound: Sound, longest: float = LONGEST_PAUSE) -> Sound:
    """Return a sound none of whose pauses lasts more than some seconds."""
    parts, done = [], 0
    for start, end in pauses(sound, longest):
        half = round(longest * SOUND_RATE / 2)
        parts.append(faded(sound[done : start + half]))
        done = end - half
    if not parts:
        return sound
    return np.concatenate([*parts, faded(sound[done:])])


def one_after_another(sentences: Sequence[Sound]) -> Utterance | None:
    """Join spoken sentences, with a pause between; ``None`` if there is nothing to hear.

    A sentence that is silent takes no time.
    """
    gap = np.zeros(round(BETWEEN * SOUND_RATE), np.float32)
    made: list[Sound] = []
    parts, length = [], 0
    for sentence in map(without_long_pauses, map(trimmed, sentences)):
        if made and len(sentence):
            made.append(gap)
            length += len(gap)
        start, length = length, length + len(sentence)
        made += [sentence] if len(sentence) else []
        parts.append((start / SOUND_RATE, length / SOUND_RATE))
    return Utterance(np.concatenate(made), tuple(parts)) if made else None


def _is_heard(sound: Sound) -> np.ndarray:
    """Return, for each window of a sound, whether there is something to hear."""
    window = round(WINDOW * SOUND_RATE)
    padded = np.pad(sound, (0, -len(sound) % window)).reshape(-1, window)
    level = np.sqrt(np.mean(np.square(padded, dtype=np.float64), axis=1))
    return level > max(SILENCE * level.max(initial=0.0), LEAST)
