"""Puts the page together: one HTML file a language, one script, one style sheet, films."""

import shutil
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from network.files.atomic import check_writable
from network.files.errors import InputError
from page.embedded import AT_ONCE, LATER
from page.facts import Facts
from page.films import Films, asking, ordered
from page.formulas import formula
from page.glossary import terms
from page.quiz import questions
from page.reading import READING
from page.script import as_script, later, messages, script
from page.style import style
from page.subject import Subject
from page.text import Text, closed_up, marked
from scenes.script.classes import class_name
from scenes.script.contents import lectures
from scenes.script.languages import LANGUAGES, Language, language

TEMPLATES = Path(__file__).resolve().parent / "templates"

#: By this file a folder is known to be a page of ours, which may be made anew.
SCRIPT = "lesson.js"


class Compiled(BytecodeCache):
    """Remembers templates as they were compiled: two thirds of making a page went there."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill what is asked for, if it is known; one of other text is not taken."""
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        self.known[bucket.key] = bucket.bytecode_to_string()


#: What all languages, and all pages made by this process, have in common.
COMPILED = Compiled()


def build(out: Path, *, languages: Sequence[str] | None = None, films: Films | None = None) -> Path:
    """Make the page, and put it in the place of one that was there.

    Parameters
    ----------
    out
        Its folder.
    languages
        Codes of the languages to make it in; all there are, if left out. The first one is
        ``index.html``.
    films
        Films of the lectures to choose from; without any, the page tells how to make some.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If there is no such language, the network can't be read, or the folder holds something
        else or can't be written.
    """
    spoken = [language(code) for code in languages or LANGUAGES]
    _check_place(out)
    subject = Subject()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as room:
        folder = Path(room) / out.name
        folder.mkdir()
        films = films or Films()
        _write(folder, subject, spoken, films)
        films.write(folder, spoken, before=out)
        _exchange(folder, out, Path(room) / "before")
    return out


def page_name(each: Language, all_of_them: Sequence[Language]) -> str:
    """Return the file of the page in a language."""
    return "index.html" if each == all_of_them[0] else f"{each.code}.html"


def _write(folder: Path, subject: Subject, spoken: Sequence[Language], films: Films) -> None:
    known = {name: make(subject) for name, make in AT_ONCE.items()}
    (folder / SCRIPT).write_text(script(known), encoding="utf-8")
    (folder / "lesson.css").write_text(style(), encoding="utf-8")
    for name, make in LATER.items():
        (folder / f"data-{name}.js").write_text(later(name, make(subject)), encoding="utf-8")
    told = _told(subject, films)
    for each in spoken:
        text = Text(each)
        links = [(other, page_name(other, spoken)) for other in spoken]
        html = (
            _environment(text)
            .get_template("page.html.j2")
            .render(**told, language=each, links=links, words=_words(text))
        )
        html = closed_up(html) if each.full_width else html
        (folder / page_name(each, spoken)).write_text(html, encoding="utf-8")


def _environment(text: Text) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=COMPILED,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["t"] = text
    made.filters["marked"] = marked
    return made


def _told(subject: Subject, films: Films) -> dict[str, Any]:
    """Return what templates know."""
    return {
        "subject": subject,
        "mlp": subject.network.mlp,
        "lectures": lectures(),
        "languages": LANGUAGES,
        "films": films,
        "asking": partial(asking, ordered()),
        "facts": Facts(subject),
        "questions": questions(subject),
        "called": class_name,
        "terms": terms(each.name for each in subject.network.mlp.functions),
        "reading": READING,
        "formula": formula,
    }


def _words(text: Text) -> str:
    """Return what the script needs to speak the page's language, as JSON."""
    told = {
        "language": text.language.code,
        "messages": text.for_script(messages()),
        "numbers": text.numbers,
    }
    return as_script(told)


def _check_place(out: Path) -> None:
    """Refuse a folder that holds anything but a page: it will be replaced."""
    if out.exists() and not out.is_dir():
        raise _no_place(out, "a file")
    if out.is_dir() and any(out.iterdir()) and not (out / SCRIPT).is_file():
        raise _no_place(out, "a folder with other things in it")
    check_writable(out / SCRIPT if out.is_dir() else out)


def _no_place(out: Path, found: str) -> InputError:
    return InputError(
        out,
        expected="a new or empty folder, or one with a page, which is made anew",
        found=found,
        remedy="choose another one with --out",
    )


def _exchange(folder: Path, out: Path, before: Path) -> None:
    """Put a finished folder in its place; what was there is gone only then."""
    if out.exists():
        out.rename(before)
    try:
        folder.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise
    shutil.rmtree(before, ignore_errors=True)
