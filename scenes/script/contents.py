"""The table of contents: which scenes make a lecture, in which order, under which titles."""

import inspect
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from network.files.errors import InputError

SCENES = Path(__file__).resolve().parent.parent

#: Where it is written down.
TABLE = SCENES / "lectures.toml"


@dataclass(frozen=True)
class Section:
    """A section of a lecture.

    Attributes
    ----------
    number
        Of the lecture and of the section in it, as ``1.6``.
    title
        What it is about, in a few words.
    scene
        Its file, without ``scenes/`` before and ``.py`` behind it.
    continues
        Whether it takes over the picture with which the section before it ended.
    """

    number: str
    title: str
    scene: str
    continues: bool = False

    @property
    def file(self) -> Path:
        """Its file."""
        return SCENES / f"{self.scene}.py"


@dataclass(frozen=True)
class Lecture:
    """A lecture: its name for the command line, its title, and its sections."""

    name: str
    title: str
    sections: tuple[Section, ...]


@cache
def lectures(table: Path = TABLE) -> tuple[Lecture, ...]:
    """Return all lectures.

    Raises
    ------
    InputError
        If the table of contents can't be read, misses something, or names a scene twice or one
        that isn't there.
    """
    try:
        found = tomllib.loads(table.read_text(encoding="utf-8"))
        made = tuple(_lecture(**entry) for entry in found["lecture"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _problem(table, "[[lecture]] with name, title and sections", str(error)) from error
    scenes = [section.scene for lecture in made for section in lecture.sections]
    for scene in scenes:
        if scenes.count(scene) > 1:
            raise _problem(table, "each scene once", f"{scene} more than once")
        if not (table.parent / f"{scene}.py").is_file():
            raise _problem(table, f"a file {scene}.py beside it", "none there")
    return made


def scenes_of(name: str) -> list[str]:
    """Return the scenes that a name stands for: all of a lecture's, or just that one."""
    for lecture in lectures():
        if lecture.name == name:
            return [section.scene for section in lecture.sections]
    return [name]


def section_of(scene_class: type) -> tuple[Lecture, int] | None:
    """Return the lecture that a scene belongs to and the index of its section.

    A class derived from a scene, in another file, stands for that scene. ``None`` if the table
    of contents doesn't name it.
    """
    for each in scene_class.__mro__[:-1]:
        file = Path(inspect.getfile(each)).resolve()
        for lecture in lectures():
            for index, section in enumerate(lecture.sections):
                if section.file == file:
                    return lecture, index
    return None


def _lecture(name: str, title: str, section: list[dict[str, Any]]) -> Lecture:
    return Lecture(name, title, tuple(Section(**each) for each in section))


def _problem(table: Path, expected: str, found: str) -> InputError:
    return InputError(table, expected=expected, found=found, remedy="correct the table of contents")
