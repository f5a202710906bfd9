"""The letters of a film: Typst brings its own; some languages need a font of the extra ``cjk``."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from network.files.errors import InputError
from scenes.script.languages import Language

#: The package that has the font for Chinese and Japanese; see ``pyproject.toml``.
PACKAGE = "manimgx_fonts_cjk"

#: Letters that come with Typst: what it takes if it is told nothing.
USUAL = "Libertinus Serif"

#: Chinese and Japanese letters fill their squares: beside ours they look larger.
SHARE, WEIGHT = 0.94, 400

#: These letters, and their punctuation, as a regular expression in a string of Typst's.
FULL_WIDTH = r"[\\p{Han}\\p{Hiragana}\\p{Katakana}\\u{3000}-\\u{30ff}\\u{ff00}-\\u{ffef}]"


@dataclass(frozen=True)
class Letters:
    """What Typst is told about the letters of a text.

    Attributes
    ----------
    preamble
        What stands before the text. Manim keeps what Typst made under the text's source alone:
        so the font's digest is in it.
    folders
        Where Typst looks for fonts.
    """

    preamble: str = ""
    folders: tuple[Path, ...] = ()


def letters_for(language: Language) -> Letters:
    """Return the letters for texts in a language.

    Raises
    ------
    InputError
        If it needs a font that isn't installed.
    """
    return _letters_of(language) if language.family else Letters()


def font_file(language: Language) -> Path | None:
    """Return the font that a language needs; ``None`` if Typst's own letters do.

    Raises
    ------
    InputError
        If it needs a font that isn't installed.
    """
    if not language.family:
        return None
    spec = find_spec(PACKAGE)
    files = sorted(Path(spec.origin).parent.glob("*.ttc")) if spec and spec.origin else []
    if not files:
        raise InputError(
            f"the letters of {language.name}",
            expected=f"{language.family}, in the package {PACKAGE.replace('_', '-')}",
            found="not installed",
            remedy=f"film with ./render.sh --language {language.code}, which sets it up, or "
            "pip install -c constraints.txt -e '.[cjk]'",
        )
    return files[0]


@cache
def _letters_of(language: Language) -> Letters:
    file = font_file(language)
    assert file
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()[:16]
    ours = f'(name: "{USUAL}", covers: "latin-in-cjk")'
    code, _, _ = language.code.partition("-")
    region = ', region: "TW"' if code == "zh" else ""
    lines = (
        f"// {file.name} {digest}",
        f'#set text(font: ({ours}, "{language.family}"), lang: "{code}"{region})',
        # An apostrophe in a Latin name is none of the font's full-width quotation marks.
        f'#show regex("[A-Za-z]’[a-z]"): set text(font: "{USUAL}")',
        f'#show regex("{FULL_WIDTH}+"): set text(size: {SHARE}em, weight: {WEIGHT})',
    )
    return Letters("\n".join(lines), (file.parent,))
