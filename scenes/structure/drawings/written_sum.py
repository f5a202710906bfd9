"""A weighted sum written out, and what its terms come to."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.terms import signed
from scenes.mobjects.writing.words import formula, row_of_words, words
from scenes.script.catalogue import Message, message

#: From the formula's middle down to the products', and the formula's size in points.
BELOW, SIZE = 0.49, 38


class WrittenSum(VGroup):
    """w₀a₀ + … + wₙaₙ with some of its terms, and below each of these what it comes to.

    Parameters
    ----------
    terms
        All of them, shape (n,).
    shown
        Indices of those that are written, rising.

    Attributes
    ----------
    shown
        These indices.
    formula, products
        The sum, and one number a term that is written.
    """

    def __init__(self, terms: NDArray[np.floating], shown: Sequence[int]) -> None:
        look = theme()
        self.shown = list(shown)
        parts = [f"{{{{ w_{k} a_{k} : t{k} }}}}" for k in self.shown]
        self.formula = formula(" + dots.c + ".join(parts), SIZE)
        self.products = VGroup()
        hues = {1: look.positive, -1: look.negative, 0: look.quiet}
        for k in self.shown:
            text = signed(terms[k]) if terms[k] else "0"
            product = words(text, look.label, hues[int(np.sign(terms[k]))])
            place = self.formula.part(f"t{k}").get_center()
            self.products.add(product.move_to([place[0], -BELOW, 0]))
        super().__init__(self.formula, self.products)


class Multiplication(VGroup):
    """An activation, the sign, and the weight it is multiplied by, in a product's colour.

    Parameters
    ----------
    activation, weight
        The two numbers.
    colour
        Of the weight.
    """

    def __init__(self, activation: float, weight: float, colour: str) -> None:
        super().__init__(
            *row_of_words(
                words("{value:.2f}", value=activation),
                formula("times", theme().label),
                words(factor_text(weight), None, colour),
            )
        )


def factor_text(value: float) -> Message:
    """Return a number to two decimals as it stands behind a sign of multiplication."""
    return message("({value:.2f})" if round(value, 2) < 0 else "{value:.2f}", value=value)
