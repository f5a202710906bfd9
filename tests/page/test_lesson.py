"""The lesson in writing: what it says is of this network, and right answers are right."""

import itertools
import re

import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.examples import Example
from network.questions.strange import NOISE_SEED
from network.training.stored import (
    SHIPPED_NETWORK,
    history_beside,
    load_history,
    load_network,
)
from page.formulas import formula
from page.quiz import questions
from page.subject import Subject
from scenes.script.catalogue import written
from tests.page.browsing import begin_figures


def outputs_of(images: np.ndarray) -> np.ndarray:
    """Return the shipped network's outputs, calculated here: shape (n, 10)."""
    mlp = load_network(SHIPPED_NETWORK).mlp
    held = images.astype(float)
    for weights, biases in zip(mlp.weights, mlp.biases, strict=True):
        held = 1 / (1 + np.exp(-(held @ weights.T.astype(float) + biases)))
    return held


def test_the_text_tells_this_network(subject, tools) -> None:
    network, history = (
        load_network(SHIPPED_NETWORK),
        load_history(history_beside(SHIPPED_NETWORK)),
    )
    told = " ".join(tools.inner_text("main").split())
    noise = outputs_of(np.random.default_rng(NOISE_SEED).random((1000, 784), np.float32))
    wrong = network.confusion - np.diag(np.diag(network.confusion))
    label, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    for line in (
        f"hold {12960:,} weights and {42} biases: this network is made of {13002:,} numbers",
        f"{network.test_accuracy:.1%} of 10,000 MNIST test images are read correctly",
        f"{wrong.max()} of {network.confusion[label].sum():,} images labelled {label} are read as "
        f"{answer}",
        f"this network had {history.snapshot_cost[0]:.2f} at its random start, and "
        f"{history.snapshot_cost[-1]:.2f} at the end",
        f"{(noise.max(axis=1) > 0.5).mean():.0%} light up an output beyond one half",
        f"{network.recipe.epochs} times, in batches of {network.recipe.batch}",
    ):
        assert line in told


def test_right_answers_are_right(subject) -> None:
    asked = questions(subject)
    assert [each.part for each in asked] == [
        part for part in ("structure", "descent", "backprop", "calculus") for _ in range(3)
    ]
    assert all(len({*map(written, each.answers)}) == len(each.answers) for each in asked)
    right = {written(each.text): written(each.answers[each.right]) for each in asked}

    def found(part: str) -> tuple[str, str]:
        return next(each for each in right.items() if part in each[0])

    check_cost(*found("What does it cost?"))
    check_slope_of_cost(*found("slope along the output"))
    check_sigmoid(*found("How steep is the sigmoid"))
    check_weight(subject, found("Three weights")[1])
    assert found("is exactly 0?")[1] == "0.5"
    assert found("layer right after")[1] == "784"
    text, answer = found("steepest of all weights")
    assert answer == ("lower the weight" if "+" in text else "raise the weight")


def check_cost(text: str, answer: str) -> None:
    label = int(re.search(r"labelled (\d)", text)[1])
    outputs = np.array([float(each) for each in re.findall(r"\d\.\d\d", text)])
    cost = np.square(outputs - np.eye(10)[label]).sum()
    assert float(answer) == pytest.approx(cost, abs=0.05)  # outputs are rounded


def check_slope_of_cost(text: str, answer: str) -> None:
    output, nudge = float(re.search(r"\d\.\d+", text)[0]), 1e-6
    slope = ((output + nudge - 1) ** 2 - (output - nudge - 1) ** 2) / (2 * nudge)
    assert float(answer.replace("\N{MINUS SIGN}", "-")) == pytest.approx(slope, abs=2e-3)


def check_sigmoid(text: str, answer: str) -> None:
    held = float(re.search(r"\d\.\d\d", text)[0])
    assert float(answer) == pytest.approx(held * (1 - held), abs=0.01)


def check_weight(subject: Subject, answer: str) -> None:
    """No nudge of another weight into that output changes what the image costs by more."""
    mlp, example = subject.network.mlp.astype(np.float64), subject.samples[3]
    first = sum(each.size for each in mlp.weights[:-1]) + example.label * mlp.sizes[-2]
    changes = [
        abs(cost_of(example, mlp, first + k, 1e-4) - cost_of(example, mlp, first + k, -1e-4))
        for k in range(mlp.sizes[-2])
    ]
    assert f"neuron {np.argmax(changes)}," in answer


def cost_of(example: Example, mlp: MLP, place: int, nudge: float) -> float:
    """Return what an image costs if one of the network's parameters is nudged."""
    parameters = mlp.parameters.copy()
    parameters[place] += nudge
    output = MLP(mlp.sizes, parameters, mlp.activation).forward(example.pixels.astype(float)).output
    return float(np.square(output - np.eye(10)[example.label]).sum())


def test_a_chosen_answer_is_judged(visit) -> None:
    page = visit(reduced_motion=True)
    page.evaluate("lesson.begin('check')")
    question = page.locator(".question").first
    right = int(question.get_attribute("data-right"))
    options = question.locator("input")
    options.nth((right + 1) % options.count()).check()
    assert "Not this one" in question.locator(".verdict").inner_text()
    assert not question.locator("details").evaluate("(each) => each.open")
    options.nth(right).focus()
    page.keyboard.press("Space")
    assert "Right." in question.locator(".verdict").inner_text()
    assert question.locator("details .right").is_visible()
    assert "Right: 1 of" in page.locator("[data-part=score]").inner_text()
    page.get_by_role("button", name="Try again").click()
    assert not page.locator("[data-part=score]").inner_text()
    assert question.locator("input:checked").count() == 0


@pytest.mark.parametrize("name", ["784-8-10 relu", "784-10"])
def test_other_networks_get_a_lesson_that_is_true_of_them(visit_other, name: str) -> None:
    page = visit_other(name)
    begin_figures(page)
    told = " ".join(page.inner_text("main").split())
    sizes = [int(each) for each in name.split()[0].split("-")]
    weights = sum(a * b for a, b in itertools.pairwise(sizes))
    assert f"{weights + sum(sizes[1:]):,} numbers" in told
    assert ("ReLU" in page.inner_text("#squish-text + p")) == ("relu" in name)
    assert ("hidden" in page.inner_text("#neuron ~ p >> nth=1")) == (len(sizes) > 2)
    assert "12,960" not in told
    assert "16 and 16" not in told


def test_formulas_are_mathml_with_plain_letters() -> None:
    made = formula("a_j = sigma(z_j)", block=True)
    assert made.startswith('<math display="block">')
    assert "<mi>a</mi>" in made
    assert "<mi>σ</mi>" in made
    assert 'display="block"' not in formula("x")


def test_brackets_grow_around_fractions_alone() -> None:
    for source, small in (("f(a^((1)) + b)", 4), ("f(1 / x) + f(x)", 2)):
        assert formula(source).count('stretchy="false"') == small


def test_a_formula_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="frac\\("):
        formula("frac(")


#: What the page's own code makes of an image, and how its neurons tell it.
ASKED_FROM_ELSEWHERE = """([x, layer]) => {
  lesson.drawing.put(x);
  const pass = lesson.forward(x), told = [1, layer].map((at) => {
    lesson.tools.askAbout({kind: "neuron", layer: at, index: 0});
    return document.querySelector("[data-figure=ask] [data-part=story]").textContent;
  });
  return {output: [...pass.a.at(-1)], told};
}"""


def test_a_network_from_elsewhere_is_told_as_what_it_is(models, visit_other) -> None:
    name = "one tanh neuron, imported softmax"
    network = load_network(models[name])
    page = visit_other(name)
    told = " ".join(page.inner_text("main").split())
    assert "it was imported from mine.safetensors" in told
    assert "by a curve that is called tanh" in told
    assert "it shares 1 out among them" in told
    for untrue in ("needn't even add up to 1", "by the sigmoid", "Training showed this network"):
        assert untrue not in told
    x = np.random.default_rng(3).random(784)
    page.evaluate("lesson.begin('ask')")
    found = page.evaluate(ASKED_FROM_ELSEWHERE, [x.tolist(), network.mlp.steps])
    np.testing.assert_allclose(found["output"], network.mlp.forward(x).output, atol=1e-5)
    assert sum(found["output"]) == pytest.approx(1, abs=1e-5)
    hidden, output = found["told"]
    assert "The tanh squeezes it" in hidden
    assert "shares 1 out" in output
