"""Questions to check oneself with; which answer is right is computed from the network."""

from page.quiz.calculus import QUESTIONS as CALCULUS
from page.quiz.learning import QUESTIONS as LEARNING
from page.quiz.question import Question
from page.quiz.structure import QUESTIONS as STRUCTURE
from page.quiz.wishes import QUESTIONS as WISHES
from page.subject import Subject

#: The makers of questions, by the part of the lesson that they are about.
PARTS = {"structure": STRUCTURE, "descent": LEARNING, "backprop": WISHES, "calculus": CALCULUS}


def questions(subject: Subject) -> list[Question]:
    """Return all questions that make sense for a network, each with its place in the lesson."""
    made = []
    for part, makers in PARTS.items():
        for number, make in enumerate(makers):
            if question := make(subject):
                made.append(question.shuffled(part, number))
    return made
