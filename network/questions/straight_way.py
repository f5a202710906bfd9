"""The straight way from random numbers to a network: a sketch of a training."""

import numpy as np

from network.model.mlp import MLP

#: Seed of the random numbers that the way begins with.
SEED = 0


def on_the_way(mlp: MLP, share: float) -> MLP:
    """Return the network at a share of the way; no training takes it.

    Parameters
    ----------
    mlp
        Where the way ends.
    share
        0 is a network of the same kind, as random as trainings begin with; 1 is ``mlp`` itself.
    """
    if share == 1:
        return mlp
    start = MLP.random(mlp.sizes, mlp.activation, output=mlp.output, seed=SEED).parameters
    return mlp.with_parameters(start + np.float32(share) * (mlp.parameters - start))
