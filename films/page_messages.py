"""Messages in what a page is made of: templates of Jinja2's, and JavaScript."""

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO

from babel.messages.extract import extract_javascript
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from scenes.script.message import is_for_people

#: Says a message, in templates and in scripts.
SAY = "t"

#: A message and the row it stands in.
Row = tuple[int, str]


@cache
def messages_in_template(source: str) -> Sequence[Row]:
    """Return the messages ``t("...")`` of a template, in their order."""
    found = extract_from_ast(Environment().parse(source), (SAY,), babel_style=False)
    return _for_people((row, texts[0]) for row, _, texts in found)


@cache
def messages_in_script(source: str) -> Sequence[Row]:
    """Return the messages ``t("...")`` of a script, in their order."""
    found = extract_javascript(BytesIO(source.encode()), (SAY,), (), {"encoding": "utf-8"})
    return _for_people((row, text) for row, _, text, _ in found)


def _for_people(found: Iterable[tuple[int, object]]) -> Sequence[Row]:
    texts = ((row, text) for row, text in found if isinstance(text, str))
    return tuple((row, text) for row, text in texts if is_for_people(text))
