"""Messages: what is written or said, with named fields, in the language of the film."""

from typing import Any

from scenes.script.narration import Sentence, plain


class Message(str):
    """A text for people, in English, that waits to be written in the film's language.

    Attributes
    ----------
    values
        What its ``{fields}`` stand for.
    """

    values: dict[str, Any]

    def __new__(cls, text: str, values: dict[str, Any]) -> "Message":
        """Keep a text and its values."""
        made = super().__new__(cls, text)
        made.values = values
        return made


def message(text: str, **values: Any) -> Message:
    """Return a text for people that is handed on before it is written: a label, a name.

    What is written at once, by :func:`~scenes.mobjects.writing.words.words` or ``say``, needs no
    such mark.

    Parameters
    ----------
    text
        With ``{fields}`` in Python's format notation; translators see it so.
    values
        What the fields stand for: numbers, or other messages.
    """
    return Message(text, values)


def written(text: str, **values: Any) -> str:
    """Return a message in the language of the film, its fields filled.

    Parameters
    ----------
    text
        A message, or its text.
    values
        What its fields stand for, besides what the message knows itself.
    """
    known = text.values if isinstance(text, Message) else {}
    return Sentence().put(text, plain({**known, **values}))
