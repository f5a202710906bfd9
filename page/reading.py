"""What to read and watch after the lesson."""

from dataclasses import dataclass

from scenes.script.catalogue import message
from scenes.script.message import Message


@dataclass(frozen=True)
class Work:
    """A book, a paper, a site: by whom, its own title, where it is, and why to read it."""

    by: str
    title: str
    address: str
    why: Message


READING = (
    Work(
        "Michael Nielsen",
        "Neural Networks and Deep Learning (2015)",
        "http://neuralnetworksanddeeplearning.com/",
        message(
            "A free book with short programs. It begins with the same task and a network much like "
            "this one, and goes on where this lesson ends."
        ),
    ),
    Work(
        "Grant Sanderson",
        "Neural networks, 3Blue1Brown (2017–)",
        "https://www.3blue1brown.com/topics/neural-networks",
        message(
            "The lectures that made this example famous, and others that lead on to language "
            "models."
        ),
    ),
    Work(
        "Chris Olah",
        "colah's blog",
        "https://colah.github.io/",
        message(
            "What layers do to space, told in pictures; and how networks for images and for text "
            "are built."
        ),
    ),
    Work(
        "Distill (2016–2021)",
        "distill.pub",
        "https://distill.pub/",
        message(
            "Articles whose figures one can play with, on what neurons look for and on how "
            "training goes."
        ),
    ),
    Work(
        "Ian Goodfellow, Yoshua Bengio, Aaron Courville",
        "Deep Learning (2016)",
        "https://www.deeplearningbook.org/",
        message("The textbook, with the mathematics from the ground up. It can be read online."),
    ),
    Work(
        "Stephen Welch",
        "Welch Labs",
        "https://www.welchlabs.com/",
        message("Films that build a small network step by step, in code and on paper."),
    ),
    Work(
        "David Rumelhart, Geoffrey Hinton, Ronald Williams",
        "Learning representations by back-propagating errors (Nature 323, 1986)",
        "https://doi.org/10.1038/323533a0",
        message("Four pages that made backpropagation known."),
    ),
    Work(
        "Yann LeCun, Léon Bottou, Yoshua Bengio, Patrick Haffner",
        "Gradient-based learning applied to document recognition (1998)",
        "https://doi.org/10.1109/5.726791",
        message(
            "Where MNIST comes from, and networks made for images, which read it better still."
        ),
    ),
    Work(
        "Chiyuan Zhang, Samy Bengio, Moritz Hardt, Benjamin Recht, Oriol Vinyals",
        "Understanding deep learning requires rethinking generalization (2016)",
        "https://arxiv.org/abs/1611.03530",
        message(
            "Networks can learn labels of chance by heart. Then what makes them learn more than "
            "that?"
        ),
    ),
    Work(
        "Devansh Arpit and others",
        "A closer look at memorization in deep networks (2017)",
        "https://arxiv.org/abs/1706.05394",
        message("An answer to that: patterns are learned sooner than noise."),
    ),
)
