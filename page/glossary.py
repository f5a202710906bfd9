"""The words of the trade that the lesson uses, in the order in which it needs them."""

from collections.abc import Iterable

from scenes.script.catalogue import message
from scenes.script.message import Message

#: Words that not every network needs, by the function it has.
OF_FUNCTIONS = {
    "tanh": (
        message("tanh"),
        message(
            "The curve (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ), the hyperbolic tangent. It squeezes any number in "
            "between −1 and 1."
        ),
        "squish-text",
    ),
    "softmax": (
        message("softmax"),
        message(
            "What makes shares out of all sums of a layer: e to the power of each, divided by all "
            "of these together. The shares add up to 1."
        ),
        "squish-text",
    ),
}

#: A word, and what it means; the place in the lesson where it is met.
TERMS = (
    (
        message("neuron"),
        message(
            "A thing that holds a number, its activation. Apart from pixels, it works it out from "
            "the layer before."
        ),
        "neuron",
    ),
    (
        message("activation"),
        message("The number that a neuron holds: how much it lights up."),
        "neuron",
    ),
    (
        message("layer"),
        message(
            "Neurons that get their input from the same neurons. The first layer holds the pixels, "
            "the last one the answers; those in between are hidden."
        ),
        "neuron",
    ),
    (
        message("weight"),
        message(
            "A number that belongs to a connection. What comes along it is the weight times the "
            "activation at its beginning."
        ),
        "sum",
    ),
    (
        message("bias"),
        message(
            "A number of a neuron's own, which is added to its sum. It decides from which sum on "
            "the neuron lights up."
        ),
        "sum",
    ),
    (
        message("weighted sum"),
        message(
            "All that arrives at a neuron: each activation before it times the weight between "
            "them, added up. With the bias, it is the neuron's sum."
        ),
        "sum",
    ),
    (
        message("activation function"),
        message("What turns a sum into an activation: the sigmoid, ReLU or tanh."),
        "squish-text",
    ),
    (
        message("sigmoid"),
        message(
            "The curve 1 / (1 + e⁻ᶻ), also called logistic. It squeezes any number in between 0 "
            "and 1."
        ),
        "squish-text",
    ),
    (
        message("ReLU"),
        message("Rectified linear unit: what is above 0 stays as it is, all else becomes 0."),
        "squish-text",
    ),
    (
        message("parameter"),
        message("A weight or a bias: what learning changes."),
        "layer",
    ),
    (
        message("multilayer perceptron"),
        message(
            "A network of layers in which each neuron is connected with all neurons of the layer "
            "before."
        ),
        "layer",
    ),
    (
        message("label"),
        message(
            "What an image is meant to be. Whoever collected the images wrote it down, or the "
            "program that drew them."
        ),
        "cost",
    ),
    (
        message("training images, validation images, test images"),
        message(
            "Images to learn from; others, by which settings are chosen; and others again, which "
            "are looked at only to judge the result."
        ),
        "cost",
    ),
    (
        message("cost"),
        message(
            "How wrong the outputs are: the squares of all gaps between what they are and what "
            "they should be, added up. Averaged over images, it is what learning brings down. Also "
            "called loss."
        ),
        "cost",
    ),
    (
        message("slope, derivative"),
        message("How much one number changes, for each bit that another one is changed by."),
        "downhill",
    ),
    (
        message("gradient"),
        message(
            "The slopes of the cost along all parameters together. It points where the cost rises "
            "most steeply."
        ),
        "downhill",
    ),
    (
        message("gradient descent"),
        message("Taking step after step against the gradient."),
        "downhill",
    ),
    (
        message("learning rate"),
        message("The factor that a gradient is multiplied by to make a step."),
        "downhill",
    ),
    (
        message("local minimum"),
        message("The bottom of a valley. There may be deeper ones elsewhere."),
        "downhill",
    ),
    (
        message("batch"),
        message(
            "A few training images whose gradients are averaged to make one step. Steps of that "
            "kind are called stochastic gradient descent."
        ),
        "batches",
    ),
    (
        message("epoch"),
        message("Once through all training images."),
        "played-back",
    ),
    (
        message("accuracy"),
        message("The share of images that are read as their labels say."),
        "judged",
    ),
    (
        message("memorising"),
        message(
            "Knowing the training images by heart, without being better at others. Also called "
            "overfitting, when it makes a network worse at others."
        ),
        "judged",
    ),
    (
        message("wish of an image"),
        message(
            "In this lesson: by how much an image would have a number changed to lower its cost "
            "most. It is the slope, with its sign turned round."
        ),
        "wishes-text",
    ),
    (
        message("backpropagation"),
        message(
            "Finding all slopes in one pass forward and one back, layer by layer, by the chain "
            "rule."
        ),
        "wishes-text",
    ),
    (
        message("chain rule"),
        message("Along a path, slopes multiply. Over several paths, they add up."),
        "chain",
    ),
)


def terms(functions: Iterable[str]) -> tuple[tuple[Message, Message, str], ...]:
    """Return all words for a network with these functions, by name, in the lesson's order."""
    more = [OF_FUNCTIONS[name] for name in dict.fromkeys(functions) if name in OF_FUNCTIONS]
    place = next(k for k, (_, _, at) in enumerate(TERMS) if at == "layer")
    return (*TERMS[:place], *more, *TERMS[place:])
