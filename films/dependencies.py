"""What a section film is made from, found in its source: modules, and what of the model it shows.

Nothing is imported: source is read by ``ast``, so that planning a hundred films takes no longer
than reading their files.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

#: Where modules lie that a film can depend on.
PACKAGES = ("scenes", "network")

#: What a scene can show that doesn't come from its source: attributes of ``LectureScene``.
SHOWN = frozenset({"network", "digits", "history", "findings", "experiments", "own_digit"})

#: Studies that a scene can show, by its attribute; the file is called as the value.
STUDIES = {
    "example_costs": "example-costs",
    "mean_gradient": "mean-gradient",
    "mean_wishes": "mean-wishes",
    "cost_plane": "cost-plane",
    "cost_slices": "cost-slices",
    "doubt": "doubt",
    "memorising": "memorising",
    "other_starts": "other-starts",
    "fading": "fading",
    "batch_angles": "batch-angles",
    "small_steps": "small-steps",
    "few_lines": "few-lines",
    "chain": "chain",
    "more_data": "more-data",
}

#: What a scene says by class attributes of the networks that it has something to tell of; see
#: ``scenes.stage.shown``.
NEEDS = ("least_hidden_layers", "only_sigmoid_outputs", "plays_back", "only_trained_here")

#: What puts the titles of the table of contents into the picture.
OPENING = "open_section"

#: What Manim calls of a scene.
CALLED = frozenset({"__init__", "setup", "construct", "render", "tear_down"})

#: How functions call a scene that is given to them.
SCENE_NAMES = ("self", "scene")


def sources_of(scene: str) -> list[Path]:
    """Return the source of a scene: its file and every module it imports, also by others.

    Parameters
    ----------
    scene
        Its file without ``scenes/`` before and ``.py`` behind it.
    """
    return imported_by(ROOT / "scenes" / f"{scene}.py")


@cache
def shown_by(scene: str) -> frozenset[str]:
    """Return what a scene shows besides its source: of ``SHOWN``, ``STUDIES``, and ``OPENING``.

    It shows what it and its base classes ask themselves for, and what helpers ask the scene for
    that they are given. When in doubt, it shows it: a film made once too often is no harm.
    """
    file = ROOT / "scenes" / f"{scene}.py"
    asked = set(CALLED)
    for source in imported_by(file):
        if source.is_relative_to(ROOT / "scenes"):
            asked |= _asked_in(source, SCENE_NAMES if source == file else ("scene",))
    methods = _methods(file)
    new = set(asked)
    while new:
        new = {name for method in new for name in methods.get(method, ())} - asked
        asked |= new
    return frozenset(asked & (SHOWN | {OPENING} | set(STUDIES)))


def needs_of(scene: str) -> dict[str, Any]:
    """Return what a scene needs of a network: :data:`NEEDS`, as far as it or a base says so."""
    file = ROOT / "scenes" / f"{scene}.py"
    bases = _base_modules(file) - {file, ROOT / "scenes/stage/shown.py"}
    needs: dict[str, Any] = {}
    for module in sorted(bases):
        for name, value in _says(module).items():
            needs[name] = max(value, needs.get(name, value))
    return needs | _says(file)


@cache
def _says(file: Path) -> dict[str, Any]:
    """Return the :data:`NEEDS` that classes in a file state, and their values."""
    return {
        target.id: part.value.value
        for each in _parsed(file).body
        if isinstance(each, ast.ClassDef)
        for part in each.body
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant)
        for target in part.targets
        if isinstance(target, ast.Name) and target.id in NEEDS
    }


@cache
def imported_by(file: Path, packages: tuple[str, ...] = PACKAGES) -> list[Path]:
    """Return a file and all modules of the repository that it imports, directly or not."""
    packages_of_file = file.relative_to(ROOT).parent.as_posix().replace("/", ".")
    found, waiting = set(), [file, *_files_of(packages_of_file)]
    while waiting:
        source = waiting.pop()
        if source not in found:
            found.add(source)
            waiting += _imports(source, packages)
    return sorted(found)


@cache
def _parsed(file: Path) -> ast.Module:
    """Return what a file says; nothing if it has an error, which whoever runs it will report."""
    try:
        return ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return ast.Module([], [])


@cache
def _imports(file: Path, packages: tuple[str, ...]) -> list[Path]:
    """Return the modules of the repository that a file imports, and their packages."""
    names = {name for name in _imported_names(file) if name.split(".")[0] in packages}
    return [path for name in names for path in _files_of(name)]


@cache
def _imported_names(file: Path) -> list[str]:
    """Return the names of what a file imports; not all of them are modules."""
    names = []
    for node in _statements(_parsed(file)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(file, node)
            names += [f"{module}.{alias.name}" for alias in node.names]
    return names


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all statements in a statement; what they calculate, most of a file, is passed over."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for each in getattr(node, part, ()):
            yield each
            yield from _statements(each)


def _absolute(file: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = file.relative_to(ROOT).parts[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def _files_of(name: str) -> Iterator[Path]:
    """Yield the files that are run when a name is imported: of each package, of the module."""
    path = ROOT
    for part in name.split("."):
        path /= part
        yield from (each for each in (path / "__init__.py", path.with_suffix(".py")) if _is(each))


@cache
def _is(path: Path) -> bool:
    return path.is_file()


@cache
def _asked_in(file: Path, owners: tuple[str, ...]) -> set[str]:
    return _asked_for(_parsed(file), owners)


def _asked_for(node: ast.AST, owners: tuple[str, ...]) -> set[str]:
    """Return the names of the attributes that code asks its owner, or ``super()``, for."""
    asked = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute):
            value = each.value.func if isinstance(each.value, ast.Call) else each.value
            if isinstance(value, ast.Name) and value.id in (*owners, "super"):
                asked.add(each.attr)
    return asked


def _methods(file: Path) -> dict[str, set[str]]:
    """Return what each method asks its scene for, of all base classes of the scenes in a file."""
    methods: dict[str, set[str]] = {}
    for module in _base_modules(file):
        for name, asked in _methods_in(module):
            methods.setdefault(name, set()).update(asked)
    return methods


@cache
def _methods_in(file: Path) -> list[tuple[str, set[str]]]:
    """Return the name of each method in a file, and what it asks its scene for."""
    return [
        (part.name, _asked_for(part, ("self",)))
        for each in _parsed(file).body
        if isinstance(each, ast.ClassDef)
        for part in each.body
        if isinstance(part, ast.FunctionDef)
    ]


def _base_modules(file: Path) -> set[Path]:
    """Return the files in the repository that base classes of a file's classes may come from."""
    found, waiting = set(), [file]
    while waiting:
        source = waiting.pop()
        if source in found:
            continue
        found.add(source)
        bases = _bases(source)
        for name in _imported_names(source):
            if name.rpartition(".")[2] in bases and name.split(".")[0] in PACKAGES:
                waiting += [path for path in _files_of(name) if path.name != "__init__.py"]
    return found


@cache
def _bases(file: Path) -> set[str]:
    """Return the names of the classes that a file's classes are derived from."""
    return {
        ast.unparse(base).split(".")[0]
        for each in ast.walk(_parsed(file))
        if isinstance(each, ast.ClassDef)
        for base in each.bases
    }
