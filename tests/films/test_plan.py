"""Before anything is filmed it is said what can't be, and what will take long."""

from pathlib import Path

import pytest

from films.order import Order
from films.plan import refusals, slowness
from scenes.script.contents import lectures
from tests.toy_house import toy_network

SECTIONS = [section.scene for lecture in lectures() for section in lecture.sections]


@pytest.fixture
def order_of(tmp_path: Path):
    """Return a function that orders films of a network of some shape."""

    def make(*sizes: int) -> Order:
        path = tmp_path / "network.npz"
        path.write_bytes(toy_network(0, *sizes))
        return Order.of({"model": str(path)})

    return make


def test_scenes_about_hidden_layers_refuse_a_network_without_once(order_of) -> None:
    order = order_of(784, 10)
    order.beside_model("history.npz").write_text("a history")
    ((why, scenes),) = refusals(order, [*SECTIONS, "forward"]).items()
    assert why == f"784-10 ({order.model}) has no hidden layers, which these are about"
    assert {"structure/layers", "structure/bias", "backprop/fading"} <= set(scenes)
    assert not {"forward", "descent/learning"} & set(scenes)


def test_scenes_that_play_a_training_back_refuse_a_network_without_a_record(order_of) -> None:
    ((why, scenes),) = refusals(order_of(784, 16, 10), SECTIONS).items()
    assert why.endswith("has no record of its training beside it, which these play back")
    assert "descent/learning" in scenes
    assert refusals(Order(), SECTIONS) == {}


def test_a_network_with_many_connections_is_said_to_take_long(order_of) -> None:
    assert slowness(Order()) == ""
    assert slowness(order_of(784, 60, 10)) == ""
    told = slowness(order_of(784, 784, 10))
    assert "784-784-10" in told
    assert "622,496 connections, 48 times as many" in told
