"""Questions on the first part: what a network is."""

import numpy as np

from page.quiz.question import Question
from page.subject import Subject
from scenes.script.catalogue import message
from scenes.script.variants import choose


def weights_into_a_neuron(subject: Subject) -> Question:
    """Ask how many weights lead into one neuron."""
    mlp = subject.network.mlp
    inputs, to = mlp.sizes[0], mlp.sizes[1]
    wrong = [n for n in (to, mlp.weights[0].size, mlp.parameters.size) if n != inputs]
    return Question(
        message("How many weights belong to one neuron of the layer right after the pixels?"),
        tuple(message("{count:,}", count=n) for n in dict.fromkeys([inputs, *wrong])),
        message(
            "One for each of the {inputs:,} pixels. Its bias is no weight, and all {to} neurons of "
            "the layer together have {all:,}.",
            inputs=inputs,
            to=to,
            all=mlp.weights[0].size,
        ),
    )


def sum_of_zero(subject: Subject) -> Question | None:
    """Ask what a neuron makes of a sum of 0."""
    mlp = subject.network.mlp
    held = float(mlp.activation_of(0)(np.zeros(1))[0])
    others = [each for each in (0.0, 0.5, 1.0) if each != held]
    squish = mlp.activation_of(0)
    if not squish.alone:  # what it holds is not a question of its own sum
        return None
    return Question(
        message("What does a neuron of that layer hold if its sum, bias included, is exactly 0?"),
        tuple(message("{value:.1f}", value=each) for each in (held, *others)),
        choose(
            (
                squish.name == "relu",
                message("ReLU keeps what is above 0. All else becomes 0, and so does 0."),
            ),
            (
                squish.name == "tanh",
                message("The tanh of 0 is 0: the middle of the curve, where it is steepest."),
            ),
            otherwise=message(
                "The sigmoid of 0 is one half: the middle of the curve, where it is steepest."
            ),
        ),
    )


def blank_page(subject: Subject) -> Question:
    """Ask what decides what the first neurons hold for a blank page."""
    mlp = subject.network.mlp
    held = mlp.forward(np.zeros(mlp.sizes[0])).a[1]
    return Question(
        message("A blank page: all pixels are 0. What decides what the next layer holds?"),
        (
            message("its biases alone"),
            message("its weights alone"),
            message("nothing: all of it holds 0"),
        ),
        message(
            "Each weight is multiplied by 0, so only biases are left. In this network, the neurons "
            "of that layer then hold from {least:.2f} to {most:.2f}.",
            least=float(held.min()),
            most=float(held.max()),
        ),
    )


QUESTIONS = (weights_into_a_neuron, sum_of_zero, blank_page)
