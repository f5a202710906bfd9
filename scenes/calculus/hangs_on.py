"""What hangs on what: three formulas become a tree, and a hand turns one weight."""

from functools import cached_property

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    Annulus,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    TransformFromCopy,
    VGroup,
    rate_functions,
    smooth,
)

from scenes.calculus.drawings.chain_tree import EARLIER, FOUR, LAST, LINKS, SIX, chain_tree, spread
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.places import FOOT, LEFT_RIM
from scenes.stage.one_chain import OneChain, values_by_symbol

#: The last step, in the order in which it is calculated.
FORMULAS = (
    "z^((L)) = w^((L)) a^((L-1)) + b^((L))",
    "a^((L)) = sigma(z^((L)))",
    "C_0 = (a^((L)) - y)^2",
)

#: A weight of the step before, and its way to the cost.
EARLIER_PATH = ("w^((L-1))", "z^((L-1))", "a^((L-1))", "z^((L))", "a^((L))", "C_0")

#: Points of the formulas, how far their lines are apart, and how high they stand above the tree.
SIZE, BETWEEN, HIGH = 60, 1.35, 2.75

#: Where each formula's middle is then, and how much smaller it is.
ALONG, SMALLER = (-4.2, 0.8, 4.7), 0.7

#: Height of the tree's middle row, and how far the others are from it.
MIDDLE, OFF = -0.3, 1.75

#: How the symbols' ways are bent: at first straight down, away from their neighbours.
ARC = -0.5

#: How far the hand turns the weight to both sides; and the weight before, which is felt more.
TURN, EARLIER_TURN = 2.5, 2.0


class HangsOn(OneChain):
    """The last step of the chain as a tree; its weight is turned up and down."""

    def construct(self):
        self.open_section()
        self.bring_three_formulas()
        self.let_the_sum_fly_out()
        self.let_activation_and_cost_fly_out()
        self.put_numbers_on_lines()
        self.turn_the_weight()
        self.see_what_comes_before()
        self.fold_it_again()

    def bring_three_formulas(self):
        self.formulas = VGroup(*(SymbolFormula(source, SIZE) for source in FORMULAS))
        for k, each in enumerate(self.formulas):
            each.stand_at(0, BETWEEN * (1 - k) - 0.2)
        line = "Three formulas make the last step. What depends on what?"
        with self.say(line):
            self.play(LaggedStart(*(FadeIn(each) for each in self.formulas), lag_ratio=0.4))
            self.play(
                *(
                    each.animate.scale(SMALLER).stand_at(x, HIGH)
                    for each, x in zip(self.formulas, ALONG, strict=True)
                )
            )

    def let_the_sum_fly_out(self):
        line = "The sum is made from the weight, the activation before, and the bias."
        with self.say(line):
            self.fly(0, *LAST[:3])
            self.fly(0, "z^((L))")
            self.grow_links("z^((L))")
        self.rest()

    def let_activation_and_cost_fly_out(self):
        line = (
            "The sigmoid makes the activation from the sum. The cost compares it with what is "
            "wanted: {wanted}."
        )
        with self.say(line, wanted=f"{self.reading.wanted:.0f}"):
            self.fly(1, "a^((L))")
            self.grow_links("a^((L))")
            self.fly(2, "y", "C_0")
            self.grow_links("C_0")
        self.rest()

    def put_numbers_on_lines(self):
        parts = VGroup(*(self.tree.quantities[name] for name in LAST))
        self.source = self.source_of().stand_at(LEFT_RIM, FOOT, LEFT)
        line = "Each symbol stands for a number: a dot on a line."
        with self.say(line):
            numbers = (FadeIn(VGroup(each.line, each.dot, each.figure)) for each in parts)
            self.slowly(LaggedStart(*numbers, lag_ratio=0.3), FadeIn(self.source))
            self.add(self.seen)
        self.rest()

    def turn_the_weight(self):
        path = self.tree.path("w^((L))", "z^((L))", "a^((L))", "C_0")
        line = "Now take the weight by hand. Turn it up, turn it down."
        with self.say(line):
            self.quickly(FadeOut(self.formulas, shift=0.2 * UP), *self.take("w^((L))", path))
            self.turn("w", self.reading.steps - 1, TURN)
        line = (
            "All that depends on it moves along: the sum, the activation, the cost. The rest stays."
        )
        with self.say(line):
            self.turn("w", self.reading.steps - 1, TURN)
        self.quickly(*self.let_go(path))
        self.rest()

    def see_what_comes_before(self):
        path = self.tree.path(*EARLIER_PATH)
        line = (
            "The activation before depends on a weight and a bias, too, and on what comes before "
            "that."
        )
        with self.say(line):
            self.drive(self.show_room, [self.seen], self.look.normal, *self.facts)
            self.play(FadeIn(self.earlier, shift=0.5 * LEFT))
            self.add(self.tree)
            self.quickly(*self.take("w^((L-1))", path))
            self.turn("w", self.reading.steps - 2, EARLIER_TURN)
            self.quickly(*self.let_go(path))
        self.rest()

    def fold_it_again(self):
        with self.say("But to begin with, the last step is enough."):
            self.remove(self.tree)
            self.add(self.seen)
            self.play(FadeOut(self.earlier, shift=0.5 * RIGHT), FadeOut(self.source))
            self.drive(self.show_room, [self.seen], self.look.normal, *self.facts, start=1, end=0)
        self.rest()

    @cached_property
    def values(self) -> dict[str, float]:
        """What every symbol stands for."""
        return values_by_symbol(self.reading)

    @property
    def facts(self) -> list[float]:
        """What moving pictures depend on."""
        return list(self.values.values())

    @cached_property
    def tree(self):
        """The tree of the last two steps."""
        return chain_tree(self.values).set_places(places(0.0))

    @cached_property
    def seen(self) -> VGroup:
        """What is seen of it at first: the last step."""
        return self.tree.part(LAST)

    @cached_property
    def earlier(self) -> VGroup:
        """What is added to it on the left: the step before."""
        links = (self.tree.links[pair] for pair in LINKS if pair[0] in EARLIER)
        return VGroup(*links, *(self.tree.quantities[name] for name in EARLIER))

    def fly(self, formula: int, *symbols: str) -> None:
        """Let symbols leave a formula for their places in the tree."""
        made, goals = self.formulas[formula], self.tree.quantities
        pairs = ((made.symbol(each), goals[each].symbol) for each in symbols)
        flights = (TransformFromCopy(*pair, path_arc=ARC) for pair in pairs)
        # Manim runs these backwards: they start fast, and slow down.
        self.play(*flights, rate_func=rate_functions.ease_in_sine)

    def grow_links(self, end: str) -> None:
        """Draw the lines of the last step that lead to a symbol."""
        links = [
            line for pair, line in self.tree.links.items() if pair[1] == end and pair[0] in LAST
        ]
        self.quickly(*(Create(line) for line in links))

    def grip_on(self, symbol: str) -> Annulus:
        """Return the ring by which a number is held."""
        dot = self.tree.quantities[symbol].dot
        grip = Annulus(0.15, 0.21, color=self.look.accent, fill_opacity=1)
        return grip.move_to(dot)

    def take(self, symbol: str, path: VGroup) -> list[Animation]:
        """Return the animations in which a hand takes a number, and its way to the cost lights."""
        self.grip = self.grip_on(symbol)
        return [FadeIn(self.grip, scale=1.5), path.animate.set_stroke(self.look.accent, 5)]

    def let_go(self, path: VGroup) -> list[Animation]:
        """Return the animations in which it lets go."""
        return [FadeOut(self.grip), path.animate.set_stroke(self.look.quiet, 3)]

    def turn(self, kind: str, step: int, far: float) -> None:
        """Turn a weight up, down, and back: all that hangs on it moves by the true functions."""
        symbol = f"{kind}^((L))" if step == self.reading.steps - 1 else f"{kind}^((L-1))"
        dot = self.tree.quantities[symbol].dot

        def show(share: float) -> None:
            by = far * np.sin(2 * np.pi * share)
            self.tree.set_values(self.after(kind, step, by))
            self.grip.move_to(dot)

        moving = [self.seen if symbol in LAST else self.tree, self.grip]
        run_time = 1.5 * self.look.slow
        self.drive(show, moving, run_time, *self.facts, kind, step, far, rate_func=smooth)

    def after(self, kind: str, step: int, by: float) -> dict[str, float]:
        """Return what every symbol stands for after a weight was turned."""
        return values_by_symbol(self.reading.nudged(kind, step, by))

    def show_room(self, share: float) -> None:
        """Make a share of the room that the step before needs."""
        self.tree.set_places(places(share))


def places(share: float) -> dict[str, tuple[float, float]]:
    """Return where the tree's symbols are with a share of the room for the step before."""
    four, six = spread(FOUR, MIDDLE, OFF), spread(SIX, MIDDLE, OFF)
    return six | {name: (x + share * (six[name][0] - x), y) for name, (x, y) in four.items()}
