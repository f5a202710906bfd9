"""Questions on the third part: what backpropagation does."""

import numpy as np

from network.measured.batch_angles import HALFWAY
from network.model.backprop import gradient, one_hot
from page.quiz.question import Question
from page.subject import Subject
from scenes.script.catalogue import message


def weight_that_counts(subject: Subject) -> Question | None:
    """Ask of which of three weights into an output an image asks most."""
    mlp, example = subject.network.mlp.astype(np.float64), subject.samples[3]
    if mlp.steps < 2:
        return None
    held = mlp.forward(example.pixels).a[-2]
    order = np.argsort(held)
    chosen = [int(order[-1]), int(order[len(order) // 2]), int(order[0])]
    label = np.array([example.label])
    slopes = gradient(mlp, example.pixels[None], one_hot(label)).weights[-1][example.label]
    sizes = np.abs(slopes[chosen])
    if len(set(chosen)) < 3 or not 0 < 1.1 * sizes[1:].max() <= sizes[0]:
        return None
    return Question(
        message(
            "Three weights lead into output {label}. For our handwritten {label}, along which one "
            "does the cost change most?",
            label=example.label,
        ),
        tuple(
            message("the one from neuron {j}, which holds {value:.2f}", j=j, value=float(held[j]))
            for j in chosen
        ),
        message(
            "All else being equal, a weight counts as much as the neuron it comes from is active. "
            "Here its slope is {times:.1f} times that of the second one.",
            times=float(sizes[0] / sizes[1:].max()),
        ),
    )


def batch_direction(subject: Subject) -> Question | None:
    """Ask how well a batch points downhill."""
    recorded = subject.replay
    if not recorded:
        return None
    study = subject.batch_angles
    if len(study.sizes) < 2:
        return None
    size, angle = study.sizes[1], float(study.angles[HALFWAY, 1].mean())
    if not 5 <= angle <= 85:
        return None
    return Question(
        message(
            "After {step:,} of {steps:,} steps, this network reads {share:.0%} of the validation "
            "images correctly. Take batches of {size} images then. How far is the gradient of such "
            "a batch off that of all {count:,} images, on average?",
            step=study.step,
            steps=recorded.last_step,
            share=float(recorded.history.snapshot_accuracy[recorded.halfway]),
            size=size,
            count=study.origin.count,
        ),
        tuple(message("{angle:.0f} degrees", angle=each) for each in (angle, 0.0, 90.0)),
        message(
            "{angle:.0f} degrees, as the mean of {count} batches. A batch points downhill only "
            "roughly; directions of chance are at 90 degrees, which is no direction at all.",
            angle=angle,
            count=study.angles.shape[-1],
        ),
    )


def passes_needed(subject: Subject) -> Question:
    """Ask how many passes backpropagation takes."""
    count = subject.network.mlp.parameters.size
    return Question(
        message(
            "This network has {count:,} weights and biases. How often must an image pass through "
            "it until backpropagation knows the slope along each of them?",
            count=count,
        ),
        (
            message("once forward and once back"),
            message("{count:,} times", count=count),
            message("{count:,} times", count=2 * count),
        ),
        message(
            "Once forward, for what every neuron holds, and once back, for what is asked of it. "
            "Nudging each number up and down would take {count:,} passes.",
            count=2 * count,
        ),
    )


QUESTIONS = (weight_that_counts, batch_direction, passes_needed)
