"""The rules of the house, as functions that say what breaks them; an empty list is good news."""

import ast
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

#: Who never imports whom: rooms, and the beginnings of module names.
NEVERS = {
    "drawings never import the network": (["scenes/mobjects", "scenes/*/drawings"], ["network"]),
    "the network never imports scenes": (["network"], ["scenes", "films"]),
    "films never import drawings": (["films"], ["scenes.mobjects", "drawings", "manim"]),
    "script and look import nothing above them": (
        ["scenes/script", "scenes/look"],
        ["scenes.mobjects", "scenes.stage", "scenes.*", "films"],
    ),
    "what is said knows no Manim": (["scenes/script"], ["manim"]),
    "look never imports script": (["scenes/look"], ["scenes.script"]),
    "mobjects never import the stage": (["scenes/mobjects"], ["scenes.stage"]),
    "scenes never import films": (["scenes"], ["films"]),
    "nothing stands on the page": (["network", "scenes", "films"], ["page"]),
    "no room of the network stands on the exchange": (
        ["network/[!e]*", "scenes", "films"],  # all rooms but that one
        ["network.exchange"],
    ),
    "the page knows no Manim": (["page"], ["manim", "drawings"]),
}

#: Rooms that ``script`` and ``look`` may use, among all of ``scenes``.
GROUND_FLOOR = ("scenes.look", "scenes.script")

#: The error that is told at the keyboard is everybody's.
EVERYBODYS = "network.files.errors"

#: A scene file has at most so many lines.
LONGEST = 330


def modules(root: Path, *rooms: str) -> list[Path]:
    """Return all Python files in rooms: folders, or patterns of folders, below a root."""
    return sorted(
        file for room in rooms for folder in root.glob(room) for file in folder.rglob("*.py")
    )


def imports(file: Path) -> Sequence[str]:
    """Return the names of the modules that a file imports, wherever it does."""
    return _imports(file.read_text(encoding="utf-8"))


@cache
def _imports(source: str) -> tuple[str, ...]:
    return tuple(_imports_in(source))


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all statements below a node, also those within others; no expressions: they are many.

    Statements stand in statements, or in what these have: handlers of errors, cases of a match.
    """
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        inside = getattr(tree, name, [])
        for node in inside if isinstance(inside, list) else []:  # a lambda's body is no list
            yield node
            yield from statements(node)


def _imports_in(source: str) -> Iterator[str]:
    for node in statements(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            # What comes after `import` may be a module, too.
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_of(module: str, package: str) -> bool:
    """Return whether a module is a package or lies in it.

    ``scenes.*`` is all of scenes but its ground floor; ``drawings`` lies in any lecture.
    """
    if package == "scenes.*":
        inside = is_of(module, "scenes") and module.count(".") > 0
        return inside and not any(is_of(module, each) for each in GROUND_FLOOR)
    if package == "drawings":
        return "drawings" in module.split(".")
    return f"{module}.".startswith(f"{package}.")


def forbidden_arrows(root: Path) -> list[str]:
    """Return which files import what they never should."""
    return [
        f"{file.relative_to(root)} imports {module}: {rule}"
        for rule, (rooms, packages) in NEVERS.items()
        for file in modules(root, *rooms)
        for module in imports(file)
        if any(is_of(module, package) for package in packages) and not is_of(module, EVERYBODYS)
    ]


def is_scene(file: Path) -> bool:
    """Return whether a file holds a scene: a class with a method ``construct``."""
    return _has_a_scene(file.read_text(encoding="utf-8"))


@cache
def _has_a_scene(source: str) -> bool:
    return any(
        isinstance(node, ast.FunctionDef) and node.name == "construct"
        for node in statements(ast.parse(source))
    )


def scene_files(root: Path) -> list[Path]:
    """Return all files with scenes."""
    return [file for file in modules(root, "scenes") if is_scene(file)]


def scenes_that_import_scenes(root: Path) -> list[str]:
    """Return which scene files import another one."""
    named = {".".join(file.relative_to(root).with_suffix("").parts) for file in scene_files(root)}
    return sorted(
        {
            f"{file.relative_to(root)} imports {scene}"
            for file in scene_files(root)
            for module in imports(file)
            for scene in named
            if is_of(module, scene)
        }
    )


def long_scenes(root: Path) -> list[str]:
    """Return which scene files have too many lines."""
    lengths = {file: len(file.read_text().splitlines()) for file in scene_files(root)}
    return [
        f"{file.relative_to(root)} has {length} lines"
        for file, length in lengths.items()
        if length > LONGEST
    ]


@cache
def _installed() -> frozenset[str]:
    """Return the names of all modules that are installed: a second goes by until they are found."""
    return frozenset(metadata.packages_distributions())


def clashing_names(root: Path) -> list[str]:
    """Return which files and folders beside a scene have the name of a module to be imported.

    Manim puts the scene's own folder first on ``sys.path``: a file ``random.py`` there would be
    imported by whatever wants Python's own.
    """
    project = {path.stem for path in root.iterdir() if path.is_dir() or path.suffix == ".py"}
    taken = {*sys.stdlib_module_names, *_installed(), *project}
    beside = {
        path
        for folder in {file.parent for file in scene_files(root)}
        for path in folder.iterdir()
        if path.suffix == ".py" or path.is_dir()
    }
    return sorted(
        f"{path.relative_to(root)} hides the module {path.stem}"
        for path in beside
        if path.stem in taken - {"__init__", "__pycache__"}
    )
