import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.files.errors import InputError
from network.training.recipe import BY_ACTIVATION, SCHEDULES, Recipe
from network.training.training import train
from tests.bars import bars


def test_the_defaults_are_possible_and_make_the_lecture_s_network():
    assert Recipe().sizes == (784, 16, 16, 10)
    assert Recipe().activation == "sigmoid"


@pytest.mark.parametrize("name", BY_ACTIVATION)
@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_each_activation_has_its_usual_settings(activation, name):
    usual = BY_ACTIVATION[name][activation]
    assert getattr(Recipe(activation=activation), name) == usual
    assert getattr(Recipe(activation=activation, **{name: 0.7}), name) == 0.7


def test_wide_layers_of_sigmoids_start_at_a_lower_rate():
    assert Recipe().rate == Recipe(sizes=(784, 64, 10)).rate == Recipe(sizes=(784, 10)).rate == 2
    assert Recipe(sizes=(784, 784, 16, 10)).rate == pytest.approx(2 * 64 / 784)
    assert Recipe(sizes=(784, 784, 10), activation="relu").rate == 0.2
    assert Recipe(sizes=(784, 784, 10), rate=3).rate == 3


def test_a_wide_network_learns_from_the_first_epoch_on():
    learned, stuck = (
        train(Recipe((784, 400, 10), epochs=1, shift=0, rate=rate), bars(1200, 1), bars(100, 2))
        for rate in (None, 2.0)
    )
    assert learned.history.validation_accuracy[0] > 0.5
    assert stuck.history.validation_accuracy[0] < 0.3


recipes = st.builds(
    Recipe,
    sizes=st.lists(st.integers(1, 50), min_size=2, max_size=5),
    activation=st.sampled_from(["sigmoid", "relu"]),
    epochs=st.integers(1, 10**6),
    rate=st.floats(1e-9, 100),
    schedule=st.sampled_from(list(SCHEDULES)),
    batch=st.integers(1, 10**6),
    decay=st.floats(0, 0.009),
    shift=st.floats(0, 8),
    gain=st.floats(0, 1e6),
    seed=st.integers(0, 2**63),
)


@given(recipes)
def test_a_recipe_survives_as_json(recipe):
    assert Recipe.from_dict(json.loads(json.dumps(recipe.as_dict()))) == recipe


def test_an_unknown_setting_is_refused():
    with pytest.raises(TypeError, match="momentum"):
        Recipe.from_dict({"momentum": 0.9})


IMPOSSIBLE = {
    "sizes": [(), (784,), (784, 0, 10), (784, -3, 10), (784, 1.5), ("784", 10), (True, 10)],
    "activation": ["cosine", "", None, ["sigmoid"]],
    "schedule": ["sudden", None, ["linear"]],
    "epochs": [0, -1, 1.5, True, "3"],
    "batch": [0, -10, 2.5],
    "seed": [-1, 0.5],
    "rate": [0, 0.0, -1, math.nan, math.inf, -math.inf, "fast", 10**400, True],
    "gain": [-1, math.nan, math.inf],
    "decay": [-1e-9, 0.5, math.nan, math.inf, "little"],
    "shift": [-1, 8.1, math.nan],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in IMPOSSIBLE.items() for value in values]
)
def test_an_impossible_setting_is_refused_by_its_option_s_name(name, value):
    with pytest.raises(InputError) as caught:
        Recipe(**{name: value})
    assert caught.value.subject == f"--{name}"
    assert caught.value.found == str(tuple(value) if name == "sizes" else value)


def test_a_network_too_large_for_the_memory_is_refused():
    with pytest.raises(InputError) as caught:
        Recipe(sizes=(784, 10**12, 10))
    assert caught.value.subject == "--sizes"


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_rates_start_as_given_and_never_rise(schedule):
    recipe = Recipe(rate=3.0, schedule=schedule)
    rates = [recipe.rate_at(done / 50) for done in range(51)]
    assert rates[0] == 3.0
    assert rates == sorted(rates, reverse=True)
    assert min(rates) >= 0
