"""Are outputs probabilities? It is tried on pale ones: as many would be right as they say."""

from network.questions.measures import Between
from scenes.script.variants import choose

#: Outputs between these are pale; fewer of them tell too little; and a share that is more standard
#: errors than this from what it should be is no chance.
PALE, FEW, BEYOND = (0.1, 0.3), 100, 3


def line_on(pale: Between, is_softmax: bool) -> str:
    """Return the line that says what was found; softmax makes outputs add up to 1, at least."""
    return choose(
        (
            is_softmax and pale.count < FEW,
            "Shares of 1 look like probabilities. But nothing in the network makes sure that "
            "it is right so often.",
        ),
        (
            is_softmax and abs(pale.share - pale.mean) > BEYOND * pale.doubt,
            "So are they probabilities? {count:,} outputs lie between {low:.1f} and "
            "{high:.1f}, with a mean of {mean:.2f}. Then {mean:.0%} of them would be right. "
            "But it is {share:.0%}. Adding up to 1 is not enough.",
        ),
        (
            is_softmax,
            "So are they probabilities? {count:,} outputs lie between {low:.1f} and "
            "{high:.1f}, with a mean of {mean:.2f}. Then {mean:.0%} of them would be right. It "
            "is {share:.0%}. That fits here, but adding up to 1 doesn't make sure of it.",
        ),
        (
            pale.count < FEW,
            "Don't take it for a probability. Nothing in the network makes it one.",
        ),
        (
            abs(pale.share - pale.mean) > BEYOND * pale.doubt,
            "Is it a probability? {count:,} outputs lie between {low:.1f} and {high:.1f}, "
            "with a mean of {mean:.2f}. Then {mean:.0%} of them would be right. But it is "
            "{share:.0%}. So it is none.",
        ),
        otherwise="Is it a probability? {count:,} outputs lie between {low:.1f} and "
        "{high:.1f}, with a mean of {mean:.2f}. Then {mean:.0%} of them would be right. It is "
        "{share:.0%}. That fits here, but nothing in the network makes sure of it.",
    )
