"""Which voice speaks: what stands behind ``--voice``, understood."""

from collections.abc import Sequence

from films.captions import Line
from films.voices.piper import shipped
from films.voices.sentences import sayable, with_marks
from films.voices.speech import Speaker, Speech
from network.files.errors import InputError
from scenes.script.languages import SOURCE, Language


def speaker_for(voice: str | None, language: Language) -> Speaker:
    """Return who speaks a language.

    Parameters
    ----------
    voice
        What stood behind ``--voice``; ``None`` or nothing for the default.

    Raises
    ------
    InputError
        If it can't speak that language.
    """
    if voice not in (None, "", "piper") or language != SOURCE:
        raise InputError(
            f"--voice {voice or ''}",
            expected="the English voice",
            found=f"{voice} for {language.name}",
            remedy="wait a little: other voices are being built",
        )
    engine = shipped()
    engine.check(language)

    def speak(lines: Sequence[Line], language: Language) -> list[Speech | None]:
        return [
            with_marks(said, line.text, line.text)
            if sayable(line.text) and (said := engine.say(line.text))
            else None
            for line in lines
        ]

    return speak
