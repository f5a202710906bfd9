"""The text of a function of this project, as films show it."""

import ast
import inspect
import textwrap
from collections.abc import Callable


def code_of(function: Callable) -> str:
    """Return a function's source as it stands, but for its docstring.

    Raises
    ------
    OSError
        If its source isn't at hand.
    """
    source = textwrap.dedent(inspect.getsource(function))
    lines, tree = source.rstrip().split("\n"), ast.parse(source).body[0]
    if ast.get_docstring(tree) is not None:
        first = tree.body[0]
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines)
