"""Messages in what a page is made of: templates of Jinja2's, and JavaScript."""

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from scenes.script.message import is_for_people

#: Says a message, in templates and in scripts.
SAY = "t"

#: Such a call in JavaScript, and its text.
CALL = re.compile(r"(?<![\w.$])" + SAY + r'\(\s*("(?:[^"\\\n]|\\.)*")')

#: A message and the row it stands in.
Row = tuple[int, str]


@cache
def messages_in_template(source: str) -> Sequence[Row]:
    """Return the messages ``t("...")`` of a template, in their order."""
    found = extract_from_ast(Environment().parse(source), (SAY,), babel_style=False)
    return _for_people((row, texts[0]) for row, _, texts in found)


@cache
def messages_in_script(source: str) -> Sequence[Row]:
    """Return the messages ``t("...")`` of a script, in their order.

    Babel's own reader of JavaScript misses those within template strings.
    """
    found = ((source.count("\n", 0, each.start()) + 1, each[1]) for each in CALL.finditer(source))
    return _for_people((row, json.loads(text)) for row, text in found)


def _for_people(found: Iterable[Row]) -> Sequence[Row]:
    return tuple((row, text) for row, text in found if is_for_people(text))
