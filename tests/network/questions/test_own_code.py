"""The code that films show is the code that runs."""

import inspect

import numpy as np

from network.questions.own_code import code_of
from network.training import in_a_few_lines
from network.training.in_a_few_lines import learn


def test_a_function_is_shown_as_it_stands_but_for_its_docstring():
    shown, source = code_of(learn), inspect.getsource(learn)
    assert '"""' not in shown
    lines = [line for line in shown.split("\n") if line]
    assert lines[0].startswith("def learn(")
    assert all(line in source.split("\n") for line in lines)
    assert len(shown.split("\n")) <= 25


def test_what_is_shown_does_the_same():
    names = {"sigmoid": in_a_few_lines.sigmoid}
    exec(code_of(learn), names)
    rng = np.random.default_rng(0)
    images, wanted = rng.random((5, 6)), np.eye(3)[[0, 2, 1, 1, 0]]
    results = []
    for way in (learn, names["learn"]):
        W, b = [np.linspace(-1, 1, 18).reshape(3, 6)], [np.zeros(3)]
        way(W, b, images, wanted, 0.7, 2, np.random.default_rng(1))
        results.append((*W, *b))
    for one, other in zip(*results, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_function_without_a_docstring_is_shown_whole():
    def double(x):
        return 2 * x

    assert code_of(double) == "def double(x):\n    return 2 * x"
