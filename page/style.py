"""The page's style sheet: the films' own colours, and one small file a part."""

from dataclasses import fields
from pathlib import Path

from scenes.look.theme import DARK, LIGHT, Theme

FOLDER = Path(__file__).resolve().parent / "style"


def style() -> str:
    """Return the style sheet: colours of both themes, then ``base.css``, then all others."""
    files = sorted(FOLDER.glob("*.css"), key=lambda file: (file.stem != "base", file.stem))
    light = _colours(LIGHT)
    rules = [
        f":root {{ color-scheme: dark; {_colours(DARK)} }}",
        f'@media (prefers-color-scheme: light) {{ :root:not([data-theme="dark"]) '
        f"{{ color-scheme: light; {light} }} }}",
        f':root[data-theme="light"] {{ color-scheme: light; {light} }}',
    ]
    return "\n".join([*rules, *(file.read_text(encoding="utf-8") for file in files)])


def _colours(theme: Theme) -> str:
    """Return a theme's colours as CSS variables, each by its name: ``--stage``, ``--words``."""
    named = ((each.name, getattr(theme, each.name)) for each in fields(theme))
    return " ".join(f"--{name}: {value};" for name, value in named if str(value).startswith("#"))
