"""Finds letters that have all characters of a text, for films and captions: never a silent box."""

import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import typst
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from network.files.errors import InputError
from scenes.script.languages import Language
from scenes.script.letters import Letters, font_file, letters_for

#: What can be installed where no font has a language's characters: for Debian, and elsewhere.
PACKAGES = {True: ("fonts-noto-cjk", "Noto Sans CJK"), False: ("fonts-noto-core", "Noto Sans")}

#: A character that no font has: how Typst draws it shows how it draws all that it can't.
NOWHERE = "\U0010fffd"

#: Words in a font file's name that speak for it, the best first; then such that speak against.
WANTED = ("notosans", "sourcehansans", "dejavusans", "liberationsans", "sans")
UNWANTED = ("bold", "italic", "oblique", "black", "light", "thin", "mono", "condensed", "medium")


class Face(NamedTuple):
    """A font: its file, and its number in it where the file holds several."""

    file: Path
    index: int = 0


def font_for(text: str, language: Language, given: Path | None = None) -> Face:
    """Return a font that has every character of a text.

    Parameters
    ----------
    given
        The font to use; if left out, the one that films are drawn with is taken where the
        language has such a font of its own, else the machine's are searched.

    Raises
    ------
    InputError
        If the given font, or every font there is, lacks a character.
    """
    needed = {ord(each) for each in text if not each.isspace()}
    if given is not None:
        faces = list(_faces(given))
        for face, has in faces:
            if needed <= has:
                return face
        lacks = needed - max((has for _, has in faces), key=len, default=set())
        raise InputError(
            given,
            expected=f"a font with all characters of {language.name}",
            found=f"one without {_some(lacks)}" if faces else "no font",
            remedy="name another font with --font",
        )
    if own := _own_face(language):
        return own
    for file in sorted(_font_files(), key=_rank):
        for face, has in _faces(file):
            if needed <= has:
                return face
    package, name = PACKAGES[language.full_width]
    raise InputError(
        f"captions in {language.name}",
        expected=f"a font that has {_some(needed)}",
        found="none on this machine",
        remedy=f"install {name} (Debian: apt install {package}), or name a font with --font",
    )


def check_letters(text: str, language: Language) -> None:
    """Make sure that films can show every character of a text.

    Raises
    ------
    InputError
        If they can't, or the font that they need isn't installed.
    """
    needed = sorted({each for each in text if unicodedata.category(each)[0] not in "ZC"})
    lacks = {ord(each) for each in lacking(needed, letters_for(language))}
    if lacks:
        raise InputError(
            f"films in {language.name}",
            expected="letters for all characters of its catalogue",
            found=f"none for {_some(lacks)}",
            remedy=f"use other characters in assets/locale/{language.code}.po, "
            "or name another font in scenes/script/letters.py",
        )


#: Typst nests what it is given line by line, and refuses more than some hundred lines.
AT_ONCE = 200


def lacking(characters: Sequence[str], letters: Letters) -> list[str]:
    """Return the characters that Typst would draw as boxes, whatever this machine has."""
    parts = (characters[k : k + AT_ONCE] for k in range(0, len(characters), AT_ONCE))
    return [each for part in parts for each in _lacking(part, letters)]


def _lacking(characters: Sequence[str], letters: Letters) -> list[str]:
    lines = (each.replace("\\", "\\\\").replace('"', '\\"') for each in (NOWHERE, *characters))
    body = "\\ \n".join(f'#"{line}"' for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letters.typ"
        source.write_text(f"#set page(width: auto, height: auto)\n{letters.preamble}\n{body}\n")
        drawn = typst.compile(
            str(source),
            format="svg",
            font_paths=list(letters.folders),
            ignore_system_fonts=True,
        ).decode()
    box, *glyphs = re.findall(r'<use[^>]*href="#(\w+)"', drawn)
    return [each for each, glyph in zip(characters, glyphs, strict=True) if glyph == box]


def _own_face(language: Language) -> Face | None:
    """Return the font that films are drawn with, if the language has one of its own here."""
    try:
        file = font_file(language)
    except InputError:
        return None
    if file is None:
        return None
    with TTCollection(file, lazy=True) as collection:
        families = [font["name"].getDebugName(1) for font in collection]
    return Face(file, families.index(language.family))


def _font_files() -> Iterator[Path]:
    for folder in _folders():
        for file in folder.rglob("*"):
            if file.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc"):
                yield file


def _folders() -> list[Path]:
    """Return where fonts lie on this system."""
    home = Path.home()
    if sys.platform == "darwin":
        found = [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    else:
        data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
        found = [Path(data) / "fonts", home / ".fonts", Path("/usr/local/share/fonts")]
        found.append(Path("/usr/share/fonts"))
    return [folder for folder in found if folder.is_dir()]


def _rank(file: Path) -> tuple[int, int, str]:
    """Return what to sort fonts by: upright, of usual weight, without serifs first."""
    name = file.name.lower().replace("-", "").replace("_", "")
    against = sum(word in name for word in UNWANTED)
    wanted = next((k for k, word in enumerate(WANTED) if word in name), len(WANTED))
    return against, wanted, str(file)


def _faces(file: Path) -> Iterator[tuple[Face, set[int]]]:
    """Yield the fonts in a file with the characters that each has; none, if it is damaged."""
    try:
        if file.suffix.lower() in (".ttc", ".otc"):
            with TTCollection(file, lazy=True) as collection:
                for index, font in enumerate(collection):
                    yield Face(file, index), set(font.getBestCmap() or ())
        else:
            with TTFont(file, lazy=True) as font:
                yield Face(file), set(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, AssertionError):
        return


def _some(characters: set[int]) -> str:
    shown = " ".join(chr(each) for each in sorted(characters)[-6:])
    return f"{len(characters)} characters, among them {shown}"
