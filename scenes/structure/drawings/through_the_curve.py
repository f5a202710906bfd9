"""A function's graph, with many numbers that pass through it."""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from manim import DL, DOWN, DR, LEFT, Animation, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.charts.histogram import Histogram, first_of
from scenes.mobjects.writing.words import note

#: Room for the numbers beside an axis, before bars begin.
BESIDE, BELOW = 0.72, 0.62

#: Lengths of the longest bars, beside and below.
LENGTHS = 1.5, 1.45

#: What is drawn at least, on either side of 0: there a sigmoid does almost all of its rising.
AT_LEAST = 10


class ThroughTheCurve(VGroup):
    """A rising function; what goes in, as bars below; and what comes out, as bars at the left.

    Because the function rises, the lowest numbers that go in are the lowest that come out: how
    many have come out is known as soon as one says how far :meth:`set_passed` has gone.

    Parameters
    ----------
    function
        Of arrays; it must not fall.
    edges, counts
        Shapes (bins + 1,) and (bins,): the histogram of what goes in.
    out_edges, out_counts
        The same of what comes out, from the least on that it may be.
    titles
        What to call what goes in, and what comes out.
    width, height
        Of the chart between the bars, scene units.

    Attributes
    ----------
    chart, curve
        The graph and what it is drawn on.
    x_marks
        What is written where on its line to the right.
    going_in, coming_out
        The bars.
    titles
        What is written beside the bars.
    ray
        Leads from a number up to the graph, and on to what the function makes of it.
    """

    def __init__(
        self,
        function: Callable[[NDArray], NDArray],
        edges: ArrayLike,
        counts: ArrayLike,
        out_edges: ArrayLike,
        out_counts: ArrayLike,
        titles: tuple[str, str],
        width: float = 11.0,
        height: float = 3.1,
    ) -> None:
        look = theme()
        self.function = function
        self.edges, self.counts = np.asarray(edges), np.asarray(counts)
        self.out_edges, self.out_counts = np.asarray(out_edges), np.asarray(out_counts)
        x_range = min(-AT_LEAST, float(self.edges[0])), max(AT_LEAST, float(self.edges[-1]))
        y_range = float(np.min(out_edges)), float(np.max(out_edges))
        self.x_marks = round_marks(*x_range, most=8)
        y_marks = round_marks(*y_range, most=3 if y_range[0] == 0 else 2)
        self.chart = Chart(x_range, y_range, width, height, self.x_marks, y_marks)
        self.curve = self.chart.plot(function, look.accent, samples=400).drawn
        beside, below = LENGTHS
        self.going_in = Histogram(
            edges, counts, self.chart.across, below, DOWN, colour=look.quiet, buff=BELOW
        )
        self.coming_out = Histogram(
            out_edges, out_counts, self.chart.upward, beside, LEFT, colour=look.firing, buff=BESIDE
        )
        self.titles = VGroup(*(note(title) for title in titles))
        corner = self.chart.place(x_range[0], y_range[0])
        # Bars may be anywhere along the line: what they are stands below them.
        self.titles[0].next_to(corner + (BELOW + below + 0.08) * DOWN, DR, buff=0)
        self.titles[1].next_to(corner + BESIDE * LEFT, DL, buff=0).shift(0.2 * DOWN)
        self.ray = VMobject(color=look.words, stroke_width=2)
        parts = (self.titles, self.chart, self.going_in, self.coming_out, self.curve, self.ray)
        super().__init__(*parts)
        self.shift(-self.chart.place(0, y_range[0]))

    def set_passed(self, x: float) -> Self:
        """Let all numbers up to one have come out, and the ray stand there."""
        inside = float(np.interp(x, self.edges, [0, *np.cumsum(self.counts)]))
        self.coming_out.set_counts(first_of(self.out_counts, inside))
        y = float(self.function(np.array([x]))[0])
        corners = ((x, self.chart.upward.low), (x, y), (self.chart.across.low, y))
        self.ray.set_points_as_corners(np.array([self.chart.place(*corner) for corner in corners]))
        return self

    def share_below(self, y: float) -> float:
        """Return the share of what comes out that lies in bins up to a number."""
        return self._share(self.out_edges[1:] < y + 1e-6)

    def share_above(self, y: float) -> float:
        """Return the share of what comes out that lies in bins from a number on."""
        return self._share(self.out_edges[:-1] > y - 1e-6)

    def _share(self, bins: NDArray[np.bool_]) -> float:
        return float(self.out_counts[bins].sum() / max(self.out_counts.sum(), 1))


class PassAll(Animation):
    """Lets all numbers of a :class:`ThroughTheCurve` come out, from the lowest to the highest.

    It takes its time where numbers are dense, and where the line is long.
    """

    def __init__(self, passage: ThroughTheCurve, **timing: Any) -> None:
        spread = np.linspace(0, 1, len(passage.edges))
        amount = np.cumsum([0, *passage.counts]) / max(passage.counts.sum(), 1)
        self.progress = (spread + amount) / 2
        super().__init__(passage, **timing)

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: each moment is drawn from the counts, not from the one before."""
        return VGroup()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the moment at a share of the way."""
        share = self.rate_func(alpha)
        self.mobject.set_passed(float(np.interp(share, self.progress, self.mobject.edges)))


def round_marks(low: float, high: float, most: int) -> dict[float, str]:
    """Return round numbers between two, at most so many steps apart, and how they are written."""
    size = 10 ** np.floor(np.log10((high - low) / most))
    step = next(size * k for k in (1, 2, 5, 10) if (high - low) / (size * k) <= most)
    numbers = np.arange(np.ceil(low / step), np.floor(high / step + 1e-9) + 1)
    return {
        float(number * step): f"{number * step + 0.0:g}".replace("-", "\N{MINUS SIGN}")
        for number in numbers
    }
