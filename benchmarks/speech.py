"""How well ``scenes.script.narration`` tells how long a voice takes, and what would tell it best.

    python -m benchmarks.speech FOLDER [--voice WHAT] [--language CODE]

Speaks all narration of the section films in a folder, such as ``out/h``, fits the seconds that
letters, pauses and sentences take to one half of the lines, and tells the errors on the other.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console

from films.captions import Line
from films.cues import cues_of
from films.voices.choice import speaker_for
from network.files.errors import InputError, run
from scenes.script.catalogue import told
from scenes.script.languages import Language, language
from scenes.script.narration import SPEECH, Speech, counts
from scenes.script.spoken import spoken

console = Console(highlight=False, width=100)

#: Decides which lines are in which half.
SEED = 784


def narration(folder: Path, spoken_in: Language) -> list[str]:
    """Return all lines of narration beside the films in a folder, each once.

    Raises
    ------
    InputError
        If there are none.
    """
    beside = sorted(folder.rglob("*.captions.json"))
    films = [file.with_suffix("").with_suffix(".mp4") for file in beside]
    cues = [cue for film in films for cue in cues_of(film)]
    lines = list(dict.fromkeys(told(cue.message, cue.values, spoken_in) for cue in cues))
    if not lines:
        raise InputError(
            folder,
            expected="films with their narration beside them",
            found="none",
            remedy="film a lecture first: ./render.sh lecture1 -q l",
        )
    return lines


def fitted(texts: Sequence[str], seconds: np.ndarray) -> Speech:
    """Return the estimate that fits texts, in their spoken form, best by least squares."""
    table = np.array([counts(text) for text in texts], float)
    return Speech(*map(float, np.linalg.lstsq(table, seconds, rcond=None)[0]))


def errors(speech: Speech, texts: Sequence[str], seconds: np.ndarray) -> str:
    """Return how far an estimate is off: its mean, 95 in 100, its worst, and of all together."""
    off = np.array([speech.seconds(text) for text in texts]) - seconds
    shares = np.abs(off / seconds)
    each = (shares.mean(), np.quantile(shares, 0.95), shares.max())
    return (
        "mean {:.1%}, 95 % of lines within {:.1%}, worst {:.1%}".format(*each)
        + f"; together {off.sum() / seconds.sum():+.1%}"
    )


def main(arguments: Sequence[str]) -> None:
    """Speak, fit, and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--voice")
    parser.add_argument("--language", default="en")
    asked = parser.parse_args(arguments)
    spoken_in = language(asked.language)
    lines = narration(asked.folder, spoken_in)
    speeches = speaker_for(asked.voice, spoken_in)([Line(0, 0, each) for each in lines], spoken_in)
    pairs = list(zip(lines, speeches, strict=True))
    said = [(spoken(line, spoken_in), speech.seconds) for line, speech in pairs if speech]
    random.Random(SEED).shuffle(said)
    texts, seconds = [text for text, _ in said], np.array([took for _, took in said])
    half = len(said) // 2
    found = fitted(texts[:half], seconds[:half])
    console.print(f"{len(said)} lines, {seconds.sum():.0f} s")
    console.print(f"fitted to one half: {' '.join(f'{each:.4f}' for each in found)}")
    console.print(f"  on the other: {errors(found, texts[half:], seconds[half:])}")
    console.print(f"as films have it: {errors(SPEECH[spoken_in.code], texts, seconds)}")


if __name__ == "__main__":
    sys.exit(run(lambda: main(sys.argv[1:])))
