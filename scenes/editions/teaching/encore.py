"""Notes for teachers about the encore."""

from __future__ import annotations

from scenes.editions.teaching.notes import GRAPHS, Misconception, TeachersNotes
from scenes.subject.languages import N_

NOTES: dict[str, TeachersNotes] = {
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
                    "It is better here, but each doubling buys less and costs twice as much: a"
                    " choice, not a law."
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
}
