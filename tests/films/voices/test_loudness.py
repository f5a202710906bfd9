from math import inf

import numpy as np
import pytest
from scipy.signal import resample_poly

from films.voices.loudness import PEAK, TARGET, evened, levelled, loudness
from films.voices.shaping import faded
from films.voices.speech import SOUND_RATE


def sine(decibels: float, seconds: float = 5.0, pitch: float = 1000.0) -> np.ndarray:
    times = np.arange(round(seconds * SOUND_RATE)) / SOUND_RATE
    return (10 ** (decibels / 20) * np.sin(2 * np.pi * pitch * times)).astype(np.float32)


def voice_like(loud: float, seconds: int = 6) -> np.ndarray:
    """Return noise in syllables, with breaks and with peaks, as voices have them."""
    rng = np.random.default_rng(3)
    times = np.arange(seconds * SOUND_RATE) / SOUND_RATE
    syllables = np.clip(np.sin(2 * np.pi * 4 * times), 0, None) * (times % 3 < 2.4)
    sound = resample_poly(rng.normal(size=len(times) // 8), 8, 1)[: len(times)] * syllables
    sound[:: SOUND_RATE // 3] *= 4
    return (loud * sound).astype(np.float32)


@pytest.mark.parametrize("decibels", [-9.0, -23.0, -40.0])
def test_a_sine_is_measured_as_the_standard_says(decibels):
    found = loudness(sine(decibels))
    assert found.lufs == pytest.approx(decibels - 3.01, abs=0.1)
    assert found.true_peak == pytest.approx(decibels, abs=0.3)


def test_peaks_between_samples_count():
    # All samples lie 45 degrees beside the peaks of the wave.
    times = np.arange(SOUND_RATE) + 0.5
    sound = faded((0.5 * np.sin(2 * np.pi * times / 4)).astype(np.float32))
    assert np.abs(sound).max() == pytest.approx(0.5 / np.sqrt(2), rel=1e-3)
    assert loudness(sound).true_peak == pytest.approx(-6.02, abs=0.3)


@pytest.mark.parametrize("loud", [0.006, 0.05, 0.4])
def test_a_track_becomes_as_loud_as_films_are(loud):
    track = voice_like(loud)
    made = levelled(track)
    found = loudness(made)
    assert found.lufs == pytest.approx(TARGET, abs=0.2)
    assert found.true_peak <= PEAK
    assert len(made) == len(track)
    assert np.abs(resample_poly(made, 8, 1)).max() <= 10 ** (PEAK / 20)


def test_breaks_stay_silent_and_nothing_is_bent():
    track = voice_like(0.05)
    made = levelled(track)
    assert not made[track == 0].any()
    heard = np.abs(track) > 1e-3
    gain = made[heard] / track[heard]
    assert gain.min() > 0
    assert np.median(gain) == pytest.approx(gain.max(), rel=0.2)


def test_silence_stays_silence():
    for track in (np.zeros(SOUND_RATE, np.float32), np.zeros(0, np.float32)):
        assert loudness(track) == loudness(np.zeros(0, np.float32))
        assert loudness(track).lufs == -inf
        assert loudness(track).true_peak == -inf
        assert not levelled(track).any()
        assert not evened(track).any()


def test_a_short_word_is_measured_too():
    assert loudness(sine(-20, 0.1)).lufs == pytest.approx(-23, abs=0.3)
    assert loudness(evened(sine(-33, 0.1))).lufs == pytest.approx(TARGET, abs=0.3)
