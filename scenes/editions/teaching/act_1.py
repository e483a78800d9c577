"""Notes for teachers about act 1: the task."""

from __future__ import annotations

from scenes.editions.teaching.notes import COUNTING, Misconception, TeachersNotes
from scenes.subject.languages import N_

NOTES: dict[str, TeachersNotes] = {
    "ThisIsAThree": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("That a digital picture is made of pixels, each with a brightness."),
        misconceptions=(
            Misconception(
                N_("Two pictures of the same digit look nearly the same to a machine, too."),
                N_(
                    "Pixel by pixel they may share less than pictures of two different digits do."
                    " What is the same about them is not in any single pixel."
                ),
            ),
            Misconception(
                N_("What is easy for us must be easy to program."),
                N_(
                    "It is easy because our brain does the work unnoticed. Hardly anybody can put"
                    " into rules what it does there."
                ),
            ),
        ),
        questions=(
            N_(
                "How would you describe this digit on the telephone, without its name? Which"
                " handwriting breaks your rule?"
            ),
            N_(
                "Which two digits share the most pixels? Are these also the two that people mix up?"
            ),
        ),
    ),
    "WriteAProgram": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("What a mean is, and what a share in percent is."),
        misconceptions=(
            Misconception(
                N_("A program that is right four times out of five has nearly solved the task."),
                N_(
                    "A postcode of five digits would then be read right one time in three. How good"
                    " is good enough depends on what it is for."
                ),
            ),
            Misconception(
                N_("The network wins because somebody gave it better rules."),
                N_(
                    "Nobody gave it rules. Its numbers were found by training with examples; what"
                    " it computes with them are sums, as later scenes show."
                ),
            ),
        ),
        questions=(
            N_(
                "Draw a digit that the comparison with mean pictures surely misreads. What gave you"
                " the idea?"
            ),
            N_("Why must a program be tested with pictures that it was not made from?"),
        ),
    ),
    "PlainVanilla": TeachersNotes(
        level=COUNTING,
        prerequisites=N_("That a program turns inputs into outputs."),
        misconceptions=(
            Misconception(
                N_("A neural network is a model of the brain."),
                N_(
                    "The brain gave the idea and the words. Here there are numbers in layers; nerve"
                    " cells send pulses in time, grow, and do much else."
                ),
            ),
            Misconception(
                N_("A network is a black box that nobody can look into."),
                N_(
                    "Every number in it can be read, and this film does. What is hard is to say"
                    " what the numbers mean together."
                ),
            ),
        ),
        questions=(
            N_("Where did you meet one of these kinds of networks today, without noticing?"),
            N_("What does one gain, and what does one risk, by calling a number a neuron?"),
        ),
    ),
}
