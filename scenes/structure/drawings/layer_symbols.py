"""What one layer calculates, in symbols: as a long sum, as matrix and columns, in one line."""

from manim import RIGHT, VGroup

from scenes.look.places import ABOVE_FOOT
from scenes.mobjects.formulas.vectors import SymbolView
from scenes.mobjects.writing.words import Formula, formula

#: The activation functions in Typst's notation.
SQUISH = {
    "sigmoid": "sigma",
    "relu": 'op("ReLU")',
    "tanh": "tanh",
    "softmax": 'op("softmax")',
}

#: Of all symbols before they are made to fit: points, room for each, and space between parts.
SIZE, LEADING, SPACE = 44, 1.4, 0.2

#: Room for all symbols before they are spaced, and with all spaces for what is wrapped; where
#: their middle is, and the height of the line above them.
WIDTH, WRAPPED, MIDDLE, TOP = 9.1, 8.72, (2.3, -0.45, 0), 2.95

#: Points of the line above: for one neuron in full, and for the whole layer.
LONG, SHORT = 40, 56


class LayerSymbols(VGroup):
    """The symbols of the step from layer 0 to layer 1, between brackets and around them.

    Indices count from 0; the last one of layer 0 is called n, the last of layer 1 is called k.
    The matrix has a row for each neuron of layer 1, and so has the column of biases.

    Parameters
    ----------
    counts
        How many neurons the two layers have.
    activation
        ``"sigmoid"``, ``"relu"`` or ``"tanh"``.

    Attributes
    ----------
    columns, rows
        Which neurons of layer 0 and of layer 1 have symbols that are drawn.
    outputs, weights, inputs, biases
        The views.
    sums
        The column that ``weights`` times ``inputs`` gives.
    blocks
        The views by their labels in the short line.
    signs
        What stands between and around them there.
    """

    def __init__(self, counts: tuple[int, int], activation: str) -> None:
        self.counts, self.squish = counts, SQUISH[activation]
        self.columns, self.rows = (sorted({0, min(1, n - 1), n - 1}) for n in counts)
        inputs, neurons = counts
        self.weights = SymbolView(
            [[self.weight(row, column) for column in self.columns] for row in self.rows],
            (neurons, inputs),
            rows=self.rows,
            columns=self.columns,
            size=SIZE,
            leading=LEADING,
        )
        self.inputs = self._column([self.activation(0, i) for i in self.columns], 0)
        self.outputs = self._column([self.activation(1, j) for j in self.rows], 1)
        self.biases = self._column([self.bias(j) for j in self.rows], 1)
        self.sums = self._column([self.weighted_sum(j, short=True) for j in self.rows], 1)
        height = self.weights.height
        self.opening = VGroup(formula(self.squish, 1.2 * SIZE), formula("\\(", SIZE))
        self.closing = formula("\\)", SIZE)
        for bracket in (self.opening[1], self.closing):
            bracket.stretch_to_fit_height(1.1 * height).stretch_to_fit_width(0.24)
        self.opening.arrange(RIGHT, buff=0.12)
        self.gives, self.equals, self.plus = (formula(sign, SIZE) for sign in "==+")
        self._rows = [
            VGroup(self.weights, self.inputs, self.equals, self.sums),
            VGroup(
                self.outputs,
                self.gives,
                self.opening,
                self.weights,
                self.inputs,
                self.plus,
                self.biases,
                self.closing,
            ),
        ]
        self.blocks = {
            "out": self.outputs,
            "W": self.weights,
            "in": self.inputs,
            "b": self.biases,
        }
        self.signs = VGroup(self.opening, self.closing, self.plus, self.gives)
        super().__init__(self.equals, self.sums, *self._rows[1])
        widest = max(row.arrange(RIGHT, buff=SPACE).width for row in self._rows)
        self.scale(min(1, WIDTH / widest))
        # Spaces keep their width: a long name of the squish would come too close to the frame.
        spaces = SPACE * (len(self._rows[1]) - 1)
        wrapped = self._rows[1].arrange(RIGHT, buff=SPACE).width
        self.scale(min(1, (WRAPPED - spaces) / (wrapped - spaces)))

    def lay(self, wrapped: bool) -> "LayerSymbols":
        """Put the product, or all that is wrapped in the squish, side by side; can be animated."""
        self._rows[wrapped].arrange(RIGHT, buff=SPACE).move_to(MIDDLE)
        return self

    def last_name(self, layer: int) -> str | None:
        """Return the letter that stands for a layer's last index, or ``None`` if none does."""
        name = self.index_name(layer, self.counts[layer] - 1)
        return None if name.isdigit() else name

    def index_name(self, layer: int, index: int) -> str:
        """Return how an index is written: as a letter, if it is the last and not 0 or 1."""
        last = self.counts[layer] - 1
        return "nk"[layer] if index == last > 1 else str(index)

    def activation(self, layer: int, index: int) -> str:
        """Return the symbol of a neuron's activation."""
        return f"a_{self.index_name(layer, index)}^(({layer}))"

    def weight(self, row: int, column: int) -> str:
        """Return the symbol of a weight: first where it leads to, then where it comes from."""
        return f"w_({self.index_name(1, row)}, {self.index_name(0, column)})"

    def bias(self, row: int) -> str:
        """Return the symbol of a bias."""
        return f"b_{self.index_name(1, row)}"

    def weighted_sum(self, row: int, short: bool = False) -> str:
        """Return the sum of a row, without its bias; its parts are ``w0``, ``a0``, ``plus1`` ...

        Parameters
        ----------
        row
            Index of the neuron.
        short
            Whether dots stand for all but the first product and the last.
        """
        chosen = [self.columns[0], self.columns[-1]] if short else self.columns
        source, before = "", -1
        for number, column in enumerate(chosen):
            if number:
                dots = "+ dots.c +" if column != before + 1 else "+"
                source += f" {{{{ {dots} : plus{number} }}}} "
            source += f"{{{{ {self.weight(row, column)} : w{number} }}}}"
            source += f"{{{{ {self.activation(0, column)} : a{number} }}}}"
            before = column
        return source

    def long(self) -> Formula:
        """Return the formula of the first neuron, in full, above everything."""
        return formula(
            f"{{{{ {self.activation(1, 0)} : out }}}} {{{{ = : is }}}} {{{{ {self.squish} : squish "
            f"}}}} {{{{ \\( : opening }}}} {self.weighted_sum(0)} {{{{ + {self.bias(0)} : b }}}} "
            "{{ \\) : closing }}",
            LONG,
        ).move_to([0, TOP, 0])

    def short(self) -> Formula:
        """Return the formula of the whole layer, above everything."""
        return formula(
            f"{{{{ a^((1)) : out }}}} {{{{ = : is }}}} {{{{ {self.squish} : squish }}}} "
            "{{ \\( : opening }} {{ W : W }} {{ a^((0)) : in }} + {{ b : b }} {{ \\) : closing }}",
            SHORT,
        ).move_to([0, TOP, 0])

    def entry_by_entry(self) -> Formula:
        """Return what the squish of a column means, below everything."""
        each = ", ".join(f"{self.squish}({letter})" for letter in "xyz")
        made = formula(f'{self.squish} vec(delim: "[", x, y, z) = vec(delim: "[", {each})')
        return made.move_to([MIDDLE[0], ABOVE_FOOT, 0])

    def _column(self, symbols: list[str], layer: int) -> SymbolView:
        chosen = (self.columns, self.rows)[layer]
        return SymbolView(
            [[symbol] for symbol in symbols],
            (self.counts[layer], 1),
            rows=chosen,
            size=SIZE,
            leading=LEADING,
        )


def step_formula(step: int, activation: str, size: float) -> Formula:
    """Return the formula of the step from layer ``step`` to the next one.

    With the first step's, :meth:`LayerSymbols.short` has its labels in common.
    """
    own = f"^(({step + 1}))"
    squish = SQUISH[activation]
    return formula(
        f"{{{{ a{own} : out }}}} {{{{ = : is }}}} {{{{ {squish} : squish }}}} {{{{ \\( : opening "
        f"}}}} {{{{ W : W }}}}{own} {{{{ a^(({step})) : in }}}} + {{{{ b : b }}}}{own} "
        "{{ \\) : closing }}",
        size,
    )
