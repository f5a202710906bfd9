"""Which of many networks a scene is tried with: a few usually, all before a release.

All: ``LAYOUT_NETWORKS=all pytest tests/scenes``. Whatever the network, layouts are tried with odd
ones in ``tests/scenes/layout/test_odd_networks.py``.
"""

import os


def some(*kinds: str, usually: int = 2) -> list[str]:
    """Return the networks to try, out of all by what they show, those that show most first.

    Parameters
    ----------
    kinds
        Their names, as of ``tests.conftest.Models``, or whatever else names a setting.
    usually
        How many are tried unless all are asked for.
    """
    return list(kinds if os.environ.get("LAYOUT_NETWORKS") == "all" else kinds[:usually])
