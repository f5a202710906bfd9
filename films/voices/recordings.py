"""One's own voice: a folder with a recording of each line, and what each was recorded for."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from films.captions import Line
from films.voices.loudness import evened
from films.voices.shaping import trimmed
from films.voices.speech import SOUND_RATE, Sound, Speech
from network.files.atomic import replacing
from network.files.errors import InputError
from scenes.script.languages import SOURCE, Language

#: The kinds of recordings that are looked for, in this order.
KINDS = ("wav", "flac", "m4a", "mp3", "ogg")

#: The file beside recordings that says which text each was recorded for.
NOTES = "lines.json"


@dataclass(frozen=True)
class Recordings:
    """The speaker who has recorded each line of a film in a file of its own.

    Line 7 is in ``FOLDER/<language>/007.wav``; English may lie in the folder itself. Instead of
    wav, it may be flac, m4a, mp3 or ogg. The first time that a recording is used, the text of
    its line is noted beside it: if the line tells something else one day, it isn't used.
    """

    folder: Path

    def check(self, language: Language) -> None:
        """Make sure that there are recordings in a language.

        Raises
        ------
        InputError
            If there is no folder, or no recording in it.
        """
        if not self.files(language):
            raise InputError(
                self.folder,
                expected=f"recordings {language.code}/000.wav, {language.code}/001.wav ...",
                found="none" if self.folder.is_dir() else "no such folder",
                remedy="print what to read with ./render.sh script, and record it line by line",
            )

    def files(self, language: Language) -> dict[str, Path]:
        """Return the recordings in a language by the numbers in their names."""
        places = [self.folder / language.code, *([self.folder] if language == SOURCE else [])]
        return {
            file.stem: file
            for place in reversed(places)
            for kind in reversed(KINDS)
            for file in sorted(place.glob(f"[0-9][0-9][0-9].{kind}"))
        }

    def __call__(self, lines: Sequence[Line], language: Language) -> list[Speech | None]:
        """Return the recordings of all lines; ``None`` where there is none for the line's text.

        Lines without a recording, and recordings of another text, are named.

        Raises
        ------
        InputError
            If a recording, or what was noted beside it, can't be read.
        """
        self.check(language)
        files = self.files(language)
        notes = {place: _Notes.beside(place) for place in {file.parent for file in files.values()}}
        said: list[Speech | None] = []
        missing, changed = [], []
        for number, line in enumerate(lines):
            name = f"{number:03}"
            file = files.get(name)
            if file is None:
                missing += [name] if line.text.strip() else []
            elif other := notes[file.parent].other_text(file, line.text):
                changed.append((file, other, line.text))
                file = None
            said.append(_speech(file) if file else None)
        for place in sorted(notes):
            notes[place].write()
        _tell(language, missing, changed)
        return said


class _Notes:
    """What the recordings in a folder were recorded for.

    Parameters
    ----------
    file
        Where it is noted.
    known
        For each number, the line's text, and the sha256 of its recording.
    """

    def __init__(self, file: Path, known: Mapping[str, Mapping[str, str]]) -> None:
        self.file, self.known, self.new = file, dict(known), False

    @classmethod
    def beside(cls, place: Path) -> "_Notes":
        """Return what is noted in a folder."""
        file = place / NOTES
        try:
            known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
            if not all(set(each) == {"text", "recording"} for each in known.values()):
                raise ValueError("something else")
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise InputError(
                file,
                expected="the text that each recording was made for, in JSON",
                found=str(error) or type(error).__name__,
                remedy="remove it, if all recordings are of the text as it is now",
            ) from error
        return cls(file, known)

    def other_text(self, file: Path, text: str) -> str | None:
        """Return the text that a recording was made for, if that isn't the line's text now.

        A recording that wasn't there before is one of the text as it is now.
        """
        recording = hashlib.sha256(file.read_bytes()).hexdigest()
        noted = self.known.get(file.stem)
        if noted and noted["recording"] == recording:
            return noted["text"] if noted["text"] != text else None
        self.known[file.stem] = {"text": text, "recording": recording}
        self.new = True
        return None

    def write(self) -> None:
        """Note what is new; say so if that can't be."""
        if not self.new:
            return
        try:
            with replacing(self.file) as file:
                text = json.dumps(self.known, ensure_ascii=False, indent=1, sort_keys=True)
                file.write(f"{text}\n".encode())
        except InputError as error:
            _say(f"{self.file}: {error.found}; lines that change can't be noticed later")


def sound_of(file: Path) -> Sound:
    """Return what is recorded in a file.

    Raises
    ------
    InputError
        If it holds no sound.
    """
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SOUND_RATE)
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


def _speech(file: Path) -> Speech:
    sound = trimmed(sound_of(file))
    if not len(sound):
        raise InputError(
            file,
            expected="a recording",
            found="nothing but silence",
            remedy="record this line again, or remove the file to leave the line silent",
        )
    return Speech(evened(sound))


def _tell(
    language: Language, missing: Sequence[str], changed: Sequence[tuple[Path, str, str]]
) -> None:
    """Name lines that nobody recorded, and recordings of a text that isn't told any more."""
    if missing:
        shown = ", ".join(missing[:12])
        more = f" ... ({len(missing)} lines)" if len(missing) > 12 else ""
        _say(f"{language.code}: no recording of {shown}{more}")
    for file, old, new in changed:
        _say(
            f"{file} is not used: it was recorded for another text\n"
            f"  then:  {old}\n  now:   {new}\n"
            f"  to do: record it again; or remove its entry in {NOTES}, if it fits"
        )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
