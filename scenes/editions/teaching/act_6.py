"""Notes for teachers about act 6: the epilogue."""

from __future__ import annotations

from scenes.editions.teaching.notes import GRAPHS, Misconception, TeachersNotes
from scenes.subject.languages import N_

NOTES: dict[str, TeachersNotes] = {
    "WithoutNonlinearity": TeachersNotes(
        level=GRAPHS,
        prerequisites=N_("What a neuron adds up; that a function need not be a straight line."),
        misconceptions=(
            Misconception(
                N_("More layers always make a network more powerful."),
                N_(
                    "Without the squish in between, any number of layers is one layer: the scene"
                    " multiplies them."
                ),
            ),
            Misconception(
                N_("The squish is there to keep numbers between 0 and 1."),
                N_(
                    "ReLU does not do that, and works. What counts is that the function is not a"
                    " straight line."
                ),
            ),
        ),
        questions=(
            N_(
                "Draw two groups of points that no straight line separates. How would the squish"
                " help?"
            ),
            N_("Why does a single layer already read so many digits right?"),
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
