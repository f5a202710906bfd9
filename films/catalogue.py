"""Finds in the source what translators translate, and brings their catalogues up to it.

``assets/locale/lectures.pot`` holds every message, ``<language>.po`` what each is in a language.
What is said in scenes is a text in ``self.say("...")``, or first kept under the name ``line``;
what is written is a text in ``words("...")``, ``note``, ``headline``, ``row_of_words`` or
``message``. :func:`messages_in` finds them all, also where ``choose`` chooses among several. What
the page says is found by :mod:`films.page_messages`.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from films.dependencies import ROOT
from films.page_messages import messages_in_script, messages_in_template
from network.files.atomic import replacing
from scenes.script.catalogue import LOCALE, catalogue_of, entries, read, translation
from scenes.script.contents import TABLE, lectures
from scenes.script.fields import LISTS
from scenes.script.languages import LANGUAGES, SOURCE, Language
from scenes.script.message import fields_in, is_for_people

SCENES, PAGE = ROOT / "scenes", ROOT / "page"

#: Every message there is, for translators to start from.
TEMPLATE = LOCALE / "lectures.pot"

#: Stands in catalogues for the dates that they must have.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)

#: What is kept under this name is said, and what functions return whose names begin so.
KEPT_AS = "line"

#: What writes its first argument; what writes all of them.
WRITE, WRITE_ALL = {"words", "note", "headline", "message"}, {"row_of_words"}

#: What begins a chapter of a film, which its players name.
ENTITLE = "chapter"

#: How a message meets people; translators see it beside the message.
SAID, SHOWN, TITLE = "said", "on screen", "title of a chapter"
ON_PAGE = "on the page"

#: What stands before the line that a draft was the translation of.
WAS = "was: "

#: Which share of their words two lines have in common at least, if one replaces the other.
ALIKE = 0.5


@dataclass(frozen=True)
class Found:
    """A message in a source file: its row, its text, and whether it is said or shown."""

    row: int
    text: str
    uses: frozenset[str]


def characters(language: Language) -> str:
    """Return all characters that films and captions in a language can have.

    Raises
    ------
    InputError
        If its catalogue can't be read.
    """
    told = [translation(entry.id, language) or entry.id for entry in entries(of_films())]
    values = {"a": 1023456789, "b": 1, "c": -1.5, "d": [1, 2, 3]}
    numbers = language.sentence().put("{a:+,} {b:.1%} {c:.2f} {d:list} {d:or} {d:commas}", values)
    return "".join(dict.fromkeys("".join([*told, numbers, language.quotes])))


def extract() -> Catalog:
    """Return every message of films and page, with the places it stands at."""
    made = of_films()
    for name, row, text in _on_the_page():
        made.add(text, locations=[(name, row)], auto_comments=[ON_PAGE])
    return made


def _on_the_page() -> Iterator[tuple[str, int, str]]:
    """Yield the messages of the page's sources: the file, the row, the text."""
    kinds = {
        "py": lambda source: [(found.row, found.text) for found in messages_in(source)],
        "j2": messages_in_template,
        "js": messages_in_script,
    }
    for ending, messages in kinds.items():
        for file in sorted(PAGE.rglob(f"*.{ending}")):
            for row, text in messages(file.read_text(encoding="utf-8")):
                yield f"page/{file.relative_to(PAGE).as_posix()}", row, text


def of_films() -> Catalog:
    """Return every message of the scenes and of what draws them, with the places it stands at."""
    made = _empty()
    for title in _titles():
        made.add(title, locations=[(f"scenes/{TABLE.name}", 1)], auto_comments=[SHOWN])
    for file in sorted(SCENES.rglob("*.py")):
        name = f"scenes/{file.relative_to(SCENES).as_posix()}"
        for found in messages_in(file.read_text(encoding="utf-8")):
            place = (name, found.row)
            made.add(found.text, locations=[place], auto_comments=sorted(found.uses, reverse=True))
    return made


def _titles() -> Iterator[str]:
    for lecture in lectures():
        yield lecture.title
        yield from (section.title for section in lecture.sections)


def _empty(language: Language = SOURCE) -> Catalog:
    """Return a catalogue without messages; when it was made, the repository knows."""
    return Catalog(
        locale=language.code.replace("-", "_"),
        project="network-lectures",
        header_comment="# What is said and written in the lecture films.",
        version="1",
        msgid_bugs_address="see README.md",
        last_translator="see the history of this file",
        language_team=language.name,
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        fuzzy=False,
    )


@cache
def messages_in(source: str) -> tuple[Found, ...]:
    """Return the messages in a file's source, in their order; a source is read once."""
    texts: dict[tuple[int, int], str] = {}
    uses: dict[tuple[int, int], set[str]] = {}
    for node in ast.walk(ast.parse(source)):
        for part, use in _for_people(node):
            for each in _texts(part):
                texts[each.lineno, each.col_offset] = each.value
                uses.setdefault((each.lineno, each.col_offset), set()).update({use} - {""})
    return tuple(
        Found(place[0], texts[place], frozenset(uses[place]))
        for place in sorted(texts)
        if is_for_people(texts[place])
    )


def _for_people(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Yield the expressions in a statement or a call whose texts are messages, and their use."""
    match node:
        case ast.Assign(targets=targets, value=value) if any(map(_keeps_a_line, targets)):
            yield value, SAID
        case ast.For(target=target, iter=choices) if _keeps_a_line(target):
            yield choices, SAID
        case ast.FunctionDef(name=name) if name.strip("_").startswith(KEPT_AS):
            for each in ast.walk(node):
                if isinstance(each, ast.Return) and each.value:
                    yield each.value, SAID
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments):
            yield from _in_call(name, arguments, node)


def _in_call(name: str, arguments: list[ast.expr], call: ast.Call) -> Iterator[tuple]:
    if name.startswith("say"):
        yield from ((each, SAID) for each in arguments)
        yield from ((each.value, SAID) for each in call.keywords if each.arg == "line")
    elif name in WRITE:
        yield from ((each, SHOWN) for each in arguments[:1])
    elif name in WRITE_ALL:
        yield from ((each, SHOWN) for each in arguments)
    elif name == ENTITLE:
        yield from ((each, TITLE) for each in arguments[:1])
    elif name == "choose":
        yield call, ""


def _texts(part: ast.expr) -> Iterator[ast.Constant]:
    """Yield the texts that an expression can be: of each branch, of each member."""
    match part:
        case ast.Constant(value=str()):
            yield part
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(one), *_texts(other))
        case ast.BoolOp(values=several) | ast.List(elts=several) | ast.Tuple(elts=several):
            for each in several:
                yield from _texts(each)
        case ast.Dict(values=several):
            for each in several:
                yield from _texts(each)
        case ast.Subscript(value=inner) | ast.Starred(value=inner) | ast.NamedExpr(value=inner):
            yield from _texts(inner)
        case ast.Call(func=ast.Name(id="choose"), args=cases, keywords=keywords):
            for case in cases:  # (whether it holds, its line)
                yield from _texts(case.elts[-1] if isinstance(case, ast.Tuple) else case)
            for keyword in keywords:
                yield from _texts(keyword.value)
        case ast.Call(func=ast.Attribute(value=inner, attr="get"), args=[_, *usual]):
            for each in (inner, *usual):
                yield from _texts(each)


def _keeps_a_line(target: ast.expr) -> bool:
    """Return whether something is assigned to ``line``, alone or among others."""
    return any(isinstance(each, ast.Name) and each.id == KEPT_AS for each in ast.walk(target))


def update() -> list[tuple[Language, int]]:
    """Bring the template and all catalogues up to the source; keep every translation.

    A message that was only reworded keeps its old translation as a draft, marked fuzzy.

    Returns
    -------
    Each language with the number of messages that aren't translated yet, or in a draft only.

    Raises
    ------
    InputError
        If a catalogue can't be read or written.
    """
    template, missing = extract(), []
    LOCALE.mkdir(parents=True, exist_ok=True)
    _write(TEMPLATE, template)
    for language in LANGUAGES.values():
        if language == SOURCE:
            continue
        known = updated(template, language)
        _write(catalogue_of(language), known)
        missing.append((language, sum(not e.string or e.fuzzy for e in entries(known))))
    return missing


def updated(template: Catalog, language: Language) -> Catalog:
    """Return a language's catalogue with the messages of the template.

    Raises
    ------
    InputError
        If the catalogue can't be read.
    """
    file, made = catalogue_of(language), _empty(language)
    before = {entry.id: entry for entry in entries(read(file))} if file.exists() else {}
    told = frozenset(entry.id for entry in before.values() if entry.string)
    drafts = reworded(told, frozenset(entry.id for entry in entries(template)))
    for entry in entries(template):
        old = before.get(entry.id)
        notes = list(entry.auto_comments)
        if old is None or not old.string:
            draft = drafts.get(entry.id)
            text, flags = (before[draft].string, {"fuzzy"}) if draft else ("", set())
            notes += [f"{WAS}{draft}"] * bool(draft)
        else:
            text, flags = old.string, old.flags & {"fuzzy"}
            notes += _was(old.auto_comments) if old.fuzzy else []
        users = old.user_comments if old else ()
        made.add(entry.id, text, entry.locations, flags, notes, users)
    return made


@cache
def reworded(before: frozenset[str], now: frozenset[str]) -> dict[str, str]:
    """Return which messages replace which, by how many words they share: new ones to old ones."""
    old = {tuple(text.split()): text for text in sorted(before - now)}
    made = {}
    for text in sorted(now - before):
        for found in get_close_matches(tuple(text.split()), old, 1, ALIKE):
            made[text] = old[found]
    return made


def _was(notes: Sequence[str]) -> list[str]:
    """Return the note about what a draft was the translation of; long ones lie in several rows."""
    told = " ".join(notes)
    return [told[told.index(WAS) :]] if WAS in told else []


def faults(text: str, translated: str, language: Language = SOURCE) -> list[str]:
    """Return what is wrong with the fields of a translation.

    Parameters
    ----------
    text, translated
        The English message, and what it is in the language. A field may be written in another
        format than the original's, as often as wanted and in any order.
    """
    try:
        wanted, found = _formats(text), _formats(translated)
    except ValueError as error:
        return [str(error)]
    needed = {name for name, specs in wanted.items() if not all(map(_only_chooses, specs))}
    written = {name for name, specs in found.items() if not all(map(_only_chooses, specs))}
    told = [f"{{{name}}} is missing" for name in sorted(needed - written)]
    told += [f"{{{name}}} is not in the original" for name in sorted(set(found) - set(wanted))]
    sentence = language.sentence()
    for name in sorted(set(found) & set(wanted)):
        stand_in = stand_in_for(wanted[name])
        for spec in found[name]:
            try:
                sentence.format_field(stand_in, spec)
            except (ValueError, TypeError, IndexError, KeyError) as error:
                told.append(f"{{{name}:{spec}}} can't be written: {error}")
        if isinstance(stand_in, float | list) and "" in found[name]:
            told.append(f"{{{name}}} needs a format, as {{{name}:{wanted[name][0]}}} has")
    return told


def stand_in_for(specs: Sequence[str]) -> Any:
    """Return a value that can be written in all of some formats, a long one."""
    spec = max(specs, key=len, default="")
    if spec.partition(":")[0] in LISTS:
        return [10_000, 10_000, 10_000]
    last = "" if "|" in spec else spec[-1:]
    if last in ("f", "g", "e") or spec.startswith("+"):
        return -12.34
    return {"%": 0.97}.get(last, 10_000)


def _formats(text: str) -> dict[str, list[str]]:
    """Return how each field of a message is written, by its name."""
    made: dict[str, list[str]] = {}
    for name, spec in fields_in(text):
        made.setdefault(name, []).append(spec)
    return made


def _only_chooses(spec: str) -> bool:
    """Return whether a field doesn't write its value, but a word that goes with it."""
    return "|" in spec and "-" not in spec


def _write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue, the same messages always in the same bytes."""
    with replacing(file) as target:
        write_po(
            target,
            catalogue,
            width=96,
            sort_by_file=True,
            include_lineno=False,
        )
