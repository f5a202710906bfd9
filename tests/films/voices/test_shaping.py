import numpy as np
import pytest

from films.voices.shaping import (
    BETWEEN,
    LONGEST_PAUSE,
    MARGIN,
    one_after_another,
    pauses,
    resampled,
    trimmed,
    without_long_pauses,
)
from films.voices.speech import SOUND_RATE
from tests.films.toys import is_loud, tone


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * SOUND_RATE), np.float32)


def seconds(sound: np.ndarray) -> float:
    return len(sound) / SOUND_RATE


def test_silence_around_a_sound_is_cut():
    sound = np.concatenate([silence(0.7), tone(0.5), silence(0.3)])
    made = trimmed(sound)
    assert seconds(made) == pytest.approx(0.5 + 2 * MARGIN, abs=0.02)
    assert is_loud(made, MARGIN, MARGIN + 0.5)
    assert len(trimmed(silence(1))) == 0
    assert len(trimmed(silence(0))) == 0


def test_soft_noise_is_silence_beside_a_voice_but_not_alone():
    noise = np.random.default_rng(0).normal(0, 0.002, SOUND_RATE).astype(np.float32)
    assert seconds(trimmed(np.concatenate([noise, tone(0.5), noise]))) < 0.6
    assert seconds(trimmed(noise)) == pytest.approx(1, abs=0.02)


def test_nothing_clicks():
    made = trimmed(tone(0.5))
    assert abs(made[0]) < 1e-3
    assert abs(made[-1]) < 1e-2
    long = np.concatenate([tone(0.3), np.full(SOUND_RATE, 0.001, np.float32), tone(0.3)])
    steps = np.abs(np.diff(without_long_pauses(trimmed(long))))
    assert steps.max() <= np.abs(np.diff(tone(0.3))).max() + 1e-3


def test_a_long_pause_becomes_shorter_and_a_short_one_stays():
    short = np.concatenate([tone(0.3), silence(0.3), tone(0.3)])
    assert without_long_pauses(short) is short
    long = np.concatenate([tone(0.3), silence(0.9), tone(0.2), silence(2), tone(0.1)])
    made = without_long_pauses(long)
    assert seconds(made) == pytest.approx(0.6 + 2 * LONGEST_PAUSE, abs=0.03)
    assert len(pauses(made, 0.3)) == 2
    assert pauses(made, LONGEST_PAUSE + 0.05) == []


def test_sentences_lie_one_after_another():
    said = one_after_another([tone(0.5), silence(0.4), tone(0.3)])
    first, nothing, last = said.parts
    assert nothing[0] == nothing[1]
    assert last[0] - first[1] == pytest.approx(BETWEEN)
    assert last[1] == seconds(said.sound)
    for start, end in (first, last):
        assert is_loud(said.sound, start, end)
    assert not is_loud(said.sound, first[1] + 0.02, last[0] - 0.02)
    assert one_after_another([silence(1), silence(0)]) is None
    assert one_after_another([]) is None


def test_a_sound_of_another_rate_lasts_as_long_and_is_as_high():
    times = np.arange(22_050) / 22_050
    made = resampled(np.sin(2 * np.pi * 440 * times).astype(np.float32), 22_050)
    assert made.dtype == np.float32
    assert seconds(made) == pytest.approx(1, abs=1e-3)
    assert np.argmax(np.abs(np.fft.rfft(made))) == pytest.approx(440, abs=1)
