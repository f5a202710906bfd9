"""Vectors and matrices, of numbers and of symbols."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.look.ellipsis import checked_indices
from scenes.look.theme import theme
from scenes.mobjects.formulas.bracketed import Bracketed
from scenes.mobjects.writing.number import Numeral, by_sign
from scenes.mobjects.writing.words import formula


class MatrixView(Bracketed):
    """A matrix of numbers between brackets, aligned on their decimal points.

    Parameters
    ----------
    values
        Shape (m, n).
    decimals
        Digits after the decimal point.
    rows, columns
        Which are drawn, rising; all, if left out. Dots stand for the others.
    size
        In points; a note's, if left out.
    signed
        Whether colour tells the sign.

    Raises
    ------
    ValueError
        If ``values`` isn't a matrix, or ``rows`` or ``columns`` don't rise or don't exist.
    """

    def __init__(
        self,
        values: NDArray[np.floating],
        decimals: int = 2,
        *,
        rows: Sequence[int] | None = None,
        columns: Sequence[int] | None = None,
        size: float | None = None,
        signed: bool = True,
    ) -> None:
        values = np.asarray(values)
        if values.ndim != 2:
            raise ValueError(f"expected a matrix, got shape {values.shape}")
        down = checked_indices(rows, values.shape[0])
        across = checked_indices(columns, values.shape[1])
        size = size or theme().note
        colour = by_sign if signed else None
        entries = [[Numeral(values[i, j], decimals, size, colour) for j in across] for i in down]
        super().__init__(entries, values.shape, down, across, size)

    @property
    def values(self) -> NDArray[np.float64]:
        """What is drawn, before rounding: shape (len(rows), len(columns))."""
        return np.array([[entry.value for entry in row] for row in self.entries])

    def set_values(self, values: NDArray[np.floating]) -> Self:
        """Write other numbers; animated, every entry counts.

        Columns stay where they are: give one room in the constructor for the widest it is to
        hold.

        Raises
        ------
        ValueError
            If the shape is another, those that aren't drawn included.
        """
        values = np.asarray(values).reshape(np.shape(values))
        if values.shape != self.shape:
            raise ValueError(f"expected values of shape {self.shape}, got {values.shape}")
        for i, row in zip(self.rows, self.entries, strict=True):
            for j, entry in zip(self.columns, row, strict=True):
                entry.set_value(values[i, j])
        return self


class Column(MatrixView):
    """A vector, drawn as a column; parameters are those of :class:`MatrixView`.

    Parameters
    ----------
    values
        Shape (n,).
    decimals, size, signed
        As in :class:`MatrixView`.
    rows
        Which entries are drawn: ``Column(a, rows=first_and_last(784, 4))``.

    Raises
    ------
    ValueError
        If ``values`` isn't a vector, or ``rows`` don't rise or don't exist.
    """

    def __init__(
        self,
        values: NDArray[np.floating],
        decimals: int = 2,
        *,
        rows: Sequence[int] | None = None,
        size: float | None = None,
        signed: bool = False,
    ) -> None:
        if np.ndim(values) != 1:
            raise ValueError(f"expected a vector, got shape {np.shape(values)}")
        super().__init__(np.asarray(values)[:, None], decimals, rows=rows, size=size, signed=signed)

    def set_values(self, values: NDArray[np.floating]) -> Self:
        """Write other numbers, shape (n,); animated, every entry counts.

        Raises
        ------
        ValueError
            If the shape is another.
        """
        return super().set_values(np.asarray(values)[..., None])


class SymbolView(Bracketed):
    """A matrix or column of symbols; see :class:`MatrixView` for what is left out.

    Parameters
    ----------
    symbols
        Rows of formulas in Typst's notation, those that are drawn only.
    shape
        How many rows and columns there really are; as many as are drawn, if left out.
    rows, columns
        Which of them ``symbols`` are; the first, if left out.
    size
        In points; a note's, if left out.
    colour
        That of words, if left out.
    leading
        How much more room than numbers they get: 1.5 for symbols with indices above each other.

    Raises
    ------
    ValueError
        If ``symbols`` doesn't have an entry for every row and column.
    """

    def __init__(
        self,
        symbols: Sequence[Sequence[str]],
        shape: tuple[int, int] | None = None,
        *,
        rows: Sequence[int] | None = None,
        columns: Sequence[int] | None = None,
        size: float | None = None,
        colour: str | None = None,
        leading: float = 1,
    ) -> None:
        shape = shape or (len(symbols), len(symbols[0]))
        down = checked_indices(range(len(symbols)) if rows is None else rows, shape[0])
        across = checked_indices(range(len(symbols[0])) if columns is None else columns, shape[1])
        if [len(row) for row in symbols] != [len(across)] * len(down):
            raise ValueError(f"expected {len(down)} rows of {len(across)} symbols each")
        size = size or theme().note
        entries = [[formula(symbol, size, colour) for symbol in row] for row in symbols]
        super().__init__(entries, shape, down, across, leading * size)
