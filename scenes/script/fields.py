"""What stands in a message's fields, as its language writes it: numbers, words, lists of both.

How a field is written is said behind its name, as in ``{count:,}``. Besides Python's formats:

======================  ==========================================================
``{n:neuron|neurons}``  the form that goes with the number; not the number itself
``{n:a|an}``            the article before the number, by its sound
``{sizes:list}``        16, 16 and 10
``{sizes:or}``          16, 16 or 10
``{sizes:commas}``      16, 16, 10
``{sizes:list:,}``      each of them as behind the second colon
``{data:capital}``      with a capital, to begin a sentence
``{label}s``            several of the kind, if it is a name: 3s, coats, dresses
======================  ==========================================================
"""

import re
import string
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from scenes.script.message import Message, plain

#: Kinds of lists.
LISTS = ("list", "or", "commas")

#: How a field is written that has an s behind it: "all of them {label}s"; and that s.
SEVERAL = "several"
PLURAL = re.compile(r"s(?![\w])")

#: Finds what a text is in the language; ``None`` if nobody translated it.
Lookup = Callable[[str], str | None]


class Sentence(string.Formatter):
    """Puts values into the named fields of a message, as English writes them.

    Derived classes do it as other languages do.

    Parameters
    ----------
    lookup
        Finds translations of the messages among the values.
    """

    #: How many forms of a word ``{n:...|...}`` may choose from.
    forms: tuple[int, ...] = (2,)

    def __init__(self, lookup: Lookup = str) -> None:
        self.lookup = lookup

    def put(self, text: str, values: dict[str, Any] | None = None) -> str:
        """Return the text with its fields filled.

        Parameters
        ----------
        text
            In this language; nothing is looked up for itself.
        values
            What fields stand for, besides what a message knows itself.

        Raises
        ------
        KeyError
            If there is no value for a field.
        ValueError
            If a value can't be written as its field says.
        """
        known = text.values if isinstance(text, Message) else {}
        return self.vformat(str(text), (), {**known, **(values or {})})

    def parse(self, text: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
        """Yield the parts of a message; an s behind a field belongs to it."""
        parts = [*super().parse(text)]
        for place, (literal, name, spec, how) in enumerate(parts):
            behind = place and parts[place - 1][1] and not parts[place - 1][2]
            after = parts[place + 1][0] if place + 1 < len(parts) else ""
            literal = literal[1:] if behind and PLURAL.match(literal) else literal
            several = name and not spec and PLURAL.match(after)
            yield literal, name, SEVERAL if several else spec, how

    def format_field(self, value: Any, spec: str) -> str:
        """Return a value as text."""
        if spec == SEVERAL:
            return several(self.format_field(value, "")) if isinstance(value, str) else f"{value}s"
        value = plain(value)
        kind, _, each = spec.partition(":")
        if kind in LISTS:
            return self.listed([self.format_field(item, each) for item in value], kind)
        if kind == "capital":
            text = self.format_field(value, each)
            return text[:1].upper() + text[1:]
        if "|" in spec:
            return self.chosen(value, spec.split("|"))
        if isinstance(value, str):
            return format(self.translated(value), spec)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return super().format_field(value, spec)
        return self.number(as_python_writes(value, spec))

    def translated(self, text: str) -> str:
        """Return a value that is text in this language, or as it is."""
        found = self.lookup(text)
        if not isinstance(text, Message):
            return found or text  # a name of somebody's own may have braces
        return Sentence().put(text) if found is None else self.put(found, text.values)

    def number(self, text: str) -> str:
        """Return a number as it is written, from how Python writes it."""
        return text.replace("-", "\N{MINUS SIGN}")

    def listed(self, items: Sequence[str], kind: str) -> str:
        """Return several texts as one; ``kind`` is one of ``LISTS``."""
        if kind == "commas" or len(items) < 2:
            return ", ".join(items)
        word = "and" if kind == "list" else "or"
        return f"{', '.join(items[:-1])} {word} {items[-1]}"

    def chosen(self, value: Any, options: Sequence[str]) -> str:
        """Return the one of several words that goes with a value."""
        if [option.lower() for option in options] == ["a", "an"]:
            return options[_sounds_like_a_vowel(value)]
        return options[self.form(value, len(options))]

    def form(self, count: float, forms: int) -> int:
        """Return which of some forms goes with a number.

        Raises
        ------
        ValueError
            If the language has another number of forms.
        """
        self._check(forms)
        return int(abs(count) != 1)

    def _check(self, forms: int) -> None:
        if forms not in self.forms:
            raise ValueError(f"{forms} forms of a word instead of {self.forms[0]}")


def several(name: str) -> str:
    """Return the name of a thing for several of them."""
    return f"{name}es" if name.endswith(("s", "x", "z", "ch", "sh")) else f"{name}s"


def as_python_writes(value: float, spec: str) -> str:
    """Return a number in a format of Python's, but no minus sign before a zero."""
    text = format(value, spec)
    if isinstance(value, float) and "-" in text and not any(each in "123456789" for each in text):
        return text if value != value else format(0.0, spec)
    return text


def leading_group(value: float) -> tuple[int, int]:
    """Return the first three digits, or fewer, with which a number is read, and their place.

    The place is 0 for what is below a thousand, 1 for thousands, 2 for millions and so on.
    """
    whole, place = int(abs(value)), 0
    while whole >= 1000:
        whole, place = whole // 1000, place + 1
    return whole, place


def _sounds_like_a_vowel(value: Any) -> bool:
    """Return whether English says "an" before a number, or a word."""
    if isinstance(value, str):
        return value[:1].lower() in set("aeiou")
    group, _ = leading_group(value)
    return value >= 0 and (group in (11, 18) or str(group)[0] == "8")
