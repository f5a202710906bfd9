"""Formulas as MathML, by Typst, in the notation of the films."""

import re
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import typst
from markupsafe import Markup

#: Typst writes a variable as a letter of Unicode's mathematical italics, which few fonts have and
#: few screen readers know. MathML makes a single letter italic by itself.
SLANTED = re.compile("[\N{MATHEMATICAL BOLD CAPITAL A}-\N{MATHEMATICAL MONOSPACE DIGIT NINE}]")

#: Brackets and what they hold, without further ones.
BRACKETED = re.compile(r"<mo>(\()</mo>((?:(?!<mo>[()]).)*)<mo>(\))</mo>", re.DOTALL)


@cache
def formula(source: str, block: bool = False) -> Markup:
    """Return a formula as a ``math`` element.

    Parameters
    ----------
    source
        In Typst's notation, without dollar signs: ``a = sigma(z)``.
    block
        Whether it stands alone, as in the films, or in a line of text.

    Raises
    ------
    ValueError
        If Typst can't read it.
    """
    text = f"$ {source} $" if block else f"${source}$"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "formula.typ"
        file.write_text(text, encoding="utf-8")
        try:
            made = typst.compile(str(file), format="html").decode()
        except typst.TypstError as error:
            raise ValueError(f"the formula {source} can't be read: {error}") from error
    found = re.search(r"<math.*</math>", made, re.DOTALL)
    if not found:
        raise ValueError(f"the formula {source} came out without any MathML")
    plain = SLANTED.sub(lambda each: unicodedata.normalize("NFKC", each[0]), found[0])
    before = None
    while plain != before:  # brackets in brackets: from the inside
        before, plain = plain, BRACKETED.sub(_small_brackets, plain)
    return Markup(plain)


def _small_brackets(bracketed: re.Match[str]) -> str:
    """Keep brackets as high as letters, unless there is a fraction in them.

    Browsers stretch them to what they hold, indices included, and much too far where there is no
    font for mathematics.
    """
    opening, inside, closing = bracketed.groups()
    if "<mfrac" in inside:
        return bracketed[0]
    return f'<mo stretchy="false">{opening}</mo>{inside}<mo stretchy="false">{closing}</mo>'
