"""What the page says, in its language: in templates at once, in its script when it is needed."""

import re
from collections.abc import Iterable
from typing import Any

from babel.numbers import get_decimal_symbol
from markupsafe import Markup, escape

from scenes.script.catalogue import told, translation
from scenes.script.languages import SOURCE, Language

#: How the script can write a field; see ``put`` in ``script/parts/text.js``.
SCRIPT_FORMAT = re.compile(r"|,|\+?\.\d[f%]|[^|]+(\|[^|]*)+")

#: Marks in a text, and what they become: *emphasis*, and `what is typed or pressed`.
MARKS = {
    re.compile(r"\*([^*\s][^*]*)\*"): r"<em>\1</em>",
    re.compile(r"`([^`]+)`"): r"<code>\1</code>",
}


#: Blanks behind a full-width stop, before more text.
BETWEEN = re.compile(r"(?<=[。！？])\s+(?=[^\s<])")


class Text:
    """Says messages in a language; templates know it as ``t``.

    Parameters
    ----------
    language
        The page's.
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, message: str, **values: Any) -> str:
        """Return a message with its fields filled.

        Raises
        ------
        InputError
            If a translation has fields that can't be filled.
        """
        return told(message, values, self.language)

    def for_script(self, messages: Iterable[str]) -> dict[str, str]:
        """Return the messages of the script as they are in the language, fields and all.

        What nobody translated is left out: the script then says it in English.
        """
        found = {message: translation(message, self.language) for message in messages}
        return {message: text for message, text in found.items() if text and text != message}

    @property
    def numbers(self) -> dict[str, Any]:
        """How numbers are written: what the script needs to know of it."""
        sentence = self.language.sentence()
        return {
            "decimal": "." if self.language == SOURCE else get_decimal_symbol(self._locale),
            "group": sentence.number("1,000,000")[1],
            "groupedFrom": self.language.grouped_from,
            "percent": sentence.number("1%")[1:],
        }

    @property
    def _locale(self) -> str:
        return self.language.code.replace("-", "_")


def closed_up(html: str) -> str:
    """Return a page of a full-width language without blanks between its sentences."""
    return BETWEEN.sub("", html)


def marked(text: str) -> Markup:
    """Return a text as HTML: what stands between asterisks or backquotes as that."""
    made = str(escape(text))
    for mark, tag in MARKS.items():
        made = mark.sub(tag, made)
    return Markup(made)
