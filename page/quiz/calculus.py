"""Questions on the fourth part: the calculus of backpropagation."""

import numpy as np

from network.model.activations import SIGMOID
from page.quiz.question import Question, apart
from page.subject import Subject
from scenes.script.catalogue import message


def slope_of_cost(subject: Subject) -> Question | None:
    """Ask for the slope of the cost along the chain's output."""
    study = subject.chain
    output = float(study.mlp.forward(study.mean_ink[:1]).output[0])
    gap = output - 1.0
    if not apart(2 * gap, gap, gap**2, places=4):
        return None
    return Question(
        message(
            "For a 0 with average ink, the chain's output is {output:.4f}, and 1 is wanted. The "
            "cost is the square of the gap. What is its slope along the output?",
            output=output,
        ),
        tuple(message("{value:+.4f}", value=each) for each in (2 * gap, gap, gap**2)),
        message(
            "Twice the gap: 2 times {gap:+.4f}. It is below 0, so the cost falls as the output "
            "rises.",
            gap=gap,
        ),
    )


def slope_of_sigmoid(subject: Subject) -> Question | None:
    """Ask for the slope of the sigmoid at an output of about 0.9."""
    if subject.network.mlp.output != "sigmoid":
        return None
    outputs = subject.digits.outputs
    held = float(outputs.flat[np.abs(outputs - 0.9).argmin()])
    slope = float(SIGMOID.prime(np.array([np.log(held / (1 - held))]))[0])
    wrong = (held, 1 - held, 0.25)
    if not apart(slope, *wrong, places=2):
        return None
    return Question(
        message(
            "An output of this network holds {held:.2f}. How steep is the sigmoid there?",
            held=held,
        ),
        tuple(message("{value:.2f}", value=each) for each in (slope, *wrong)),
        message(
            "The activation times what is missing to 1: {held:.2f} times {rest:.2f}. A quarter is "
            "the most there is, at an activation of one half.",
            held=held,
            rest=1 - held,
        ),
    )


def several_paths(subject: Subject) -> Question:
    """Ask what becomes of the slopes along several paths."""
    count = subject.network.mlp.sizes[-1]
    return Question(
        message(
            "An activation of the layer before the outputs reaches the cost along {count} paths, "
            "one over each output. How do you get its slope?",
            count=count,
        ),
        (
            message("multiply along each path, then add up the paths"),
            message("add up along each path, then multiply the paths"),
            message("take the path with the largest slope"),
        ),
        message(
            "Along a path, slopes multiply: that is the chain rule. A nudge travels all {count} "
            "paths at once, so what they bring adds up.",
            count=count,
        ),
    )


QUESTIONS = (slope_of_cost, slope_of_sigmoid, several_paths)
