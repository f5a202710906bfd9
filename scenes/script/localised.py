"""Numbers, lists and forms of words as a language has them, by the CLDR tables of Babel."""

import re
import string
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from scenes.script.fields import Lookup, Sentence

#: All the forms that languages have, in the order in which translators write them.
FORMS = ("zero", "one", "two", "few", "many", "other")

#: What Babel calls the kinds of lists.
LISTS = {"list": "standard", "or": "or"}


class Localised(Sentence):
    """Puts values into the fields of a message as a language writes them.

    Parameters
    ----------
    code
        The language's, BCP 47.
    lookup
        As for :class:`~scenes.script.fields.Sentence`.
    grouped_from
        How many digits a number has at least whose digits are divided into groups.
    """

    def __init__(self, code: str, lookup: Lookup = str, grouped_from: int = 4) -> None:
        super().__init__(lookup)
        self.code, self.grouped_from = code, grouped_from

    def parse(self, text: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
        """Yield the parts of a message; an s is no plural here."""
        return string.Formatter.parse(self, text)

    @cached_property
    def _locale(self) -> Any:
        import babel  # takes a moment, which English films need not wait for

        return babel.Locale.parse(self.code, sep="-")

    @cached_property
    def _tags(self) -> list[str]:
        known = {*self._locale.plural_form.tags, "other"}
        return [each for each in FORMS if each in known]

    @property
    def forms(self) -> tuple[int, ...]:
        """How many forms of a word there may be; the one for fractions may be left out."""
        count = len(self._tags)
        return (count - 1, count) if "few" in self._tags else (count,)

    def number(self, text: str) -> str:
        """Return a number as the language writes it, from how Python writes it."""
        digits = text.partition(".")[0].lstrip("+-").rstrip("%")
        if sum(each.isdigit() for each in digits) < self.grouped_from:
            text = text.replace(",", "")
        symbols = self._locale.number_symbols["latn"]
        marks = {",": symbols["group"], ".": symbols["decimal"], "-": "\N{MINUS SIGN}"}
        percent = self._locale.percent_formats[None].pattern.lstrip("#,0")
        return text.translate(str.maketrans(marks)).replace("%", percent)

    def listed(self, items: Sequence[str], kind: str) -> str:
        """Return several texts as one."""
        patterns = dict(self._locale.list_patterns[LISTS.get(kind, "standard")])
        if any(re.search(r"\d,\d", each) for each in items):  # 0,1; 0,3; 1
            patterns["middle"] = patterns["middle"].replace(",", ";")
        if kind == "commas":
            return patterns["middle"].format("", "").join(items)
        if len(items) == 2:
            return patterns["2"].format(*items)
        *before, last = items or [""]
        if not before:
            return last
        return patterns["end"].format(patterns["middle"].format("", "").join(before), last)

    def chosen(self, value: Any, options: Sequence[str]) -> str:
        """Return the form of a word that goes with a number."""
        return options[self.form(value, len(options))]

    def form(self, count: float, forms: int) -> int:
        """Return which of some forms goes with a number; with a name, that of one."""
        self._check(forms)
        count = 1 if isinstance(count, str) else count
        whole = int(count) if count == int(count) else count
        tag = self._locale.plural_form(whole)
        if tag == "other" and forms < len(self._tags):
            tag = "few"  # 1.5 нейрона, as 2 нейрона
        return self._tags.index(tag)
