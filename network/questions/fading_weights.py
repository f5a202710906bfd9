"""Whether the weights into a neuron shrank in the end, and whether weight decay made them."""

from dataclasses import dataclass

import numpy as np

from network.training.playback import Playback
from network.training.recipe import Recipe

#: Weights that end so much shorter than they once were, as a share, have faded.
FADED = 0.7


@dataclass(frozen=True)
class Fade:
    """What became of the weights into one neuron after they were longest.

    Their squared length |w|² changes by what decay takes, 2 x rate x decay x |w|² a step, and by
    what the gradient's steps do: the books must balance.

    Attributes
    ----------
    longest, end
        Their length |w| then, and at the end of the training.
    taken
        What decay took of |w|² since then.
    """

    longest: float
    end: float
    taken: float

    @property
    def lost(self) -> float:
        """By how much |w|² is less than it was."""
        return self.longest**2 - self.end**2

    @property
    def by_decay(self) -> bool:
        """Whether they faded, and only through decay: the gradient's steps made them longer."""
        return self.end < FADED * self.longest and self.taken > self.lost


def fade_of(playback: Playback, recipe: Recipe, neuron: int) -> Fade:
    """Follow the weights into a neuron of the first hidden layer from snapshot to snapshot.

    Parameters
    ----------
    playback
        The training; between its snapshots, lengths are taken to change evenly.
    recipe
        How it was trained.
    neuron
        Which one.
    """
    steps = playback.history.snapshot_step.astype(np.float64)
    rows = (playback.network(k).weights[0][neuron] for k in range(len(steps)))
    squares = np.array([np.square(row, dtype=np.float64).sum() for row in rows])
    planned = max(1, recipe.epochs * playback.history.steps_per_epoch)
    rates = np.array([recipe.rate_at(step / planned) for step in steps])
    a_step = 2 * rates * recipe.decay * squares
    top = int(squares.argmax())
    taken = np.trapezoid(a_step[top:], steps[top:])
    return Fade(float(np.sqrt(squares[top])), float(np.sqrt(squares[-1])), float(taken))
