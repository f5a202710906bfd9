"""The studies there are: what each is called, and how it is made.

Those of :data:`OF_NETWORK` ask a stored network and the record of its training; they are measured
anew after each training, and in a moment on few digits where a film finds none that fits. Those of
:data:`OF_TRAININGS` train networks of their own, and are true whatever network a film shows.
"""

from network.measured.cost_plane import CostPlane
from network.measured.cost_slices import CostSlices
from network.measured.doubt import Doubt
from network.measured.example_costs import ExampleCosts
from network.measured.fading import Fading
from network.measured.mean_gradient import MeanGradient
from network.measured.memorising import Memorising
from network.measured.study import Study

#: Made by ``measure(playback, digits, origin)``: see :class:`network.training.playback.Playback`.
OF_NETWORK: tuple[type[Study], ...] = (ExampleCosts, MeanGradient, CostPlane, CostSlices, Doubt)

#: Made by ``measure(split, train, quick)``, with a :class:`network.measured.trials.Trainer`.
OF_TRAININGS: tuple[type[Study], ...] = (Memorising, Fading)

#: All by name.
STUDIES = {each.name: each for each in (*OF_NETWORK, *OF_TRAININGS)}

#: How many training images studies of a network are measured on, and how many will do to try it.
IMAGES, QUICK_IMAGES = 5000, 200
