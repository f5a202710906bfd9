"""A formula's source in Typst's notation, cut into tokens; labels and spacing are left out."""

import re
from dataclasses import dataclass

from tests.typeset.errors import UnreadableError

#: What begins a labelled part as Manim hands it to Typst, or a part that only looks different.
WRAPPED = re.compile(
    r'\b(?:manimgrp\("[^"]*",|(?:inline|display|script|bold|upright|italic|lr|cancel)\()'
)

#: A labelled part without further ones in it, and a label.
PART = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
LABEL = re.compile(r"\s*:\s*[\w-]+\s*$")

#: Room between symbols, and the letter that the film's formulas end on, taken away again.
SPACING = re.compile(
    r"#(?:h|v)\([^()]*\)|#box\[[^\]]*\]|&|\b(?:quad|wide|thin|med|thick|space|zws)\b"
)

#: Characters by their names in Typst.
NAMES = {
    "σ": " sigma ",
    "δ": " delta ",
    "Δ": " Delta ",
    "∂": " partial ",
    "∇": " nabla ",
    "Σ": " sum ",
    "·": " dot ",
    "×": " times ",
    "≈": " approx ",
    "…": " dots ",
    "⋯": " dots ",
    "−": "-",
    "′": "'",
}

TOKEN = re.compile(
    r"""(?P<number>\d+(?:\.\d+)?)
    |(?P<name>[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z]+)*)
    |(?P<text>"[^"]*")
    |(?P<sign>\\[()\[\]]|->|=>|[-+*/=,;_^'()\[\]])""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A number, a name, a quoted text or a sign.

    Attributes
    ----------
    kind
        ``"number"``, ``"name"``, ``"text"``, ``"sign"``, or ``"end"``.
    text
        As it stands in the source; nothing at the end.
    start, end
        Where in the plain source it is.
    """

    kind: str
    text: str
    start: int
    end: int


def plain(source: str) -> str:
    """Return a source without labels, spacing and what only changes the look of symbols.

    Both notations of labels are read: the film's, ``{{ a : label }}``, and that in which a
    formula remembers it (``typst_code``).
    """
    source = source.strip().removeprefix("$").removesuffix("$").replace("...", " dots ")
    source = source.translate(str.maketrans(NAMES))
    while wrapped := WRAPPED.search(source):
        end = _closing(source, wrapped.end())
        inside = source[wrapped.end() : end]
        source = f"{source[: wrapped.start()]}{{{{{inside}}}}}{source[end + 1 :]}"
    while part := PART.search(source):
        source = source[: part.start()] + _bare(source, part) + source[part.end() :]
    return " ".join(SPACING.sub(" ", source).split())


def _bare(source: str, part: re.Match[str]) -> str:
    """Return what a labelled part says, in parentheses where Typst takes it for one thing."""
    inside = LABEL.sub("", part[1]).strip()
    before, after = source[: part.start()].rstrip()[-1:], source[part.end() :].lstrip()[:1]
    whole = before in ("/", "^", "_") or after == "/"
    return f"({inside})" if whole else f" {inside} "


def _closing(source: str, start: int) -> int:
    """Return where the parenthesis ends that was opened just before ``start``."""
    depth, at = 1, start
    while at < len(source):
        if source[at] == "\\":
            at += 1
        elif source[at] == '"':
            at = source.find('"', at + 1)
            if at < 0:
                break
        else:
            depth += {"(": 1, ")": -1}.get(source[at], 0)
        if depth == 0:
            return at
        at += 1
    raise UnreadableError(f"a parenthesis isn't closed in {source!r}")


def tokens(source: str) -> list[Token]:
    """Return the tokens of a plain source, the last one of kind ``"end"``.

    Raises
    ------
    UnreadableError
        If something is no token.
    """
    found, at = [], 0
    while at < len(source):
        if source[at].isspace():
            at += 1
            continue
        match = TOKEN.match(source, at)
        if match is None:
            raise UnreadableError(f"{source[at:]!r} can't be read, in {source!r}")
        at = match.end()
        if match[0].strip('" '):
            found.append(Token(match.lastgroup or "", match[0], match.start(), at))
    return [*found, Token("end", "", len(source), len(source))]


def number_in(text: str) -> float | None:
    """Return the number that a quoted text says, with commas between thousands; else ``None``."""
    bare = text.strip('"').replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    bare = re.sub(r",(?=\d{3}(?!\d))", "", bare)
    return float(bare) if re.fullmatch(r"[-+]?\d+(\.\d+)?", bare) else None
