"""Bias and activation before: only the first slope is another one, and so the path can go on."""

import math
from functools import cached_property
from itertools import pairwise

from manim import (
    LEFT,
    RIGHT,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    SurroundingRectangle,
    VGroup,
)

from network.questions.nudges import nudges
from scenes.calculus.drawings.chain_tree import EARLIER, LAST, LINKS, chain_tree, spread
from scenes.calculus.drawings.dependency_tree import DependencyTree
from scenes.calculus.drawings.product_of_slopes import (
    ProductOfSlopes,
    as_shown,
    real_nudge,
    shown_decimals,
)
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.places import FOOT, RIGHT_RIM
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.script.variants import choose
from scenes.stage.one_chain import OneChain, values_by_symbol

#: How far a number is nudged to measure a slope, and how far to let it be seen.
NUDGE, SEEN = 1e-4, {"w": 1.0, "b": 1.0, "a": 0.2}

#: The tree's rows: y of the middle one, and how far others are off. Columns of one step, of two.
ROWS = (-1.3, 1.42)
FOUR, SIX = (-4.5, -1.05, 2.4, 5.85), (-5.05, -2.81, -0.57, 1.67, 3.91, 6.15)

#: x of derivatives; left end and baseline of the sum's formula; baseline of what was tried.
WHOLE, SUM, TRIED = -6.15, (-2.9, 0.5), 0.5

#: How wide a link on the path is, and another one; points of the sum's formula.
WIDE, THIN, SIZE = 7, 3, 38

#: How the sum is made, and with the factor that nobody writes.
SUM_OF = "z^((L)) = w^((L)) a^((L-1)) + b^((L))"
WITH_ONE = "z^((L)) = w^((L)) a^((L-1)) + {{ 1 : one }} dot b^((L))"

#: Paths from the weight, the bias and the activation before to the cost, and from the weight before
#: that; what their slopes are.
END = ("z^((L))", "a^((L))", "C_0")
LONG = ("w^((L-1))", "z^((L-1))", "a^((L-1))", *END)
LAST_TWO = ("sigma'(z^((L)))", "2 (a^((L)) - y)")


class OneFactor(OneChain):
    """The first slope of three is exchanged twice; then the path grows by a layer."""

    def construct(self):
        self.open_section()
        self.remember_the_product_for_the_weight()
        self.nudge_the_bias()
        self.multiply_for_the_bias()
        self.nudge_the_activation_before()
        self.multiply_for_the_activation()
        self.go_on_to_the_layer_before()
        self.light_the_long_path()
        self.multiply_all_five()
        self.go_on_to_the_first()

    def remember_the_product_for_the_weight(self):
        product = self.of_weight
        line = "This was the product for the weight, one factor for each link of its path."
        with self.say(line):
            self.source = self.source_of().stand_at(RIGHT_RIM, FOOT, RIGHT)
            self.quickly(FadeIn(self.last_step, self.source))
            self.light(product.path)
            self.quickly(FadeIn(product.head))
            columns = (FadeIn(product.column(k)) for k in range(3))
            self.play(LaggedStart(*columns, lag_ratio=0.3))
            self.quickly(FadeIn(product.dots))
            self.add(product)
        self.rest(0.5)

    def nudge_the_bias(self):
        before, after = self.of_weight, self.of_bias
        line = "Nudge the bias instead. The sum moves by as much, so the first factor is 1."
        with self.say(line):
            self.exchange(before, after)
            self.nudge("b", self.reading.steps - 1)
            self.quickly(FadeIn(self.sum))
            self.play(Rewrite(self.sum, self.sum_with_one))
            self.point_out(after, self.sum_with_one.part("one"))

    def multiply_for_the_bias(self):
        line = choose(
            (
                self.agrees(self.of_bias),
                "The two others stay. That makes {slope}. A real nudge agrees.",
            ),
            otherwise="The two others stay. That makes {slope}. A real nudge gives {tried}.",
        )
        self.see_the_result(self.of_bias, line)
        self.quickly(FadeOut(self.told), Rewrite(self.sum_with_one, self.sum))

    def nudge_the_activation_before(self):
        before, after = self.of_bias, self.of_before
        line = (
            "Now nudge the activation before. In the sum it is multiplied by the weight. So the "
            "first factor is this weight."
        )
        with self.say(line):
            self.exchange(before, after)
            self.nudge("a", self.reading.steps - 1)
            self.point_out(after, self.sum.symbol("w^((L))"))

    def multiply_for_the_activation(self):
        line = choose(
            (
                self.agrees(self.of_before),
                "The others stay again. That makes {slope}. A real nudge agrees.",
            ),
            otherwise="The others stay again. That makes {slope}. A real nudge gives {tried}.",
        )
        self.see_the_result(self.of_before, line)
        self.quickly(FadeOut(self.told, self.sum))

    def go_on_to_the_layer_before(self):
        tree = self.tree
        line = (
            "Nobody can set this activation. But it depends on a weight, a bias and an activation, "
            "one layer before."
        )
        with self.say(line):
            self.light(())
            self.quickly(FadeOut(self.source))
            self.drive(self.make_room, [self.last_step], self.look.normal, *self.facts)
            links = [tree.links[pair] for pair in LINKS if pair[0] in EARLIER]
            come = VGroup(*links, *(tree.quantities[name] for name in EARLIER))
            self.play(FadeIn(come, shift=0.3 * RIGHT))
            self.add(tree)

    def light_the_long_path(self):
        before, after = self.of_before, self.of_weight_before
        line = (
            "So the path goes on, to that weight. Two factors come first. Three are there already."
        )
        with self.say(line):
            self.quickly(FadeOut(before.product, before.dots))
            self.slowly(*self.lengthen(before, after))
            self.quickly(FadeIn(after.dots))
            for k, pair in enumerate(pairwise(LONG)):
                lit = self.tree.links[pair].animate.set_stroke(self.look.accent, WIDE)
                come = [FadeIn(after.meaning(k), after.numbers[k])] if k < 2 else []
                self.quickly(lit, *come)
            self.put(before, after, first=False)
            self.nudge("w", self.reading.steps - 2)

    def multiply_all_five(self):
        line = choose(
            (
                self.agrees(self.of_weight_before),
                "All five make {slope}. A real nudge agrees.",
            ),
            otherwise="All five make {slope}. A real nudge gives {tried}.",
        )
        self.see_the_result(self.of_weight_before, line)

    def go_on_to_the_first(self):
        line = "So it goes on, two more factors a layer, back to the very first weight."
        with self.say(line):
            self.rest()
        self.rest()

    # --- what happens again and again --------------------------------------------------------

    def light(self, path: tuple[str, ...]) -> None:
        """Light the links along a path, and no others."""
        look, lit = self.look, set(pairwise(path))
        self.quickly(
            *(
                link.animate.set_stroke(
                    *((look.accent, WIDE) if pair in lit else (look.quiet, THIN))
                )
                for pair, link in self.tree.links.items()
                if pair[1] in LAST and pair[1] != "a^((L-1))"
            )
        )

    def exchange(self, before: ProductOfSlopes, after: ProductOfSlopes) -> None:
        """Light another path, and let what is nudged take its place in the fractions."""
        self.light(after.path)
        self.quickly(FadeOut(before.product, before.meaning(0), before.numbers[0]))
        self.play(before.rewritten(after, self.tree.quantities[after.path[0]].symbol))
        self.put(before, after, first=True)

    def put(self, before: ProductOfSlopes, after: ProductOfSlopes, first: bool) -> None:
        """Let a product take another's place, all but its number, and the first slope if asked."""
        self.remove(*before.get_family())
        self.add(after.but(first))

    def lengthen(self, before: ProductOfSlopes, after: ProductOfSlopes) -> list[Animation]:
        """Return the animations in which slopes make room for two more."""
        pairs = []
        for k in range(3):
            pairs.append((before.meaning(k), after.meaning(k + 2)))
            pairs.append((before.numbers[k], after.numbers[k + 2]))
        moves = (ReplacementTransform(old, new) for old, new in pairs)
        source = self.tree.quantities[after.path[0]].symbol
        return [before.rewritten(after, source), *moves]

    def nudge(self, kind: str, place: int) -> None:
        """Let a number go up, or down if there is no room, and back; what hangs on it follows."""
        reading, by = self.reading, SEEN[kind]
        if kind == "a" and reading.a[place] + by > 1:
            by = -by

        def show(share: float) -> None:
            moved = reading.nudged(kind, place, by * math.sin(math.pi * share))
            self.tree.set_values(values_by_symbol(moved))

        parts = [self.tree if place < reading.steps - 1 else self.last_step]
        self.drive(show, parts, self.look.slow, *self.facts, kind, place, by)

    def point_out(self, product: ProductOfSlopes, source: VGroup) -> None:
        """Let what the first slope is come out of the sum's formula, and its number appear."""
        box = SurroundingRectangle(source, color=self.look.words, buff=0.06, stroke_width=2.5)
        self.quickly(Create(box))
        self.play(ReplacementTransform(source.copy(), product.meaning(0)))
        self.quickly(FadeIn(product.numbers[0]), FadeOut(box))

    def see_the_result(self, product: ProductOfSlopes, line: str) -> None:
        """Multiply, and tell what a real nudge gives."""
        slope, tried = product.product.value, self.tried(product)
        self.told = real_nudge(NUDGE, tried, slope).shift([RIGHT_RIM, TRIED, 0])
        with self.say(line, slope=as_shown(slope, slope), tried=as_shown(tried, slope)):
            self.play(FadeIn(product.product, shift=0.3 * LEFT))
            self.add(product)
            self.play(FadeIn(self.told))
        self.rest()

    def make_room(self, share: float) -> None:
        """Make a share of the room that the step before needs."""
        four, six = spread(FOUR, *ROWS), spread(SIX, *ROWS)
        self.tree.set_places(
            {name: (x + share * (six[name][0] - x), y) for name, (x, y) in four.items()}
        )

    # --- what is shown -----------------------------------------------------------------------

    @cached_property
    def facts(self) -> list[float]:
        """What moving pictures depend on."""
        return list(values_by_symbol(self.reading).values())

    @cached_property
    def tree(self) -> DependencyTree:
        """The tree of the last two steps; the last one has the room for itself."""
        tree = chain_tree(values_by_symbol(self.reading))
        return tree.set_places({**spread(SIX, *ROWS), **spread(FOUR, *ROWS)})

    @cached_property
    def last_step(self) -> VGroup:
        """What is seen of it at first."""
        return self.tree.part(LAST)

    @cached_property
    def sum(self) -> SymbolFormula:
        """How the sum is made."""
        return SymbolFormula(SUM_OF, SIZE).stand_at(*SUM, LEFT)

    @cached_property
    def sum_with_one(self) -> SymbolFormula:
        """The same, with the factor of the bias."""
        return SymbolFormula(WITH_ONE, SIZE).stand_at(*SUM, LEFT)

    @cached_property
    def of_weight(self) -> ProductOfSlopes:
        """How the cost hangs on the last weight."""
        return self.product("w", 1, ("w^((L))", *END), ("a^((L-1))", *LAST_TWO))

    @cached_property
    def of_bias(self) -> ProductOfSlopes:
        """How it hangs on the last bias."""
        return self.product("b", 1, ("b^((L))", *END), ("1", *LAST_TWO))

    @cached_property
    def of_before(self) -> ProductOfSlopes:
        """How it hangs on the activation before."""
        return self.product("a", 1, ("a^((L-1))", *END), ("w^((L))", *LAST_TWO))

    @cached_property
    def of_weight_before(self) -> ProductOfSlopes:
        """How it hangs on the weight of the step before."""
        meanings = ("a^((L-2))", "sigma'(z^((L-1)))", "w^((L))", *LAST_TWO)
        return self.product("w", 2, LONG, meanings)

    def product(
        self, kind: str, before: int, path: tuple[str, ...], meanings: tuple[str, ...]
    ) -> ProductOfSlopes:
        """Return the product along a path, each slope above its link.

        Parameters
        ----------
        kind, before
            What the path begins with: its kind, and how many steps before the end it comes in.
        path, meanings
            In symbols.
        """
        place = self.reading.steps - before
        columns = [(x + other) / 2 for x, other in pairwise(FOUR if before == 1 else SIX)]
        slopes = self.reading.factors(kind, place), self.reading.slope(kind, place)
        return ProductOfSlopes(path, meanings, *slopes, columns, WHOLE)

    def tried(self, product: ProductOfSlopes) -> float:
        """Return how much the cost really changes with what a path begins with, for a nudge."""
        symbol = product.path[0]
        place = self.reading.steps - len(product.path) // 2 + 1
        return float(nudges(self.reading, symbol[0], place, [NUDGE]).quotient[0])

    def agrees(self, product: ProductOfSlopes) -> bool:
        """Return whether a real nudge gives what the product is, as both are written."""
        slope, tried = product.product.value, self.tried(product)
        decimals = shown_decimals(slope)
        return f"{slope:.{decimals}f}" == f"{tried:.{decimals}f}"
