"""What people write that is no digit: letters that look like none, a house, a star.

They are written like the digits in :mod:`network.handwriting.glyphs`, and drawn by the same pen.
"""

import numpy as np
from numpy.typing import NDArray

from network.handwriting.glyphs import Glyph, Manner
from network.handwriting.pen import draw_glyph


def _symbol(*examples: str) -> Glyph:
    return Glyph(slant=0.0, slant_spread=0.04, width=1.0, manners=(Manner(1, examples),))


#: Each by its name; its seed is its place in this table.
SYMBOLS = {
    "A": _symbol(
        "0,100 34,0! 70,100 | 14,62 57,61",
        "0,100 40,0! 78,98 | 16,58 62,60",
    ),
    "H": _symbol(
        "0,0 1,50 0,100 | 62,0 61,50 62,100 | 2,50 60,48",
        "2,0 0,50 1,98 | 70,2 69,50 70,100 | 1,46 69,47",
    ),
    "K": _symbol(
        "0,0 0,50 1,100 | 62,2 4,52! 66,100",
        "1,0 0,50 0,100 | 70,0 2,56! 72,98",
    ),
    "W": _symbol(
        "0,0 22,100! 46,30! 70,100! 94,0",
        "0,2 24,98! 50,22! 76,100! 100,0",
    ),
    "house": _symbol(
        "0,42 50,0! 100,42 | 12,38 12,100! 88,100! 88,38 | 40,100 40,66! 62,66! 62,100",
        "0,46 46,0! 96,44 | 10,40 11,100! 86,99! 86,40 | 34,100 35,62! 58,63! 58,100",
    ),
    "star": _symbol(
        "50,0 80,95! 2,36! 98,36! 20,95! 50,0",
        "50,2 78,98! 0,38! 100,34! 22,98! 51,2",
    ),
}


def draw_symbol(name: str, seed: int = 0) -> NDArray[np.uint8]:
    """Draw a symbol as the pen draws digits: shape (28, 28), 0 paper to 255 ink.

    Raises
    ------
    KeyError
        If there is none of that name.
    """
    glyph = SYMBOLS[name]
    return draw_glyph(glyph, np.random.default_rng([seed, list(SYMBOLS).index(name)]))
