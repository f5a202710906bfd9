"""A formula's source, read into a tree, as Typst sets it: what looks different is refused."""

from tests.typeset.known import GREEK
from tests.typeset.reader import BRACKETS, Reader
from tests.typeset.terms import Terms
from tests.typeset.tokens import Token, number_in
from tests.typeset.tree import (
    FUNCTIONS,
    Applied,
    Call,
    Derivative,
    Dots,
    Index,
    Node,
    Number,
    Partial,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
    Word,
)

TIMES = ("dot", "dot.c", "dot.op", "times", "*")
DOTS = ("dots", "dots.c", "dots.h")
RELATIONS = ("=", "approx")
BETWEEN = (",", ";", "arrow.r", "arrow.r.double", "arrow.l.r.double", "->", "=>")
PREFIXES = {"Delta": "Δ", "nabla": "∇"}


class Parser(Reader):
    """Reads one expression of a plain source."""

    def whole(self) -> Node:
        """Return the tree of the whole source."""
        made = self.expression()
        if self.now.kind != "end":
            raise self.wrong(f"{self.now.text!r} is not expected here")
        return made

    # --- sums, products, fractions -----------------------------------------------------------

    def expression(self) -> Node:
        terms = [self._signed()]
        while self.sees("+", "-"):
            terms.append(self._signed())
        return terms[0][1] if len(terms) == 1 and terms[0][0] == 1 else Terms(tuple(terms))

    def _signed(self) -> tuple[int, Node]:
        sign = -1 if self.sees("+", "-") and self.take().text == "-" else 1
        return sign, self.term()

    def term(self) -> Node:
        factors = [self.fraction()]
        while True:
            if self.sees(*TIMES):
                self.take()
                factors.append(self._factor_with_sign())
            elif self._a_factor_follows():
                if self.now.kind == "number" and isinstance(factors[-1], Number):
                    raise self.wrong(f"no sign before the number {self.now.text}")
                factors.append(self.fraction())
            else:
                return factors[0] if len(factors) == 1 else Product(tuple(factors))

    def _factor_with_sign(self) -> Node:
        if not self.sees("-"):
            return self.fraction()
        self.take()
        return Terms(((-1, self.fraction()),))

    def _a_factor_follows(self) -> bool:
        if self.now.kind in ("number", "text"):
            return True
        if self.now.kind == "name":
            return self.now.text not in (*TIMES, *RELATIONS, *BETWEEN)
        return self.now.text in BRACKETS

    def fraction(self) -> Node:
        made, firm = self.one_thing()
        while self.sees("/"):
            self.take()
            below, firm_below = self.one_thing(below=True)
            if not (firm and firm_below):
                raise self.wrong("the bar of a fraction reaches over less than that: use frac()")
            made = self.over(made, below)
        return made

    def over(self, above: Node, below: Node) -> Node:
        if isinstance(above, Partial) and isinstance(below, Partial):
            return Derivative(above.symbol, below.symbol)
        if isinstance(above, Partial) or isinstance(below, Partial):
            raise self.wrong("∂ stands on one side of the bar only")
        return Quotient(above, below)

    # --- what is one thing -------------------------------------------------------------------

    def one_thing(self, below: bool = False) -> tuple[Node, bool]:
        """Return one thing with its exponent, and whether all of it goes above a fraction's bar.

        ``below`` says whether it stands below one.
        """
        token = self.now
        if token.kind == "name":
            return self._named(below)
        if token.kind in ("number", "text"):
            self.take()
            return self._to_a_power(self._number(token)), True
        if token.text in BRACKETS:
            return self._to_a_power(self.one()), not token.text.startswith("\\")
        raise self.wrong(f"something is missing before {token.text or 'the end'!r}")

    def _named(self, below: bool) -> tuple[Node, bool]:
        name = self.now.text
        if name in DOTS:
            self.take()
            return Dots(), True
        if name == "sum":
            return self._total(), False
        if name == "frac":
            return self._to_a_power(self._frac()), True
        if name in ("underbrace", "overbrace"):
            return self._braced(), True
        if name == "partial":
            return self._partial(), False
        if name == "op" or name in FUNCTIONS:
            return self._call()
        return self._symbol_and_more(below)

    def _number(self, token: Token) -> Number:
        number = number_in(token.text)
        if number is None:
            raise self.wrong(f"{token.text} is no number")
        return Number(token.text.strip('"'), number)

    def group(self) -> tuple[Node, ...]:
        """Return what stands between brackets, at commas apart."""
        closing = BRACKETS[self.take(*BRACKETS).text]
        found = [] if self.sees(closing) else [self.expression()]
        while self.sees(","):
            self.take()
            found.append(self.expression())
        self.take(closing)
        return tuple(found)

    def one(self) -> Node:
        """Return the one thing that stands between brackets."""
        found = self.group()
        if len(found) != 1:
            raise self.wrong("one thing is expected in parentheses")
        return found[0]

    def _to_a_power(self, made: Node) -> Node:
        if self.sees("_"):
            raise self.wrong("an index of something that is no symbol")
        if not self.sees("^"):
            return made
        self.take()
        return Power(made, self._exponent())

    def _frac(self) -> Node:
        self.take("frac")
        parts = self.group()
        if len(parts) != 2:
            raise self.wrong("frac takes two things")
        return self.over(*parts)

    def _braced(self) -> Node:
        """Return what stands at a brace; what the brace says is left out."""
        self.take()
        end = self.end_of(self.at)
        self.take("(")
        made = self.expression()
        self.take(",", ")")
        self.at = end + 1
        return made

    def _partial(self) -> Partial:
        self.take("partial")
        symbol, exponent = self._symbol()
        if exponent is not None:
            raise self.wrong(f"∂ of a power of {symbol.text}")
        return Partial(symbol)

    def _call(self) -> tuple[Node, bool]:
        """Return a function's value. Only ``sigma(z)``, nothing between, is firm."""
        name = self.take().text
        firm = name != "op" and self.follows_at_once("(")
        if name == "op":
            self.take("(")
            name = self.take().text.strip('"')
            self.take(")")
        while self.sees("'", "prime"):
            self.take()
            name += "'"
        if name not in FUNCTIONS:
            raise self.wrong(f"{name} is no function that is known")
        if self.now.text not in BRACKETS:
            raise self.wrong(f"{name} of what?")
        return self._to_a_power(Call(name, self.group())), firm

    def _total(self) -> Total:
        self.take("sum")
        letter, first, last = "", None, None
        while self.sees("_", "^"):
            if self.take().text == "^":
                last = self._exponent()
            elif self.sees("("):
                self.take()
                letter = self.take().text
                if self.sees("="):
                    self.take()
                    first = self.expression()
                self.take(")")
            else:
                letter = self.take().text
        if not letter.isalpha():
            raise self.wrong("a sum over what?")
        return Total(letter, first, last, self.term())

    def _symbol_and_more(self, below: bool) -> tuple[Node, bool]:
        """Return a symbol, its power, or what it is applied to."""
        prefixed = self.now.text in PREFIXES
        symbol, exponent = self._symbol()
        if below and self.follows_at_once("("):
            raise self.wrong("Typst takes what follows at once for a part of the denominator")
        if below or exponent is not None or self.now.text not in BRACKETS:
            made = symbol if exponent is None else Power(symbol, exponent)
            return made, not prefixed
        firm = not prefixed and not self.now.text.startswith("\\")
        arguments = self.group()
        if self.sees("^"):
            self.take()
            exponent = self._exponent()
        return Applied(symbol, arguments, exponent), firm

    # --- symbols -----------------------------------------------------------------------------

    def _symbol(self) -> tuple[Symbol, Node | None]:
        """Return a symbol and its exponent."""
        prefix = ""
        while self.now.text in PREFIXES:
            prefix += PREFIXES[self.take().text]
        token = self.take()
        if token.kind != "name" or not (len(token.text) == 1 or token.text in {**GREEK, "pi": ""}):
            raise self.wrong(f"{token.text or 'the end'!r} is no symbol that is known")
        base, indices, layer, exponent = GREEK.get(token.text, token.text), (), None, None
        while self.sees("_", "^", "'", "prime"):
            mark = self.take().text
            if mark in ("'", "prime"):
                base += "'"
            elif mark == "_" and not indices:
                indices = self._indices()
            elif mark == "^" and layer is None and exponent is None:
                layer = self._layer()
                exponent = self._exponent() if layer is None else None
            else:
                raise self.wrong(f"a second {mark} at {token.text}")
        return Symbol(prefix + base, indices, layer), exponent

    def _layer(self) -> str | None:
        """Return a layer's mark, ``((L))``: what is seen in parentheses; else ``None``."""
        if not self.sees("(") or self.after.text not in ("(", r"\("):
            return None
        end = self.end_of(self.at)
        if self.end_of(self.at + 1) != end - 1:
            return None
        inside = self.tokens[self.at + 2 : end - 1]
        self.at = end + 1
        return "".join(each.text for each in inside)

    def _exponent(self) -> Node:
        """Return an exponent, or where a sum ends: no layer's mark."""
        token = self.now
        if self._layer() is not None:
            raise self.wrong("a layer's mark at something that is no symbol")
        if token.text == "(":
            return self.one()
        self.take()
        if token.kind == "name" and len(token.text) == 1:
            return Symbol(token.text)
        return self._number(token)

    def _indices(self) -> tuple[Index, ...]:
        if not self.sees("("):
            return (self._index(),)
        self.take()
        found = []
        while not self.sees(")"):
            if self.sees(","):
                self.take()
            else:
                found.append(self._index(alone=False))
        self.take(")")
        return tuple(found)

    def _index(self, alone: bool = True) -> Index:
        """Return one index: a letter, a number, a word, or something to calculate."""
        token, after = self.now, self.after
        if alone or after.kind in ("name", "number") or after.text in (",", ")"):
            self.take()
            if token.kind == "text" and number_in(token.text) is None:
                return Index(token.text.strip('"'), Word(token.text))
            if token.kind == "name" and len(token.text) == 1:
                return Index(token.text, Symbol(token.text))
            number = self._number(token)
            return Index(f"{number.number:g}", number)
        made = self.expression()
        last = self.tokens[self.at - 1]
        return Index("".join(self.source[token.start : last.end].split()), made)
