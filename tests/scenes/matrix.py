"""Every scene of the lectures with every odd network: told truly, or refused with a way out.

Too much for every day, so pytest doesn't find it by itself. What stands after each play is
looked at, and the lines; ``LAYOUT_WAYS=all`` looks at what is on its way, too::

    bash tests/run.sh tests/scenes/matrix.py
    bash tests/run.sh tests/scenes/matrix.py -k 'structure and softmax' --durations 10
"""

import pytest

from tests.odd_networks import ODD
from tests.scenes.layout.odd import told_or_refused
from tests.scenes.layout.scenes import NAMED


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("name", NAMED)
def test_a_scene_is_told_truly_or_says_what_it_needs(stage, models, name, kind):
    told_or_refused(stage, models, NAMED[name], kind)
