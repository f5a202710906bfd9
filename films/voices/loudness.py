"""How loud a track is, as broadcasters measure it, and how it becomes as loud as films are."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log10

import av
import numpy as np

from films.voices.speech import SOUND_RATE, Sound

#: What tracks are brought to: integrated loudness (EBU R128), and the highest true peak.
TARGET, PEAK = -16.0, -1.0

#: Peaks are turned down to a little less, since encoders add some.
CEILING = -2.0

#: How near the target is near enough, and how often it is tried.
TOLERANCE, TRIES = 0.05, 6

#: Nothing is made louder by more decibels: it would be noise.
MOST_GAIN = 40.0

#: Seconds in which the sound is turned down before a peak, and up again behind it.
SLOPE = 0.008

#: Blocks in which a long track is worked on, and values that are looked at for each sample.
BLOCK, OVERSAMPLED = 10 * SOUND_RATE, 4

#: Samples of the steps in which loudness is measured, and of the shortest sound.
STEP, SHORTEST = SOUND_RATE // 10, SOUND_RATE


@dataclass(frozen=True)
class Loudness:
    """How loud something is.

    Attributes
    ----------
    lufs
        Integrated, by BS.1770; minus infinity, if there is nothing to hear.
    true_peak
        In dBTP: between samples, too. Minus infinity for silence.
    """

    lufs: float
    true_peak: float


def loudness(track: Sound) -> Loudness:
    """Measure a track, as ffmpeg does it; what is short, as if it were said again and again."""
    if 0 < len(track) < SHORTEST:
        track = np.resize(track, SHORTEST)
    found: dict[str, str] = {}
    for frame in _measured(track):
        found = frame.metadata or found
    lufs, peak = (float(found[f"lavfi.r128.{name}"]) for name in ("I", "true_peak"))
    # Where nothing is above the gate, it says -70.
    return Loudness(lufs if lufs > -70 else -inf, 20 * log10(peak) if peak > 0 else -inf)


def levelled(track: Sound) -> Sound:
    """Return a track as loud as films are; silence stays silence.

    It is made louder as a whole. Where peaks would be too high, they are turned down for a
    hundredth of a second; between loud syllables all stays as it is.
    """
    found = loudness(track).lufs
    if found == -inf:
        return track
    peaks, gain, steepness = _peaks(track), 0.0, 1.0
    for _ in range(TRIES):
        step = min(gain + steepness * (TARGET - found), MOST_GAIN) - gain
        gain, before = gain + step, found
        made = _limited(track, peaks, np.float32(10 ** (gain / 20)))
        found = loudness(made).lufs
        if abs(found - TARGET) <= TOLERANCE or not step:
            break
        # What peaks take away again, the next step adds beforehand.
        steepness = float(np.clip(step / (found - before), 1, 4)) if found != before else 1.0
    return made


def evened(sound: Sound) -> Sound:
    """Return a line as loud as all others are, whatever its distance to the microphone was."""
    lufs = loudness(sound).lufs
    if lufs == -inf:
        return sound
    return sound * np.float32(10 ** (min(TARGET - lufs, MOST_GAIN) / 20))


def _limited(track: Sound, peaks: Sound, gain: np.float32) -> Sound:
    """Return a track made louder, its peaks turned down to the ceiling.

    Parameters
    ----------
    track, peaks
        Shape (samples,); as :func:`_peaks` has them.
    gain
        How many times louder.
    """
    from scipy.ndimage import minimum_filter1d, uniform_filter1d  # takes a second to import

    ceiling, slope = np.float32(10 ** (CEILING / 20)), round(SLOPE * SOUND_RATE)
    made = track * gain
    if peaks.max(initial=0) * gain <= ceiling:
        return made
    for start in range(0, len(track), BLOCK):
        first = max(start - 2 * slope, 0)
        high = gain * peaks[first : start + BLOCK + 2 * slope]
        # Down before the peak, up behind it, in a soft line: two means of what is lowest nearby.
        lowest = minimum_filter1d(ceiling / np.maximum(high, ceiling), 2 * slope + 1)
        softly = uniform_filter1d(uniform_filter1d(lowest, slope), slope)
        part = made[start : start + BLOCK]
        part *= softly[start - first :][: len(part)]
    return made


def _peaks(track: Sound) -> Sound:
    """Return, for each sample, the highest value at it and between it and the next."""
    from scipy.signal import resample_poly  # takes a second to import

    made, edge = np.abs(track), 64
    for start in range(0, len(track), BLOCK):
        first = max(start - edge, 0)
        fine = resample_poly(track[first : start + BLOCK + edge], OVERSAMPLED, 1)
        highest = np.abs(fine).reshape(-1, OVERSAMPLED).max(axis=1)
        part = made[start : start + BLOCK]
        np.maximum(part, highest[start - first :][: len(part)], out=part)
    return made


def _measured(track: Sound) -> Iterator[av.AudioFrame]:
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=SOUND_RATE, format="flt", layout="mono", time_base=f"1/{SOUND_RATE}"
    )
    meter = graph.add("ebur128", "peak=true:metadata=1:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    starts = range(0, len(track), BLOCK)
    blocks = [track[start : start + BLOCK] for start in starts]
    time = 0
    for block in [*blocks, np.zeros(STEP, np.float32)]:  # only whole steps are measured
        values = np.ascontiguousarray(block[None], np.float32)
        frame = av.AudioFrame.from_ndarray(values, format="flt", layout="mono")
        frame.sample_rate, frame.pts = SOUND_RATE, time
        time += len(block)
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _pulled(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            yield graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
