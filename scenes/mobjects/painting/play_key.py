"""What the film of a play depends on, as one digest: Manim films again what has another one.

Manim's own digest looks into the same things, but turns each of them into JSON on its way, every
attribute of every glyph, before every play: with much text on the stage that takes longer than to
draw it. Here values go into the digest as they are, at a quarter of the expense; and some that
Manim only knows by their type are looked at, too: numbers of numpy's, sets, arguments that a
function keeps, default values.
"""

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
from manim import Animation, Camera, ManimColor, Mobject, Scene

#: Attributes that say nothing about a picture: they differ from run to run, or follow from others.
#: Manim leaves them out, too; see ``manim.utils.hashing``.
LEFT_OUT = frozenset({"original_id", "background", "pixel_array_to_cairo_context"})

#: Attributes of cameras, of the same kind.
AFTER_DRAWING = frozenset({"pixel_array", "display_funcs", "kinds"})

#: What is known by its ``repr``.
SIMPLE = frozenset({type(None), bool, int, float, complex, str, bytes})

#: What is known by its type where there is nothing in it.
EMPTY = frozenset({list, tuple, dict})


def play_key(
    scene: Scene,
    camera: Camera,
    animations: Iterable[Animation],
    mobjects: Iterable[Mobject],
    **how: Any,
) -> str:
    """Return the digest of a play: the name that Manim gives to its film.

    What has no ``__dict__`` counts by its type alone: a mobject keeps there what may differ from
    run to run, and tells in its ``key`` what a picture depends on.

    Parameters
    ----------
    scene
        Not looked into: what it shows are its mobjects.
    camera
        With its frame; its pixels are none of what is filmed.
    animations
        With all that they refer to, and what functions in them refer to.
    mobjects
        All on the stage, in the order in which they are drawn.
    how
        How the play is filmed: backend, encoder, state of the renderer.
    """
    reader = Reader(scene)
    reader.read(how)
    reader.read_camera(camera)
    reader.read(list(animations))
    reader.read(list(mobjects))
    return reader.digest.hexdigest()


class Reader:
    """Goes through things that refer to each other, and digests each of them once.

    Parameters
    ----------
    known
        What isn't looked into.
    """

    def __init__(self, *known: Any) -> None:
        self.digest = hashlib.sha256()
        #: When each object was met, by its id; and the objects, lest another one gets the id.
        self.met: dict[int, int] = {}
        self.kept: list[Any] = []
        #: Lists and tables that are being read: only what contains itself isn't read again.
        self.inside: set[int] = set()
        for thing in known:
            self.meet(thing)

    def meet(self, thing: Any) -> bool:
        """Return whether an object is new; if not, say which one it is."""
        place = self.met.setdefault(id(thing), len(self.met))
        if place < len(self.kept):
            self.tell(f"again {place}")
            return False
        self.kept.append(thing)
        return True

    def tell(self, words: str) -> None:
        """Digest words; nothing that follows can be taken for a part of them."""
        self.digest.update(f"{len(words)} {words}\n".encode("utf-8", "surrogatepass"))

    def read(self, thing: Any) -> None:
        """Digest anything."""
        if type(thing) in SIMPLE:
            self.tell(repr(thing))
        else:
            way_to_read(type(thing))(self, thing)

    def read_camera(self, camera: Camera) -> None:
        """Digest a camera without what is there only after it has drawn: its pixels, its ways."""
        if self.meet(camera):
            self.tell(_name(type(camera)))
            told = vars(camera).items()
            self.read_table({name: value for name, value in told if name not in AFTER_DRAWING})

    def read_object(self, thing: Any) -> None:
        """Digest whatever has attributes."""
        if self.meet(thing):
            self.tell(_name(type(thing)))
            self.read_table(vars(thing))

    def read_table(self, table: Mapping[Any, Any]) -> None:
        """Digest attributes, or a dictionary, in its order.

        What most attributes are, in thousands of glyphs, is gathered here and digested at once.
        """
        if not self._enter(table):
            return
        simple: list[Any] = []
        numbers: list[bytes] = []
        for name, value in table.items():
            if name in LEFT_OUT:
                continue
            if type(name) in SIMPLE:
                simple.append(name)
            else:
                self.read(name)
            kind = type(value)
            if kind in SIMPLE:
                simple.append(value)
            elif kind is np.ndarray and value.dtype.kind in "fiub":
                simple += (value.dtype.str, value.shape)
                numbers.append(value.tobytes())
            elif kind in EMPTY and not value:
                simple.append(kind.__name__)
            else:
                way_to_read(kind)(self, value)
        self.tell(repr(simple))
        self.digest.update(b"".join(numbers))
        self.inside.discard(id(table))

    def read_sequence(self, things: Iterable[Any]) -> None:
        """Digest a list or a tuple."""
        if self._enter(things):
            for each in things:
                self.read(each)
            self.tell("end")
            self.inside.discard(id(things))

    def read_set(self, things: Iterable[Any]) -> None:
        """Digest a set, in whatever order it comes."""
        self.tell(_name(type(things)))
        digests = sorted(digest(each, *self.kept[:1]) for each in things)
        self.tell(" ".join(digests))

    def read_array(self, array: np.ndarray) -> None:
        """Digest kind, shape and numbers."""
        if array.dtype.hasobject:
            self.read(array.tolist())
        else:
            self.tell(f"{array.dtype.descr if array.dtype.names else array.dtype.str}{array.shape}")
            self.digest.update(np.ascontiguousarray(array).tobytes())

    def read_function(self, function: FunctionType) -> None:
        """Digest what it does, and what it refers to."""
        if self.meet(function):
            self.read(function.__code__)
            self.read_sequence(list(function.__defaults__ or ()))
            self.read_table(function.__kwdefaults__ or {})
            self.read_table(_referred(function))

    def _enter(self, container: Any) -> bool:
        """Return whether a container isn't inside itself."""
        self.tell(type(container).__name__)
        if id(container) in self.inside:
            self.tell("inside itself")
            return False
        self.inside.add(id(container))
        return True

    def read_type_alone(self, thing: Any) -> None:
        """Digest no more than of what kind a thing is."""
        self.tell(_name(type(thing)))


def digest(thing: Any, *known: Any) -> str:
    """Return the digest of a thing; what is known isn't looked into."""
    reader = Reader(*known)
    reader.read(thing)
    return reader.digest.hexdigest()


@functools.cache
def way_to_read(kind: type) -> Callable[[Reader, Any], None]:
    """Return how things of a kind are digested."""
    for kinds, way in WAYS:
        if issubclass(kind, kinds):
            return way
    # One without a __dict__ has no place for attributes; see __slots__.
    return Reader.read_object if kind.__dictoffset__ else Reader.read_type_alone


#: How things are digested, by their kind; the first that fits counts.
WAYS: tuple[tuple[type | tuple[type, ...], Callable[[Reader, Any], None]], ...] = (
    (np.ndarray, Reader.read_array),
    (np.generic, lambda reader, number: reader.read_array(np.asarray(number))),
    # Equal colours are often copies of each other, and often not.
    (ManimColor, lambda reader, colour: reader.read_array(colour._internal_value)),
    (Enum, lambda reader, member: reader.tell(f"{_name(type(member))} {member.name}")),
    (type, lambda reader, kind: reader.tell(_name(kind))),
    (ModuleType, lambda reader, module: reader.tell(module.__name__)),
    (tuple(SIMPLE - {type(None)}), lambda reader, value: reader.tell(repr(value))),
    (dict, Reader.read_table),
    ((list, tuple), Reader.read_sequence),
    ((set, frozenset), Reader.read_set),
    (CodeType, lambda reader, code: reader.tell(_compiled(code))),
    (FunctionType, Reader.read_function),
    # As Manim does: what it is a method of would lead anywhere.
    (MethodType, lambda reader, method: reader.read_function(method.__func__)),
    (functools.partial, lambda reader, of: reader.read([of.func, of.args, of.keywords])),
)


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


@functools.cache
def _compiled(code: CodeType) -> str:
    """Return a digest of what a function does; several can begin on a line of a source."""
    return digest([code.co_code, code.co_names, code.co_varnames, *code.co_consts])


def _referred(function: FunctionType) -> dict[str, Any]:
    """Return what a function refers to, by name: in the functions around it, and in its module."""
    code, around = function.__code__, function.__globals__
    found = {name: around[name] for name in code.co_names if name in around}
    for name, cell in zip(code.co_freevars, function.__closure__ or (), strict=True):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # nothing was assigned yet
            found[name] = None
    return found
