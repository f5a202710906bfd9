"""Formulas of lecture 4: colours by kind of symbol, numbers below them, and the tree."""

from itertools import pairwise

import pytest
from manim import tempconfig

from scenes.calculus.drawings.dependency_tree import DependencyTree, Quantity
from scenes.calculus.drawings.symbols import LiveFormula, SymbolFormula, label_of, symbol_colour
from tests.quick_mobjects import quick_mobjects
from tests.quick_texts import quick_texts


@pytest.fixture(autouse=True)
def small_stage(monkeypatch, tmp_path):
    with tempconfig({"media_dir": str(tmp_path), "verbosity": "ERROR"}):
        quick_mobjects(monkeypatch)
        quick_texts(monkeypatch)
        yield


def colours(made) -> set[str]:
    return {glyph.get_fill_color().to_hex() for glyph in made}


@pytest.mark.parametrize(
    ("symbol", "label"),
    [
        ("a^((L))", "a-L"),
        ("a_k^((L-1))", "a-k-Lm1"),
        ("a_k^((L - 1))", "a-k-Lm1"),
        ("w_(j k)^((l+1))", "w-jk-lp1"),
        ("w_(2, 5)^((3))", "w-25-3"),
        ("C_0", "C-0"),
        ("y", "y"),
    ],
)
def test_a_symbol_has_a_label_of_its_own(symbol, label):
    assert label_of(symbol) == label
    assert label in SymbolFormula(f"2 {symbol} + 1").parts


@pytest.mark.parametrize("text", ["sigma", "partial", "a + b", "x", "n_L", "dot"])
def test_what_is_no_symbol_is_refused(text):
    with pytest.raises(ValueError, match="not a symbol"):
        label_of(text)


def test_each_kind_of_symbol_keeps_its_colour():
    formula = SymbolFormula(
        "frac(partial C_0, partial w^((L))) = a^((L-1)) sigma'(z^((L))) 2 (a^((L)) - y)"
    )
    for symbol in ("C_0", "w^((L))", "a^((L-1))", "z^((L))", "a^((L))", "y"):
        assert colours(formula.symbol(symbol)) == {symbol_colour(symbol).upper()}
    symbols = {id(g) for s in ("C_0", "w^((L))", "z^((L))", "y") for g in formula.symbol(s)}
    symbols |= {id(g) for s in ("a^((L-1))", "a^((L))") for g in formula.symbol(s)}
    rest = [g for g in formula.submobjects if id(g) not in symbols]
    kinds = {symbol_colour(letter).upper() for letter in "wbzayC"}
    assert len(kinds) == 6
    assert rest
    assert not colours(rest) & (kinds - {symbol_colour("a").upper()})


def test_a_symbol_that_occurs_twice_is_found_twice_from_left_to_right():
    formula = SymbolFormula("a^((L)) (1 - a^((L)))")
    first, second = formula.occurrences("a^((L))")
    assert first.get_right()[0] < second.get_left()[0]
    with pytest.raises(KeyError, match="is not in"):
        formula.symbol("a^((1))")


def test_a_live_formula_has_a_number_under_each_symbol_and_all_have_room():
    values = {"z^((3))": -110.66, "w^((3))": 22.5, "a^((2))": 0.61, "b^((3))": -124.2}
    made = LiveFormula("z^((3)) = w^((3)) a^((2)) + b^((3))", values)
    assert made.formula.source == "z^((3)) = w^((3)) a^((2)) + b^((3))"
    bottom = made.formula.get_bottom()[1]
    numbers = sorted(made.row, key=lambda number: number.get_x())
    for symbol, (number,) in made.numbers.items():
        assert number.value == values[symbol]
        assert number.get_x() == pytest.approx(made.formula.symbol(symbol).get_x(), abs=0.01)
        assert number.get_top()[1] < bottom
    for left, right in pairwise(numbers):
        assert left.get_right()[0] + 0.1 < right.get_left()[0]
    made.set_values({"b^((3))": 1.5})
    assert made.numbers["b^((3))"][0].text == "1.50"


def test_a_whole_number_is_written_without_decimals():
    made = LiveFormula("C_0 = (a^((L)) - y)^2", {"C_0": 0.1156, "a^((L))": 0.66, "y": 1})
    assert made.numbers["y"][0].text == "1"
    assert made.numbers["C_0"][0].text == "0.12"


def test_dots_of_a_tree_go_where_the_numbers_are_and_links_lead_on():
    here = {
        name: Quantity(f"{name}^((L))", (x, 0), -2, 6, value)
        for name, x, value in (("w", -4, 0), ("z", 0, 2), ("a", 4, 6))
    }
    tree = DependencyTree(here, [("w", "z"), ("z", "a")])
    for name, share in (("w", 0.25), ("z", 0.5), ("a", 1.0)):
        line, dot = tree.quantities[name].line, tree.quantities[name].dot
        left, right = line.line.get_start()[0], line.line.get_end()[0]
        assert dot.get_x() == pytest.approx(left + share * (right - left))
    tree.set_values({"w": 9, "z": -1})
    weight = tree.quantities["w"]
    assert weight.dot.get_x() == pytest.approx(weight.line.line.get_end()[0])
    assert weight.figure.text == "9.00"
    assert tree.quantities["z"].figure.text == "−1.00"
    first, second = tree.path("w", "z", "a")
    for link, (start, end) in ((first, ("w", "z")), (second, ("z", "a"))):
        assert tree.quantities[start].get_right()[0] < link.get_left()[0]
        assert link.get_right()[0] < tree.quantities[end].get_left()[0]
    with pytest.raises(KeyError):
        tree.path("w", "a")
