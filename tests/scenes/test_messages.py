"""Every word that a film shows or says is a message: nothing is left in English by mistake.

That what a scene writes and says can be translated is looked at whenever it is performed, see
``tests/conftest.py``; here is looked at the source.
"""

import ast

import pytest

from scenes.script.contents import SCENES

#: Measures characters between zeros: none of them is read by anybody.
PROBES = "mobjects/writing/number.py"

FILES = [each.relative_to(SCENES).as_posix() for each in sorted(SCENES.rglob("*.py"))]


@pytest.mark.parametrize("file", [each for each in FILES if each != PROBES])
def test_no_text_is_put_together_before_it_is_written(file):
    """What is handed to ``words`` and ``say`` are messages with fields, never f-strings."""
    writes = {"words", "note", "headline", "message", "row_of_words", "say"}
    for node in ast.walk(ast.parse((SCENES / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            told = [each for each in node.args if isinstance(each, ast.JoinedStr)]
            assert name not in writes or not told, f"scenes/{file}:{node.lineno}"
