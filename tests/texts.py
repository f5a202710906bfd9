"""Which texts are on a stage, and whether they can be seen."""

from collections.abc import Iterable, Iterator
from functools import cache

from manim import Mobject, Scene, VMobject

from scenes.mobjects.painting.painted import PaintedMobject
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import STRUT, Formula, OnALine
from tests.typeset import plain

#: Less opaque than this, nothing is seen.
FAINT = 0.05

#: Where texts are made; what there has a ``text`` is one.
WRITING = "scenes.mobjects.writing."


def is_text(mobject: Mobject) -> bool:
    """Return whether a mobject is a whole text: words, a formula, a number, code."""
    whole, may_be = _is_text(type(mobject))
    return whole or (may_be and hasattr(mobject, "text"))


@cache
def _is_text(kind: type[Mobject]) -> tuple[bool, bool]:
    """Return whether all mobjects of a kind are texts, and whether those with a ``text`` are."""
    return issubclass(kind, OnALine | Numeral), kind.__module__.startswith(WRITING)


def family(mobjects: Iterable[Mobject]) -> Iterator[Mobject]:
    """Return mobjects and all their parts, each once, in the order of their making."""
    met, waiting = set(), list(mobjects)[::-1]
    while waiting:
        mobject = waiting.pop()
        if id(mobject) not in met:
            met.add(id(mobject))
            yield mobject
            waiting += mobject.submobjects[::-1]


def opacity(mobject: Mobject) -> float:
    """Return how opaque what a mobject itself draws is at most, 0 to 1."""
    if isinstance(mobject, PaintedMobject):
        return mobject.opacity
    if not isinstance(mobject, VMobject) or not len(mobject.points):
        return 0.0
    filled = mobject.fill_rgbas[0, 3]
    return float(max(filled, mobject.stroke_rgbas[0, 3]) if mobject.stroke_width > 0 else filled)


def can_be_seen(mobject: Mobject) -> bool:
    """Return whether a mobject or any of its parts is drawn."""
    return any(opacity(part) > FAINT for part in mobject.get_family())


def visible_texts(stage: Scene | Iterable[Mobject]) -> list[Mobject]:
    """Return every text on the stage that can be seen, the innermost texts left out.

    Letters that were taken out of their text, to come one after another, are none.
    """
    mobjects = stage.mobjects if isinstance(stage, Scene) else stage
    found, waiting, met = [], list(mobjects)[::-1], set()
    while waiting:
        mobject = waiting.pop()
        if id(mobject) in met:
            continue
        met.add(id(mobject))
        if not is_text(mobject):
            waiting += mobject.submobjects[::-1]
        elif can_be_seen(mobject):
            found.append(mobject)
    return found


def told(text: Mobject) -> str:
    """Return what a text was asked to say."""
    return getattr(text, "text", "") or getattr(text, "typst_code", "") or repr(text)


def visible_formulas(mobjects: Iterable[Mobject]) -> list[str]:
    """Return the sources of all formulas of which anything can be seen, each once, in order.

    Labels and spacing are left out. Glyphs count that were taken out of their formula, to come
    one after another: see ``tests.layout.remember_letters``.
    """
    found: dict[str, None] = {}
    for each in family(mobjects):
        if isinstance(each, Formula):
            if can_be_seen(each):
                found[each.typst_code] = None
        elif (code := _formula_of(each)) and opacity(each) > FAINT:
            found[code] = None
    return list(dict.fromkeys(map(source_of, found)))


def _formula_of(mobject: Mobject) -> str:
    """Return what a glyph's formula was made from; nothing if it is a glyph of none."""
    code = getattr(mobject, "letter_of", (0, ""))[1]
    return code if code.startswith("$ ") and code.endswith(f"{STRUT} $") else ""


@cache
def source_of(code: str) -> str:
    """Return a formula's source as it is read on the screen, from its ``typst_code``."""
    return plain(code)
