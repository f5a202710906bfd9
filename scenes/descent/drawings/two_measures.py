"""Two numbers for how badly a network reads, before and after a small change."""

from manim import RIGHT, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note, words

#: Right end of the names, middles of the two columns, and baselines of titles and rows.
NAMES, COLUMNS, BASELINES = -1.3, (1.1, 4.5), (2.9, 2.1, 1.35)


class TwoMeasures(VGroup):
    """How many images are misread and what they cost on average: at the random start, then nudged.

    Parameters
    ----------
    mistakes, costs
        Before a weight was changed, and after.
    nudge
        How much larger that one weight was made.

    Attributes
    ----------
    titles, mistakes, costs
        Three rows, from the top.
    """

    def __init__(self, mistakes: tuple[int, int], costs: tuple[float, float], nudge: float) -> None:
        look = theme()
        top, middle, low = BASELINES
        self.titles = VGroup(
            note("random start").stand_at(COLUMNS[0], top),
            note("one weight larger by {nudge}", nudge=nudge).stand_at(COLUMNS[1], top),
        )
        self.mistakes = VGroup(words("misread images").stand_at(NAMES, middle, RIGHT))
        self.costs = VGroup(words("average cost", colour=look.wrong).stand_at(NAMES, low, RIGHT))
        for x, count, cost in zip(COLUMNS, mistakes, costs, strict=True):
            self.mistakes.add(words("{count:,}", count=count).stand_at(x, middle))
            self.costs.add(words("{cost:.5f}", colour=look.wrong, cost=cost).stand_at(x, low))
        super().__init__(self.titles, self.mistakes, self.costs)
