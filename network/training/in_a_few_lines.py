"""All of the algorithm in a few lines: what lecture 3 ends with, run as it is shown.

The trainer does the same and keeps a record: see :mod:`network.training.training`.
"""

from scipy.special import expit as sigmoid


def learn(W, b, images, wanted, rate, batch, rng):
    """Use each image once, a batch at a time; weights and biases change where they are.

    A wish is minus the slope of the cost Σ_j (a_j - y_j)²: hence all the adding. A last batch may
    be smaller than the others; its steps are so, too.

    Parameters
    ----------
    W, b
        Lists by step of shapes (n[k+1], n[k]) and (n[k+1],), as in :mod:`network.model.mlp`.
    images, wanted
        Shapes (n, n[0]) and (n, n[K]).
    rate
        The step size: of the mean gradient over a batch.
    batch
        How many images make a batch.
    rng
        Shuffles the images.
    """
    order = rng.permutation(len(images))
    for start in range(0, len(order), batch):
        some = order[start : start + batch]

        a = [images[some]]
        for k in range(len(W)):
            a.append(sigmoid(a[k] @ W[k].T + b[k]))

        wish = 2 * (wanted[some] - a[-1])
        for k in reversed(range(len(W))):
            push = wish * a[k + 1] * (1 - a[k + 1])
            wish = push @ W[k]
            W[k] += rate / batch * push.T @ a[k]
            b[k] += rate / batch * push.sum(axis=0)
