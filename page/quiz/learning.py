"""Questions on the second part: how a network learns."""

import numpy as np

from network.measured.memorising import SHUFFLED
from network.model.backprop import one_hot
from page.quiz.question import Question, apart
from page.subject import Subject
from scenes.script.catalogue import message
from scenes.script.variants import choose


def cost_of_outputs(subject: Subject) -> Question | None:
    """Ask what a digit costs that is not quite read rightly."""
    images, labels = subject.digits.digits.images / 255, subject.digits.digits.labels
    gaps = subject.digits.outputs - one_hot(labels)
    costs, sizes = np.square(gaps).sum(axis=1), np.abs(gaps).sum(axis=1)
    place = int(np.abs(costs - 1).argmin())  # one that costs about 1 has gaps to be added up
    right, added, largest = float(costs[place]), float(sizes[place]), float(gaps[place].max())
    if not apart(right, added, largest, places=2):
        return None
    label, output = int(labels[place]), subject.network.mlp.forward(images[place]).output
    return Question(
        message(
            "One of our handwritten digits is labelled {label}. The outputs from 0 to 9 are "
            "{outputs:commas:.2f}. What does it cost?",
            label=label,
            outputs=[float(each) for each in output],
        ),
        tuple(message("{value:.2f}", value=each) for each in (right, added, largest)),
        message(
            "Output {label} should be 1, all others 0. Each gap is squared, and the squares are "
            "added up: {value:.2f}. The gaps themselves add up to {added:.2f}.",
            label=label,
            value=right,
            added=added,
        ),
    )


def way_down(subject: Subject) -> Question | None:
    """Ask which way a step downhill moves a weight."""
    if not subject.replay:
        return None
    study = subject.mean_gradient
    slopes = study.gradient[: sum(each.size for each in subject.network.mlp.weights)]
    slope = float(slopes[np.abs(slopes).argmax()])
    up, down = message("raise the weight"), message("lower the weight")
    answers = (down, up) if slope > 0 else (up, down)
    return Question(
        message(
            "At the random start of this network, the slope of the mean cost {data} along one "
            "weight is {slope:+.3f}: the steepest of all weights. What does a step downhill do?",
            data=subject.studied_on(study).of,
            slope=slope,
        ),
        (*answers, message("leave it, and change the others")),
        choose(
            (slope > 0, message("The cost rises with the weight, so it falls if that is lowered.")),
            otherwise=message("The cost falls when the weight is raised, so raise it."),
        ),
    )


def shuffled_labels(subject: Subject) -> Question | None:
    """Ask what a network reads that learned shuffled labels."""
    study = subject.memorising
    learned = float(study.on_training[0, SHUFFLED, :, -1].mean())
    unseen = float(study.on_test[0, SHUFFLED, :, -1].mean())
    middle = (learned + unseen) / 2
    if not apart(100 * learned, 100 * middle, 100 * unseen, places=0):
        return None
    return Question(
        message(
            "A wide network learned images whose labels were shuffled, until it got {learned:.0%} "
            "of these very images right. How many unseen ones does it read as they are labelled?",
            learned=learned,
        ),
        tuple(message("{share:.0%}", share=each) for each in (unseen, middle, learned)),
        message(
            "{unseen:.0%} on average of {starts} random starts: about what guessing gives. It knew "
            "its own images by heart, and there was nothing else to learn.",
            unseen=unseen,
            starts=len(study.seeds),
        ),
    )


QUESTIONS = (cost_of_outputs, way_down, shuffled_labels)
