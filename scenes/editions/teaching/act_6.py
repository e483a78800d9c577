"""Notes for teachers about act 6: the epilogue."""

from __future__ import annotations

from scenes.editions.teaching.notes import GRAPHS, MATRICES, Misconception, TeachersNotes
from scenes.subject.languages import N_

NOTES: dict[str, TeachersNotes] = {
    "WithoutNonlinearity": TeachersNotes(
        level=MATRICES,
        prerequisites=N_("Matrix times vector; that matrices can be multiplied."),
        misconceptions=(
            Misconception(
                N_("More layers always make a network more powerful."),
                N_(
                    "Without bends in between, any number of layers is one layer: the scene"
                    " multiplies them."
                ),
            ),
            Misconception(
                N_("The bend is there to keep numbers between 0 and 1."),
                N_(
                    "ReLU does not do that, and works. What counts is that the function is not a"
                    " straight line."
                ),
            ),
        ),
        questions=(
            N_("Draw two groups of points that no straight line separates. How would a bend help?"),
            N_("Why does a single layer already read so many digits right?"),
        ),
    ),
    "SigmoidOrReLU": TeachersNotes(
        level=GRAPHS,
        prerequisites=N_("The graph of a function, and its slope."),
        misconceptions=(
            Misconception(
                N_("ReLU is better than the sigmoid."),
                N_(
                    "Here, with starts and learning rates that suit each of them, neither is"
                    " clearly ahead. With the same start for both, deep sigmoids learn only at high"
                    " learning rates. It is a measurement, no law."
                ),
            ),
            Misconception(
                N_("A neuron to which ReLU gives 0 is broken."),
                N_(
                    "It is silent for this picture, and may speak for another. Only one that is"
                    " silent for all of them no longer learns."
                ),
            ),
        ),
        questions=(
            N_("Where on the sigmoid does a small change of the sum matter most?"),
            N_(
                "Runs from different starts end differently. What must one do before one calls a"
                " method better?"
            ),
        ),
    ),
    "HowBigShouldItBe": TeachersNotes(
        level=GRAPHS,
        prerequisites=N_("Shares in percent; a diagram whose axis doubles from tick to tick."),
        misconceptions=(
            Misconception(
                N_("Bigger is always better."),
                N_(
                    "The first doublings buy most. Deep and narrow networks can even do worse than"
                    " one with no hidden layer."
                ),
            ),
            Misconception(
                N_("From 96 to 98 percent is hardly an improvement."),
                N_(
                    "Of the errors, half are gone: 2 in 100 instead of 4. It depends on what one"
                    " counts."
                ),
            ),
        ),
        questions=(
            N_("What does a larger network cost, apart from time?"),
            N_("What else, besides its size, decides how well a network does?"),
        ),
    ),
    "Recap": TeachersNotes(
        level=GRAPHS,
        prerequisites=N_("The scenes before. It serves as a summary a week later as well."),
        misconceptions=(
            Misconception(
                N_("There must be more in it: something that understands."),
                N_(
                    "All that is computed has been shown. Whether to call that understanding is a"
                    " good question, but no part is hidden."
                ),
            ),
            Misconception(
                N_("Now it is clear how the network has learned."),
                N_(
                    "The film shows what is computed with the numbers. How they are found is the"
                    " next lesson."
                ),
            ),
        ),
        questions=(
            N_(
                "Explain this picture to somebody in two minutes, with the words pixel, layer,"
                " weight, sum and function."
            ),
            N_(
                "Which numbers of the film change with another picture, which with another network,"
                " and which never?"
            ),
        ),
    ),
}
