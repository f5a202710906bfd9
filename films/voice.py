"""A voice for lectures: recordings of one's own, or the computer's, laid under the narration."""

import shutil
import subprocess
import tempfile
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from films.captions import Line
from films.join import SOUND_RATE
from network.files.errors import InputError
from scenes.script.languages import SOURCE, Language

#: What speaks when nobody recorded anything.
ESPEAK = "espeak-ng"

#: Words a minute that it speaks, and those it hurries to where a line would last too long.
WORDS, HURRIED = 165, 230

#: The kinds of recordings that are looked for, in this order.
KINDS = ("wav", "flac", "m4a", "mp3", "ogg")

Sound = NDArray[np.int16]

#: Gives the sound of a line by its number, as long as it takes; ``None`` if there is none.
Speaker = Callable[[int, Line], Sound | None]


@dataclass(frozen=True)
class Spoken:
    """A spoken track.

    Attributes
    ----------
    sound
        Shape (samples,), int16, ``SOUND_RATE`` a second, as long as the film.
    silent
        Numbers of the lines that nobody spoke.
    late
        Numbers of the lines that began late, because the one before took too long.
    """

    sound: Sound
    silent: list[int]
    late: list[int]


def recordings(folder: Path, language: Language) -> Speaker:
    """Return the speaker who has recorded each line in a file of its own.

    Line 7 is in ``FOLDER/<language>/007.wav``; English may lie in the folder itself. Instead
    of wav, it may be flac, m4a, mp3 or ogg.

    Raises
    ------
    InputError
        If there is no folder, or no recording in it.
    """
    places = [folder / language.code, *([folder] if language == SOURCE else [])]
    found = {
        file.stem: file
        for place in reversed(places)
        for kind in reversed(KINDS)
        for file in sorted(place.glob(f"[0-9][0-9][0-9].{kind}"))
    }
    if not found:
        raise InputError(
            folder,
            expected=f"recordings {language.code}/000.wav, {language.code}/001.wav ...",
            found="none" if folder.is_dir() else "no such folder",
            remedy="print what to read with ./render.sh script, and record it line by line",
        )
    return lambda number, line: (
        _sound_of(found[f"{number:03}"]) if f"{number:03}" in found else None
    )


def computer(language: Language) -> Speaker:
    """Return the computer's own voice, which hurries a little where time is short.

    Raises
    ------
    InputError
        If espeak-ng isn't installed.
    """
    program = shutil.which(ESPEAK)
    if not program:
        raise InputError(
            "--voice espeak",
            expected=f"the program {ESPEAK}",
            found="not installed",
            remedy=f"install {ESPEAK} (apt, dnf, brew), or name a folder with recordings",
        )

    def speak(number: int, line: Line) -> Sound:
        sound = _synthesised(program, language, line.text, WORDS)
        room = (line.end - line.start) * SOUND_RATE
        if len(sound) > room:
            faster = min(HURRIED, round(WORDS * len(sound) / room) + 1)
            sound = _synthesised(program, language, line.text, faster)
        return sound

    return speak


def spoken(lines: Sequence[Line], speaker: Speaker, seconds: float) -> Spoken:
    """Lay the lines of narration one after the other, each where its time begins.

    Parameters
    ----------
    seconds
        How long the film lasts.
    """
    track = np.zeros(round(seconds * SOUND_RATE), np.int16)
    silent, late, free = [], [], 0
    for number, line in enumerate(lines):
        sound = speaker(number, line)
        if sound is None:
            silent.append(number)
            continue
        start = round(line.start * SOUND_RATE)
        if start < free:
            late.append(number)
            start = free
        sound = sound[: max(len(track) - start, 0)]
        track[start : start + len(sound)] = sound
        free = start + len(sound)
    return Spoken(track, silent, late)


def write_wav(path: Path, sound: Sound) -> None:
    """Write a sound as a wav file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SOUND_RATE)
        file.writeframes(sound.tobytes())


def _sound_of(file: Path) -> Sound:
    """Return what is recorded in a file.

    Raises
    ------
    InputError
        If it holds no sound.
    """
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SOUND_RATE)
    try:
        with av.open(file) as container:
            frames = [
                made for frame in container.decode(audio=0) for made in resampler.resample(frame)
            ]
        frames += resampler.resample(None)
        return np.concatenate([frame.to_ndarray()[0] for frame in frames])
    except (OSError, IndexError, ValueError, av.FFmpegError) as error:
        raise InputError(
            file,
            expected="a recording",
            found=str(error) or type(error).__name__,
            remedy="record this line again, or remove the file to leave the line silent",
        ) from error


def _synthesised(program: str, language: Language, text: str, words: int) -> Sound:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "line.wav"
        command = [program, "-v", language.voice, "-s", str(words), "-w", str(file), "--stdin"]
        told = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
        if told.returncode or not file.exists():
            raise InputError(
                f"{ESPEAK} -v {language.voice}",
                expected=f"speech in {language.name}",
                found=told.stderr.decode(errors="replace").strip() or f"code {told.returncode}",
                remedy=f"install the voices of {ESPEAK}, or name a folder with recordings",
            )
        return _sound_of(file)
